"""``gipxl figures``: every figure of the report, with the refs behind it."""

from __future__ import annotations

from pathlib import Path

from gipxl.arguments import SAMPLE, Args, Commands, common_options, fail_option, new_command
from gipxl.commands.month import assessed, status
from gipxl.commands.terminal import answer, width


def add(commands: Commands) -> None:
    """The command and its options."""
    command = new_command(commands, "figures", "every figure of the report, with the refs behind it", SAMPLE)
    command.add_argument("workbook", type=Path, metavar="WORKBOOK", help="the plan")
    common_options(command)
    fail_option(command, default=None)


def run(args: Args) -> int:
    """Prints the figures."""
    from gipxl.outputs import figures

    assert args.workbook is not None
    assessment = assessed(args, args.workbook).assessment
    answer(figures.as_json(assessment) if args.format == "json" else figures.as_text(assessment, width=width()))
    return status(args, [assessment])
