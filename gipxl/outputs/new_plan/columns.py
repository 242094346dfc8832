"""The columns of a new plan: what heads each, how wide it is, and what leads are told of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gipxl.outputs.plain import harmless
from gipxl.plan import Field
from gipxl.words import shortened

DATES = (Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.COMPLETED)
_OWN_WIDTH = 20
_LONGEST_HEADING = 200
#: A column that the settings give by its letter, or several: "F, G".
_LETTERS = re.compile(r"[A-Za-z]{1,3}(?:\s*[,;]\s*[A-Za-z]{1,3})*")


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanColumn:
    """A column: its heading, its width in characters, what belongs into it, and a hint shown beside the cell."""

    heading: str
    width: float
    guidance: str
    hint: str = ""


_COLUMNS: Mapping[Field, PlanColumn] = {
    Field.REF: PlanColumn(
        heading="Ref",
        width=8,
        guidance="A short name of its own for each action, such as A1. It stays the same for as long as the plan runs: "
        "by it an action is known again next month, and it is never given to another.",
        hint="A short name of its own, such as A1. It stays the same every month and is never given to another action.",
    ),
    Field.TITLE: PlanColumn(
        heading="Area for improvement", width=26, guidance="What is to improve, in a few words that a reader knows."
    ),
    Field.AREA: PlanColumn(
        heading="Theme", width=17, guidance="The theme that the action belongs to, spelt alike for all of its actions."
    ),
    Field.SOURCE: PlanColumn(
        heading="Source",
        width=21,
        guidance="Where the action comes from: the annual governance statement, an audit or inspection report, last "
        "year's plan.",
    ),
    Field.RECOMMENDATION: PlanColumn(
        heading="Recommendation", width=30, guidance="What the source recommends, in its own words."
    ),
    Field.ACTION: PlanColumn(
        heading="Action taken or proposed", width=34, guidance="What has been done or will be done about it."
    ),
    Field.OWNER: PlanColumn(
        heading="Owner",
        width=21,
        guidance="The one person or post who answers for the action. Choose from the list; new owners are added on the "
        "Lists sheet.",
        hint="The one person or post who answers for the action. Add owners to the list on the Lists sheet.",
    ),
    Field.ORIGINAL_DUE: PlanColumn(
        heading="Original delivery date",
        width=14,
        guidance="The day first agreed, as day/month/year. It is never changed: a new day goes into the next column.",
        hint="Day before month, such as 30/09/2021. Once agreed it is never changed: a new day goes into the next "
        "column.",
    ),
    Field.REVISED_DUE: PlanColumn(
        heading="Revised delivery date",
        width=14,
        guidance="The new day where the first one cannot be kept; empty where it can. Write TBC where none is agreed "
        "yet.",
        hint="Day before month, such as 31/12/2021, and only where the original date cannot be kept. Say why in the "
        "next column.",
    ),
    Field.REASON: PlanColumn(
        heading="Reason for revision",
        width=27,
        guidance="Why the date moved, in a sentence that the committee can be given.",
    ),
    Field.COMPLETED: PlanColumn(
        heading="Date completed",
        width=14,
        guidance="The day on which the work was finished; empty until then.",
        hint="Day before month, such as 15/07/2021: the day on which the work was finished. Empty until then.",
    ),
    Field.STATUS: PlanColumn(
        heading="Status",
        width=17,
        guidance="How the action stands. Choose from the list; what each word means stands below.",
        hint="Choose from the list. What each word means stands on the Guidance sheet.",
    ),
    Field.UPDATE: PlanColumn(
        heading="Latest update",
        width=38,
        guidance="What has happened since last month, for colleagues. Write over what stood here before.",
    ),
    Field.WORDING: PlanColumn(
        heading="Wording for the report",
        width=38,
        guidance="What the report is to say of the action: whole sentences, no names, no unexplained abbreviations, "
        "nothing that may not be published.",
    ),
    Field.EVIDENCE: PlanColumn(
        heading="Evidence",
        width=24,
        guidance="What shows that the work is done, and where it is kept.",
    ),
    Field.PREVIOUS_REF: PlanColumn(
        heading="Previous ref",
        width=12,
        guidance="The ref by which last year's plan knew the action, where it had one.",
    ),
    Field.PUBLICATION: PlanColumn(
        heading="Publication", width=15, guidance="Whether the action may be published; exempt ones are withheld."
    ),
    Field.PRIORITY: PlanColumn(
        heading="Priority", width=11, guidance="How much the action matters beside the others: high, medium or low."
    ),
}


def as_plan_column(column: str) -> PlanColumn:
    """The column of a field, or one of the body's own with that heading."""
    if isinstance(column, Field):
        return _COLUMNS[column]
    return PlanColumn(heading=column, width=_OWN_WIDTH, guidance="A column of your own.")


def headings_of(columns: Sequence[str], fixed: Mapping[str, str], usual: Mapping[str, str]) -> list[str]:
    """What heads each column: the words by which the settings will look for it (``fixed``), the body's ``usual`` ones,
    or else gipxl's own.

    Excel wants every heading of a table once only: one met before gets a number.
    """
    found: dict[str, str] = {}
    for column in columns:
        own = fixed.get(column, "").strip()
        heading = usual.get(column) or as_plan_column(column).heading if not own or _LETTERS.fullmatch(own) else own
        text = shortened(harmless(heading), _LONGEST_HEADING) or "Column"
        heading, number = text, 1
        while heading.casefold() in found:
            number += 1
            heading = f"{text} ({number})"
        found[heading.casefold()] = heading
    return list(found.values())


def fields_in(columns: Sequence[str]) -> tuple[Field, ...]:
    """The fields among the columns."""
    return tuple(column for column in columns if isinstance(column, Field))
