"""``gipxl new``: an empty plan workbook to fill in, or its *Report details* sheet alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gipxl.arguments import Args, Commands, new_command, year_option
from gipxl.commands.terminal import DONE, answer, say
from gipxl.errors import OutputError
from gipxl.plan import Detail
from gipxl.words import year_name

if TYPE_CHECKING:
    from gipxl.outputs.new_plan import Given, NewPlan
    from gipxl.settings import Settings

_EXAMPLE = '--year 2021/22 --body "Northmere Council" --to "2021-04 Governance Improvement Plan.xlsx"'
_TITLE = "Governance Improvement Plan"


def add(commands: Commands) -> None:
    """The command and its options."""
    command = new_command(commands, "new", "an empty plan workbook to fill in", _EXAMPLE)
    command.add_argument(
        "--to", type=Path, metavar="FILE",
        help='the workbook to write (default: in this folder, "Governance Improvement Plan 2021-22.xlsx")',
    )  # fmt: skip
    year_option(command)
    command.add_argument("--body", default="", metavar="NAME", help="the organisation whose plan it is")
    command.add_argument("--title", default="", metavar="TEXT", help=f'what the plan is called (default: "{_TITLE}")')
    command.add_argument(
        "--marking", metavar="TEXT", help="the protective marking (default: markings.expected of the settings)"
    )
    command.add_argument(
        "--details", action="store_true", help="only the sheet “Report details”, to be moved into another workbook"
    )
    command.add_argument("--settings", type=Path, metavar="FILE", help="a settings file, such as gipxl.toml")
    command.add_argument("--replace", action="store_true", help="write over a file that is there already")
    command.add_argument("--quiet", action="store_true", help="say nothing but the answer")


def run(args: Args) -> int:
    """Writes the workbook and names it."""
    from gipxl.output_folder import write_single
    from gipxl.outputs.new_plan import details_workbook, plan_workbook
    from gipxl.settings import in_force

    settings = in_force(args.to or Path(_TITLE), args.settings)
    target = args.to or Path(_default_name(args, settings.plan.year_starts))
    if target.suffix.lower() != ".xlsx":
        raise OutputError(f"{target.name} is no name for an .xlsx workbook.", "Give --to a name that ends in .xlsx.")
    plan = new_plan(args, settings)
    content = details_workbook(plan.details) if args.details else plan_workbook(plan)
    write_single(target, content, sources=[], replace=args.replace)
    answer(f"{target}")
    say(_next_step(args), quiet=args.quiet)
    return DONE


def new_plan(args: Args, settings: Settings) -> NewPlan:
    """The plan that the options and settings ask for."""
    from gipxl.outputs.new_plan import NewPlan, sheet_name, statuses_for

    title = _title(args, settings.plan.year_starts)
    body: Given = {Detail.BODY: [args.body]} if args.body else {}
    is_named = not args.details or args.year or args.title
    return NewPlan(
        title=title,
        sheet=sheet_name(settings),
        body=args.body,
        marking=settings.markings.expected if args.marking is None else args.marking,
        owners=settings.owners.names,
        statuses=statuses_for(settings),
        details={**body, **({Detail.TITLE: [title]} if is_named else {})},
        settings=settings,
    )


def _title(args: Args, year_starts: int) -> str:
    """What the plan is called, with its year."""
    title = args.title or _TITLE
    return f"{title} {year_name(args.year, year_starts)}" if args.year else title


def _default_name(args: Args, year_starts: int) -> str:
    from gipxl.files import safe_stem

    name = "Report details" if args.details else _title(args, year_starts).replace("/", "-")
    return f"{safe_stem(name)}.xlsx"


def _next_step(args: Args) -> str:
    if args.details:
        return "Move the sheet into the plan's workbook: open both in Excel, right-click its tab, Move or Copy."
    return "Fill in the day beside “As at” and the owners on the sheet Lists; the sheet Guidance says the rest."
