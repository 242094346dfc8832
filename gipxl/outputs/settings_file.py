"""The ``gipxl.toml`` that fixes how a workbook was read, so that next month's is read alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from gipxl.outputs.plain import one_line
from gipxl.plan import FIELD_WORDS, Column, Field, Plan, cleaned
from gipxl.settings import DateOrder, Settings, toml_value
from gipxl.vocabulary import Status
from gipxl.words import MONTHS, listed, shortened

# A name or heading with a month or a figure in it may be another one next month.
_PASSING = re.compile(rf"\d|\b(?:{'|'.join(month[:3] for month in MONTHS)})", re.IGNORECASE)
_TEXT_FILES = (".csv", ".tsv", ".txt", ".tab")
_WIDTH = 100
_MOST_WORDS = 12


def as_toml(plan: Plan, settings: Settings) -> str:
    """The settings file, with a comment to each line: what stands in the comments is for officers to decide.

    ``settings`` are those that the plan was read with; of them it repeats what decides how a workbook is read.
    """
    lines = [
        *_opening(plan),
        *_plan_table(plan, settings),
        "",
        *_columns_table(plan),
        "",
        *_status_table(plan, settings),
    ]
    return "\n".join(lines) + "\n"


def _comment(text: str) -> list[str]:
    import textwrap

    return [f"# {line}" for line in textwrap.wrap(one_line(text), _WIDTH)]


def _opening(plan: Plan) -> Iterator[str]:
    yield from _comment(f"How gipxl read {plan.workbook}, fixed so that next month's workbook is read alike.")
    yield from _comment(
        "Keep it as gipxl.toml in the workbook's folder, or name it with --settings. Lines that begin with #"
    )
    yield from _comment("are remarks; delete what gipxl may go on working out for itself.")
    yield ""


def _plan_table(plan: Plan, settings: Settings) -> Iterator[str]:
    yield "[plan]"
    if Path(plan.workbook).suffix.lower() in _TEXT_FILES:
        yield from _comment("A text file has one sheet, named as the file is; there is nothing to fix.")
    elif _PASSING.search(plan.sheet):
        yield from _comment(f"The plan was on the sheet “{plan.sheet}”. Its name may change, so it is not fixed.")
    else:
        yield from _comment("The sheet that holds the plan.")
        yield f"sheet = {toml_value(plan.sheet)}"
        yield from _comment("The rows of its heading.")
        yield f"heading_rows = {toml_value(plan.heading_rows)}"
    if plan.finished_sheet and not _PASSING.search(plan.finished_sheet):
        yield from _comment("The sheet to which completed actions are moved.")
        yield f"finished_sheet = {toml_value(plan.finished_sheet)}"
    yield from _dates(plan, settings)
    yield from _comment("The month in which the financial year begins.")
    yield f"year_starts = {settings.plan.year_starts}"


def _dates(plan: Plan, settings: Settings) -> Iterator[str]:
    choices = listed([toml_value(order) for order in DateOrder], "or")
    yield from _comment(f"How 01/02/2020 is read: {choices}.")
    for field, proof in plan.date_orders.items():
        yield from _comment(f"The {FIELD_WORDS[field]}: {proof.order.value} ({proof.why}).")
    yield f"dates = {toml_value(settings.plan.dates)}"


def _columns_table(plan: Plan) -> Iterator[str]:
    yield "[plan.columns]"
    yield from _comment("Which column is what: the words of its heading, or its letter where those may change.")
    fields = dict.fromkeys(column.field for column in plan.columns if column.field)
    lines = [(field, _where([column for column in plan.columns if column.field is field], plan)) for field in fields]
    for field, where in lines:
        letters = listed([column.letter for column in plan.columns if column.field is field])
        yield f"{field.value} = {toml_value(where)}  # {FIELD_WORDS[field]}, in {letters}"
    unused = [f"{column.letter} “{one_line(column.heading)}”" for column in plan.columns if not column.field]
    if unused:
        yield from _comment(f"Not used: {listed(unused)}.")


def _where(columns: Sequence[Column], plan: Plan) -> str:
    """One heading that no other column has and that stays as it is, or else the letters."""
    heading = cleaned(columns[0].heading)
    same = [column for column in plan.columns if cleaned(column.heading).casefold() == heading.casefold()]
    if len(columns) > 1 or not heading or len(same) > 1 or _PASSING.search(heading):
        return ", ".join(column.letter for column in columns)
    return heading


def _status_table(plan: Plan, settings: Settings) -> Iterator[str]:
    """The settings' own words, and what was met beside the words that gipxl knows."""
    if Field.STATUS not in plan.fields:
        return
    yield "[status]"
    yield from _comment("Words of your own for each status, beside those that gipxl knows.")
    guessed, unknown = _words_met(plan)
    for status in Status:
        taken_so = [word for word, taken_for in guessed.items() if taken_for is status]
        words = dict.fromkeys([*getattr(settings.status, status.name.lower()), *taken_so])
        if words:
            yield f"{status.name.lower()} = {toml_value([*words])}"
    if settings.status.blue.value != "complete":
        yield f"blue = {toml_value(settings.status.blue)}"
    if guessed:
        yield from _comment(f"Read as the nearest known word: {listed([*map(toml_value, guessed)])}. Check each.")
    if unknown:
        words_met = listed([*map(toml_value, unknown[:_MOST_WORDS])])
        yield from _comment(f"Met and not understood: {words_met}. Put each behind the status that it means,")
        yield from _comment('for example on_track = ["In hand"].')


def _words_met(plan: Plan) -> tuple[dict[str, Status], list[str]]:
    """The statuses that were guessed, with what each was taken for, and those that were not understood."""
    guessed: dict[str, Status] = {}
    unknown: Counter[str] = Counter()
    for action in plan.actions:
        reading, word = action.status.value, shortened(action.status.typed, _WIDTH)
        if reading and reading.status is None:
            unknown[word] += 1
        elif reading and reading.guessed and reading.status:
            guessed[one_line(action.status.typed)] = reading.status
    return guessed, [word for word, _ in unknown.most_common()]
