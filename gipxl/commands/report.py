"""``gipxl report``: the report for the panel, in one of its variants, or the template that it is made from."""

from __future__ import annotations

from pathlib import Path

from gipxl.arguments import (
    SAMPLE,
    Args,
    Commands,
    UsageError,
    common_options,
    fail_option,
    new_command,
    pdf_option,
    write_options,
)
from gipxl.commands.month import assessed, status, write_and_say
from gipxl.commands.terminal import DONE, answer, say
from gipxl.errors import OutputError
from gipxl.settings import Variant


def add(commands: Commands) -> None:
    """The command and its options."""
    command = new_command(commands, "report", "the covering report alone", SAMPLE)
    command.add_argument("workbook", type=Path, nargs="?", metavar="WORKBOOK", help="the plan")
    command.add_argument(
        "--variant", choices=[each.value for each in Variant],
        help="covering; committee: tables of actions; exception: one page (default: the settings')",
    )  # fmt: skip
    command.add_argument(
        "--draft",
        action="store_true",
        help="with Word comments that name the refs and cells behind each figure and text",
    )
    pdf_option(command)
    command.add_argument(
        "--write-template",
        type=Path,
        metavar="FILE",
        help="write gipxl's Word template to FILE, to be restyled; no report",
    )
    common_options(command)
    write_options(command)
    fail_option(command)


def run(args: Args) -> int:
    """Writes the report, or the template, and prints where."""
    if args.write_template is not None:
        return _write_template(args, args.write_template)
    if args.workbook is None:
        raise UsageError("WORKBOOK is missing.", "See gipxl report --help.")
    from gipxl.making import pdf_of, report_output

    month = assessed(args, args.workbook)
    variant = Variant(args.variant) if args.variant else None
    report, remarks = report_output(month.assessment, variant=variant, draft=args.draft)
    write_and_say(args, month, [report, *([pdf_of(report, month.assessment)] if args.pdf else [])], remarks)
    return status(args, [month.assessment])


def _write_template(args: Args, path: Path) -> int:
    """Writes the template; what somebody has made of an earlier one is not written over."""
    from gipxl.files import write_all
    from gipxl.outputs.report import built_in_template

    if path.suffix.lower() != ".docx":
        raise OutputError(f"{path} does not look like a Word document.", "Give it a name that ends in .docx.")
    content = built_in_template()
    if path.exists() and not args.replace and (path.is_dir() or path.read_bytes() != content):
        raise OutputError(f"{path} is there already.", "Give another name, or run the command with --replace.")
    write_all(path.parent, {path.name: content})
    answer(str(path))
    say(f'Restyle it in Word, then name it in your settings: report.template = "{path.name}".', quiet=args.quiet)
    return DONE
