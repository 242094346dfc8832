"""gipxl: a governance improvement plan kept in Excel, checked, compared, flagged and reported."""

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from gipxl.api import build, check, compare, figures, history, read
from gipxl.errors import GipxlError, OutputError, ReportingDateMissing, SettingsError, WorkbookError
from gipxl.version import VERSION

if TYPE_CHECKING:
    from gipxl.settings import Settings

__version__ = VERSION

__all__ = [
    "GipxlError",
    "OutputError",
    "ReportingDateMissing",
    "Settings",
    "SettingsError",
    "WorkbookError",
    "build",
    "check",
    "compare",
    "figures",
    "history",
    "read",
]


class _Gipxl(ModuleType):
    """The package itself, which loads little by itself and whose functions stay what they are."""

    def __setattr__(self, name: str, value: object) -> None:
        # Python puts every module that is loaded into its package: gipxl/build.py would hide the function build.
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> object:
        # What settings rest on takes longer to load than all the rest here.
        if name == "Settings":
            from gipxl.settings import Settings

            return Settings
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")


sys.modules[__name__].__class__ = _Gipxl
