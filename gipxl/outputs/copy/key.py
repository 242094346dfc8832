"""The *Key* sheet: the reporting date, what each sign means, what was not looked at, and how words were taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gipxl.outputs.copy import names
from gipxl.outputs.copy.authoring import FIRST_ROW, Column, Content, NewSheet, Styled, as_sentence
from gipxl.outputs.copy.flagging import Flagging
from gipxl.outputs.copy.formats import signs_in_use
from gipxl.outputs.copy.readings import Known
from gipxl.outputs.copy.signs import SHOWN, Sign, look_of
from gipxl.package.conditional import Format
from gipxl.settings import BESIDE_WORKBOOK, Settings, reference, toml_value
from gipxl.words import day

NAME = "Key"
_COLUMNS = (
    Column(heading="Kind", width=24),
    Column(heading="Name or text", width=34),
    Column(heading="Looks like, or is taken for", width=28),
    Column(heading="What it means", width=80),
)
#: Rows below the table that formulas look into as well: for words that staff add.
_ROOM_BELOW = 20
_SIGN = "Sign"
#: What decides how the workbook is read, checked and flagged. Who gets e-mails is nobody's business here.
_TOLD = (*BESIDE_WORKBOOK, "copy")
_TOLD_ABOVE = ("rules.off", "rules.ignore")


def sheet(flagging: Flagging) -> NewSheet:
    """The sheet. The words come last, so that staff can add to them at the end of the table."""
    return NewSheet(
        name=NAME,
        title="Key",
        about="What the signs on the plan mean, what was not checked, the settings in force, and what words and typed "
        "dates were taken for. Change the reporting date in C4; add words of your own at the end.",
        columns=_COLUMNS,
        rows=[*_before_words(flagging), *(_word(known) for known in flagging.readings.known)],
    )


def _before_words(flagging: Flagging) -> list[Sequence[Content]]:
    return [*_counted_with(flagging), *_signs(flagging), *_not_checked(flagging), *_settings(flagging)]


def _counted_with(flagging: Flagging) -> Iterator[Sequence[Content]]:
    """What formulas look up by name: always the first three rows."""
    plan, rules = flagging.assessment.plan, flagging.assessment.settings.rules
    days, characters = Styled(rules.due_soon_days, "value"), Styled(rules.shortest_reason, "value")
    source = f"Taken from {plan.as_at_from}."
    yield "Reporting date", "As at", plan.as_at, f"{source} Signs and live figures count from this day."
    yield "Limit", "Due soon", days, "Days ahead of the reporting date that count as due soon."
    yield "Limit", "Reason", characters, "Characters that make a reason for a moved date."


def _signs(flagging: Flagging) -> Iterator[Sequence[Content]]:
    days = flagging.assessment.settings.rules.due_soon_days
    for sign in signs_shown(flagging):
        shown = SHOWN[sign]
        told_by = shown.told_by[:1].upper() + shown.told_by[1:]
        yield _SIGN, Styled(sign.label, "ref"), shown.sample, f"{shown.meaning.format(days=days)} {told_by}."


def signs_shown(flagging: Flagging) -> list[Sign]:
    """The signs that this copy sets."""
    if flagging.layout is None:
        return []
    used = signs_in_use(flagging.layout, with_findings="Findings" in flagging.sheets)
    return [sign for sign in Sign if sign in used]


def samples(flagging: Flagging) -> list[Format]:
    """The looks of the signs, on their own rows of this sheet."""
    first = FIRST_ROW + len(list(_counted_with(flagging)))
    colours = flagging.assessment.settings.copy.colours
    return [
        Format(cells=f"C{row}", formula="TRUE", look=look_of(sign, colours))
        for row, sign in enumerate(signs_shown(flagging), first)
    ]


def _not_checked(flagging: Flagging) -> Iterator[Sequence[Content]]:
    findings = flagging.assessment.findings
    for not_run in findings.not_run:
        yield "Rule not run", not_run.code, "not checked", as_sentence(not_run.why[:1].upper() + not_run.why[1:])
    for ignored in findings.ignored:
        until = f", until {day(ignored.until)}" if ignored.until else ""
        what = f"{as_sentence(ignored.finding.message)} " if ignored.finding else ""
        which = f"{ignored.code} on {ignored.ref or 'the workbook'}"
        yield "Finding ignored", which, f"ignored{until}", f"{what}Reason: {as_sentence(ignored.reason)}"


def _settings(flagging: Flagging) -> Iterator[Sequence[Content]]:
    """The settings that differ from gipxl's own, or one row that says there are none."""
    settings = flagging.assessment.settings
    told = [key for key in reference() if key.path.split(".")[0] in _TOLD and key.path not in _TOLD_ABOVE]
    own = [key for key in told if _value(settings, key.path) != key.default]
    for key in own:
        value = toml_value(_value(settings, key.path))
        yield "Setting", key.path, value, f"{key.description} Without a setting: {toml_value(key.default)}."
    if not own:
        yield "Setting", "All settings", "as gipxl has them", "No setting differs from what gipxl does by itself."


def _value(settings: Settings, path: str) -> object:
    value: object = settings
    for name in path.split("."):
        value = getattr(value, name)
    return value


def _word(known: Known) -> Sequence[Content]:
    meaning: Content = known.meaning
    return Styled(known.kind, "quiet"), known.text, meaning, _explained(known)


def _explained(known: Known) -> str:
    if isinstance(known.meaning, date):
        return f"This text counts as {day(known.meaning)}."
    return f"Counts as {known.meaning}."


def definitions(flagging: Flagging) -> dict[str, str]:
    """The names that formulas use: cells of this sheet, or, where it is not written, the values themselves."""
    known = flagging.readings.known
    if NAME not in flagging.sheets:
        plan, rules = flagging.assessment.plan, flagging.assessment.settings.rules
        return {
            names.AS_AT: f"DATE({plan.as_at.year},{plan.as_at.month},{plan.as_at.day})",
            names.DUE_SOON: str(rules.due_soon_days),
            names.SHORTEST_REASON: str(rules.shortest_reason),
            names.KIND: _constants([each.kind for each in known]),
            names.TEXT: _constants([each.text for each in known]),
            names.MEANING: _constants([str(each.meaning) for each in known]),
        }
    first = FIRST_ROW + len(_before_words(flagging))
    last = first + len(known) - 1 + _ROOM_BELOW
    cells = {name: flagging.place(NAME, "C", row) for row, name in enumerate(_CELLS, FIRST_ROW)}
    columns = {names.KIND: "A", names.TEXT: "B", names.MEANING: "C"}
    return cells | {name: flagging.place(NAME, letter, first, last) for name, letter in columns.items()}


_CELLS = (names.AS_AT, names.DUE_SOON, names.SHORTEST_REASON)


def _constants(texts: Sequence[str]) -> str:
    quoted = (text.replace('"', '""') for text in texts)
    return "{" + ";".join(f'"{text}"' for text in quoted) + "}"
