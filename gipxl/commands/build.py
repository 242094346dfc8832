"""``gipxl build``: the whole monthly job."""

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
from gipxl.commands.month import assessed, folder_of, status
from gipxl.commands.terminal import answer, colour, say, width


def add(commands: Commands) -> None:
    """The command and its options."""
    command = new_command(commands, "build", "the whole monthly job: every output of one month", SAMPLE)
    command.add_argument(
        "workbook", type=Path, nargs="?", help="the plan (default: the latest in workbooks/, or in this folder)"
    )
    common_options(command)
    write_options(command)
    copy_option(command)
    pdf_option(command)
    fail_option(command)


def run(args: Args) -> int:
    """Makes and writes every output, and ends with a summary."""
    from gipxl.build import build
    from gipxl.outputs.plain import as_json
    from gipxl.outputs.summary import summary

    month = assessed(args, args.workbook or _latest(args))
    built = build(
        month,
        folder=folder_of(args, month),
        replace=args.replace,
        pdf=args.pdf,
        allow_protected=args.allow_protected,
    )
    for remark in built.remarks:
        say(remark, quiet=args.quiet)
    if args.format == "json":
        answer(as_json(built.manifest))
    elif not args.quiet:
        answer(summary(month.assessment, built.files, colour=colour(), width=width()))
    return status(args, [month.assessment])


def _latest(args: Args) -> Path:
    from gipxl.baseline import latest_plan

    path = latest_plan([Path("workbooks"), Path()], args.settings)
    say(f"No workbook was named; taking the latest plan, {path}.", quiet=args.quiet)
    return path
