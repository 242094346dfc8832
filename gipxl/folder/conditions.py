"""The settings that hold for each folder of the drive, worked out once a pass."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from gipxl.errors import SettingsError
from gipxl.files import sha256
from gipxl.folder.cache import sum_of
from gipxl.outputs.plain import one_line
from gipxl.settings import FILE_NAME, DriveSettings, Settings, in_force, load, own_settings_file


@dataclass(frozen=True, kw_only=True)
class Condition:
    """The settings in force in a folder and a sum of them; or why there are none."""

    settings: Settings | None
    digest: str
    problem: str = ""

    @property
    def year_starts(self) -> int:
        """The first month of the financial year."""
        return self.settings.plan.year_starts if self.settings else 4


class Conditions:
    """The settings of every folder. ``base`` are those where no settings file lies beside a workbook.

    Raises SettingsError where the user's own file, or the one that was named, cannot be understood.
    """

    def __init__(self, root: str, named: Path | None) -> None:
        self._root = root
        self._named = named
        self.base = load(named=named, own=own_settings_file())
        self._of_base = _condition(self.base)
        self._known: dict[str, Condition] = {}

    def of(self, folder: str) -> Condition:
        """What holds for the workbooks of a folder."""
        if folder not in self._known:
            has_own = os.path.isfile(os.path.join(folder, FILE_NAME))
            self._known[folder] = self._read(folder) if has_own else self._of_base
        return self._known[folder]

    def _read(self, folder: str) -> Condition:
        try:
            return _condition(in_force(Path(folder) / "workbook", self._named))
        except SettingsError as error:
            return Condition(settings=None, digest="", problem=one_line(str(error)))


def _condition(settings: Settings) -> Condition:
    # How the folder is walked through changes nothing in what a workbook is found to be.
    told = msgspec.structs.replace(settings, drive=DriveSettings())
    template = settings.report.template
    return Condition(settings=settings, digest=sum_of({"settings": told, "template": _sum_of_file(template)}))


def _sum_of_file(name: str) -> str:
    """A template's contents: where they change, outputs are built anew."""
    try:
        return sha256(Path(name).read_bytes()) if name else ""
    except OSError:
        return "unreadable"
