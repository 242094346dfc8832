"""``gipxl rollover``: next year's plan workbook, grown out of this year's."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from gipxl.arguments import SAMPLE, Args, Commands, common_options, new_command, year_option
from gipxl.commands.month import assessed
from gipxl.commands.terminal import DONE, answer, width
from gipxl.errors import OutputError, WorkbookError

if TYPE_CHECKING:
    from gipxl.outputs.rollover import RolledOver
    from gipxl.plan import Plan
    from gipxl.reading.opening import Opened
    from gipxl.settings import LimitSettings

_ABOUT = """\
Open actions are carried forward with their refs, owners, original and revised dates,
reasons, statuses and updates; their source says from which year. Completed, withdrawn
and consolidated ones are left behind and listed on a sheet of their own. The wording for
last year's reports is cleared, and so is "on track" where the date is before the new
plan begins. [rollover] in the settings decides on refs, wording and source."""


def add(commands: Commands) -> None:
    """The command and its options."""
    command = new_command(commands, "rollover", "next year's plan workbook", f"{SAMPLE} --year 2021/22")
    command.description = f"{command.description}\n\n{_ABOUT}"
    command.add_argument("workbook", type=Path, metavar="WORKBOOK", help="this year's plan; it stays as it is")
    year_option(command)
    command.add_argument(
        "--renumber", action="store_true", help="refs count from 1 again, with last year's in a column beside them"
    )
    common_options(command)
    _where(command)


def _where(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--to", type=Path, metavar="FILE",
        help="the workbook to write (default: output/YYYY-MM/ under this folder, named after this year's)",
    )  # fmt: skip
    command.add_argument("--dry-run", action="store_true", help="say what would be carried forward and write nothing")
    command.add_argument("--replace", action="store_true", help="write over a file that gipxl did not write last")


def run(args: Args) -> int:
    """Writes next year's workbook, unless ``--dry-run``, and says what became of every action."""
    from gipxl.output_folder import write_single
    from gipxl.outputs.rollover import answer as answers
    from gipxl.outputs.rollover import roll_over
    from gipxl.settings import Refs

    assert args.workbook is not None
    assessment = assessed(args, args.workbook).assessment
    plan = assessment.plan
    refs = Refs.RENUMBER if args.renumber else assessment.settings.rollover.refs
    rolled = roll_over(
        assessment, _opened(args.workbook, plan, assessment.settings.limits).sheets, args.year, refs=refs
    )
    written = None
    if not args.dry_run:
        written = _target(args, plan, rolled)
        write_single(written, rolled.content, sources=[args.workbook], replace=args.replace, remember=args.to is None)
    if args.format == "json":
        answer(answers.as_json(plan, rolled, written))
    else:
        answer(answers.as_text(plan, rolled, written, width=width()))
    return DONE


def _opened(path: Path, plan: Plan, limits: LimitSettings) -> Opened:
    """The cells of the plan's workbook, which must still be those that were assessed."""
    from gipxl.reading.opening import open_workbook

    opened = open_workbook(path, limits)
    if opened.sha256 != plan.sha256:
        raise WorkbookError(f"{path} was saved by somebody while gipxl was at work on it.", "Run the command again.")
    return opened


def _target(args: Args, plan: Plan, rolled: RolledOver) -> Path:
    """The file to write: as named, or among the outputs of the new plan's first month."""
    if args.to is None:
        return Path("output") / f"{rolled.as_at:%Y-%m}" / default_name(plan, rolled)
    if args.to.suffix.lower() != ".xlsx":
        raise OutputError(f"{args.to.name} is no name for an .xlsx workbook.", "Give --to a name that ends in .xlsx.")
    return args.to


def default_name(plan: Plan, rolled: RolledOver) -> str:
    """The old workbook's name with the new month and year in place of the old ones; else with the year behind it."""
    from gipxl.files import safe_stem

    stem = Path(plan.workbook).stem
    old = plan.year_of_plan
    new = re.sub(
        r"^20\d\d([-_. ]?)(?:0[1-9]|1[0-2])(?!\d)", lambda found: f"{rolled.as_at:%Y}{found[1]}{rolled.as_at:%m}", stem
    )
    year = rolled.year.replace("/", "-")
    new = re.sub(rf"(?<!\d){old}[-_ ](?:20)?{(old + 1) % 100:02}(?!\d)", year, new)
    return f"{safe_stem(new if new != stem else f'{stem} {year}')}.xlsx"
