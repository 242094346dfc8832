"""What every command that judges a plan begins and ends with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gipxl.arguments import Args
from gipxl.commands.terminal import DONE, FOUND, answer, say
from gipxl.words import day

if TYPE_CHECKING:
    from gipxl.assessment import Assessment
    from gipxl.build import Month
    from gipxl.making import Output
    from gipxl.plan import Plan


# The rule that says which baseline was taken.
ASSUMED = "MON12"


def assessed(args: Args, path: Path) -> Month:
    """One workbook with its past, assessed as the options ask; what the user should know of that is said."""
    from gipxl.build import assess_workbook
    from gipxl.rules import chosen
    from gipxl.settings import in_force

    month = assess_workbook(
        path,
        settings=in_force(path, args.settings),
        as_at=args.as_at,
        baseline=args.baseline,
        compare=not args.no_baseline,
        sheet=args.sheet,
        today=args.today,
        rules=chosen(getattr(args, "select", ()), getattr(args, "ignore", ())),
    )
    say_if_today(args, month.assessment.plan)
    if month.not_found:
        say(
            f"The details sheet names “{month.not_found}” as the previous presentation; no workbook fits that.",
            quiet=args.quiet,
        )
    for _, why in month.unread:
        say(f"Not taken for an earlier month: {why}", quiet=args.quiet)
    say_if_assumed(args, month)
    for remark in month.assessment.findings.remarks:
        say(remark, quiet=args.quiet)
    return month


def fitting(name: str) -> list[Path]:
    """The file or folder that a user named; those that a pattern fits, for shells that leave patterns as they are."""
    from gipxl.baseline import is_workbook_name
    from gipxl.errors import WorkbookError

    path = Path(name)
    if path.exists() or not any(sign in name for sign in "*?"):
        return [path]
    found = sorted(each for each in path.parent.glob(path.name) if is_workbook_name(each.name))
    if not found:
        raise WorkbookError(f"No workbook fits {name}.", "Check the pattern and the folder.")
    return found


def say_if_assumed(args: Args, month: Month) -> None:
    """A baseline that nobody named is the reader's to know. MON12 says so, but only ``check`` prints findings."""
    baseline, found = month.assessment.baseline, month.assessment.findings
    is_printed = args.command == "check" and any(finding.code == ASSUMED for finding in found)
    if month.baseline_assumed and baseline and not is_printed:
        taken = f"{baseline.workbook}, as at {day(baseline.as_at)}, was taken. --baseline names another."
        say(f"Nobody named the month to compare with; {taken}", quiet=args.quiet)


def say_if_today(args: Args, plan: Plan) -> None:
    """A reporting date that nobody gave is the reader's to know."""
    if plan.as_at_from.startswith("today"):
        taken = f"taking today, {day(plan.as_at)}. --as-at gives another."
        say(f"{plan.workbook} names no reporting date; {taken}", quiet=args.quiet)


def folder_of(args: Args, month: Month) -> Path:
    """Where the outputs of a month go."""
    return args.out or Path("output") / f"{month.assessment.plan.as_at:%Y-%m}"


def write_and_say(
    args: Args,
    month: Month,
    outputs: Sequence[Output],
    remarks: Sequence[str] = (),
    *,
    receipt: Mapping[str, object] | None = None,
) -> None:
    """Writes the outputs that one command makes, says what there is to say, and prints where they are."""
    from gipxl.build import write_some
    from gipxl.outputs.plain import as_json

    paths = write_some(month, outputs, folder=folder_of(args, month), replace=args.replace, receipt=receipt)
    written = {output.role: str(path) for output, path in zip(outputs, paths, strict=True)}
    for remark in remarks:
        say(remark, quiet=args.quiet)
    answer(as_json({"outputs": written}) if args.format == "json" else "\n".join(written.values()))


def status(args: Args, assessments: Sequence[Assessment]) -> int:
    """1 where any finding is at or above ``--fail-on``."""
    level = args.fail_on
    return FOUND if level and any(each.findings.at_least(level) for each in assessments) else DONE
