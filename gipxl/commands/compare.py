"""``gipxl compare``: what changed between two months."""

from __future__ import annotations

from pathlib import Path

from gipxl.arguments import EARLIER, SAMPLE, Args, Commands, common_options, new_command
from gipxl.commands.month import say_if_today
from gipxl.commands.terminal import DONE, answer, width


def add(commands: Commands) -> None:
    """The command and its options."""
    command = new_command(commands, "compare", "what changed between two months", f"{EARLIER} {SAMPLE}")
    command.add_argument("before", type=Path, metavar="BEFORE", help="the earlier month")
    command.add_argument("after", type=Path, metavar="AFTER", help="the later month")
    common_options(command, past=False)


def run(args: Args) -> int:
    """Prints the changes, action by action."""
    from gipxl.baseline import read_month
    from gipxl.changes import compare
    from gipxl.outputs import changes
    from gipxl.reading import read
    from gipxl.settings import in_force

    before = read_month(args.before, in_force(args.before, args.settings), sheet=args.sheet, today=args.today)
    settings = in_force(args.after, args.settings)
    after = read(args.after, settings=settings, as_at=args.as_at, sheet=args.sheet, today=args.today)
    for plan in (before, after):
        say_if_today(args, plan)
    found = compare(before, after)
    answer(changes.as_json(found) if args.format == "json" else changes.as_text(found, width=width()))
    return DONE
