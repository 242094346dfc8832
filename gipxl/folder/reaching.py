"""The shared folder itself: its full name, and whether it is still there."""

from __future__ import annotations

import os
from pathlib import Path

from gipxl.errors import FolderError
from gipxl.folder import names
from gipxl.folder.trying import again, why


def reachable(folder: Path) -> str:
    """A folder's full name; on Windows in the spelling that allows names of any length and any ending."""
    path = os.path.abspath(folder)  # not resolved: what staff see is what they named
    if os.name != "nt" or path.startswith("\\\\?\\"):
        return path
    return f"\\\\?\\UNC\\{path[2:]}" if path.startswith("\\\\") else f"\\\\?\\{path}"


def refuse_gone(root: str, before: os.stat_result) -> None:
    """Raises FolderError where ``root`` is no longer the folder that it was: what was seen of it is no news."""
    try:
        is_gone = not os.path.samestat(before, again(lambda: os.stat(root)))
    except OSError as error:
        raise unreachable(root, error) from None
    if is_gone:
        raise FolderError(
            f"The folder {names.spelt(root)} went away while it was looked through.", "Check the connection to it."
        )


def unreachable(root: str, error: OSError) -> FolderError:
    """The error for a folder that cannot be opened."""
    return FolderError(
        f"The folder {names.spelt(root)} cannot be opened ({why(error)}).",
        "Check its name, the connection to it, and that you may open it.",
    )
