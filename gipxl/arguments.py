"""The command line's words: commands, options, and the help that shows an example of each."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import NoReturn, TypeAlias

from gipxl.errors import GipxlError
from gipxl.levels import Level
from gipxl.version import VERSION
from gipxl.words import listed

SAMPLE = '"workbooks/2020-09 Governance Improvement Plan.xlsx"'
EARLIER = '"workbooks/2020-07 Governance Improvement Plan.xlsx"'


class Args(argparse.Namespace):
    """What was asked for. Each command has the fields of its own options only."""

    command: str
    workbook: Path | None
    workbooks: list[str]
    refs: list[str]
    before: Path
    after: Path
    code: str | None
    as_at: date | None
    baseline: Path | None
    no_baseline: bool
    sheet: str
    settings: Path | None
    format: str
    fail_on: Level | None
    quiet: bool
    out: Path | None
    replace: bool
    to: Path | None
    dry_run: bool
    pdf: bool
    allow_protected: bool
    draft: bool
    no_ods: bool
    variant: str | None
    write_template: Path | None
    write_templates: Path | None
    write_settings: Path | None
    report: Path
    previous: Path | None
    source: Path
    copy: Path
    today: date
    clock: Callable[[], datetime]
    send: bool
    send_again: bool
    select: list[str]
    ignore: list[str]
    all: bool
    year: int | None
    renumber: bool
    body: str
    title: str
    marking: str | None
    details: bool
    owners: bool
    digest: bool
    folder: Path
    include: list[str]
    exclude: list[str]
    fetch: bool
    junit: bool
    watch: bool
    every: int
    jobs: int | None
    log: Path | None
    dask: str | None
    print_job: str | None


class UsageError(GipxlError):
    """The command line cannot be understood."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        for theirs, ours in _WORDING:
            message = re.sub(theirs, ours, message)
        raise UsageError(f"{message[:1].upper()}{message[1:]}.", f"See {self.prog} --help.")

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """A word that is none of those to choose from, with the nearest."""
        if action.choices is not None and value not in action.choices:
            from rapidfuzz import process

            words = [str(choice) for choice in action.choices]
            near = process.extractOne(str(value), words, score_cutoff=60)
            hint = f"; the nearest is {near[0]}" if near else f"; there are {listed(words)}"
            self.error(f"there is no {action.dest} {value!r}{hint}")


# argparse's sentences, and gipxl's.
_WORDING = (
    (r"unrecognized arguments: (.+)", r"\1 cannot be understood here"),
    (r"the following arguments are required: (.+)", r"\1 is missing"),
    (r"argument (\S+): expected .+", r"\1 wants something behind it"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 and \2 do not go together"),
    (r"argument (\S+): ", r"\1: "),
)


def _day(text: str) -> date:
    from gipxl.dates import read_date

    reading = read_date(text)
    if reading.day is None or reading.is_vague:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as 30/09/2020 or 2020-09-30")
    return reading.day


def _year(text: str) -> int:
    """The calendar year in which a financial year begins: 2021 for 2021/22."""
    found = re.fullmatch(r"\s*((?:19|20)\d\d)(?:\s*[/–-]\s*((?:19|20)?\d\d))?\s*", text)
    begins = int(found[1]) if found else 0
    if not found or (found[2] and int(found[2][-2:]) != (begins + 1) % 100):
        raise argparse.ArgumentTypeError(f"{text!r} is no financial year; write it as 2021/22")
    return begins


def _fail_on(text: str) -> Level | None:
    if text == "never":
        return None
    try:
        return Level(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is none of error, warning, note, never") from None


def parser(modules: Mapping[str, ModuleType]) -> argparse.ArgumentParser:
    """The whole command line, of the commands in ``modules``."""
    top = _Parser(
        prog="gipxl",
        description="Checks, flags, compares and reports a Governance Improvement Plan kept in Excel.",
        epilog=f"Example: gipxl build {SAMPLE}",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"gipxl {VERSION}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    for module in modules.values():
        module.add(commands)
    return top


Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"


def new_command(commands: Commands, name: str, what: str, example: str) -> argparse.ArgumentParser:
    """One command: its name, what it does in a few words, and the rest of a line that shows it."""
    added: argparse.ArgumentParser = commands.add_parser(
        name, help=what, description=f"{what[:1].upper()}{what[1:]}.", epilog=f"Example: gipxl {name} {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,  # an example stays on one line, to be pasted
        allow_abbrev=False,
    )  # fmt: skip
    return added


def common_options(
    command: argparse.ArgumentParser, *, formats: tuple[str, ...] = ("text", "json"), past: bool = True
) -> None:
    """The options that every command has which reads a plan; ``past`` those that compare it with earlier months."""
    command.add_argument("--as-at", type=_day, metavar="DATE", help="the reporting date (default: the workbook's own)")
    if past:
        group = command.add_mutually_exclusive_group()
        group.add_argument("--baseline", type=Path, metavar="WORKBOOK", help="the month to compare with")
        group.add_argument("--no-baseline", action="store_true", help="compare with nothing")
    command.add_argument("--sheet", default="", metavar="NAME", help="the sheet that holds the plan")
    command.add_argument("--settings", type=Path, metavar="FILE", help="a settings file, such as gipxl.toml")
    command.add_argument("--format", choices=formats, default="text", help="how to answer (default: text)")
    command.add_argument("--quiet", action="store_true", help="say nothing but the answer")


def fail_option(command: argparse.ArgumentParser, default: Level | None = Level.ERROR) -> None:
    """From which findings on the exit status is 1."""
    command.add_argument(
        "--fail-on", type=_fail_on, default=default, metavar="LEVEL",
        help="exit with 1 where a finding is at least this grave: error, warning, note or never "
        f"(default: {default or 'never'})",
    )  # fmt: skip


def write_options(command: argparse.ArgumentParser) -> None:
    """Where a command writes, and whether over what somebody has edited."""
    command.add_argument(
        "--out", type=Path, metavar="FOLDER", help="where to write (default: output/YYYY-MM under this folder)"
    )
    command.add_argument(
        "--replace", action="store_true", help="write over files that somebody has edited since gipxl wrote them"
    )


def year_option(command: argparse.ArgumentParser, *, required: bool = False) -> None:
    """Which financial year a new plan is for."""
    command.add_argument(
        "--year", type=_year, required=required, metavar="2021/22", help="the financial year of the plan"
    )


def pdf_option(command: argparse.ArgumentParser) -> None:
    """Whether documents are written as PDF too."""
    command.add_argument("--pdf", action="store_true", help="PDFs beside the documents, where LibreOffice is installed")


def copy_option(command: argparse.ArgumentParser) -> None:
    """Whether sheets may be added to a workbook whose structure is protected."""
    command.add_argument(
        "--allow-protected", action="store_true", help="add to the copy of a workbook whose structure is protected"
    )


def described(modules: Mapping[str, ModuleType]) -> Iterator[tuple[str, str, str]]:
    """Each command: its name, what it works on, and what it does, as the help and the README's table say."""
    for action in parser(modules)._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                command = action.choices[choice.dest]
                given = [each for each in command._actions if not each.option_strings]
                yield choice.dest, " ".join(_usage(each) for each in given), choice.help or ""


def _usage(argument: argparse.Action) -> str:
    name = str(argument.metavar or argument.dest.upper())
    return {"?": f"[{name}]", "+": f"{name}…"}.get(str(argument.nargs), name)
