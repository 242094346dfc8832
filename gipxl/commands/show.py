"""``gipxl show``: how a workbook was understood."""

from __future__ import annotations

from pathlib import Path

from gipxl.arguments import SAMPLE, Args, Commands, common_options, fail_option, new_command
from gipxl.commands.month import assessed, status
from gipxl.commands.terminal import answer, width


def add(commands: Commands) -> None:
    """The command and its options."""
    command = new_command(commands, "show", "how a workbook was understood", SAMPLE)
    command.add_argument("workbook", type=Path, metavar="WORKBOOK", help="the plan")
    common_options(command)
    fail_option(command, default=None)


def run(args: Args) -> int:
    """Prints sheet, headings, columns, actions, and what was left out."""
    from gipxl.outputs import understanding

    assert args.workbook is not None
    assessment = assessed(args, args.workbook).assessment
    is_json = args.format == "json"
    answer(understanding.as_json(assessment) if is_json else understanding.as_text(assessment, width=width()))
    return status(args, [assessment])
