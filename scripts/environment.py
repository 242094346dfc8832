"""The project's own environment, ``.venv``: made and filled where need be, and left alone while it is as it should be.

Used by monthly.py and test.py, which must work with nothing but Python itself, on Windows too: standard library only.
``.venv`` keeps a note of what it was filled with: the second run starts at once and needs no network.
"""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from installing import (
    PROJECT,
    PYTHON,
    VENV,
    CannotBeMade,
    fingerprint,
    install,
    quietly,
    say,
    show_last_lines,
    succeeds,
    wheel_folder,
)
from locking import alone

NOTE = VENV / "gipxl-environment.json"
OLD = VENV.with_name(f"{VENV.name}.old-{os.getpid()}")
LOCK = PROJECT / ".venv.lock"
HERE = f"{PROJECT} on {sys.platform} {platform.machine()}"
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


@dataclass(frozen=True, kw_only=True)
class State:
    """What ``.venv`` says of itself. Without an entry in ``filled`` it was left half-made."""

    here: str = HERE  # a folder that was moved or copied takes a .venv along that still means the old place
    python: str = VERSION
    by_hand: bool = False  # made by somebody else: filled, but never removed
    filled: dict[str, str] = field(default_factory=dict)  # extra → fingerprint of what was asked for then

    @property
    def is_sound(self) -> bool:
        """Whether this environment belongs here, to this Python, and can be started."""
        return self.here == HERE and (self.by_hand or self.python == VERSION) and has_its_python()


def run(job: Sequence[str], arguments: Sequence[str], *, extra: str, wheels: str | None, folder: Path | None) -> int:
    """Make the environment ready, run Python with ``job`` and ``arguments`` in it, and give the job's own exit status.

    ``extra`` is the set of further requirements in setup.cfg ("" for none); ``wheels`` a folder to install from
    instead of the package index; ``folder`` where the job runs (None: where the user is). 2 where there is no
    environment to be had, after one line that says why.
    """
    try:
        make_ready(extra, wheels)
    except CannotBeMade as problem:
        say(str(problem))
        return 2
    except OSError as error:
        say(f".venv could not be made in {PROJECT}: {error}.")
        return 2
    except KeyboardInterrupt:
        say("stopped. The next run begins again where need be.")
        return 130
    with subprocess.Popen([PYTHON, *job, *arguments], cwd=folder) as process:
        status = awaited(process)
    return status if status >= 0 else 128 - status  # ended by a signal: the number that shells give


def awaited(process: subprocess.Popen[bytes]) -> int:
    """The exit status. Ctrl+C reaches the job as well, and it is the job's to tidy up and end."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def split_wheels(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """``--wheels FOLDER`` or ``--wheels=FOLDER`` apart from the job's own arguments."""
    rest = list(arguments)
    for index, argument in enumerate(rest):
        name, equals, folder = argument.partition("=")
        if name == "--wheels":
            taken = 1 if equals else 2
            folder = folder if equals else "".join(rest[index + 1 : index + 2])
            return folder, rest[:index] + rest[index + taken :]
    return None, rest


def make_ready(extra: str, wheels: str | None) -> None:
    """See that ``.venv`` holds what ``extra`` asks for; raise ``CannotBeMade`` where it cannot."""
    if is_ready(extra):
        return
    with alone(LOCK):
        if not is_ready(extra):  # somebody else may have made it while this waited
            folder = wheel_folder(wheels)
            with old_one_kept():
                fill(usable_environment(), extra, folder)


def is_ready(extra: str) -> bool:
    state = noted()
    return state is not None and state.is_sound and state.filled.get(extra) == fingerprint()


def fill(state: State, extra: str, wheels: Path | None) -> None:
    """Install what is asked for. The note is emptied first: if this is killed, the next run sees it."""
    now = fingerprint()
    write_note(replace(state, filled={}))
    try:
        install(extra, wheels)
    except CannotBeMade:
        write_note(state)
        raise
    kept = {name: was for name, was in state.filled.items() if was == now}
    write_note(replace(state, filled=kept | {"": now, extra: now}))


# ---- .venv itself ----


def usable_environment() -> State:
    """A ``.venv`` that can be filled: the one that is there if it is sound, else a new one."""
    state = noted()
    if state is None and VENV.exists() and (not VENV.is_dir() or any(VENV.iterdir())):
        state = State(by_hand=True)
    if state is not None and state.by_hand:
        return adopted(state)
    if state is not None and state.is_sound and state.filled:
        say("bringing .venv up to date.")
        return state
    need_what_makes_environments()
    if VENV.exists():
        set_aside()
    say("making an environment in .venv (only this once; it takes a minute or two).")
    return created()


def adopted(state: State) -> State:
    """A ``.venv`` that somebody made by hand is used if it works, and otherwise left for them to remove."""
    works = PYTHON.exists() and succeeds(PYTHON, "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))")
    if not works or state.here != HERE:
        raise CannotBeMade(
            f"{VENV} was not made by this script, and has no Python 3.11 or later with pip that works here: "
            "rename or delete it, then run this again."
        )
    say("installing what is missing into the .venv that is there.")
    return state


def need_what_makes_environments() -> None:
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise CannotBeMade(
                f"this Python ({sys.executable}) has no {module}, so it cannot make an environment: install it "
                f"(on Debian and Ubuntu: apt install python{VERSION}-venv), or use a Python from python.org."
            )


def created() -> State:
    VENV.mkdir(exist_ok=True)
    state = State()
    write_note(state)  # nothing filled: until the end this is a half-made environment
    done = quietly(sys.executable, "-m", "venv", str(VENV))
    if done.returncode != 0:
        show_last_lines(done.stdout)
        raise CannotBeMade(f"this Python ({sys.executable}) could not make an environment in {VENV}: see above.")
    return state


def has_its_python() -> bool:
    """Whether the Python that .venv was made from is still where it was."""
    try:
        home = re.search(r"^home *= *(.+)$", (VENV / "pyvenv.cfg").read_text(encoding="utf-8"), re.MULTILINE)
    except (OSError, UnicodeDecodeError):
        return False
    return PYTHON.exists() and home is not None and Path(home[1].strip()).exists()


def set_aside() -> None:
    """Renamed, not deleted: it goes at once or, where a program still uses it, not at all."""
    if Path(sys.prefix) == VENV:
        raise CannotBeMade("the .venv you are working in has to be made anew: type deactivate, then run this again.")
    try:
        VENV.rename(OLD)
    except OSError as error:
        problem = f"{VENV} has to be made anew and is in use: close what uses it, then run this again."
        raise CannotBeMade(problem) from error


@contextmanager
def old_one_kept() -> Iterator[None]:
    """Where a new .venv cannot be made, the one that was set aside for it comes back."""
    try:
        yield
    except BaseException:
        if OLD.exists():
            shutil.rmtree(VENV, ignore_errors=True)
            OLD.rename(VENV)
        raise
    for left in PROJECT.glob(f"{VENV.name}.old-*"):  # also of runs that were killed
        shutil.rmtree(left, ignore_errors=True)


def noted() -> State | None:
    try:
        return State(**json.loads(NOTE.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):  # no note, or not one of ours
        return None


def write_note(state: State) -> None:
    """Whole or not at all, for whoever looks at the same moment."""
    part = NOTE.with_suffix(".part")
    part.write_text(json.dumps(asdict(state), indent=1), encoding="utf-8")
    part.replace(NOTE)
