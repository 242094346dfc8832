"""``gipxl check``: what is wrong with one plan, or with many; writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gipxl.arguments import SAMPLE, Args, Commands, common_options, fail_option, new_command
from gipxl.commands.month import assessed, fitting, status
from gipxl.commands.terminal import NOT_DONE, answer, colour, failed, width
from gipxl.errors import GipxlError, WorkbookError

if TYPE_CHECKING:
    from gipxl.assessment import Assessment

FORMATS = ("text", "json", "csv", "junit", "markdown")


def add(commands: Commands) -> None:
    """The command and its options."""
    command = new_command(commands, "check", "what is wrong with a plan; writes nothing", SAMPLE)
    command.add_argument("workbooks", nargs="+", metavar="WORKBOOK", help="workbooks, or folders of them")
    common_options(command, formats=FORMATS)
    command.add_argument(
        "--select", type=_codes, default=[], metavar="CODES", help="these rules or families only, such as DAT,OWN01"
    )
    command.add_argument("--ignore", type=_codes, default=[], metavar="CODES", help="all rules but these")
    command.add_argument("--all", action="store_true", help="show every finding, however many are alike")
    fail_option(command)


def _codes(text: str) -> list[str]:
    return [code.strip().upper() for code in text.split(",") if code.strip()]


def run(args: Args) -> int:
    """Prints the findings of every workbook. One that cannot be read never hides the others."""
    from gipxl.settings import load

    assessments: list[Assessment] = []
    is_missing = False
    if args.settings:
        load(named=args.settings)  # one complaint is enough, however many workbooks there are
    paths = list(_workbooks(args.workbooks))
    for path in paths:
        try:
            assessments.append(assessed(args, path).assessment)
        except GipxlError as error:
            if len(paths) == 1:
                raise
            failed(str(error))
            is_missing = True
    answer(_told(args, assessments, several=len(paths) > 1))
    return NOT_DONE if is_missing else status(args, assessments)


def _told(args: Args, assessments: Sequence[Assessment], *, several: bool) -> str:
    from gipxl.outputs import findings

    match args.format:
        case "json":
            return findings.as_json(assessments, several=several)
        case "csv":
            return findings.as_csv(assessments)
        case "junit":
            return findings.as_junit(assessments, fail_on=args.fail_on)
        case "markdown":
            return findings.as_markdown(assessments)
        case _:
            cap = None if args.all else findings.CAP
            return findings.as_text(assessments, colour=colour(), width=width(), cap=cap)


def _workbooks(named: Sequence[str]) -> Iterator[Path]:
    """The workbooks meant: files as named, those in a folder, and (for PowerShell) those that a pattern fits."""
    from gipxl.baseline import is_workbook_name

    for name in named:
        path = Path(name)
        if path.is_dir():
            found = sorted(each for each in path.iterdir() if is_workbook_name(each.name) and each.is_file())
            if not found:
                raise WorkbookError(f"The folder {path} holds no workbooks.", "Name another folder, or a workbook.")
            yield from found
        else:
            yield from fitting(name)
