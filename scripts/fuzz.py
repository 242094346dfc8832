"""Damages real packages by chance and gives them to the real commands: python scripts/fuzz.py --minutes 10 --seed 1.

Every case is a process of its own with 30 seconds and 2 GB (pandas and the like included). What no command may ever do
(a traceback, a status other than 0, 1 and 2, a changed source, a file left over, a connection) is printed with its
seed, and the file that caused it is kept. The same seed does the same damage as long as the base files are the same:
any .xlsx, .ods or .docx named on the command line joins those that gipxl's tests make. Not for Windows.
"""

from __future__ import annotations

import argparse
import json
import os
import random  # noqa: TID251 - always with a seed, which is printed
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))
bases, damage, fuzzing = (import_module(f"tests.hostile.{name}") for name in ("bases", "damage", "fuzzing"))

SECONDS, MEMORY = 30, 2 * 1024**3


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, help="real packages to damage beside those of the tests")
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=1, help="where to begin")
    parser.add_argument("--only", type=int, help="one seed alone, with its file kept")
    parser.add_argument(
        "--keep", type=Path, default=Path(tempfile.gettempdir()) / "gipxl-fuzz", help="for failing files"
    )
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gipxl-fuzz-") as folder:
        known = bases.bases(Path(folder), args.files)
        if args.only is not None:
            faults = _tried(known, args.only, args.keep, always=True)
            print(*faults, sep="\n")
            return 1 if faults else 0
        return _run(known, args.seed, args.minutes * 60, args.keep)


def _run(known: Sequence[Any], seed: int, seconds: float, keep: Path) -> int:
    began, tried = time.monotonic(), 0
    found: Counter[str] = Counter()
    while time.monotonic() - began < seconds:
        for fault in _tried(known, seed + tried, keep):
            found[_kind(fault)] += 1
            if found[_kind(fault)] <= 5:
                print(f"seed {seed + tried}: {fault}", flush=True)
        tried += 1
    print(f"{tried} files damaged in {(time.monotonic() - began) / 60:.1f} minutes; kinds of fault: {len(found)}")
    for kind, number in found.most_common():
        print(f"{number:6}  {kind}")
    return 1 if found else 0


def _kind(fault: str) -> str:
    """The same slip in other files is one."""
    return fault.rpartition(" | ")[2][:160]


def _tried(known: Sequence[Any], seed: int, keep: Path, *, always: bool = False) -> list[str]:
    chance = random.Random(seed)
    base = chance.choice(known)
    data = damage.damaged(base.data, chance)
    with tempfile.TemporaryDirectory(prefix="gipxl-fuzz-") as folder:
        faults = _in_a_process(Path(folder), base, data, chance)
    if faults or always:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{seed}{base.suffix}").write_bytes(data)
    return faults


def _in_a_process(folder: Path, base: Any, data: bytes, chance: random.Random) -> list[str]:
    """What the commands did to one file, in a child that may be killed without harm."""
    answer = folder.with_name(f"{folder.name}.json")
    child = os.fork()
    if child == 0:
        _child(folder, base, data, chance, answer)
    _, status = os.waitpid(child, 0)
    try:
        if os.WIFSIGNALED(status):
            return [f"killed by {signal.Signals(os.WTERMSIG(status)).name} over {base.name}"]
        return [str(fault) for fault in json.loads(answer.read_text("utf-8"))]
    finally:
        answer.unlink(missing_ok=True)


def _child(folder: Path, base: Any, data: bytes, chance: random.Random, answer: Path) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(SECONDS)
    sys.addaudithook(_no_connections)
    try:
        faults = fuzzing.faults_of(folder, base, data, chance)
    except BaseException as error:
        places = traceback.extract_tb(error.__traceback__)
        last = [each for each in places if "/gipxl/" in each.filename and "/site-packages/" not in each.filename][-1]
        faults = [
            f"{base.name} | {type(error).__name__}: {str(error)[:80]} at {Path(last.filename).name}:{last.lineno}"
        ]
    answer.write_text(json.dumps(faults), "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(exist_ok=True)
    os._exit(0)


def _no_connections(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        raise RuntimeError(f"reached out: {event}")


if __name__ == "__main__":
    sys.exit(main())
