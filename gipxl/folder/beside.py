"""What the other files of a folder tell of its workbooks."""

from __future__ import annotations

import os
from pathlib import Path

from gipxl.folder import names, owner_files
from gipxl.output_folder import MANIFEST, last_written, read_manifest


class Beside:
    """What the other files of a folder tell of its workbooks."""

    def __init__(self, entries: list[os.DirEntry[str]], beside: dict[str, str], folder: str) -> None:
        openly = {folded: name for folded, name in beside.items() if not names.is_passing(name)}
        self.versions = names.conflicts(openly.values())
        self._open: dict[str, list[tuple[str, str]]] = {}
        for entry in entries:
            if found := owner_files.opened_by(entry.name, openly):
                self._open.setdefault(found[0], []).append((entry.path, found[1]))
        has_manifest = any(entry.name == MANIFEST for entry in entries)
        self.written = _written(Path(folder)) if has_manifest else {}

    def remarks(self, name: str) -> tuple[str, ...]:
        """Who has a workbook open."""
        return tuple(owner_files.remark(_read(path), program) for path, program in self._open.get(name, ()))


def _written(folder: Path) -> dict[str, str]:
    """What gipxl wrote into a folder, by its manifest: the month's outputs, and single workbooks."""
    single = read_manifest(folder).get("others")
    return {**last_written(folder), **(single if isinstance(single, dict) else {})}


def _read(path: str) -> bytes:
    """An owner file's contents, as far as it lets anybody read it."""
    try:
        if not os.path.isfile(path):
            return b""  # a pipe would have the whole pass wait
        with open(path, "rb") as file:
            return file.read(4096)
    except OSError:
        return b""
