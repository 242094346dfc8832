"""The whole files that are damaged: the samples, workbooks full of features, other formats, and gipxl's own reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.hostile.command_line import PROJECT, asked
from tests.package import features
from tests.reading.pages import Page, struck, write

SAMPLES = PROJECT / "workbooks"
SEPTEMBER = SAMPLES / "2020-09 Governance Improvement Plan.xlsx"


@dataclass(frozen=True, kw_only=True)
class Base:
    """A file to damage."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        """The ending of its name."""
        return Path(self.name).suffix


def bases(folder: Path, more: Iterable[Path] = ()) -> list[Base]:
    """Every file to damage; ``folder`` is where those that must be made by a command are made."""
    samples = [*sorted(SAMPLES.glob("*.xlsx")), *more]
    found = [Base(name=path.name, data=path.read_bytes()) for path in samples]
    found += [Base(name=f"features {number}.xlsx", data=data) for number, data in enumerate(_features())]
    found += [Base(name=f"page{end}", data=_page(folder / f"page{end}")) for end in (".xlsx", ".ods", ".xls", ".csv")]
    return [*found, *_ours(folder)]


def _features() -> Iterable[bytes]:
    yield features.plan()
    yield features.plan(notes=False, button=True)


def _page(path: Path) -> bytes:
    rows: list[list[Any]] = [
        ["Ref", "Area for improvement", "Owner", "Original date", "Revised date", "Status", "Latest update"],
        ["A1", "Risk register", "Head of Audit", date(2020, 9, 30), None, "On track", "Drafted =1+1"],
        ["A2", "Asset list", "Head of Estates", struck("30/06/2020", "31/12/2020"), "Dec 2020", "Revised", "@SUM(1)"],
        ["A3", "Training", None, None, None, "Complete", "{{ 7*7 }}"],
    ]
    plain = [[each if not hasattr(each, "pieces") else "30/06/2020" for each in row] for row in rows]
    page = Page(rows=rows if path.suffix in (".xlsx", ".ods") else plain, hidden_rows=[3], merged=["D3:D4"])
    write(path, page)
    return path.read_bytes()


def _ours(folder: Path) -> Iterable[Base]:
    """What gipxl itself writes, which comes back to it."""
    out = folder / "out"
    assert asked("build", SEPTEMBER, "--out", out, "--quiet", "--fail-on", "never").status == 0
    for path in sorted(out.iterdir()):
        if path.suffix in (".xlsx", ".docx"):
            yield Base(name=f"ours{path.suffix}", data=path.read_bytes())
    assert asked("new", "--year", "2020/21", "--to", folder / "new.xlsx", "--quiet").status == 0
    yield Base(name="new.xlsx", data=(folder / "new.xlsx").read_bytes())
