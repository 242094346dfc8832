"""The zip file under an Office document: members are taken out and put back as the same compressed bytes.

Python's ``zipfile`` reads well but cannot copy a member without unpacking it, nor keep odd names, so the
few structures that are needed for writing stand here.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from gipxl.package.errors import PackageError

STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
#: What each entry of the directory begins with.
ENTRY = b"PK\x01\x02"

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")

_ENCRYPTED, _DESCRIPTOR, _UTF8 = 0x1, 0x8, 0x800
_ZIP64 = 0x0001
# How hard to pack: of a sheet of 10 MB the usual 6 saves 3 % more, in twice the time.
_EFFORT = 5
# 1 January 1980, the first day that a zip can name, in its packed form.
_FIRST_DAY = (1 << 5) | 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """One file in the zip: its name as stored, what the directory says of it, and its packed bytes."""

    stored: bytes
    packed: bytes | memoryview
    crc: int
    size: int
    method: int = DEFLATED
    flags: int = 0
    time: int = 0
    date: int = _FIRST_DAY
    version: int = 20
    made_by: int = 20
    internal: int = 0
    external: int = 0
    local_extra: bytes = b""
    extra: bytes = b""
    comment: bytes = b""

    @property
    def name(self) -> str:
        """The name as text, as it is stored."""
        return self.stored.decode("utf-8" if self.flags & _UTF8 else "cp437")

    def content(self) -> bytes:
        """The unpacked bytes.

        Raises PackageError where they are not what the directory says, without ever unpacking more than that.
        """
        try:
            if self.method == STORED:
                data = bytes(self.packed)
            else:
                inflater = zlib.decompressobj(-zlib.MAX_WBITS)
                data = inflater.decompress(self.packed, self.size + 1)
        except zlib.error as error:
            raise _damaged(self.name) from error
        if len(data) != self.size or zlib.crc32(data) != self.crc:
            raise _damaged(self.name)
        return data

    def start(self, length: int) -> bytes:
        """The first few unpacked bytes."""
        if self.method == STORED:
            return bytes(self.packed[:length])
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(self.packed, length)
        except zlib.error as error:
            raise _damaged(self.name) from error

    def holding(self, data: bytes) -> Member:
        """The same member (name, place and date) with other contents."""
        fresh = new_member(self.name, data)
        return replace(
            self, packed=fresh.packed, crc=fresh.crc, size=fresh.size, method=DEFLATED, version=max(self.version, 20)
        )


def new_member(name: str, data: bytes) -> Member:
    """A member made here: packed, dated 1 January 1980."""
    packer = zlib.compressobj(_EFFORT, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush()
    return Member(
        stored=name.encode("utf-8"),
        packed=packed,
        crc=zlib.crc32(data),
        size=len(data),
        flags=0 if name.isascii() else _UTF8,
    )


def read(data: bytes) -> tuple[list[Member], bytes]:
    """The members of a zip file, in the order of its directory, and the file's comment."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as directory:
            return [_member(data, info) for info in directory.infolist()], directory.comment
    except (zipfile.BadZipFile, struct.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise PackageError(
            "The file is damaged: its zip directory cannot be read.",
            "Open it in the program that made it, let it repair the file, and save it again.",
        ) from error


def _member(data: bytes, info: zipfile.ZipInfo) -> Member:
    name = info.orig_filename
    if info.flag_bits & _ENCRYPTED:
        raise PackageError(
            f"The part {name} is encrypted inside the zip file.",
            "Save the workbook again from Excel without a password.",
        )
    if info.compress_type not in (STORED, DEFLATED):
        raise PackageError(
            f"The part {name} is packed in a way that Office does not use.", "Save the workbook again from Excel."
        )
    header = _LOCAL.unpack_from(data, info.header_offset)
    if header[0] != b"PK\x03\x04":
        raise _damaged(name)
    extra_at = info.header_offset + _LOCAL.size + header[9]
    start = extra_at + header[10]
    packed = memoryview(data)[start : start + info.compress_size]
    if len(packed) != info.compress_size:
        raise _damaged(name)
    year, month, day, hour, minute, second = info.date_time
    return Member(
        stored=name.encode("utf-8" if info.flag_bits & _UTF8 else "cp437"),
        packed=packed,
        crc=info.CRC,
        size=info.file_size,
        method=info.compress_type,
        flags=info.flag_bits & ~_DESCRIPTOR,
        time=hour << 11 | minute << 5 | second // 2,
        date=(year - 1980) << 9 | month << 5 | day,
        version=info.extract_version,
        made_by=info.create_system << 8 | info.create_version,
        internal=info.internal_attr,
        external=info.external_attr,
        local_extra=_without_zip64(data[extra_at:start]),
        extra=_without_zip64(info.extra),
        comment=info.comment,
    )


def _without_zip64(extra: bytes) -> bytes:
    """The extra fields less the long sizes, which the ordinary fields hold again in what we write."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind != _ZIP64:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept


def write(members: Iterable[Member], comment: bytes = b"") -> bytes:
    """The zip file that holds the members, in their order."""
    pieces: list[bytes | memoryview] = []
    directory: list[bytes] = []
    offset = count = 0
    for member in members:
        head = _local_header(member)
        pieces += [head, member.packed]
        directory.append(_directory_entry(member, offset))
        offset += len(head) + len(member.packed)
        count += 1
    listing = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listing), offset, len(comment))
    return b"".join([*pieces, listing, end, comment])


def _shared_fields(member: Member) -> tuple[int, ...]:
    """What the header before a member and its entry in the directory say alike."""
    packed = len(member.packed)
    return (member.version, member.flags, member.method, member.time, member.date, member.crc, packed, member.size)


def _local_header(member: Member) -> bytes:
    lengths = (len(member.stored), len(member.local_extra))
    return _LOCAL.pack(b"PK\x03\x04", *_shared_fields(member), *lengths) + member.stored + member.local_extra


def _directory_entry(member: Member, offset: int) -> bytes:
    lengths = (len(member.stored), len(member.extra), len(member.comment))
    places = (0, member.internal, member.external, offset)
    fixed = _CENTRAL.pack(ENTRY, member.made_by, *_shared_fields(member), *lengths, *places)
    return fixed + member.stored + member.extra + member.comment


def _damaged(name: str) -> PackageError:
    return PackageError(
        f"The part {name} of the file is damaged.",
        "Open the workbook in Excel, let it repair the file, and save it again.",
    )
