"""Files that appear whole or not at all, under names that every system takes."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from gipxl.errors import OutputError

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
_LONGEST_STEM = 120
_TEMPORARY = ".gipxl-part"


def safe_stem(text: str) -> str:
    """``text`` as a file name without its ending: no character that Windows forbids, no reserved name, not too long."""
    stem = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", text))
    stem = re.sub(r"\s+", " ", stem).strip(" .-")[:_LONGEST_STEM].rstrip(" .-")
    return f"_{stem}" if not stem or _RESERVED.match(stem) else stem


def sha256(content: bytes) -> str:
    """The SHA-256 of ``content`` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def write_all(folder: Path, contents: Mapping[str, bytes], *, obsolete: tuple[str, ...] = ()) -> None:
    """Writes every file into ``folder`` or leaves all as it was; removes the ``obsolete`` ones at the end.

    The files are written beside their places first and moved there when all of them stand, in the order given.
    Raises OutputError, naming the file, where one cannot be written or is open in another program.
    """
    _make_folder(folder)
    for name in contents:
        refuse_open(folder / name)
    parts: dict[Path, Path] = {}
    try:
        for name, content in contents.items():
            target = folder / name
            parts[target] = _write_beside(target, content)
        _move_all(parts)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    for name in obsolete:
        (folder / name).unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputError(f"{folder} is a file, not a folder.", "Give another folder with --out.") from None
    except OSError as error:
        raise OutputError(
            f"The folder {folder} cannot be made ({error.strerror}).", "Give another folder with --out."
        ) from None


def _write_beside(target: Path, content: bytes) -> Path:
    part = target.with_name(f".{target.name[:80]}.{os.getpid()}{_TEMPORARY}")
    try:
        with open(part, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(
            f"{target} cannot be written ({error.strerror}).", "Check who may write there and the space left, or give --out."
        ) from None
    return part


def _move_all(parts: Mapping[Path, Path]) -> None:
    """Moves every part to its place; where one cannot be, those already moved are put back as they were."""
    before: dict[Path, bytes | None] = {}
    try:
        for target, part in parts.items():
            before[target] = target.read_bytes() if target.is_file() else None
            os.replace(part, target)
    except OSError as error:
        failed = list(before)[-1]
        for target, content in list(before.items())[:-1]:
            if content is None:
                target.unlink(missing_ok=True)
            else:
                target.write_bytes(content)
        raise OutputError(
            f"{failed.name} cannot be replaced ({error.strerror}): it may be open in Word or Excel.",
            "Close it and run the command again.",
        ) from None


def refuse_open(target: Path) -> None:
    """Raises OutputError where Word, Excel or LibreOffice has ``target`` open: each leaves a small file beside it."""
    if not target.exists():
        return
    name = target.name
    # Word drops the first two letters of a longer name, Excel keeps them.
    for mark in (f"~${name}", f"~${name[2:]}", f".~lock.{name}#"):
        if target.with_name(mark).exists():
            program = "Word" if name.lower().endswith((".docx", ".docm")) else "Excel"
            raise OutputError(f"{name} is open in {program}.", "Close it and run the command again.")


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Holds ``folder`` for this job. Raises OutputError where another job is writing there."""
    import tempfile

    from filelock import FileLock, Timeout

    key = sha256(str(folder.resolve()).encode("utf-8", "surrogatepass"))[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"gipxl-{key}.lock", timeout=0)
    try:
        with lock:
            yield
    except Timeout:
        raise OutputError(f"Another job is writing to {folder}.", "Wait until it has ended.") from None
