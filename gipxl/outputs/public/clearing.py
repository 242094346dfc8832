"""Every text that is to be published, looked at once more: nothing that was withheld may stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gipxl.assessment import Assessment
from gipxl.outputs.public.content import HEADINGS, PublicPlan
from gipxl.outputs.public.findings import Code
from gipxl.outputs.public.mentions import Withheld
from gipxl.outputs.public.posts import Posts, people_named
from gipxl.outputs.public.protective import Markings, unmasked
from gipxl.plan import Action, Field
from gipxl.rules.finding import Finding, Level
from gipxl.rules.personal import personal_details
from gipxl.rules.prose import placeholder_in


class _Text(NamedTuple):
    """A text that is published: how messages name it, where it stands in the plan, and whose it is."""

    text: str
    name: str
    place: str
    cell: str = ""
    action: Action | None = None
    field: Field | None = None


def cleared(public: PublicPlan, assessment: Assessment, posts: Posts, withheld: tuple[Action, ...]) -> list[Finding]:
    """What stands in the way in the texts of the public version, in its order."""
    markings = Markings(assessment.settings.markings)
    hidden_actions, people = Withheld(withheld), posts.people(assessment.plan)
    return [
        finding
        for text in _texts(public)
        for finding in _findings(text, assessment.plan.sheet, markings, hidden_actions, people)
    ]


def objection_to(name: str, assessment: Assessment, withheld: tuple[Action, ...]) -> str:
    """What a file's name tells that is not to be published, in a sentence; "" where it tells nothing of it."""
    text = _Text(name, f"The file name “{name}”", "files.public in the settings")
    people = Posts(settings=assessment.settings.publish).people(assessment.plan)
    found = _findings(text, "", Markings(assessment.settings.markings), Withheld(withheld), people)
    return next((finding.message for finding in found if finding.level is Level.ERROR), "")


def _texts(public: PublicPlan) -> Iterator[_Text]:
    yield _Text(public.title, "The title of the public version", "publish.title in the settings, or above the table")
    if public.body:
        yield _Text(public.body, "The name of the body", "publish.body in the settings, or on the details sheet")
    for row in public.rows:
        for cell in row.cells:
            if isinstance(cell.value, str) and cell.value:
                heading = HEADINGS[cell.field][0].lower()
                name = f"The {heading} of {row.action.name}"
                yield _Text(cell.value, name, cell.cell or heading, cell.cell, row.action, cell.field)


def _findings(
    text: _Text, sheet: str, markings: Markings, withheld: Withheld, people: tuple[str, ...]
) -> Iterator[Finding]:
    def found(code: Code, message: str, fix: str) -> Finding:
        place = text.action.sheet if text.action else sheet
        return code.found(message, fix, sheet=place, cell=text.cell, action=text.action)

    if marking := markings.in_text(text.text):
        yield found(
            Code.MARKED_TEXT,
            f"{text.name} is marked “{marking}” and would be published",
            f"Take out of {text.place} what is marked, or mark the action as exempt",
        )
    for action, by_what in withheld.mentioned_in(text.text, text.field):
        yield found(
            Code.WITHHELD_MENTIONED,
            f"{text.name} speaks of {action.name}, which is withheld, by {by_what}",
            f"Reword {text.place}, or withhold this action too",
        )
    if text.field is not Field.OWNER:
        for person in people_named(unmasked(text.text), people):
            yield found(
                Code.PERSON_NAMED,
                f"{text.name} names “{person}”, and owners are published by post",
                f"Name in {text.place} the post instead",
            )
    for words, detail in personal_details(unmasked(text.text)):
        yield found(Code.PERSONAL_DETAIL, f"{text.name} holds {words} ({detail[:2]}…)", f"Take it out of {text.place}")
    if (placeholder := placeholder_in(text.text)) and text.field is not Field.OWNER:
        yield found(
            Code.PLACEHOLDER,
            f"{text.name} holds “{placeholder}” and is published so",
            f"Write in {text.place} what it stands for",
        )
