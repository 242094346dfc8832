"""The zip: what is not changed comes out as the bytes that went in; what is dangerous does not come in."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipxl.package.errors import PackageError
from gipxl.package.parts import Package
from gipxl.settings import LimitSettings
from tests.package import features

NAMES = st.text("abcdefg/ éß%_-.", min_size=1, max_size=12).filter(lambda name: ".." not in name and name.strip("/"))


def packed(data: bytes) -> dict[str, tuple[bytes, tuple[int, ...], int]]:
    """Each member's packed bytes, date and check, by the names that are stored, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found: dict[str, tuple[bytes, tuple[int, ...], int]] = {}
        for info in archive.infolist():
            name, extra = struct.unpack_from("<HH", data, info.header_offset + 26)
            start = info.header_offset + 30 + name + extra
            found[info.orig_filename] = (data[start : start + info.compress_size], info.date_time, info.CRC)
    return found


@pytest.mark.parametrize("kind", features.AWKWARD)
def test_a_package_that_is_not_changed_keeps_the_packed_bytes_order_and_dates_of_every_part(kind: str) -> None:
    source = features.AWKWARD[kind]()
    result = Package.read(source).to_bytes()
    assert packed(result) == packed(source)
    assert list(packed(result)) == list(packed(source))


def test_one_part_changes_and_all_others_stay_the_same_packed_bytes() -> None:
    source = features.plan()
    result = Package.read(source).replaced({"docProps/app.xml": b"<a/>"}, added={"xl/new.xml": b"<new/>"}).to_bytes()
    before, after = packed(source), packed(result)
    assert [name for name in before if before[name] != after[name]] == ["docProps/app.xml"]
    assert list(after) == [*before, "xl/new.xml"]
    assert after["xl/new.xml"][1] == (1980, 1, 1, 0, 0, 0)


def test_parts_written_as_a_stream_come_out_without_the_flag_that_their_sizes_follow_them() -> None:
    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"<a/>" * 100)
    source = stream.getvalue()
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        assert archive.infolist()[0].flag_bits & 8
    with zipfile.ZipFile(io.BytesIO(Package.read(source).to_bytes())) as archive:
        assert not archive.infolist()[0].flag_bits & 8
        assert archive.testzip() is None


@given(st.dictionaries(NAMES, st.binary(max_size=300), min_size=1, max_size=6), st.binary(max_size=50))
def test_any_parts_survive_any_change_to_one_of_them(parts: dict[str, bytes], fresh: bytes) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number, (name, data) in enumerate(parts.items()):
            archive.writestr(f"{number}{name}", data, (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)[number % 2])
    package = Package.read(stream.getvalue())
    for name in package.names[:1]:
        package = package.replaced({name: fresh})
    with zipfile.ZipFile(io.BytesIO(package.to_bytes())) as archive:
        assert archive.testzip() is None
        for number, (name, data) in enumerate(parts.items()):
            if not name.endswith("/"):
                changed = f"{number}{name}" in package.names[:1]
                assert archive.read(f"{number}{name}") == (fresh if changed else data)


def test_parts_are_found_as_office_finds_them() -> None:
    package = Package.read(features.zipped({"xl\\Workbook.xml": b"1", "/xl/a b.xml": b"2"}))
    assert package.names == ("xl/Workbook.xml", "xl/a b.xml")
    assert package.part("xl/workbook.xml") == b"1"
    assert package.part("xl/a%20b.xml") == b"2"
    with pytest.raises(PackageError, match=r"The part xl/c.xml is missing"):
        package.part("xl/c.xml")


def test_the_first_package_stays_as_it_was() -> None:
    package = Package.read(features.zipped({"a.xml": b"old"}))
    package.replaced({"a.xml": b"new"}, added={"b.xml": b"more"})
    assert package.names == ("a.xml",)
    assert package.part("a.xml") == b"old"


def test_changing_what_is_not_there_and_adding_what_is_are_slips_of_the_caller() -> None:
    package = Package.read(features.zipped({"a.xml": b"1"}))
    with pytest.raises(PackageError, match=r"no part b\.xml"):
        package.replaced({"b.xml": b""})
    with pytest.raises(PackageError, match=r"a part A\.xml already"):
        package.replaced(added={"A.xml": b""})


@pytest.mark.parametrize("name", ["../evil.xml", "xl/../../evil.xml", "C:/evil.xml", "..\\evil.xml"])
def test_a_name_that_climbs_out_is_refused(name: str) -> None:
    with pytest.raises(PackageError, match="dangerous name"):
        Package.read(features.zipped({name: b""}))


@pytest.mark.parametrize(
    ("limit", "most"), [("parts", 1), ("part_mb", 2), ("unpacked_mb", 5)], ids=["parts", "one part", "all"]
)
def test_a_file_that_unpacks_to_too_much_names_the_limit_and_the_way_out(limit: str, most: int) -> None:
    source = features.zipped({"a.xml": b" " * 3_500_000, "b.xml": b" " * 3_500_000})
    with pytest.raises(PackageError, match=rf"{most} .*limits\.{limit} allows.*raise limits\.{limit} in the settings"):
        Package.read(source, LimitSettings(**{limit: most}))
    assert len(Package.read(source).names) == len(Package.read(source, None).names) == 2


def test_a_part_that_is_larger_than_it_says_is_never_unpacked_in_full() -> None:
    source = bytearray(features.zipped({"a.xml": b" " * 1_000_000}))
    struct.pack_into("<L", source, source.rindex(b"PK\x01\x02") + 24, 10)
    package = Package.read(bytes(source), LimitSettings(part_mb=1))
    with pytest.raises(PackageError, match=r"The part a.xml of the file is damaged"):
        package.part("a.xml")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "The file is empty"),
        (b"just text", "not an Office file"),
        (b"PK\x03\x04 and then nothing", "its zip directory cannot be read"),
        (features.OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted with a password"),
        (features.OLE + "DRMEncryptedTransform".encode("utf-16-le"), "sensitivity label"),
        (features.OLE + "Workbook".encode("utf-16-le"), "format of Excel before 2007"),
    ],
)
def test_what_is_no_package_is_refused_with_the_reason_and_the_way_out(data: bytes, says: str) -> None:
    with pytest.raises(PackageError, match=says) as refusal:
        Package.read(data)
    assert refusal.value.remedy


def packed_so(method: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("a.xml", b"<a/>" * 100)
    return stream.getvalue()


def without_head() -> bytes:
    data = features.zipped({"a.xml": b"<a/>", "b.xml": b"<b/>"})
    at = data.index(b"PK\x03\x04", 4)
    return data[:at] + b"XX" + data[at + 2 :]


def as_encrypted() -> bytes:
    data = bytearray(features.zipped({"a.xml": b"<a/>"}))
    for at in (6, data.rindex(b"PK\x01\x02") + 8):
        data[at] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (as_encrypted(), r"The part a\.xml is encrypted inside the zip file\. .* without a password"),
        (packed_so(zipfile.ZIP_BZIP2), r"The part a\.xml is packed in a way that Office does not use"),
        (packed_so(zipfile.ZIP_LZMA), r"The part a\.xml is packed in a way that Office does not use"),
        (without_head(), r"The part b\.xml of the file is damaged"),
    ],
    ids=["encrypted", "bzip2", "lzma", "without its head"],
)
def test_a_part_packed_as_office_never_does_is_named(data: bytes, says: str) -> None:
    with pytest.raises(PackageError, match=says):
        Package.read(data)


def test_a_part_whose_packed_bytes_are_nonsense_is_damaged_however_much_of_it_is_wanted() -> None:
    data = packed_so(zipfile.ZIP_DEFLATED)
    at = data.index(b"a.xml") + len(b"a.xml")
    package = Package.read(data[:at] + b"\xff" + data[at + 1 :])
    for look in (package.part, package.start):
        with pytest.raises(PackageError, match=r"The part a\.xml of the file is damaged"):
            look("a.xml")


def test_long_sizes_that_a_small_part_does_not_need_are_left_out_and_other_extras_kept() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo("a.xml", (2020, 9, 30, 12, 0, 0))
        info.extra = struct.pack("<HHL", 0xCAFE, 4, 7)
        with archive.open(info, "w", force_zip64=True) as part:
            part.write(b"<a/>")
    source = stream.getvalue()
    assert struct.pack("<HHQ", 1, 16, len("<a/>")) in source, "the long sizes are there"
    made = Package.read(source).replaced(added={"b.xml": b"<b/>"}).to_bytes()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None and archive.read("a.xml") == b"<a/>"
        assert archive.getinfo("a.xml").extra == struct.pack("<HHL", 0xCAFE, 4, 7)
    at = made.index(b"a.xml") + len("a.xml")
    assert made[at : at + 8] == struct.pack("<HHL", 0xCAFE, 4, 7)


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(PackageError, match=r"two parts named xl/a.xml"):
        Package.read(features.zipped({"xl/a.xml": b"", "xl\\a.xml": b""}))


def test_a_file_that_is_cut_short_anywhere_gives_one_clear_error(tmp_path: Path) -> None:
    source = features.plan()
    for end in range(1, len(source), len(source) // 40):
        with pytest.raises(PackageError):
            Package.read(source[:end])
    with pytest.raises(PackageError, match="There is no file"):
        Package.read(tmp_path / "none.xlsx")
    with pytest.raises(PackageError, match="is a folder"):
        Package.read(tmp_path)
