"""``gipxl history``: how each action's date has moved, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gipxl.arguments import SAMPLE, Args, Commands, UsageError, common_options, new_command
from gipxl.commands.month import fitting, say_if_today
from gipxl.commands.terminal import DONE, NOT_DONE, answer, say, width
from gipxl.words import count, listed

if TYPE_CHECKING:
    from gipxl.history import Found, History, Story

FORMATS = ("text", "json", "csv")
# So many workbooks of other plans are named.
_NAMED = 5


def add(commands: Commands) -> None:
    """The command and its options."""
    command = new_command(commands, "history", "how each action's date has moved, month by month", SAMPLE)
    command.add_argument(
        "workbooks", nargs="+", metavar="WORKBOOK",
        help="months of the plan, or the folder that holds them; of a single workbook the earlier months are found "
        "beside it",
    )  # fmt: skip
    command.add_argument(
        "--ref", action="append", default=[], dest="refs", metavar="REF",
        help="tell of one action, month by month (may be given several times)",
    )  # fmt: skip
    command.add_argument("--all", action="store_true", help="tell of every action, month by month")
    common_options(command, formats=FORMATS, past=False)


def run(args: Args) -> int:
    """Prints the history; a named workbook that could not be read makes the exit status 2."""
    from gipxl.history import find_months, history_of
    from gipxl.settings import in_force

    paths = [path for name in args.workbooks for path in fitting(name)]
    if args.as_at and (len(paths) > 1 or paths[0].is_dir()):
        raise UsageError("--as-at goes with a single workbook.", "Write the reporting date into the others.")
    found = find_months(paths, settings=args.settings, sheet=args.sheet, as_at=args.as_at, today=args.today)
    _say_what_was_left(args, found)
    settings = in_force(Path(found.plans[-1].path), args.settings)
    answer(_told(args, history_of(found.plans, overdue=settings.figures.overdue)))
    return NOT_DONE if found.is_missing else DONE


def _say_what_was_left(args: Args, found: Found) -> None:
    """Which months were taken for whose, and which files were not."""
    say_if_today(args, found.plans[-1])
    if len(found.plans) == 1:
        say(f"No other month of {found.plans[0].workbook} was found: this history has one month.", quiet=args.quiet)
    for aside in found.passed_over:
        say(f"Passed over: {aside.file}, {aside.why}.", quiet=args.quiet)
    if found.other_plans:
        say(_other_plans(found), quiet=args.quiet)
    for aside in found.unread:
        say(f"Not among the months: {aside.why}", quiet=args.quiet and not found.is_missing)


def _other_plans(found: Found) -> str:
    names = [*found.other_plans[:_NAMED]]
    if more := len(found.other_plans) - len(names):
        names.append(f"{count(more, 'other')}")
    return (
        f"This is the history of {found.plans[-1].workbook}. Months of another plan, and passed over: {listed(names)}. "
        "Name a workbook of that plan for its history."
    )


def _told(args: Args, history: History) -> str:
    from gipxl.outputs.history import as_csv, as_json, as_lines, as_text

    stories = [story for ref in args.refs for story in _called(history, ref)] or history.stories
    if args.format == "json":
        return as_json(history, stories)
    if args.format == "csv":
        return as_csv(history, stories)
    if args.refs:
        return as_lines(history, stories, width=width())
    text = as_text(history, width=width())
    return f"{text}\n{as_lines(history, stories, width=width())}" if args.all else text


def _called(history: History, ref: str) -> Sequence[Story]:
    """The stories of a ref that the user named. Raises UsageError where no month holds it."""
    if stories := history.of(ref):
        return stories
    from rapidfuzz import process

    near = process.extractOne(ref.upper(), [story.ref for story in history.stories if story.ref])
    hint = f"The nearest is {near[0]}." if near else "None of its actions has a ref."
    raise UsageError(f"No month of this history holds an action {ref!r}.", hint)
