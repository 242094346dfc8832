"""``gipxl copy``: the flagged copy alone."""

from __future__ import annotations

from pathlib import Path

from gipxl.arguments import (
    SAMPLE,
    Args,
    Commands,
    common_options,
    copy_option,
    fail_option,
    new_command,
    pdf_option,
    write_options,
)
from gipxl.commands.month import assessed, status, write_and_say


def add(commands: Commands) -> None:
    """The command and its options."""
    command = new_command(commands, "copy", "the flagged copy alone", SAMPLE)
    command.add_argument("workbook", type=Path, metavar="WORKBOOK", help="the plan")
    common_options(command)
    write_options(command)
    copy_option(command)
    pdf_option(command)
    fail_option(command)


def run(args: Args) -> int:
    """Writes the flagged copy, and prints where."""
    from gipxl.making import copy_output, pdf_of

    assert args.workbook is not None
    month = assessed(args, args.workbook)
    copy, receipt, remarks = copy_output(month.assessment, allow_protected=args.allow_protected)
    outputs = [copy, *([pdf_of(copy, month.assessment)] if args.pdf else [])]
    write_and_say(args, month, outputs, remarks, receipt=receipt)
    return status(args, [month.assessment])
