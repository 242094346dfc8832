"""Sending the drafts of a month: made ready all together, looked over by the guard, then sent one by one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from gipxl.assessment import Assessment
from gipxl.errors import SendingError
from gipxl.files import only_one
from gipxl.outputs.email.draft import Draft
from gipxl.outputs.plain import one_line
from gipxl.plan import Detail
from gipxl.rules.markings import carried
from gipxl.sending.delivery import Delivery, Result
from gipxl.sending.guard import guard
from gipxl.sending.ledger import Ledger
from gipxl.sending.letter import Letter, Place, letter
from gipxl.sending.login import login
from gipxl.sending.transport import Connection, check_server
from gipxl.settings.sending import SendingSettings
from gipxl.words import count, listed

# As many addresses as one line can name.
_FEW = 5


def ready(assessment: Assessment, drafts: Sequence[Draft], folder: Path) -> list[Letter]:
    """Every draft as a letter, or with the reason why it cannot be sent. ``folder`` is where the outputs stand.

    Raises SettingsError where a template of the house cannot be filled in.
    """
    plan, settings = assessment.plan, assessment.settings
    watch = guard(settings.email.sending, settings.markings)
    lines = [line for entry in plan.above for line in entry.typed.splitlines()]
    own = [*(str(entry.value) for entry in carried(plan)), *filter(None, [watch.found_in(lines)])]
    of_report = [plan.details.one(Detail.MARKING)]
    place = Place(folder, f"{plan.as_at:%Y-%m}")
    return [
        letter(
            draft,
            sending=settings.email.sending,
            guard=watch,
            markings=[*own, *(of_report if draft.attachments else ())],
            place=place,
        )
        for draft in drafts
    ]


def check_guard(letters: Sequence[Letter]) -> None:
    """Raises SendingError where any guarded letter would go outside the allowed domains: then none is sent."""
    stopped = [each for each in letters if each.outside]
    if not stopped:
        return
    first = stopped[0]
    few = [*first.outside[:_FEW], *([f"{len(first.outside) - _FEW} more"] if len(first.outside) > _FEW else [])]
    others = f" {count(len(stopped) - 1, 'more message')} likewise." if len(stopped) > 1 else ""
    raise SendingError(
        f"{first.name} may not go to {listed(few)}, which email.sending.allowed_domains does not allow: "
        f"{one_line(first.guarded[0])}.{others} Nothing was sent.",
        "Take these recipients out; or, if they may have what is marked, add their domains to "
        "email.sending.allowed_domains.",
    )


def send(
    letters: Sequence[Letter],
    settings: SendingSettings,
    folder: Path,
    *,
    environment: Mapping[str, str],
    clock: Callable[[], datetime],
    again: bool = False,
    sleep: Callable[[float], None] = time.sleep,
    told: Callable[[str], None] = lambda line: None,
) -> Iterator[Result]:
    """Sends the letters one by one, over one connection, and records them in ``folder``.

    What was sent before is sent only ``again``.

    ``environment`` holds name and password where the settings want them from there. Raises SendingError, with nothing
    sent, where the guard stops any of them or the settings cannot be used; OutputError where the record of what was
    sent cannot be kept.
    """
    check_server(settings)
    check_guard(letters)
    with only_one(folder), Connection(settings, login(settings, environment)) as connection:
        ledger = Ledger(folder=folder, clock=clock)
        delivery = Delivery(
            connection=connection, ledger=ledger, settings=settings, again=again, sleep=sleep, told=told
        )
        for each in letters:
            yield delivery.send(each)
