"""What each status says, in words for those who choose it."""

from __future__ import annotations

from collections.abc import Mapping

from gipxl.vocabulary import Status, read_status

_MEANINGS: Mapping[Status, str] = {
    Status.NOT_STARTED: "No work has been done yet.",
    Status.ON_TRACK: "Work is under way and the date will be kept.",
    Status.AT_RISK: "The date may not be kept, or something stands in the way. The update says what.",
    Status.REVISED: "A new date has been agreed. It stands under the revised date, and the reason beside it.",
    Status.OPEN: "Not finished. Choose a word that says how the action stands: this one counts as unclear.",
    Status.ON_HOLD: "Work has stopped for now, by agreement. Such an action counts as unclear in the figures.",
    Status.COMPLETE: "The work is finished. The date completed is filled in, and the evidence says what shows it.",
    Status.CONSOLIDATED: "Goes on in another action, whose ref the update names. It counts in no figure.",
    Status.WITHDRAWN: "No longer pursued, by agreement. It counts in no figure; the update says who agreed.",
}


def meaning_of(word: str, own_words: Mapping[str, Status]) -> str:
    """What a word on the list says of an action; "" for one that gipxl does not know."""
    status = read_status(word, own_words).status
    return _MEANINGS[status] if status else ""
