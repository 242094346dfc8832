"""``gipxl email --send``: its options, and what it says."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gipxl.arguments import Args
from gipxl.commands.month import folder_of, status
from gipxl.commands.terminal import NOT_DONE, answer, failed, say, width
from gipxl.errors import SendingError

if TYPE_CHECKING:
    from gipxl.build import Month
    from gipxl.outputs.email.draft import Draft
    from gipxl.sending.delivery import Result
    from gipxl.sending.ledger import Ledger
    from gipxl.sending.letter import Letter


def send_options(command: argparse.ArgumentParser) -> None:
    """Whether messages are sent, shown, or sent once more."""
    group = command.add_mutually_exclusive_group()
    group.add_argument("--send", action="store_true", help="send instead of drafting, each message once only")
    group.add_argument("--send-again", action="store_true", help="send also what was sent before")
    group.add_argument("--dry-run", action="store_true", help="show all that --send would do, and send nothing")


def is_asked_for(args: Args) -> bool:
    """Whether the drafts are to be sent, or shown as they would be sent."""
    return args.send or args.send_again or args.dry_run


def send_and_say(args: Args, month: Month, drafts: Sequence[Draft], remarks: Sequence[str] = ()) -> int:
    """Sends the drafts, or shows what would be sent; prints what became of each.

    Returns 2 where any could not be sent, else what the findings call for. Raises SendingError where nothing was sent,
    also because somebody has edited what would be sent otherwise, unless ``--replace`` is given.
    """
    from gipxl.sending.month import ready

    folder = folder_of(args, month)
    letters = ready(month.assessment, drafts, folder)
    for remark in (*remarks, *(remark for each in letters for remark in each.remarks)):
        say(remark, quiet=args.quiet)
    done = _show(args, month, letters) if args.dry_run else _send(args, month, letters)
    return status(args, [month.assessment]) if done else NOT_DONE


def _refuse_edited(args: Args, month: Month, letters: Sequence[Letter], ledger: Ledger) -> None:
    """Raises SendingError where a message still to go is not what somebody has made of its draft or its attachments."""
    from gipxl.making import draft_names

    if args.replace:
        return
    for each, name in zip(letters, draft_names(month.assessment, [each.draft for each in letters]), strict=True):
        had = ledger.records(each.fingerprint)
        if args.send_again or any(address not in had for address in each.to):
            for path in _edited(ledger.folder, name, each.draft):
                raise SendingError(
                    f"{path} has been edited, and gipxl would send what it makes now, without the edits. "
                    "Nothing was sent.",
                    "Open the draft in Outlook and send it from there, or run the command with --replace to send "
                    "without the edits.",
                )


def _edited(folder: Path, name: str, draft: Draft) -> Iterator[Path]:
    """The files in ``folder`` that somebody has edited and that are not what would be sent."""
    from gipxl.output_folder import is_as_written, last_written

    written, sent = last_written(folder), {each.name: each.content for each in draft.attachments}
    for file in (name, *sent):
        path = folder / file
        is_edited = file in written and path.is_file() and not is_as_written(path, written[file])
        if is_edited and path.read_bytes() != sent.get(file):
            yield path


def _show(args: Args, month: Month, letters: Sequence[Letter]) -> bool:
    """Prints what would be sent; whether all of it could be."""
    from gipxl.outputs.plain import as_json
    from gipxl.sending.ledger import Ledger
    from gipxl.sending.month import check_guard
    from gipxl.sending.preview import as_data, as_text
    from gipxl.sending.transport import check_server

    sending = month.assessment.settings.email.sending
    ledger = Ledger(folder=folder_of(args, month), clock=args.clock)
    before = [ledger.records(each.fingerprint) for each in letters]
    as_asked = as_json(as_data(letters, before, sending)) if args.format == "json" else ""
    answer(as_asked or as_text(letters, before, sending, width()))
    check_server(sending)
    check_guard(letters)
    _refuse_edited(args, month, letters, ledger)
    faults = [f"{each.name} cannot be sent: {each.fault}" for each in letters if each.fault]
    for fault in faults:
        failed(fault)
    return not faults


def _send(args: Args, month: Month, letters: Sequence[Letter]) -> bool:
    """Sends the letters, and says what became of each; whether everybody has theirs."""
    from gipxl.outputs.plain import as_json
    from gipxl.sending.ledger import Ledger
    from gipxl.sending.month import check_guard, send
    from gipxl.sending.transport import check_server

    sending = month.assessment.settings.email.sending
    folder = folder_of(args, month)
    check_server(sending)
    check_guard(letters)
    _refuse_edited(args, month, letters, Ledger(folder=folder, clock=args.clock))
    results = send(
        letters,
        sending,
        folder,
        environment=os.environ,
        clock=args.clock,
        again=args.send_again,
        told=lambda line: say(line, quiet=args.quiet),
    )
    seen: list[Result] = []
    for result in results:  # said one by one: a job that is stopped half-way has said what it did
        seen.append(result)
        if args.format != "json":
            _say(result)
        for problem in result.problems:
            failed(f"{result.letter.name}: {problem}")
    if args.format == "json":
        answer(as_json({"messages": [_values(each) for each in seen]}))
    return not any(each.problems for each in seen)


def _say(result: Result) -> None:
    from gipxl.sending.ledger import SENT

    name = result.letter.name
    if result.sent:
        answer(f"{name} was sent to {', '.join(result.sent)}.")
    days: dict[str, list[str]] = {}
    for address, record in result.before.items():
        if record.state == SENT:
            days.setdefault(record.when, []).append(address)
    for when, addresses in days.items():
        answer(f"{name} was sent to {', '.join(addresses)} already, on {when}; --send-again sends it once more.")


def _values(result: Result) -> dict[str, Any]:
    letter = result.letter
    return {
        "kind": letter.draft.kind.value,
        "owner": letter.draft.owner or None,
        "subject": letter.draft.subject,
        "message_id": letter.message_id,
        "sent": list(result.sent),
        "before": {
            address: {"state": each.state, "at": each.at.isoformat()} for address, each in result.before.items()
        },
        "problems": list(result.problems),
    }
