"""Single workbooks that a command writes: never in the place of a source, or of what somebody has edited since."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gipxl.build import MANIFEST, read_manifest
from gipxl.errors import OutputError
from gipxl.files import only_one, sha256, write_all


def write_single(
    path: Path, content: bytes, *, sources: Sequence[Path], replace: bool = False, remember: bool = False
) -> None:
    """Writes one workbook, whole or not at all.

    What gipxl last wrote there may be written over; it knows that from the folder's manifest, which is made where there
    is none only with ``remember``. Raises OutputError where ``path`` is one of the ``sources``, or, unless ``replace``,
    holds something else.
    """
    for source in sources:
        if path.exists() and source.exists() and path.samefile(source):
            raise OutputError(f"{path} is the workbook itself, which gipxl never changes.", "Give --to another name.")
    if path.is_dir():
        raise OutputError(f"{path} is a folder.", "Give --to the name of a file in it.")
    with only_one(path.parent):
        manifest = _manifest(path.parent)
        if not replace:
            _refuse_unknown(path, manifest, content)
        contents = {path.name: content}
        if manifest or (remember and not (path.parent / MANIFEST).exists()):
            contents[MANIFEST] = _remembering(manifest, path.name, content)
        write_all(path.parent, contents)


def _manifest(folder: Path) -> dict[str, Any]:
    """The manifest there, if it is one that gipxl wrote."""
    manifest = read_manifest(folder)
    return manifest if "sha256" in manifest else {}


def _others(manifest: dict[str, Any]) -> dict[str, Any]:
    known = manifest.get("others")
    return known if isinstance(known, dict) else {}


def _refuse_unknown(path: Path, manifest: dict[str, Any], content: bytes) -> None:
    if path.exists() and sha256(path.read_bytes()) not in (_others(manifest).get(path.name), sha256(content)):
        raise OutputError(
            f"{path} is there already, and gipxl did not write it, or somebody has edited it since.",
            "Give another name with --to, or run the command with --replace.",
        )


def _remembering(manifest: dict[str, Any], name: str, content: bytes) -> bytes:
    known = {**_others(manifest), name: sha256(content)}
    text = json.dumps({"sha256": {}, **manifest, "others": known}, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()
