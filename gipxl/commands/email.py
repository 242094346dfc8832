"""``gipxl email``: the e-mail that sends the flagged copy and the report, one to each owner, the directors' digest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gipxl.arguments import (
    SAMPLE,
    Args,
    Commands,
    UsageError,
    common_options,
    copy_option,
    fail_option,
    new_command,
    write_options,
)
from gipxl.commands.month import assessed, folder_of, status
from gipxl.commands.sending import is_asked_for, send_and_say, send_options
from gipxl.commands.terminal import DONE, answer, say
from gipxl.errors import OutputError
from gipxl.words import listed

if TYPE_CHECKING:
    from gipxl.build import Month
    from gipxl.outputs.email import Drafts


def add(commands: Commands) -> None:
    """The command and its options."""
    command = new_command(
        commands, "email", "the e-mail drafts: copy and report, one to each owner, the digest", SAMPLE
    )
    command.add_argument("workbook", type=Path, nargs="?", metavar="WORKBOOK", help="the plan")
    command.add_argument(
        "--owners", action="store_true", help="a draft to each owner of actions late, revised, due soon or not updated"
    )
    command.add_argument("--digest", action="store_true", help="a draft for the directors: figures, changes, decisions")
    send_options(command)
    command.add_argument(
        "--write-templates",
        type=Path,
        metavar="FOLDER",
        help="write gipxl's e-mail templates into FOLDER, to be restyled; no e-mail",
    )
    common_options(command)
    write_options(command)
    copy_option(command)
    fail_option(command)


def run(args: Args) -> int:
    """Writes the drafts, and prints where; or sends them, or shows what would be sent."""
    if args.write_templates is not None:
        return _write_templates(args, args.write_templates)
    if args.workbook is None:
        raise UsageError("WORKBOOK is missing.", "See gipxl email --help.")
    month = assessed(args, args.workbook)
    made = drafts(args, month)
    if is_asked_for(args):
        return send_and_say(args, month, made.drafts, (*made.remarks, *_nothing_to_say(args, made)))
    write_drafts(args, month, made)
    return status(args, [month.assessment])


def drafts(args: Args, month: Month) -> Drafts:
    """What was asked for: a draft to each owner, the digest, both; without either, the one with copy and report."""
    from gipxl.outputs.email import Drafts, to_directors, to_owners

    if not (args.owners or args.digest):
        return _covering(args, month)
    made = to_owners(month.assessment) if args.owners else Drafts()
    if not args.digest:
        return made
    digest = to_directors(month.assessment)
    unknown = () if digest.to else ("Nobody is named to get the digest: name them in your settings, email.directors.",)
    return made._replace(drafts=(*made.drafts, digest), remarks=(*made.remarks, *unknown))


def _covering(args: Args, month: Month) -> Drafts:
    """What staff have edited in the output folder is sent as they left it."""
    from gipxl.build import as_edited
    from gipxl.making import copy_output, covering_draft, report_output
    from gipxl.outputs.email import Drafts

    made = [
        copy_output(month.assessment, allow_protected=args.allow_protected)[0],
        report_output(month.assessment)[0],
    ]
    attached, remarks = as_edited(month, made, folder=folder_of(args, month))
    return Drafts(drafts=(covering_draft(month.assessment, attached),), remarks=remarks)


def write_drafts(args: Args, month: Month, made: Drafts) -> None:
    """Writes the drafts, says what there is to say of them, and prints where they are."""
    from gipxl.build import write_some
    from gipxl.making import draft_outputs
    from gipxl.outputs.email import Kind
    from gipxl.outputs.plain import as_json

    outputs = draft_outputs(month.assessment, made.drafts)
    kinds = [Kind.OWNER.value] if args.owners else []
    paths = write_some(month, outputs, folder=folder_of(args, month), replace=args.replace, kinds=kinds)
    for remark in (*made.remarks, *_nothing_to_say(args, made)):
        say(remark, quiet=args.quiet)
    if args.format == "json":
        written = {output.role: str(path) for output, path in zip(outputs, paths, strict=True)}
        told = [
            {"kind": draft.kind, "owner": draft.owner or None, "to": draft.to, "cc": draft.cc,
             "subject": draft.subject, "file": str(path)}
            for draft, path in zip(made.drafts, paths, strict=True)
        ]  # fmt: skip
        answer(as_json({"outputs": written, "drafts": told, "silent": made.silent}))
    elif paths:
        answer("\n".join(map(str, paths)))


def _nothing_to_say(args: Args, made: Drafts) -> list[str]:
    """Owners without a draft are named, so that nobody looks for it."""
    if made.silent:
        return [f"There is nothing to say to {listed(made.silent)}."]
    return ["No owner has an open action."] if args.owners and not any(each.owner for each in made.drafts) else []


def _write_templates(args: Args, folder: Path) -> int:
    """Writes the templates; what somebody has made of earlier ones is not written over."""
    from gipxl.files import write_all
    from gipxl.outputs.email.templates import built_in
    from gipxl.settings import toml_value

    contents = {name: text.encode("utf-8") for name, text in built_in().items()}
    for name, content in contents.items():
        path = folder / name
        if path.exists() and not args.replace and (path.is_dir() or path.read_bytes() != content):
            raise OutputError(f"{path} is there already.", "Give another folder, or run the command with --replace.")
    write_all(folder, contents)
    answer("\n".join(str(folder / name) for name in contents))
    say(
        "Delete those that you leave as they are, restyle the others, and name the folder in your settings: "
        f"email.templates = {toml_value(folder.name)}.",
        quiet=args.quiet,
    )
    return DONE
