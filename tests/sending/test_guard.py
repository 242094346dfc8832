"""The marking guard: what carries a guarded marking, wherever it stands, and what only looks like it."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter
from docx import Document
from openpyxl.comments import Comment

from gipxl.outputs.email.draft import Attachment
from gipxl.sending.guard import guard
from gipxl.settings import MarkingSettings
from gipxl.settings.sending import SendingSettings

MARKING = "OFFICIAL-SENSITIVE"
WATCH = guard(SendingSettings(), MarkingSettings())


def reasons(name: str, content: bytes) -> list[str]:
    return list(WATCH.reasons([], "", [Attachment(name, content)]))


@pytest.mark.parametrize(
    "marking",
    ["OFFICIAL-SENSITIVE", "Official Sensitive", "OFFICIAL – SENSITIVE: COMMERCIAL", "PROTECT", "Secret", "TOP SECRET",
     "RESTRICTED", "UK EYES ONLY", "Sensitive (personal)", "OFFICIAL, appendix CONFIDENTIAL"],
)  # fmt: skip
def test_what_is_above_official_or_unheard_of_is_guarded(marking: str) -> None:
    assert WATCH.is_guarded(marking)


@pytest.mark.parametrize(
    "marking", ["", "None", "OFFICIAL", "official", "OFFICIAL: DRAFT", "Not protectively marked", "UNCLASSIFIED"]
)
def test_what_is_open_is_not_guarded(marking: str) -> None:
    assert not WATCH.is_guarded(marking)


def test_the_settings_say_from_which_marking_on() -> None:
    stricter = guard(SendingSettings(guarded=("OFFICIAL",)), MarkingSettings())
    laxer = guard(SendingSettings(guarded=("SECRET",)), MarkingSettings())
    own = guard(
        SendingSettings(guarded=("Amber",), unguarded=("Green",)), MarkingSettings(known=("Green", "Amber", "Red"))
    )
    assert stricter.is_guarded("OFFICIAL") and stricter.is_guarded("SECRET") and not stricter.is_guarded("UNCLASSIFIED")
    assert laxer.is_guarded("SECRET") and laxer.is_guarded("TOP SECRET") and not laxer.is_guarded(MARKING)
    assert own.is_guarded("Amber") and own.is_guarded("RED") and own.is_guarded(MARKING) and not own.is_guarded("Green")


@pytest.mark.parametrize(
    "known", [(), ("OFFICIAL-SENSITIVE", "OFFICIAL"), ("SECRET", MARKING, "OFFICIAL", "Pink"), ("Pink", "Amber")]
)
def test_a_file_beside_the_workbook_cannot_make_a_marking_harmless(known: tuple[str, ...]) -> None:
    for named in ((), ("Amber",), (MARKING,)):
        watch = guard(SendingSettings(guarded=named), MarkingSettings(known=known))
        assert watch.is_guarded(MARKING) and watch.is_guarded("SECRET") and watch.is_guarded("Pink")
        assert list(watch.reasons([], f"Marked {MARKING}.", [])) and not watch.is_guarded("OFFICIAL")


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        fill(book)
    return stream.getvalue()


def in_cell(book: xlsxwriter.Workbook) -> None:
    book.add_worksheet().write_string("C9", f"{MARKING}: PERSONAL")


def in_runs(book: xlsxwriter.Workbook) -> None:
    bold = book.add_format({"bold": True})
    book.add_worksheet().write_rich_string("A1", "OFFICIAL", bold, "-SENSI", "TIVE")


def in_header(book: xlsxwriter.Workbook) -> None:
    book.add_worksheet().set_header('&LPage &P&C&"Arial,Bold"&14OFFICIAL-SENSITIVE&R&D')


def in_box(book: xlsxwriter.Workbook) -> None:
    book.add_worksheet().insert_textbox("B2", "official sensitive")


def in_note(book: xlsxwriter.Workbook) -> None:
    book.add_worksheet().write_comment("A1", f"This is {MARKING}, mind.")


def in_formula(book: xlsxwriter.Workbook) -> None:
    book.add_worksheet().write_formula("A1", '=UPPER("official-sensitive")', value=MARKING)


def in_properties(book: xlsxwriter.Workbook) -> None:
    book.add_worksheet()
    book.set_properties({"keywords": MARKING})


def in_label(book: xlsxwriter.Workbook) -> None:
    book.add_worksheet()
    book.set_custom_property("Classification", "SECRET")


@pytest.mark.parametrize("fill", [in_cell, in_runs, in_header, in_box, in_note, in_formula, in_properties, in_label])
def test_a_marking_is_found_wherever_staff_put_it_in_a_workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> None:
    (reason,) = reasons("plan.xlsx", workbook(fill))
    assert reason.startswith("plan.xlsx carries ")


def test_a_marking_is_found_wherever_staff_put_it_in_a_report() -> None:
    def body(document: object) -> None:
        paragraph = document.add_paragraph("Appendix A is ")  # type: ignore[attr-defined]
        for run in ("OFFICIAL", "-", "SENSITIVE", " throughout"):
            paragraph.add_run(run)

    def footer(document: object) -> None:
        document.sections[0].footer.paragraphs[0].text = "Page 1 OFFICIAL–SENSITIVE"  # type: ignore[attr-defined]

    def cell(document: object) -> None:
        document.add_table(1, 1).cell(0, 0).text = "Restricted"  # type: ignore[attr-defined]

    for edit in (body, footer, cell):
        document, stream = Document(), io.BytesIO()
        edit(document)
        document.save(stream)
        assert reasons("report.docx", stream.getvalue()), edit.__name__


def test_prose_that_uses_the_words_is_no_marking() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for row, text in enumerate(
            (
                "Access is restricted to staff",
                "Confidential waste is collected",
                "Protect the land register",
                "Secretariat",
                "SECRETARIAT OPENS, PROTECTION OF LAND",
                "SECRETARIAT OPENS, PROTECTION OF LAND",
                "OFFICIAL",
                "Official opening; sensitive plants",
                "Top secretaries met",
                "Review how official-sensitive papers are kept",
            )
        ):
            sheet.write_string(row, 0, text)
            sheet.write_number(row, 1, row)

    assert reasons("plan.xlsx", workbook(fill)) == []


@pytest.mark.parametrize(
    "line",
    [
        "Official-Sensitive - Commercial",
        "Official sensitive: personal",
        "official – sensitive (pay)",
        "Top Secret / UK",
    ],
)
def test_a_marking_in_small_letters_with_what_it_is_for_is_found(line: str) -> None:
    assert WATCH.found_in([line])
    assert not WATCH.found_in([f"Papers marked {line}"])


def test_what_cannot_be_looked_into_is_held_back() -> None:
    for name, content in (("plan.xls", b"\xd0\xcf\x11\xe0 old"), ("report.docx", b"PK broken"), ("a.pdf", b"%PDF-1.7")):
        (reason,) = reasons(name, content)
        assert reason == f"{name} cannot be looked into, and may carry a marking"


def test_a_comment_added_by_another_program_is_found() -> None:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    book.active["A1"].comment = Comment("SECRET", "Clerk")
    book.save(stream)
    assert reasons("plan.xlsx", stream.getvalue()) == ["plan.xlsx carries SECRET"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_a_marking_is_found_in_a_text_file_as_excel_saves_it(encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    assert reasons("actions.csv", f"{mark}ref\tTOP SECRET\n".encode(encoding)) == ["actions.csv carries TOP SECRET"]
