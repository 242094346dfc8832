"""``gipxl show``: how a workbook was understood, and the settings that fix that understanding."""

from __future__ import annotations

import argparse
from pathlib import Path

from gipxl.arguments import SAMPLE, Args, Commands, UsageError, common_options, fail_option, new_command
from gipxl.commands.month import assessed, status
from gipxl.commands.terminal import DONE, answer, say, width
from gipxl.errors import OutputError

# What stands for standard output where no file is named.
_PRINTED = Path("-")


def add(commands: Commands) -> None:
    """The command and its options."""
    command = new_command(commands, "show", "how a workbook was understood", SAMPLE)
    command.add_argument("workbook", type=Path, nargs="?", metavar="WORKBOOK", help="the plan")
    _settings_options(command)
    common_options(command)
    fail_option(command, default=None)


def _settings_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--write-settings", type=Path, nargs="?", const=_PRINTED, metavar="FILE",
        help="print the settings that fix this reading for next month, or write them to FILE",
    )  # fmt: skip
    command.add_argument("--replace", action="store_true", help="write over a settings file that is there already")


def run(args: Args) -> int:
    """Prints sheet, headings, columns, actions, and what was left out; or the settings that fix all that."""
    from gipxl.outputs import understanding

    workbook, target = _meant(args)
    if target is not None:
        return _write_settings(args, workbook, target)
    assessment = assessed(args, workbook).assessment
    is_json = args.format == "json"
    answer(understanding.as_json(assessment) if is_json else understanding.as_text(assessment, width=width()))
    return status(args, [assessment])


def _meant(args: Args) -> tuple[Path, Path | None]:
    """The workbook, and where its settings go. In "--write-settings plan.xlsx" the workbook seems to be the file."""
    if args.workbook is not None:
        return args.workbook, args.write_settings
    if args.write_settings is None or args.write_settings == _PRINTED:
        raise UsageError("WORKBOOK is missing.", "See gipxl show --help.")
    return args.write_settings, _PRINTED


def _write_settings(args: Args, workbook: Path, target: Path) -> int:
    """Prints the settings or writes them; what stands in a file already is not written over unasked."""
    from gipxl.files import write_all
    from gipxl.outputs.settings_file import as_toml
    from gipxl.reading import read
    from gipxl.settings import FILE_NAME, in_force

    if target != _PRINTED and target.suffix.lower() != ".toml":
        raise OutputError(f"{target} does not look like a settings file.", f"Give it a name such as {FILE_NAME}.")
    settings = in_force(workbook, args.settings)
    plan = read(workbook, settings=settings, as_at=args.as_at, sheet=args.sheet, today=args.today)
    text = as_toml(plan, settings)
    if target == _PRINTED:
        answer(text)
        return DONE
    content = text.encode("utf-8")
    if target.exists() and not args.replace and (target.is_dir() or target.read_bytes() != content):
        raise OutputError(f"{target} is there already.", "Give another name, or run the command with --replace.")
    write_all(target.parent, {target.name: content})
    answer(str(target))
    if target.name == FILE_NAME:
        what_now = "It is in force for every workbook in its folder. Read it, and delete what need not be fixed."
        say(what_now, quiet=args.quiet)
    return DONE
