"""``gipxl fix``: a copy of the workbook with the safe repairs, each of them listed."""

from __future__ import annotations

import argparse
from pathlib import Path

from gipxl.arguments import SAMPLE, Args, Commands, common_options, new_command
from gipxl.commands.month import say_if_today
from gipxl.commands.terminal import DONE, answer, width
from gipxl.errors import OutputError


def add(commands: Commands) -> None:
    """The command and its options."""
    command = new_command(commands, "fix", "a copy with the safe repairs, each listed", f"{SAMPLE} --dry-run")
    command.add_argument("workbook", type=Path, metavar="WORKBOOK", help="the plan; it stays as it is")
    common_options(command, past=False)
    _where(command)


def _where(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--to", type=Path, metavar="FILE",
        help="the copy to write (default: output/YYYY-MM/NAME - repaired.xlsx under this folder)",
    )  # fmt: skip
    command.add_argument("--dry-run", action="store_true", help="list the repairs and write nothing")
    command.add_argument("--replace", action="store_true", help="write over a file that gipxl did not write last")


def run(args: Args) -> int:
    """Lists the repairs and, unless ``--dry-run``, writes the copy; where nothing is to be repaired, writes none."""
    from gipxl.making import source_of
    from gipxl.output_folder import write_single
    from gipxl.outputs import repairs as answers
    from gipxl.outputs.repaired import repaired_copy
    from gipxl.reading import read
    from gipxl.repairs import repairs
    from gipxl.settings import in_force

    assert args.workbook is not None
    settings = in_force(args.workbook, args.settings)
    plan = read(args.workbook, settings=settings, as_at=args.as_at, sheet=args.sheet, today=args.today)
    say_if_today(args, plan)
    repaired = repaired_copy(plan, repairs(plan, settings), source_of(plan))
    written = None
    if repaired.made and not args.dry_run:
        written = _target(args, f"{plan.as_at:%Y-%m}", repaired.suffix)
        write_single(written, repaired.content, sources=[args.workbook], replace=args.replace, remember=args.to is None)
    if args.format == "json":
        answer(answers.as_json(plan, repaired, written))
    else:
        answer(answers.as_text(plan, repaired, written, dry_run=args.dry_run, width=width()))
    return DONE


def _target(args: Args, month: str, suffix: str) -> Path:
    """The file to write: as named, or beside the month's other outputs."""
    from gipxl.files import safe_stem

    assert args.workbook is not None
    if args.to is None:
        return Path("output") / month / f"{safe_stem(f'{args.workbook.stem} - repaired')}{suffix}"
    if args.to.suffix.lower() != suffix:
        raise OutputError(
            f"The copy is of the same kind as {args.workbook.name}, and {args.to.name} does not say so.",
            f"Give --to a name that ends in {suffix}.",
        )
    return args.to
