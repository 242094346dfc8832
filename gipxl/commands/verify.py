"""``gipxl verify``: does the report still say what the workbook says?"""

from __future__ import annotations

from pathlib import Path

from gipxl.arguments import SAMPLE, Args, Commands, common_options, new_command
from gipxl.commands.month import say_if_assumed
from gipxl.commands.terminal import DONE, FOUND, answer, say, width

_EXAMPLE = f'"output/2020-09/2020-09 Covering report.docx" {SAMPLE}'


def add(commands: Commands) -> None:
    """The command and its options."""
    what = "whether the report still says what the workbook says"
    command = new_command(commands, "verify", what, _EXAMPLE)
    command.add_argument("report", type=Path, metavar="REPORT", help="the report, a .docx; it is only read")
    command.add_argument("workbook", type=Path, metavar="WORKBOOK", help="the plan")
    command.add_argument(
        "--previous", type=Path, metavar="REPORT", help="the last report, whose promises may not have been kept"
    )
    command.add_argument(
        "--fail-on", choices=("error", "never"), default="error", help="never: exit with 0 all the same"
    )
    common_options(command)


def run(args: Args) -> int:
    """Prints every disagreement; 1 where there are any."""
    from gipxl.build import assess_workbook
    from gipxl.outputs import disagreements as answers
    from gipxl.report_reading import read_report
    from gipxl.settings import in_force
    from gipxl.verification import verify

    assert args.workbook is not None
    settings = in_force(args.workbook, args.settings)
    report = read_report(args.report, limits=settings.limits)
    last = read_report(args.previous, limits=settings.limits) if args.previous else None
    month = assess_workbook(
        args.workbook,
        settings=settings,
        as_at=args.as_at,
        baseline=args.baseline,
        compare=not args.no_baseline,
        sheet=args.sheet,
        today=args.today,
    )
    say_if_assumed(args, month)
    found = verify(report, month.assessment, last)
    if args.format == "json":
        if report.has_tracked_changes:
            say(answers.REMARK, quiet=args.quiet)
        answer(answers.as_json(report, month.assessment, found))
    else:
        answer(answers.as_text(report, month.assessment, found, width=width()))
    return FOUND if found and str(args.fail_on) != "never" else DONE
