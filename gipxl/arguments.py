"""The command line's words: commands, options, and the help that shows an example of each."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NoReturn

from gipxl.dates import read_date
from gipxl.errors import GipxlError
from gipxl.rules.finding import Level

SAMPLE = '"workbooks/2020-09 Governance Improvement Plan.xlsx"'
EARLIER = '"workbooks/2020-07 Governance Improvement Plan.xlsx"'
CHECK_FORMATS = ("text", "json", "csv", "junit", "markdown")


class Args(argparse.Namespace):
    """What was asked for. Each command has the fields of its own options only."""

    command: str
    workbook: Path | None
    workbooks: list[str]
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
    select: list[str]
    ignore: list[str]
    all: bool


class UsageError(GipxlError):
    """The command line cannot be understood."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}.", f"See {self.prog} --help.")


def _day(text: str) -> date:
    reading = read_date(text)
    if reading.day is None or reading.is_vague:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as 30/09/2020 or 2020-09-30")
    return reading.day


def _fail_on(text: str) -> Level | None:
    if text == "never":
        return None
    try:
        return Level(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is none of error, warning, note, never") from None


def _codes(text: str) -> list[str]:
    return [code.strip().upper() for code in text.split(",") if code.strip()]


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    from gipxl import __version__

    top = _Parser(
        prog="gipxl",
        description="Checks, flags, compares and reports a Governance Improvement Plan kept in Excel.",
        epilog=f"Example: gipxl build {SAMPLE}",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"gipxl {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    _build(commands)
    _check(commands)
    _show(commands)
    _figures(commands)
    _compare(commands)
    for name, what in (("copy", "the flagged copy"), ("report", "the covering report"), ("email", "the e-mail draft")):
        _one_output(commands, name, what)
    _rules(commands)
    return top


_Commands = argparse._SubParsersAction  # type: ignore[type-arg]


def _command(commands: _Commands, name: str, what: str, example: str) -> argparse.ArgumentParser:
    added: argparse.ArgumentParser = commands.add_parser(
        name, help=what, description=f"{what[:1].upper()}{what[1:]}.", epilog=f"Example: gipxl {name} {example}",
        allow_abbrev=False,
    )  # fmt: skip
    return added


def _common(command: argparse.ArgumentParser, *, formats: tuple[str, ...] = ("text", "json"), past: bool = True) -> None:
    command.add_argument("--as-at", type=_day, metavar="DATE", help="the reporting date (default: the workbook's own)")
    if past:
        group = command.add_mutually_exclusive_group()
        group.add_argument("--baseline", type=Path, metavar="WORKBOOK", help="the month last presented, to compare with")
        group.add_argument("--no-baseline", action="store_true", help="compare with nothing")
    command.add_argument("--sheet", default="", metavar="NAME", help="the sheet that holds the plan")
    command.add_argument("--settings", type=Path, metavar="FILE", help="a settings file, such as gipxl.toml")
    command.add_argument("--format", choices=formats, default="text", help="how to answer (default: text)")
    command.add_argument("--quiet", action="store_true", help="say nothing but the answer")


def _fails(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--fail-on", type=_fail_on, default=Level.ERROR, metavar="LEVEL",
        help="exit with 1 where a finding is at least this grave: error, warning, note or never (default: error)",
    )  # fmt: skip


def _writes(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--out", type=Path, metavar="FOLDER", help="where to write (default: output/YYYY-MM under this folder)"
    )
    command.add_argument(
        "--replace", action="store_true", help="write over files that somebody has edited since gipxl wrote them"
    )


def _build(commands: _Commands) -> None:
    command = _command(commands, "build", "the whole monthly job: every output of one month", SAMPLE)
    command.add_argument(
        "workbook", type=Path, nargs="?", help="the plan (default: the latest in workbooks/, or in this folder)"
    )
    _common(command)
    _writes(command)
    _fails(command)


def _check(commands: _Commands) -> None:
    command = _command(commands, "check", "what is wrong with a plan; writes nothing", SAMPLE)
    command.add_argument("workbooks", nargs="+", metavar="WORKBOOK", help="workbooks, or folders of them")
    _common(command, formats=CHECK_FORMATS)
    command.add_argument(
        "--select", type=_codes, default=[], metavar="CODES", help="these rules or families only, such as DAT,OWN01"
    )
    command.add_argument("--ignore", type=_codes, default=[], metavar="CODES", help="all rules but these")
    command.add_argument("--all", action="store_true", help="show every finding, however many are alike")
    _fails(command)


def _show(commands: _Commands) -> None:
    command = _command(commands, "show", "how a workbook was understood", SAMPLE)
    command.add_argument("workbook", type=Path, metavar="WORKBOOK", help="the plan")
    _common(command)


def _figures(commands: _Commands) -> None:
    command = _command(commands, "figures", "every figure of the report, with the refs behind it", SAMPLE)
    command.add_argument("workbook", type=Path, metavar="WORKBOOK", help="the plan")
    _common(command)


def _compare(commands: _Commands) -> None:
    command = _command(commands, "compare", "what changed between two months", f"{EARLIER} {SAMPLE}")
    command.add_argument("before", type=Path, metavar="BEFORE", help="the earlier month")
    command.add_argument("after", type=Path, metavar="AFTER", help="the later month")
    _common(command, past=False)


def _one_output(commands: _Commands, name: str, what: str) -> None:
    command = _command(commands, name, f"{what} alone", SAMPLE)
    command.add_argument("workbook", type=Path, metavar="WORKBOOK", help="the plan")
    _common(command)
    _writes(command)
    _fails(command)


def _rules(commands: _Commands) -> None:
    command = _command(commands, "rules", "the catalogue of rules, or one rule explained", "OWN01")
    command.add_argument("code", nargs="?", metavar="CODE", help="a rule's code or name, or a family such as DAT")
    command.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="how to answer")


def commands() -> Iterator[tuple[str, str, str]]:
    """Each command: its name, what it works on, and what it does, as the help and the README's table say."""
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                command = action.choices[choice.dest]
                given = [each for each in command._actions if not each.option_strings]
                yield choice.dest, " ".join(_usage(each) for each in given), choice.help or ""


def _usage(argument: argparse.Action) -> str:
    name = str(argument.metavar or argument.dest.upper())
    return {"?": f"[{name}]", "+": f"{name}…"}.get(str(argument.nargs), name)
