"""``gipxl publish``: the plan for the website, in which nothing stands that is not to be published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gipxl.arguments import SAMPLE, Args, Commands, common_options, fail_option, new_command, write_options
from gipxl.commands.month import assessed, folder_of, status
from gipxl.commands.terminal import FOUND, answer, colour, say, width

if TYPE_CHECKING:
    from gipxl.assessment import Assessment
    from gipxl.outputs.public import PublicVersion


def add(commands: Commands) -> None:
    """The command and its options."""
    command = new_command(commands, "publish", "the public version of the plan, for the website", SAMPLE)
    command.add_argument("workbook", type=Path, metavar="WORKBOOK", help="the plan; it stays as it is")
    command.add_argument("--no-ods", action="store_true", help="write no .ods, even where LibreOffice is installed")
    common_options(command)
    write_options(command)
    fail_option(command)


def run(args: Args) -> int:
    """Writes the public version, or says what stands in the way and writes nothing."""
    from gipxl.build import write_some
    from gipxl.making import PUBLIC, public_outputs
    from gipxl.outputs.public import answers, public_version

    assert args.workbook is not None
    month = assessed(args, args.workbook)
    version = public_version(month.assessment)
    if version.is_stopped:
        return _stopped(args, month.assessment, version)
    outputs, remarks = public_outputs(month.assessment, version, ods=not args.no_ods)
    paths = write_some(month, outputs, folder=folder_of(args, month), replace=args.replace, kinds=PUBLIC)
    for remark in (answers.summary(version), *version.remarks, *remarks):
        say(remark, quiet=args.quiet)
    for finding in version.findings:
        say(f"{finding.message}. {finding.fix}. ({finding.code})", quiet=args.quiet)
    written = {output.role: str(path) for output, path in zip(outputs, paths, strict=True)}
    as_json = args.format == "json"
    answer(answers.as_json(month.assessment, version, written) if as_json else "\n".join(written.values()))
    return status(args, [answers.of_publishing(month.assessment, version)])


def _stopped(args: Args, assessment: Assessment, version: PublicVersion) -> int:
    """The findings; whatever --fail-on says, a public version that was not written is no success."""
    from gipxl.outputs.public import answers

    if args.format == "json":
        answer(answers.as_json(assessment, version, {}))
    else:
        answer(answers.as_findings(assessment, version, colour=colour(), width=width()))
    say("Nothing was published: correct the errors first.", quiet=args.quiet)
    return FOUND
