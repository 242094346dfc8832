"""``gipxl.toml`` as frozen values: every setting, its default and its meaning, in one place."""

from gipxl.settings.drive import DriveSettings
from gipxl.settings.email import EmailSettings
from gipxl.settings.loading import FILE_NAME, in_force, load, own_settings_file
from gipxl.settings.outputs import (
    ColourSettings,
    CopySettings,
    FileSettings,
    ReportSettings,
    Variant,
)
from gipxl.settings.publishing import OwnersAs, PublishSettings, YesMeans
from gipxl.settings.reference import Key, reference, toml_value
from gipxl.settings.rollover import Refs, RolloverSettings, Wordings
from gipxl.settings.sending import LogIn, Security, SendingSettings
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
    "DriveSettings",
    "EmailSettings",
    "FigureSettings",
    "FileSettings",
    "Ignore",
    "Key",
    "LimitSettings",
    "LogIn",
    "MarkingSettings",
    "Overdue",
    "OwnerSettings",
    "OwnersAs",
    "PlanSettings",
    "PublishSettings",
    "Refs",
    "ReportSettings",
    "RolloverSettings",
    "RuleSettings",
    "Security",
    "SendingSettings",
    "Settings",
    "StatusSettings",
    "Variant",
    "Wordings",
    "YesMeans",
    "in_force",
    "load",
    "own_settings_file",
    "reference",
    "toml_value",
]
