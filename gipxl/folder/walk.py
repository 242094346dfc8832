"""Finds the workbooks under a folder, and says of every other file that looks like one why it is passed over."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field

from gipxl.folder import names
from gipxl.folder.beside import Beside
from gipxl.folder.reaching import refuse_gone, unreachable
from gipxl.folder.trying import again, why
from gipxl.folder.values import Skipped
from gipxl.settings import DriveSettings

# Windows: offline; to be fetched when it is opened; when its contents are asked for. macOS: has no data here.
_NOT_HERE = 0x1000 | 0x40000 | 0x400000
_DATALESS = 0x40000000
_HIDDEN = 0x2
_JUNCTION = 0xA0000003


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """By which one sees, without opening it, that a file is still the same."""

    size: int
    saved_ns: int
    changed_ns: int
    inode: int

    @classmethod
    def of(cls, found: os.stat_result) -> Stamp:
        """The stamp of a file as the system describes it."""
        # On Windows this is when the file was made.
        return cls(size=found.st_size, saved_ns=found.st_mtime_ns, changed_ns=found.st_ctime_ns, inode=found.st_ino)


@dataclass(frozen=True, kw_only=True)
class Found:
    """A workbook under the folder: where it lies, its place there as it is shown, and what lies beside it.

    ``remarks`` say who has it open, ``versions`` are the names of other versions of it that a sync client left there;
    ``written`` is the SHA-256 under which gipxl's own manifest has it, "" where it has not.
    """

    path: str
    file: str
    folder: str
    name: str
    stamp: Stamp
    remarks: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    written: str = ""


@dataclass(frozen=True, kw_only=True)
class Walked:
    """What one walk through the folder found, in the order of the names; folders that could not be opened.

    ``root`` is the folder itself as the system described it before.
    """

    root: os.stat_result
    files: tuple[Found, ...]
    skipped: tuple[Skipped, ...]
    unopened: tuple[str, ...]


Question = Callable[[os.stat_result], bool]


def is_placeholder(found: os.stat_result) -> bool:
    """Whether a file is only named here and its contents lie elsewhere, by what the system says of it."""
    attributes, flags = getattr(found, "st_file_attributes", 0), getattr(found, "st_flags", 0)
    return bool(attributes & _NOT_HERE) or bool(flags & _DATALESS)


def walk(
    root: str, settings: DriveSettings, *, apart: str = "", fetch: bool = False, not_here: Question = is_placeholder
) -> Walked:
    """Every workbook under ``root`` that the settings' patterns mean.

    ``apart`` is a folder that is not looked into (gipxl's own status). Placeholders are passed over unless ``fetch``;
    ``not_here`` tells them. Raises FolderError where ``root`` itself cannot be listed.
    """
    walking = _Walk(root=root, settings=settings, apart=os.path.realpath(apart), fetch=fetch, not_here=not_here)
    try:
        found = os.stat(root)
        walking.enter(root, found, 0)
        while walking.links:
            walking.follow(*walking.links.pop(0))
    except OSError as error:
        raise unreachable(root, error) from None
    refuse_gone(root, found)
    return Walked(
        root=found,
        files=tuple(sorted(walking.files, key=lambda each: each.path)),
        skipped=tuple(sorted(walking.skipped, key=lambda each: (each.file, each.why))),
        unopened=tuple(walking.unopened),
    )


@dataclass(kw_only=True)
class _Walk:
    """A walk on its way."""

    root: str
    settings: DriveSettings
    apart: str
    fetch: bool
    not_here: Question
    files: list[Found] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    unopened: list[str] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)

    def enter(self, folder: str, found: os.stat_result, depth: int) -> None:
        """Looks into one folder and those in it. Raises OSError where it cannot be listed."""
        identity = (found.st_dev, found.st_ino)
        if found.st_ino and identity in self.seen:
            return  # a loop, or a folder under two names
        self.seen.add(identity)
        entries = again(lambda: _listed(folder))
        beside = {entry.name.casefold(): entry.name for entry in entries if names.is_workbook(entry.name)}
        told = Beside(entries, beside, folder)
        for entry in entries:
            self._entry(entry, depth, told)

    def _entry(self, entry: os.DirEntry[str], depth: int, told: Beside) -> None:
        place = names.place_of(entry.path, self.root)
        try:
            found = again(lambda: entry.stat(follow_symlinks=False))
        except FileNotFoundError:
            return  # gone since the folder was listed
        except OSError as error:
            if names.is_workbook(entry.name):
                self._pass_over(place, f"It cannot be looked at ({why(error)}).", is_problem=True)
            return
        if names.fits(place, self.settings.exclude):
            return
        if entry.is_symlink() or getattr(found, "st_reparse_tag", 0) == _JUNCTION:
            self._link(entry, place, depth)
        elif stat.S_ISDIR(found.st_mode):
            self._folder(entry.path, place, found, depth)
        else:
            self._file(entry.path, place, found, told)

    def _folder(self, path: str, place: str, found: os.stat_result, depth: int) -> None:
        name = os.path.basename(path)
        if names.is_passing(name) or _is_hidden(found) or depth >= self.settings.depth:
            return
        if name.casefold() == os.path.basename(self.apart).casefold() and _is_same(path, self.apart):
            return
        try:
            self.enter(path, found, depth + 1)
        except FileNotFoundError:
            return
        except OSError as error:
            self.unopened.append(path)
            self._pass_over(f"{place}/", f"This folder cannot be opened ({why(error)}).", is_problem=True)

    def _link(self, entry: os.DirEntry[str], place: str, depth: int) -> None:
        try:
            found = os.stat(entry.path)
        except OSError:
            if names.is_workbook(entry.name):
                self._pass_over(place, "A link that leads nowhere, or round in a circle.")
            return
        if not stat.S_ISDIR(found.st_mode) and not names.is_workbook(entry.name):
            return
        inside = _lies_in(entry.path, self.root)
        if inside:
            self._pass_over(place, "A link to something under the same folder, which is looked at where it lies.")
        elif self.settings.follow_links:
            self.links.append((entry.path, depth))
        else:
            self._pass_over(place, "A link out of the folder; drive.follow_links in the settings has it followed.")

    def follow(self, path: str, depth: int) -> None:
        """Looks at what a link out of the folder leads to."""
        place = names.place_of(path, self.root)
        try:
            found = os.stat(path)
        except OSError:
            return
        if stat.S_ISDIR(found.st_mode):
            self._folder(path, place, found, depth)
        else:
            name = os.path.basename(path)
            told = Beside([], {name.casefold(): name}, os.path.dirname(path))
            self._file(path, place, found, told)

    def _file(self, path: str, place: str, found: os.stat_result, told: Beside) -> None:
        name = os.path.basename(path)
        if wanted := names.stands_in_for(name):
            if names.fits(wanted, self.settings.include):
                self._pass_over(place, "Not downloaded to this computer, and its sync client fetches it only by hand.")
            return
        if not names.is_workbook(name) or not names.fits(place, self.settings.include):
            return
        if names.is_passing(name) or _is_hidden(found):
            if not name.startswith("~$"):
                self._pass_over(place, "A temporary or hidden file.")
        elif not stat.S_ISREG(found.st_mode):
            self._pass_over(place, "Not a file that can be read.")
        elif not self.fetch and self.not_here(found):
            self._pass_over(place, "Not downloaded to this computer; --fetch has it fetched.")
        else:
            self.files.append(
                Found(
                    path=path,
                    file=names.shown(place),
                    folder=os.path.dirname(path),
                    name=name,
                    stamp=Stamp.of(found),
                    remarks=told.remarks(name),
                    versions=tuple(sorted(told.versions.get(name, ()))),
                    written=told.written.get(name, ""),
                )
            )

    def _pass_over(self, place: str, reason: str, *, is_problem: bool = False) -> None:
        self.skipped.append(Skipped(file=names.shown(place), why=reason, is_problem=is_problem))


def _is_same(folder: str, other: str) -> bool:
    try:
        return os.path.samefile(folder, other)
    except OSError:
        return False  # one of them is not there


def _listed(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _is_hidden(found: os.stat_result) -> bool:
    return bool(getattr(found, "st_file_attributes", 0) & _HIDDEN)


def _lies_in(link: str, root: str) -> bool:
    target, home = os.path.realpath(link), os.path.realpath(root)
    return target == home or target.startswith(home.rstrip(os.sep) + os.sep)
