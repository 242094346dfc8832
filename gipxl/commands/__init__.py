"""The commands, one file each: ``add`` says what a command takes, ``run`` does it and returns the exit status."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from gipxl.commands import (
    build,
    check,
    compare,
    copy,
    email,
    figures,
    fix,
    history,
    new,
    publish,
    pull,
    receipt,
    report,
    rollover,
    rules,
    show,
    sync,
    verify,
)

#: Each command's name and file, in the order of the help.
COMMANDS: Mapping[str, ModuleType] = {
    "build": build,
    "check": check,
    "show": show,
    "figures": figures,
    "compare": compare,
    "copy": copy,
    "report": report,
    "email": email,
    "verify": verify,
    "pull": pull,
    "receipt": receipt,
    "fix": fix,
    "history": history,
    "sync": sync,
    "new": new,
    "rollover": rollover,
    "publish": publish,
    "rules": rules,
}
