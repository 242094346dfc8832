"""What the name of a file tells: temporary or hidden, a stand-in, one of two versions; and how names are shown."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from gipxl.baseline import WORKBOOK_SUFFIXES
from gipxl.files import is_conflict_name, safe_stem, sha256
from gipxl.outputs.plain import harmless

#: Folders that systems, bins, version stores and sync clients keep for themselves.
_NOT_STAFF_S = frozenset(
    {"$recycle.bin", "system volume information", "#recycle", "@eadir", "recycler", "lost+found", "__macosx"}
)
# A file that is not downloaded, where the sync client gives its stand-in another ending.
_STAND_INS = (".icloud", ".nextcloud", ".owncloud", ".cloud", ".cloudf")
# Behind the original's name: OneDrive's computer name, such as "-LT04512"; Google Drive's "(1)". Too common to mean
# anything where the original does not lie beside them.
_BESIDE_ORIGINAL = re.compile(r"(?P<original>.+?)(?:-(?!\w*(?:19|20)\d\d$)(?=[A-Z])[A-Z-]{2,12}\d{3,}|\s?\(\d{1,2}\))$")
_CONFLICT_MARKS = re.compile(
    r"(?:-(?:DESKTOP|LAPTOP|WIN|PC|SURFACE|TABLET)-[A-Z0-9]{3,15}(?:-\d+)?$"
    r"|\s*\([^()]*\b(?:conflicted copy|case conflict|unicode encoding conflict|selective sync conflict)\b[^()]*\)"
    r"|\.sync-conflict-\d{8}-\d{6}(?:-\w+)?|_conf\(\d+\)$|\s*\[Conflict(?: \d+)?\]"
    r"|[-_ ]conflict(?:ed)?(?: copy)?[-_ (]*\d+\)?$)",
    re.IGNORECASE,
)
_OF_A_MAC = re.compile(r"-(?:MacBook|iMac|Mac)(?:-(?:Pro|Air|mini))?(?:-\d+)?$", re.IGNORECASE)


def is_workbook(name: str) -> bool:
    """A workbook by the ending of its name."""
    return name.lower().endswith(WORKBOOK_SUFFIXES)


def is_passing(name: str) -> bool:
    """A temporary or hidden file or folder by its name, owner files included."""
    return name.startswith((".", "~")) or name.lower().endswith((".tmp", ".temp")) or name.lower() in _NOT_STAFF_S


def stands_in_for(name: str) -> str:
    """The workbook that a sync client's stand-in is for ("plan.xlsx.icloud"); "" where a file is none."""
    for ending in _STAND_INS:
        if name.lower().endswith(ending):
            wanted = name[: -len(ending)].removeprefix(".")
            return wanted if is_workbook(wanted) else ""
    return ""


def fits(place: str, patterns: Sequence[str]) -> bool:
    """Whether one of ``patterns`` fits a file's place under the folder, or its name."""
    folded = place.casefold()
    name = folded.rpartition("/")[2]
    return any(
        fnmatch.fnmatchcase(name, pattern.casefold()) or fnmatch.fnmatchcase(folded, pattern.casefold())
        for pattern in patterns
    )


def conflicts(names: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Of the workbooks of one folder, those that are versions of another there, each with the other versions."""
    present = {name.casefold(): name for name in names}
    versions: dict[str, set[str]] = {}
    for name in present.values():
        original = _original_of(name, present)
        if original:
            versions.setdefault(original, {original}).add(name)
    return {
        name: frozenset(together - {name}) for together in versions.values() for name in together if len(together) > 1
    }


def _original_of(name: str, present: Mapping[str, str]) -> str:
    """The file beside it that ``name`` is a version of, where there is one."""
    path = PurePath(name)
    if is_conflict_name(name):
        # A Mac's name ("-Annas-MacBook-Pro") is of several words, and does not tell where it begins.
        hyphens = [found.start() for found in re.finditer("-", path.stem)] if _OF_A_MAC.search(path.stem) else []
        candidates = [path.stem[:end] for end in reversed(hyphens)] or [_CONFLICT_MARKS.sub("", path.stem)]
    else:
        found = _BESIDE_ORIGINAL.match(path.stem)
        candidates = [found["original"]] if found else []
    for stem in candidates:
        beside = present.get(f"{stem}{path.suffix}".casefold(), "")
        if beside and beside != name:
            return beside
    return ""


def place_of(path: str, root: str) -> str:
    """Where a file lies under the folder, with forward slashes; bytes that are no text as ``\\xff``."""
    place = path.removeprefix(root).lstrip(os.sep).replace(os.sep, "/")
    if os.name == "nt":
        return place.encode("utf-8", "backslashreplace").decode()
    return os.fsencode(place).decode("utf-8", "backslashreplace")


def shown(place: str) -> str:
    """A place as it is written into files and on terminals: nothing in it that anything would act on."""
    return harmless(place).replace("\n", "␊").replace("\t", "␉")


def spelt(root: str) -> str:
    """The folder's name as staff write it: without what Windows wants in front of long names."""
    if root.startswith("\\\\?\\UNC\\"):
        return shown("\\\\" + root[len("\\\\?\\UNC\\") :])
    return shown(root.removeprefix("\\\\?\\"))


def key_of(path: str, root: str) -> str:
    """A short name of a file that is safe as a file name and an anchor, and that no other file of the folder has."""
    place = place_of(path, root)
    stem = re.sub(r"[^\w-]+", "-", safe_stem(PurePath(place).stem)[:48], flags=re.ASCII).strip("-")
    return f"{stem or 'workbook'}-{sha256(place.encode('utf-8', 'surrogatepass'))[:10]}"


def safe_parts(place: str) -> list[str]:
    """The folders and the name of a place as every system takes them; two places never become one."""
    return [_safe(part) for part in place.split("/")]


def _safe(part: str) -> str:
    safe = safe_stem(part)
    return safe if safe == part else f"{safe[:80]} {sha256(part.encode('utf-8', 'surrogatepass'))[:8]}"
