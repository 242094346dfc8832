"""``gipxl email``: the e-mail draft that sends the flagged copy and the report."""

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
    write_options,
)
from gipxl.commands.month import assessed, folder_of, status, write_and_say


def add(commands: Commands) -> None:
    """The command and its options."""
    command = new_command(commands, "email", "the e-mail draft alone", SAMPLE)
    command.add_argument("workbook", type=Path, metavar="WORKBOOK", help="the plan")
    common_options(command)
    write_options(command)
    copy_option(command)
    fail_option(command)


def run(args: Args) -> int:
    """Writes the draft, and prints where. What staff have edited in the output folder is sent as they left it."""
    from gipxl.build import as_edited
    from gipxl.making import copy_output, email_output, report_output

    assert args.workbook is not None
    month = assessed(args, args.workbook)
    made = [
        copy_output(month.assessment, allow_protected=args.allow_protected)[0],
        report_output(month.assessment)[0],
    ]
    attached, remarks = as_edited(month, made, folder=folder_of(args, month))
    write_and_say(args, month, [email_output(month.assessment, attached)], remarks)
    return status(args, [month.assessment])
