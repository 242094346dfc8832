"""``gipxl sync``: every plan workbook under a shared folder, checked; ``--watch`` to stay."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from gipxl.arguments import Args, Commands, fail_option, new_command
from gipxl.commands.terminal import DONE, FOUND, answer, failed, progress, say, width
from gipxl.words import count

if TYPE_CHECKING:
    import threading

    from gipxl.errors import GipxlError
    from gipxl.folder.listening import Listener
    from gipxl.folder.values import Status
    from gipxl.folder.watching import Guard
    from gipxl.folder.workers import Crew


def add(commands: Commands) -> None:
    """The command and its options."""
    command = new_command(
        commands, "sync", "check every plan workbook under a shared folder", "workbooks --fail-on never"
    )
    command.add_argument("folder", type=Path, metavar="FOLDER", help="the folder; nothing in it is changed")
    command.add_argument(
        "--out", type=Path, metavar="FOLDER", help="where the status goes (default: output/status under this folder)"
    )
    command.add_argument(
        "--include", action="append", default=[], metavar="PATTERN",
        help="only workbooks whose name or place fits, such as '*improvement*' (settings: drive.include)",
    )  # fmt: skip
    command.add_argument(
        "--exclude", action="append", default=[], metavar="PATTERN",
        help="no files or folders whose name or place fits (beside drive.exclude in the settings)",
    )  # fmt: skip
    command.add_argument("--fetch", action="store_true", help="download workbooks that are only named on this computer")
    command.add_argument("--junit", action="store_true", help="write status.junit.xml too, for a build server")
    command.add_argument("--settings", type=Path, metavar="FILE", help="a settings file, such as gipxl.toml")
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to answer (default: text)")
    command.add_argument("--quiet", action="store_true", help="say nothing but the answer")
    command.add_argument("--replace", action="store_true", help="write over a status.json that gipxl did not write")
    fail_option(command)
    _work_options(command)


def _work_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--watch", action="store_true", help="stay, and look again and again until stopped")
    command.add_argument(
        "--every", type=_seconds, default=300, metavar="SECONDS", help="how often --watch looks (default: 300)"
    )
    command.add_argument(
        "--jobs", type=_number, metavar="N",
        help="processes at work (default: one for each core); 1 works in this one, without the time limit",
    )  # fmt: skip
    command.add_argument("--log", type=Path, metavar="FILE", help="add what happens to a log, as JSON lines")


def _seconds(text: str) -> int:
    return _at_least(text, 1, "a number of seconds")


def _number(text: str) -> int:
    return _at_least(text, 1, "a number of processes")


def _at_least(text: str, least: int, what: str) -> int:
    if not text.isdecimal() or int(text) < least:
        raise argparse.ArgumentTypeError(f"{text!r} is not {what}; write {least} or more")
    return int(text)


def run(args: Args) -> int:
    """Looks once, or stays. Returns 1 where a workbook could not be checked or a finding is at or above --fail-on."""
    from gipxl.files import only_one
    from gipxl.folder.watching import out_folder, stop_signals
    from gipxl.folder.writing import refuse_others

    out = out_folder(args.folder, args.out)
    with only_one(out), stop_signals() as stop:
        if not args.replace:
            refuse_others(out)
        guard = _guard(args, out, stop)
        if args.watch:
            return _watch(args, guard, stop)
        return _once(args, guard)


def _once(args: Args, guard: Guard) -> int:
    from gipxl.folder import telling
    from gipxl.folder.workers import Stopped

    try:
        status = guard.look()
    except Stopped:
        raise KeyboardInterrupt from None  # said as every command says it
    answer(telling.as_json(status) if args.format == "json" else telling.as_text(status, width=width()))
    say(f"The status is in {guard.drive.out}.", quiet=args.quiet)
    is_bad = status.problems or (args.fail_on and status.at_least(args.fail_on))
    return FOUND if is_bad else DONE


def _watch(args: Args, guard: Guard, stop: threading.Event) -> int:
    from gipxl.folder import telling

    def tell(told: Status | GipxlError) -> None:
        if isinstance(told, Exception):
            failed(f"{told} Trying again in {count(args.every, 'second')}.")
        else:
            say(f"{told.at:%H:%M} {telling.summary(told)}", quiet=args.quiet)

    say(f"Looking after {args.folder}; the status is in {guard.drive.out}. Ctrl-C ends it.", quiet=args.quiet)
    guard.stay(args.every, stop, tell)
    say("Stopped. Nothing was left half-written.", quiet=args.quiet)
    return DONE


def _guard(args: Args, out: Path, stop: threading.Event) -> Guard:
    from gipxl.folder.cache import Cache
    from gipxl.folder.one_pass import Drive
    from gipxl.folder.watching import Guard

    cache, said = Cache.load(out)
    if said:
        say(said, quiet=args.quiet)
    drive = Drive(
        folder=args.folder, out=out, settings=args.settings, fetch=args.fetch, include=tuple(args.include),
        exclude=tuple(args.exclude),
    )  # fmt: skip
    return Guard(
        drive=drive, crew=_crew(args, stop), cache=cache, clock=args.clock, listen=_listener(args),
        junit=args.junit, fail_on=args.fail_on,
    )  # fmt: skip


def _crew(args: Args, stop: threading.Event) -> Crew:
    from gipxl.folder import workers

    if args.jobs == 1:
        return workers.Crew(lambda _: workers.Here(), 1, is_stopping=stop.is_set)
    return workers.Crew(workers.processes, args.jobs or workers.cores(), is_stopping=stop.is_set)


def _listener(args: Args) -> Listener:
    """The log and the bar on a terminal, as far as they are wanted; what the user must know is said."""
    from gipxl.folder.log import Log

    log = Log(args.log, args.clock) if args.log else None
    bar = progress(quiet=args.quiet)

    def listen(event: str, **facts: object) -> None:
        if log:
            log(event, **facts)
        bar(event, facts)
        if event == "remark":
            say(str(facts["why"]), quiet=args.quiet)

    return listen
