"""The command line: parses, calls, prints, returns a number. The only place that prints or asks for the day."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gipxl.arguments import Args, parser
from gipxl.commands import COMMANDS
from gipxl.commands.month import assessed, folder_of, say_if_today, status
from gipxl.errors import GipxlError, WorkbookError
from gipxl.outputs.plain import one_line

if TYPE_CHECKING:
    from gipxl.assessment import Assessment

DONE, FOUND, NOT_DONE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Returns 0 done, 1 done with findings, 2 could not be done; never shows a traceback."""
    _speak_utf8()
    try:
        exit_status = _run(arguments)
        sys.stdout.flush()
        return exit_status
    except GipxlError as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        return _failed("Stopped before it was done. Nothing was left half-written.")
    except MemoryError:
        return _failed("There is not enough memory for this workbook. Delete empty formatted rows and unused sheets.")
    except Exception as error:
        if _is_closed_pipe(error):
            # Whoever was reading the answer has gone; that is no fault of the workbook.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE
        if os.environ.get("GIPXL_TRACEBACK"):
            raise
        return _failed(
            f"Something happened that gipxl did not foresee ({type(error).__name__}: {error}). Please tell whoever "
            "looks after gipxl, and keep the workbook; with GIPXL_TRACEBACK=1 set it tells them more."
        )


def _run(arguments: Sequence[str] | None) -> int:
    try:
        args = parser(*(each.add for each in COMMANDS.values())).parse_args(arguments, namespace=Args())
    except SystemExit:
        return DONE  # --help or --version, which has been printed
    args.today = date.today()
    return _COMMANDS[args.command](args)


def _is_closed_pipe(error: Exception) -> bool:
    """Windows says "invalid argument" where others say "broken pipe"."""
    is_windows_pipe = os.name == "nt" and isinstance(error, OSError) and error.errno == errno.EINVAL
    return isinstance(error, BrokenPipeError) or is_windows_pipe


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


def _failed(message: str) -> int:
    print(f"gipxl: {one_line(message)}", file=sys.stderr)
    return NOT_DONE


def _say(args: Args, message: str) -> None:
    if not args.quiet:
        print(f"gipxl: {one_line(message)}", file=sys.stderr)


def _print(text: str) -> None:
    print(text, end="" if text.endswith("\n") else "\n")


def _width() -> int:
    import shutil

    return min(shutil.get_terminal_size((100, 24)).columns, 120)


def _colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _check(args: Args) -> int:
    from gipxl.outputs import findings
    from gipxl.settings import load

    assessments: list[Assessment] = []
    failed = False
    if args.settings:
        load(named=args.settings)  # one complaint is enough, however many workbooks there are
    paths = list(_workbooks(args.workbooks))
    for path in paths:
        try:
            assessments.append(assessed(args, path).assessment)
        except GipxlError as error:
            if len(paths) == 1:
                raise
            # One bad workbook never hides the others.
            failed = _failed(str(error)) == NOT_DONE
    match args.format:
        case "json":
            answer = findings.as_json(assessments, several=len(paths) > 1)
        case "csv":
            answer = findings.as_csv(assessments)
        case "junit":
            answer = findings.as_junit(assessments, fail_on=args.fail_on)
        case "markdown":
            answer = findings.as_markdown(assessments)
        case _:
            cap = None if args.all else findings.CAP
            answer = findings.as_text(assessments, colour=_colour(), width=_width(), cap=cap)
    _print(answer)
    return NOT_DONE if failed else status(args, assessments)


def _workbooks(named: Sequence[str]) -> Iterator[Path]:
    """The workbooks meant: files as named, those in a folder, and (for PowerShell) those that a pattern fits."""
    from gipxl.baseline import is_workbook_name

    for name in named:
        path = Path(name)
        if path.is_dir():
            found = sorted(each for each in path.iterdir() if is_workbook_name(each.name) and each.is_file())
            if not found:
                raise WorkbookError(f"The folder {path} holds no workbooks.", "Name another folder, or a workbook.")
            yield from found
        elif not path.exists() and any(sign in name for sign in "*?"):
            fitting = sorted(each for each in path.parent.glob(path.name) if is_workbook_name(each.name))
            if not fitting:
                raise WorkbookError(f"No workbook fits {name}.", "Check the pattern and the folder.")
            yield from fitting
        else:
            yield path


def _build(args: Args) -> int:
    from gipxl.build import build
    from gipxl.outputs.plain import as_json
    from gipxl.outputs.summary import summary

    path = args.workbook or _latest(args)
    month = assessed(args, path)
    built = build(month, folder=folder_of(args, month), replace=args.replace, pdf=args.pdf)
    for remark in built.remarks:
        _say(args, remark)
    if args.format == "json":
        _print(as_json(built.manifest))
    elif not args.quiet:
        _print(summary(month.assessment, built.files, colour=_colour(), width=_width()))
    return status(args, [month.assessment])


def _latest(args: Args) -> Path:
    from gipxl.baseline import latest_plan

    path = latest_plan([Path("workbooks"), Path()], args.settings)
    _say(args, f"No workbook was named; taking the latest plan, {path}.")
    return path


def _one_output(args: Args) -> int:
    from gipxl.build import copy_output, email_output, pdf_of, report_output, write_one

    assert args.workbook is not None
    month = assessed(args, args.workbook)
    assessment = month.assessment
    receipt: Mapping[str, object] = {}
    remarks: tuple[str, ...] = ()
    match args.command:
        case "copy":
            output, receipt, remarks = copy_output(assessment)
        case _:
            copy = copy_output(assessment)[0]
            report = report_output(assessment)[0]
            output = email_output(assessment, [copy, report])
    outputs = [output, *([pdf_of(output, assessment)] if args.command == "copy" and args.pdf else [])]
    made = {
        each.role: str(write_one(month, each, folder=folder_of(args, month), replace=args.replace, receipt=receipt))
        for each in outputs
    }
    for remark in remarks:
        _say(args, remark)
    if args.format == "json":
        from gipxl.outputs.plain import as_json

        _print(as_json({"outputs": made}))
    else:
        _print("\n".join(made.values()))
    return status(args, [assessment])


def _show(args: Args) -> int:
    from gipxl.outputs import understanding

    assert args.workbook is not None
    assessment = assessed(args, args.workbook).assessment
    json = args.format == "json"
    _print(understanding.as_json(assessment) if json else understanding.as_text(assessment, width=_width()))
    return status(args, [assessment])


def _figures(args: Args) -> int:
    from gipxl.outputs import figures

    assert args.workbook is not None
    assessment = assessed(args, args.workbook).assessment
    _print(figures.as_json(assessment) if args.format == "json" else figures.as_text(assessment, width=_width()))
    return status(args, [assessment])


def _compare(args: Args) -> int:
    from gipxl.baseline import read_month
    from gipxl.changes import compare
    from gipxl.outputs import changes
    from gipxl.reading import read
    from gipxl.settings import in_force

    settings = in_force(args.before, args.settings)
    before = read_month(args.before, settings, sheet=args.sheet, today=date.today())
    after = read(
        args.after,
        settings=in_force(args.after, args.settings),
        as_at=args.as_at,
        sheet=args.sheet,
        today=date.today(),
    )
    for plan in (before, after):
        say_if_today(args, plan)
    found = compare(before, after)
    _print(changes.as_json(found) if args.format == "json" else changes.as_text(found, width=_width()))
    return DONE


def _rules(args: Args) -> int:
    from gipxl.outputs import catalogue

    match args.format:
        case "json":
            _print(catalogue.as_json(args.code))
        case "markdown":
            _print(catalogue.as_markdown(args.code))
        case _:
            _print(catalogue.as_text(args.code, width=_width()))
    return DONE


_COMMANDS: Mapping[str, Callable[[Args], int]] = {
    "build": _build,
    "check": _check,
    "show": _show,
    "figures": _figures,
    "compare": _compare,
    "copy": _one_output,
    "email": _one_output,
    "rules": _rules,
    **{name: each.run for name, each in COMMANDS.items()},
}
