"""Files that appear whole or not at all, under names that every system takes."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from gipxl.errors import OutputError
from gipxl.patterns import later

_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])\s*(?:\.|$)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
#: The longest name that a file gets, without its ending: in characters, and in bytes (most systems stop at 255).
LONGEST_STEM = 120
_MOST_BYTES = 230
_TEMPORARY = ".gipxl-part"
# Which files stand ready to be moved to their places.
_LIST = f".set{_TEMPORARY}"
# What OneDrive, Dropbox, Nextcloud, Syncthing and Google Drive put into the name of the version that lost. A bare "(1)"
# is none of them: browsers and Windows give it to any second copy.
_CONFLICT = later(
    r"-(?:DESKTOP|LAPTOP|WIN|PC|SURFACE|TABLET)-[A-Z0-9]{3,15}(?:-\d+)?$"
    r"|-(?:[\w’']+-)*(?:MacBook|iMac|Mac)(?:-(?:Pro|Air|mini))?(?:-\d+)?$"
    r"|\([^()]*\b(?:conflicted copy|case conflict|unicode encoding conflict|selective sync conflict)\b[^()]*\)"
    r"|\.sync-conflict-\d{8}-\d{6}|_conf\(\d+\)$|\[Conflict(?: \d+)?\]|[-_ ]conflict(?:ed)?(?: copy)?[-_ (]*\d+\)?$",
    re.IGNORECASE,
)


def safe_stem(text: str) -> str:
    """``text`` as a file name without its ending: no character that Windows forbids, no reserved name, not too long."""
    stem = re.sub(r"\s+", " ", _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", text))).strip(" .-")
    stem = stem[:LONGEST_STEM].encode("utf-8")[:_MOST_BYTES].decode("utf-8", "ignore").rstrip(" .-")
    return f"_{stem}" if not stem or _RESERVED.match(stem) else stem


def fits(text: str) -> bool:
    """Whether ``text`` is short enough to be a file name without its ending."""
    return len(text) <= LONGEST_STEM and len(text.encode("utf-8", "replace")) <= _MOST_BYTES


def is_conflict_name(name: str) -> bool:
    """Whether a file's name is one that a sync client gives to the version that lost."""
    return bool(_CONFLICT.search(Path(name).stem))


def plain_bytes(path: Path) -> bytes:
    """What is in an ordinary file.

    Raises OSError as reading does, and for what never ends or waits for somebody to write: a pipe, a device.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "it is a pipe or a device, not a file", str(path))
    return path.read_bytes()


def sha256(content: bytes) -> str:
    """The SHA-256 of ``content`` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def write_all(folder: Path, contents: Mapping[str, bytes], *, obsolete: tuple[str, ...] = ()) -> None:
    """Writes every file into ``folder`` or leaves all as it was; removes the ``obsolete`` ones at the end.

    The files are written beside their places first and moved there when all of them stand, in the order given. What a
    run that was killed left beside them is finished or cleared away. Raises OutputError, naming the file, where one
    cannot be written or is open in another program.
    """
    _make_folder(folder)
    finish_killed(folder)
    for name in (*contents, *obsolete):
        refuse_open(folder / name)
    parts: dict[Path, Path] = {}
    listed = folder / _LIST
    try:
        for number, (name, content) in enumerate(contents.items()):
            parts[folder / name] = part = folder / f".{number}.{os.getpid()}{_TEMPORARY}"
            _write(part, content, folder / name)
        _list_moves(listed, parts, obsolete)
        _move_all(parts)
        for name in obsolete:
            _remove(folder / name)
    finally:
        for part in (listed, *parts.values()):
            part.unlink(missing_ok=True)


def _list_moves(listed: Path, parts: Mapping[Path, Path], obsolete: tuple[str, ...]) -> None:
    """What is about to be moved and removed, for the next run to finish if this one is killed in the midst of it."""
    moves = [(part.name, target.name, _sum(target)) for target, part in parts.items()]
    gone = [("", name, _sum(listed.with_name(name))) for name in obsolete]
    _write(listed, json.dumps([*moves, *gone]).encode("utf-8"), listed)


def finish_killed(folder: Path) -> None:
    """Finishes what a run that was killed had begun to move, so that no set is half old and half new.

    What somebody has edited since stays. A run that was killed before all its files stood is cleared away.
    """
    for part, target, before in _listed_moves(folder):
        refuse_open(target)
        try:
            if _sum(target) == before and part is None:
                target.unlink(missing_ok=True)
            elif _sum(target) == before and part is not None and part.is_file():
                part.replace(target)
        except OSError as error:
            raise OutputError(
                f"{target} cannot be replaced, which a job that was stopped had begun ({error.strerror}).",
                "Close it in Word or Excel and run the command again.",
            ) from None
    for left in folder.glob(f".*{_TEMPORARY}"):
        left.unlink(missing_ok=True)


def _listed_moves(folder: Path) -> list[tuple[Path | None, Path, str]]:
    """What a run that was killed was about to move: from where (None: to remove), to where, and what stood there."""
    try:
        moves = json.loads((folder / _LIST).read_text("utf-8"))
        names = [(Path(part).name, Path(name).name, str(before)) for part, name, before in moves]
    except (OSError, ValueError, TypeError):
        # Nearly always there is no such list; one that cannot be read was not gipxl's, which writes it whole.
        return []
    return [(folder / part if part else None, folder / name, before) for part, name, before in names if name]


def _sum(path: Path) -> str:
    return sha256(path.read_bytes()) if path.is_file() else ""


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise OutputError(f"{_file_in_the_way(folder)} is a file, not a folder.", _ANOTHER_FOLDER) from None
    except OSError as error:
        raise OutputError(f"The folder {folder} cannot be made ({error.strerror}).", _ANOTHER_FOLDER) from None


_ANOTHER_FOLDER = "Give another folder with --out."


def _file_in_the_way(folder: Path) -> Path:
    return next((each for each in (folder, *folder.parents) if each.is_file()), folder)


def _write(part: Path, content: bytes, target: Path) -> None:
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(
            f"{target} cannot be written ({error.strerror}).",
            "Check who may write there and the space left, or give another folder with --out.",
        ) from None


def _move_all(parts: Mapping[Path, Path]) -> None:
    """Moves every part to its place; where one cannot be, those already moved are put back as they were."""
    moved: dict[Path, bytes | None] = {}
    for target, part in parts.items():
        try:
            before = target.read_bytes() if target.exists() else None
            part.replace(target)
        except OSError as error:
            _put_back(moved)
            why = "a folder has its name" if target.is_dir() else error.strerror
            raise OutputError(
                f"{target.name} cannot be replaced ({why}): it may be open in Word or Excel.",
                "Close it and run the command again.",
            ) from None
        moved[target] = before


def _put_back(moved: Mapping[Path, bytes | None]) -> None:
    for target, content in moved.items():
        if content is None:
            target.unlink(missing_ok=True)
        else:
            part = target.with_name(f".{os.getpid()}{_TEMPORARY}")
            part.write_bytes(content)
            part.replace(target)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"{path} is left over from an earlier run and cannot be removed ({error.strerror}).",
            "Close it in other programs and remove it; the new files are in place.",
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
            raise OutputError(
                f"{name} is open in {program}.",
                f"Close it and run the command again; if nobody has it open, delete {mark} beside it.",
            )


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Holds ``folder`` for this job. Raises OutputError where another job is writing there."""
    import tempfile

    from filelock import FileLock, Timeout

    # Each user has locks of their own: another's lock file may not even be opened.
    user = getattr(os, "getuid", int)()
    key = sha256(f"{user} {os.path.normcase(folder.resolve())}".encode("utf-8", "surrogatepass"))[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"gipxl-{key}.lock", timeout=0)
    try:
        with lock:
            finish_killed(folder)
            yield
    except Timeout:
        raise OutputError(f"Another job is writing to {folder}.", "Wait until it has ended.") from None
