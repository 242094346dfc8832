"""``gipxl pull``: narratives edited in Word, back into a copy of the workbook."""

from __future__ import annotations

from pathlib import Path

from gipxl.arguments import SAMPLE, Args, Commands, common_options, new_command
from gipxl.commands.terminal import DONE, FOUND, answer, width
from gipxl.errors import OutputError

_EXAMPLE = f'"output/2020-09/2020-09 Covering report.docx" {SAMPLE} --dry-run'


def add(commands: Commands) -> None:
    """The command and its options."""
    what = "narratives edited in Word, back into a copy of the workbook"
    command = new_command(commands, "pull", what, _EXAMPLE)
    command.add_argument("report", type=Path, metavar="REPORT", help="the report that was edited, a .docx")
    command.add_argument("workbook", type=Path, metavar="WORKBOOK", help="the plan it was made from; it stays as it is")
    command.add_argument(
        "--to", type=Path, metavar="FILE",
        help="the copy to write (default: output/YYYY-MM/NAME - pulled.xlsx under this folder)",
    )  # fmt: skip
    command.add_argument("--dry-run", action="store_true", help="list what would change and write nothing")
    command.add_argument("--replace", action="store_true", help="write over a file that gipxl did not write last")
    common_options(command, past=False)


def run(args: Args) -> int:
    """Lists what goes back and, unless ``--dry-run``, writes the copy; 1 where anything is left to people."""
    from gipxl.making import source_of
    from gipxl.output_folder import write_single
    from gipxl.outputs import pulls as answers
    from gipxl.outputs.pulling import pulled
    from gipxl.reading import read
    from gipxl.report_reading import read_report
    from gipxl.settings import in_force

    assert args.workbook is not None
    settings = in_force(args.workbook, args.settings)
    report = read_report(args.report, limits=settings.limits)
    plan = read(args.workbook, settings=settings, as_at=args.as_at, sheet=args.sheet, today=args.today)
    found = pulled(report, plan, source_of(plan))
    written = None
    if found.content is not None and not args.dry_run:
        written = _target(args, f"{plan.as_at:%Y-%m}", found.suffix)
        write_single(
            written, found.content, sources=[args.workbook, args.report], replace=args.replace, remember=args.to is None
        )
    if args.format == "json":
        answer(answers.as_json(report.name, plan, found, written))
    else:
        answer(answers.as_text(plan, found, written, dry_run=args.dry_run, width=width()))
    return FOUND if found.conflicts else DONE


def _target(args: Args, month: str, suffix: str) -> Path:
    """The file to write: as named, or beside the month's other outputs."""
    from gipxl.files import safe_stem

    assert args.workbook is not None
    if args.to is None:
        return Path("output") / month / f"{safe_stem(f'{args.workbook.stem} - pulled')}{suffix}"
    if args.to.suffix.lower() != suffix:
        raise OutputError(
            f"The copy is of the same kind as {args.workbook.name}, and {args.to.name} does not say so.",
            f"Give --to a name that ends in {suffix}.",
        )
    return args.to
