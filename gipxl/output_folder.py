"""What gipxl last wrote into a folder, and what may be written over there: never what somebody has edited since."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from gipxl.errors import OutputError
from gipxl.files import only_one, plain_bytes, sha256, write_all

MANIFEST = "manifest.json"


def write_outputs(
    folder: Path,
    contents: Mapping[str, bytes],
    *,
    replace: bool,
    keep: bool = False,
    gone: Collection[str] = (),
) -> None:
    """Writes outputs over those of an earlier run, never over what somebody has edited since, unless ``replace``.

    What an earlier run wrote under names that are no longer used is removed, with ``keep`` only where it is ``gone``;
    edited files stay.
    """
    written = last_written(folder)
    try:
        if not replace:
            for name in contents:
                _refuse_edited(folder / name, written.get(name), contents[name])
        others = {name: digest for name, digest in written.items() if name not in contents}
        untouched = tuple(name for name, digest in others.items() if is_as_written(folder / name, digest))
    except OSError as error:
        raise OutputError(
            f"{error.filename or folder} cannot be looked at ({error.strerror}).",
            "Check that you may open it, or give another folder with --out.",
        ) from None
    obsolete = tuple(name for name in untouched if name in gone) if keep else untouched
    write_all(folder, contents, obsolete=obsolete)


def others(folder: Path) -> dict[str, Any]:
    """Single workbooks left in the folder, as the manifest has them: the monthly job remembers and keeps them."""
    before = read_manifest(folder)
    return {"others": before["others"]} if "others" in before else {}


def last_written(folder: Path) -> dict[str, str]:
    """The names that the last run wrote into ``folder``, with their SHA-256; none where no run has been."""
    hashes = read_manifest(folder).get("sha256")
    if not isinstance(hashes, dict):
        return {}
    return {str(name): str(digest) for name, digest in hashes.items() if Path(str(name)).name == name}


def read_manifest(folder: Path) -> dict[str, Any]:
    """What the manifest in ``folder`` says; nothing where there is none."""
    try:
        found = json.loads(plain_bytes(folder / MANIFEST))
    except (OSError, ValueError, RecursionError):
        # No manifest, or none that gipxl wrote: then nothing in the folder is known to be gipxl's.
        return {}
    return found if isinstance(found, dict) else {}


def is_as_written(path: Path, known: str) -> bool:
    """Whether a file is still, byte for byte, what gipxl wrote."""
    return path.is_file() and sha256(path.read_bytes()) == known


def _refuse_edited(path: Path, known: str | None, new: bytes) -> None:
    if not path.is_file():
        return
    if path.name == MANIFEST:
        is_known = "sha256" in read_manifest(path.parent)
    else:
        is_known = sha256(path.read_bytes()) in (known, sha256(new))
    if not is_known:
        raise OutputError(
            f"{path} has been edited since gipxl wrote it, or was never gipxl's.",
            "Keep it under another name, or run the command with --replace.",
        )


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


def _singles(manifest: dict[str, Any]) -> dict[str, Any]:
    known = manifest.get("others")
    return known if isinstance(known, dict) else {}


def _refuse_unknown(path: Path, manifest: dict[str, Any], content: bytes) -> None:
    if path.exists() and sha256(path.read_bytes()) not in (_singles(manifest).get(path.name), sha256(content)):
        raise OutputError(
            f"There is already a file {path}, and it may hold somebody's work.",
            "Give another name with --to, or run the command with --replace.",
        )


def _remembering(manifest: dict[str, Any], name: str, content: bytes) -> bytes:
    known = {**_singles(manifest), name: sha256(content)}
    text = json.dumps({"sha256": {}, **manifest, "others": known}, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()
