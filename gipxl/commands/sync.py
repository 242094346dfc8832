"""``gipxl sync``: every plan workbook under a shared folder, checked; ``--watch`` to stay."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
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
    command.add_argument("folder", type=_folder, metavar="FOLDER", help="the folder; nothing in it is changed")
    command.add_argument(
        "--out", type=_folder, metavar="FOLDER", help="where the status goes (default: output/status under this folder)"
    )
    command.add_argument(
        "--include", action="append", default=[], metavar="PATTERN",
        help="only workbooks whose name or place fits, such as '*improvement*' (settings: drive.include)",
    )  # fmt: skip
    command.add_argument(
        "--exclude", action="append", default=[], metavar="PATTERN",
        help="no files or folders whose name or place fits (beside drive.exclude in the settings)",
    )  # fmt: skip
    command.add_argument(
        "--fetch", action="store_true", help="download workbooks that are only named here and stored elsewhere"
    )
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
        help="processes at work (default: one for each core); with 1 all is done in this process, with no time limit",
    )  # fmt: skip
    command.add_argument(
        "--dask", metavar="ADDRESS",
        help="share the work over a dask.distributed cluster, such as tcp://server:8786, whose workers see the folder "
        "(and --out, where outputs are built) under the same path; wants gipxl[dask]",
    )  # fmt: skip
    command.add_argument("--log", type=Path, metavar="FILE", help="add what happens to a log, as JSON lines")
    command.add_argument(
        "--print-job", choices=("cron", "systemd", "taskscheduler"),
        help="print a ready file that has this very call made every --every seconds (with --watch: made once, to "
        "stay), and do nothing else",
    )  # fmt: skip


def _folder(text: str) -> Path:
    # A variable of a job that was never set must not be taken for the folder that the job happens to run in.
    if not text.strip():
        raise argparse.ArgumentTypeError("no folder is named")
    return Path(text)


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
    from gipxl.folder.writing import of_another_folder, refuse_others

    out = out_folder(args.folder, args.out)
    if args.print_job:
        return _print_job(args, out)
    with only_one(out), stop_signals() as stop, _crew(args, stop) as crew:
        if not args.replace:
            refuse_others(out)
        if args.folder.is_dir() and (other := of_another_folder(out, args.folder)):
            say(
                f"{out} holds the status of {other}, which that of {args.folder} now takes the place of. To keep both, "
                "give each folder its own --out.", quiet=args.quiet,
            )  # fmt: skip
        guard = _guard(args, out, crew)
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


def _print_job(args: Args, out: Path) -> int:
    from gipxl.commands.sync_call import call_of, is_installed
    from gipxl.folder.print_job import PRINTED

    assert args.print_job is not None
    if not is_installed():
        say(
            "The Python in use has no gipxl installed; install it there, or the job will not find it.", quiet=args.quiet
        )
    answer(PRINTED[args.print_job](call_of(args, out)))
    return DONE


def _guard(args: Args, out: Path, crew: Crew) -> Guard:
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
        drive=drive, crew=crew, cache=cache, clock=args.clock, listen=_listener(args),
        junit=args.junit, fail_on=args.fail_on,
    )  # fmt: skip


@contextmanager
def _crew(args: Args, stop: threading.Event) -> Iterator[Crew]:
    """Who does the work: this process, others beside it, or a cluster."""
    from gipxl.folder import workers

    if args.dask is not None:
        from gipxl.folder.cluster import Cluster

        cluster = Cluster(args.dask)
        try:
            yield workers.Crew(cluster.executor, args.jobs or cluster.size, is_stopping=stop.is_set)
        finally:
            cluster.close()
    elif args.jobs == 1:
        yield workers.Crew(lambda _: workers.Here(), 1, is_stopping=stop.is_set)
    else:
        yield workers.Crew(workers.processes, args.jobs or workers.cores(), is_stopping=stop.is_set)


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
