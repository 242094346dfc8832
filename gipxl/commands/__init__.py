"""The commands, one file each: ``add`` says what a command takes, ``run`` does it and returns the exit status."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from gipxl.commands import fix, pull, receipt, report, verify

#: Each command's name and file.
COMMANDS: Mapping[str, ModuleType] = {"report": report, "verify": verify, "pull": pull, "fix": fix, "receipt": receipt}
