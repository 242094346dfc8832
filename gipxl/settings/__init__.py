"""``gipxl.toml`` as frozen values: every setting, its default and its meaning, in one place."""

from gipxl.settings.loading import FILE_NAME, in_force, load, own_settings_file
from gipxl.settings.outputs import (
    ColourSettings,
    CopySettings,
    EmailSettings,
    FileSettings,
    ReportSettings,
    Variant,
)
from gipxl.settings.reference import Key, reference, toml_value
from gipxl.settings.values import (
    BESIDE_WORKBOOK,
    LEVELS,
    Blue,
    DateOrder,
    FigureSettings,
    Ignore,
    LimitSettings,
    MarkingSettings,
    Overdue,
    OwnerSettings,
    PlanSettings,
    RuleSettings,
    Settings,
    StatusSettings,
)

__all__ = [
    "BESIDE_WORKBOOK",
    "FILE_NAME",
    "LEVELS",
    "Blue",
    "ColourSettings",
    "CopySettings",
    "DateOrder",
    "EmailSettings",
    "FigureSettings",
    "FileSettings",
    "Ignore",
    "Key",
    "LimitSettings",
    "MarkingSettings",
    "Overdue",
    "OwnerSettings",
    "PlanSettings",
    "ReportSettings",
    "RuleSettings",
    "Settings",
    "StatusSettings",
    "Variant",
    "in_force",
    "load",
    "own_settings_file",
    "reference",
    "toml_value",
]
