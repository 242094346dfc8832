"""One damaged file through the commands that would read it, and everything that may not happen there."""

from __future__ import annotations

import os
import random  # noqa: TID251 - always with a seed
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.bases import SEPTEMBER, Base
from tests.hostile.command_line import AS_AT, Answer, asked, standing


def faults_of(folder: Path, base: Base, data: bytes, chance: random.Random) -> list[str]:
    """What was wrong with how the commands took the file. What they did not foresee is raised."""
    there, out = folder / "source", folder / "out"
    there.mkdir(parents=True)
    source, whole = there / base.name, there / f"whole {base.name}"
    source.write_bytes(data)
    whole.write_bytes(base.data)
    os.environ["GIPXL_TRACEBACK"] = "1"
    before, faults = standing(there), []
    try:
        commands = _of_reports(source) if base.suffix == ".docx" else _of_workbooks(source, whole, out, chance)
        for command, answer in commands:
            faults += [f"{base.name} | {command}: {fault}" for fault in answer.faults]
        left = [path.name for path in out.rglob("*") if path.name.startswith(".") or path.suffix == ".lock"]
        faults += [f"{base.name} | left over: {left}"] if left else []
        faults += [f"{base.name} | the source or its folder has changed"] if standing(there) != before else []
    finally:
        del os.environ["GIPXL_TRACEBACK"]
    return faults


def _of_workbooks(source: Path, whole: Path, out: Path, chance: random.Random) -> Iterator[tuple[str, Answer]]:
    """Reading first; where that went well, what writes."""
    shown = asked("show", source, "--quiet", *AS_AT)
    yield "show", shown
    checked = asked("check", source, "--quiet", "--format", "json", *AS_AT)
    yield "check", checked
    yield "receipt", asked("receipt", whole, source)
    if checked.status == 2:
        return
    writing = chance.sample(("copy", "fix", "build", "rollover", "publish", "email", "history"), 3)
    if "copy" in writing:
        made = asked("copy", source, "--out", out / "copy", "--quiet", "--fail-on", "never", *AS_AT)
        yield "copy", made
        for path in (out / "copy").glob("*.xlsx"):
            yield "check of the copy", _done(asked("check", path, "--quiet", "--fail-on", "never", *AS_AT))
    if "fix" in writing:
        made = asked("fix", source, "--to", out / "fix" / f"fixed{source.suffix}", "--quiet", *AS_AT)
        yield "fix", made
    if "build" in writing:
        yield "build", asked("build", source, "--out", out / "build", "--quiet", *AS_AT)
    if "rollover" in writing:
        yield "rollover", asked("rollover", source, "--year", "2021/22", "--to", out / "next.xlsx", "--quiet", *AS_AT)
    if "publish" in writing:
        yield "publish", asked("publish", source, "--out", out / "public", "--no-ods", "--quiet", *AS_AT)
    if "email" in writing:
        yield "email", asked("email", source, "--out", out / "email", "--quiet", *AS_AT)
    if "history" in writing:
        yield "history", asked("history", source, whole, "--quiet")


def _done(answer: Answer) -> Answer:
    """An answer that may not be a refusal."""
    return Answer(status=answer.status if answer.status != 2 else 98, out=answer.out, err=answer.err)


def _of_reports(source: Path) -> Iterator[tuple[str, Answer]]:
    yield "verify", asked("verify", source, SEPTEMBER, "--quiet")
    yield "pull", asked("pull", source, SEPTEMBER, "--to", source.parent.parent / "out" / "pulled.xlsx", "--quiet")
