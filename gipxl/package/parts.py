"""An Office file as a zip of parts: read one, change one, add some, leave every other untouched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from gipxl.files import plain_bytes
from gipxl.package import archive
from gipxl.package.archive import Member
from gipxl.package.errors import PackageError
from gipxl.settings import LimitSettings

_MEGABYTE = 1024 * 1024
_SMALLER = (
    "If it is a real plan, delete unused sheets and empty formatted rows and save it again, or raise limits.%s "
    "in the settings."
)
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


DEFAULT_LIMITS = LimitSettings()


@dataclass(frozen=True, kw_only=True)
class Package:
    """The parts of an Office file. A value: every change gives another package, the first stays as it was.

    ``members`` holds the parts of the file as they are stored (packed), ``fresh`` the contents of those that were
    changed or added since; nothing is unpacked before it is asked for, or packed before ``to_bytes``.
    """

    members: Mapping[str, Member] = field(repr=False)
    fresh: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    comment: bytes = b""

    @classmethod
    def read(cls, source: bytes | Path, limits: LimitSettings | None = DEFAULT_LIMITS) -> Package:
        """The package in a file or in bytes. Without ``limits`` it may be as large as it likes: it was let in before.

        Raises PackageError where the file is missing, encrypted, of an older format, damaged, or larger than the
        limits allow. The file is only ever opened for reading.
        """
        data = source if isinstance(source, bytes) else file_bytes(source, limits.unpacked_mb if limits else None)
        _refuse_other_formats(data)
        if limits:
            # Before the directory is laid out, which for a million parts fills the memory. Parts may hold zips too.
            _refuse_parts(data.count(archive.ENTRY) // 2, limits)
        stored, comment = archive.read(data)
        if limits:
            _refuse_too_much(stored, limits)
        members: dict[str, Member] = {}
        for member in stored:
            name = part_name(member.name)
            if name in members:
                raise PackageError(
                    f"The file holds two parts named {name}, and which one counts is not known.",
                    "Open it in Excel and save it again.",
                )
            members[name] = member
        return cls(members=members, comment=comment)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the file: with forward slashes, without one in front."""
        return tuple(name for name in (*self.members, *self._added) if not name.endswith("/"))

    @property
    def _added(self) -> list[str]:
        return [name for name in self.fresh if name not in self.members]

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {name.casefold(): name for name in self.names}

    def find(self, name: str) -> str | None:
        """The part's name as this file spells it: Office asks for parts regardless of case and of %20."""
        for spelling in (name, unquote(name)):
            if spelling in self.fresh or spelling in self.members:
                return spelling
            if spelling.casefold() in self._folded:
                return self._folded[spelling.casefold()]
        return None

    def __contains__(self, name: str) -> bool:
        return self.find(name) is not None

    def part(self, name: str) -> bytes:
        """The contents of a part. Raises PackageError if there is none of that name, or if it is damaged."""
        found = self.find(name)
        if found is None:
            raise PackageError(
                f"The part {name} is missing from the file.", "Open the workbook in Excel and save it again."
            )
        return self.fresh[found] if found in self.fresh else self.members[found].content()

    def start(self, name: str, length: int = 8) -> bytes:
        """The first bytes of a part, without unpacking the rest."""
        found = self.find(name)
        if found is None or found in self.fresh:
            return self.part(name)[:length]
        return self.members[found].start(length)

    def replaced(
        self,
        changed: Mapping[str, bytes] | None = None,
        *,
        added: Mapping[str, bytes] | None = None,
        removed: Collection[str] = (),
    ) -> Package:
        """The package with other contents for some parts, with new parts at the end, without some.

        A changed part must be there and an added one must not (PackageError): anything else is a slip of the caller.
        """
        for name in (*(changed or ()), *removed):
            if self.find(name) != name:
                raise PackageError(f"There is no part {name} to change.")
        for name in added or ():
            if name in self:
                raise PackageError(f"There is a part {name} already.")
        fresh = {**self.fresh, **(changed or {}), **(added or {})}
        return Package(
            members={name: member for name, member in self.members.items() if name not in removed},
            fresh={name: data for name, data in fresh.items() if name not in removed},
            comment=self.comment,
        )

    def unchanged(self, name: str) -> bool:
        """Whether a part still is as it was read."""
        return name in self.members and name not in self.fresh

    def to_bytes(self) -> bytes:
        """The file: untouched parts are the same packed bytes in the same order with the same dates."""
        old = (
            member.holding(self.fresh[name]) if name in self.fresh else member for name, member in self.members.items()
        )
        new = (archive.new_member(name, self.fresh[name]) for name in self._added)
        return archive.write((*old, *new), self.comment)


def part_name(stored: str) -> str:
    """A stored name as a part's name; some programs write back-slashes, some a slash in front.

    Raises PackageError for a name that climbs out of the package: no Office program writes one.
    """
    name = stored.replace("\\", "/").lstrip("/")
    if not name or ".." in name.split("/") or ":" in name.split("/")[0] or "\0" in stored:
        raise PackageError(
            f"The file holds a part with a dangerous name ({stored!r}).", "Ask who sent it how it was made."
        )
    return name


def file_bytes(path: Path, most_mb: int | None = None) -> bytes:
    """What is in a file. Raises PackageError, in words for its user, where it cannot be read or is larger."""
    try:
        if most_mb is not None and path.stat().st_size > most_mb * _MEGABYTE:
            raise PackageError(
                f"{path} is larger than the {most_mb:,} MB that limits.unpacked_mb allows.", _SMALLER % "unpacked_mb"
            )
        return plain_bytes(path)
    except FileNotFoundError as error:
        raise PackageError(f"There is no file {path}.", "Check the name and the folder.") from error
    except IsADirectoryError as error:
        raise PackageError(f"{path} is a folder, not a workbook.", "Name the file itself.") from error
    except OSError as error:
        raise PackageError(
            f"{path} cannot be opened ({error.strerror}).", "Close it in other programs, and check who may read it."
        ) from error


def _refuse_other_formats(data: bytes) -> None:
    if not data:
        raise PackageError("The file is empty.", "Check that it was copied or downloaded in full.")
    if data.startswith(_OLE):
        raise _ole_refusal(data)
    if not data.startswith(b"PK"):
        raise PackageError(
            "The file is not an Office file of the kind made since 2007.", "Save it from Excel as .xlsx."
        )


def _ole_refusal(data: bytes) -> PackageError:
    """Password, label and the format before 2007 share one container; its list of streams tells which it is."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("DRMEncryptedDataSpace") or has("DRMEncryptedTransform"):
        return PackageError(
            "The file is encrypted by a sensitivity label or rights management.",
            "Save a copy without the label's encryption, or ask the owner of the label.",
        )
    if has("EncryptedPackage"):
        return PackageError(
            "The file is encrypted with a password.",
            "In Excel: File, Info, Protect Workbook, Encrypt with Password; empty the box and save.",
        )
    return PackageError("The file is in the format of Excel before 2007.", "Save it from Excel as .xlsx.")


def _refuse_parts(count: int, limits: LimitSettings) -> None:
    if count > limits.parts:
        raise PackageError(
            f"The file has more than the {limits.parts:,} parts that limits.parts allows.", _SMALLER % "parts"
        )


def _refuse_too_much(members: Iterable[Member], limits: LimitSettings) -> None:
    sizes = [member.size for member in members]
    largest, total = max(sizes, default=0), sum(sizes)
    _refuse_parts(len(sizes), limits)
    if largest > limits.part_mb * _MEGABYTE:
        raise PackageError(
            f"One part of the file unpacks to {largest // _MEGABYTE:,} MB, more than the {limits.part_mb:,} MB that "
            "limits.part_mb allows.",
            _SMALLER % "part_mb",
        )
    if total > limits.unpacked_mb * _MEGABYTE:
        raise PackageError(
            f"The file unpacks to {total // _MEGABYTE:,} MB, more than the {limits.unpacked_mb:,} MB that "
            "limits.unpacked_mb allows.",
            _SMALLER % "unpacked_mb",
        )
