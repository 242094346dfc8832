"""Installing what the project needs into ``.venv`` with pip, and saying in one line why that did not work."""

from __future__ import annotations

import configparser
import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).absolute().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LAST_LINES = 15  # of a program that failed: enough for pip's reason, and it fits a screen
UNREACHABLE = re.compile(r"from versions: none|Retrying \(|Max retries exceeded|Could not fetch URL|ProxyError")
LACKING = re.compile(r"requirement (\S.*?) \(from")


class CannotBeMade(Exception):
    """Why there is no environment to work in: one line, with the way out."""


def fingerprint() -> str:
    """What decides the contents of the environment: all else in these files may change without a new install."""
    setup = configparser.ConfigParser(interpolation=None)
    setup.read(PROJECT / "setup.cfg", encoding="utf-8")
    asked = {name: dict(setup[name]) for name in setup.sections() if name.startswith("options")}
    build = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]
    everything = [setup["metadata"]["version"], asked, build]
    return hashlib.sha256(json.dumps(everything, sort_keys=True).encode()).hexdigest()


def install(extra: str, wheels: Path | None) -> None:
    """Have pip install the project, to be edited where it is, and what it needs, into ``.venv``."""
    pip = "-m pip install --quiet --no-input --disable-pip-version-check".split()
    source = [] if wheels is None else ["--no-index", "--find-links", str(wheels)]
    done = quietly(PYTHON, *pip, *source, "--editable", f".[{extra}]" if extra else ".")
    if done.returncode != 0:
        raise CannotBeMade(explained(done.stdout, extra, wheels))


def wheel_folder(wheels: str | None) -> Path | None:
    """The folder that ``--wheels`` named, which must be there."""
    if wheels is None:
        return None
    folder = Path(wheels).absolute()
    if not wheels:
        raise CannotBeMade("--wheels needs the folder that holds the wheels.")
    if not folder.is_dir():
        raise CannotBeMade(f"--wheels: there is no folder {folder}.")
    return folder


def explained(output: str, extra: str, wheels: Path | None) -> str:
    """One line for what pip said at length; its last lines are shown where the line cannot say it all."""
    gather = f"python -m pip wheel --wheel-dir FOLDER {quoted_requirements(extra)}"
    lacking = LACKING.search(output)
    if wheels is not None and lacking:
        return f"{wheels} has no wheel that fits {lacking[1]}. Fill it where there is internet: {gather}"
    if UNREACHABLE.search(output) and "SSLError" not in output:
        return (
            "the package index cannot be reached, and what gipxl needs is not installed yet. "
            f"Fill a folder where there is internet ({gather}), then add: --wheels FOLDER"
        )
    show_last_lines(output)
    return "what gipxl needs could not be installed: see above."


def quoted_requirements(extra: str) -> str:
    build = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    return " ".join(f'"{requirement}"' for requirement in [f".[{extra}]" if extra else ".", *build])


# ---- other programs ----


def quietly(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run in the project's folder, with what it says kept: shown only if it fails."""
    return subprocess.run(
        command, cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, errors="replace",
    )  # fmt: skip


def succeeds(*command: str | Path) -> bool:
    try:
        return quietly(*command).returncode == 0
    except OSError:  # not a program of this system
        return False


def show_last_lines(output: str) -> None:
    print(*output.splitlines()[-LAST_LINES:], sep="\n", file=sys.stderr)


def say(line: str) -> None:
    print(f"gipxl: {line}", file=sys.stderr, flush=True)
