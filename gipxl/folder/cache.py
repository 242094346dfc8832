"""What is remembered between passes, so that unchanged workbooks are not read again.

A file beside the status; it may be deleted at any time. What it holds is data: nothing in it is ever run.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from gipxl.folder.jobs import Outcome, Sight
from gipxl.folder.walk import Stamp
from gipxl.version import VERSION

NAME = "cache.sqlite"
# Another shape of what is remembered makes the old file worthless.
_SHAPE = 1
# File systems count time in steps of up to two seconds: a file saved that lately may be saved again without a trace.
_STEP_NS = 2_000_000_000


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """What was seen of a workbook: its stamp, when that was (``at_ns``), under which conditions, and what it was.

    ``was_plan``: it has been a plan at some time; ``last_plan`` is then what it was, where it is none now.
    """

    stamp: Stamp
    at_ns: int
    under: str
    sight: Sight
    was_plan: bool = False
    last_plan: Sight | None = None

    @property
    def as_plan(self) -> Sight:
        """What it is, or was while it was a plan."""
        return self.last_plan or self.sight

    def is_same(self, stamp: Stamp) -> bool:
        """Whether a file with this stamp surely has the contents that were seen."""
        return stamp == self.stamp and stamp.saved_ns + _STEP_NS < self.at_ns


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A month's check, and a sum of everything that it rested on."""

    key: str
    outcome: Outcome


class Cache:
    """What is remembered, in the memory; :meth:`load` and :meth:`save` have it in a file."""

    def __init__(self) -> None:
        self.seen: dict[str, Remembered] = {}
        self.answers: dict[str, Answer] = {}
        #: The sum of each row whose page of findings was written, by the row's key.
        self.pages: dict[str, str] = {}
        self._changed: set[str] = set()
        self._pages_saved: dict[str, str] = {}

    def see(self, path: str, remembered: Remembered) -> None:
        """Remembers what a workbook is."""
        self.seen[path] = remembered
        self._changed.add(path)

    def answer(self, path: str, answer: Answer | None) -> None:
        """Remembers the check of a month, or forgets it."""
        if answer is None:
            self.answers.pop(path, None)
        else:
            self.answers[path] = answer
        self._changed.add(path)

    def keep_only(self, paths: Iterable[str]) -> None:
        """Forgets every workbook that is no longer there."""
        for path in (self.seen.keys() | self.answers.keys()) - set(paths):
            self.seen.pop(path, None)
            self.answers.pop(path, None)
            self._changed.add(path)

    @classmethod
    def load(cls, folder: Path) -> tuple[Cache, str]:
        """What was remembered in ``folder``, and a word where something there is of no use any more."""
        path = folder / NAME
        if not path.exists():
            return cls(), ""
        try:
            with closing(sqlite3.connect(path.absolute())) as database:
                return _loaded(database), ""
        except (sqlite3.Error, msgspec.MsgspecError, ValueError, OSError):
            _remove(path)
            return cls(), f"{path} was damaged; every workbook is read anew."

    def save(self, folder: Path) -> str:
        """Writes what has changed into ``folder``; returns a word where that could not be done."""
        if not self._changed and self.pages == self._pages_saved:
            return ""
        path = folder / NAME
        try:
            with closing(sqlite3.connect(path.absolute())) as database, database:
                _prepare(database)
                for each in self._changed:
                    _store(database, each, self.seen.get(each), self.answers.get(each))
                if self.pages != self._pages_saved:
                    database.execute("delete from pages")
                    database.executemany("insert into pages values (?, ?)", self.pages.items())
        except (sqlite3.Error, OSError) as error:
            return f"{path} could not be written ({error}): the next pass reads every workbook anew."
        self._changed.clear()
        self._pages_saved = dict(self.pages)
        return ""


_SIGHT = msgspec.json.Decoder(Remembered)
_ANSWER = msgspec.json.Decoder(Answer)


def _loaded(database: sqlite3.Connection) -> Cache:
    cache = Cache()
    if database.execute("pragma user_version").fetchone()[0] != _SHAPE:
        return cache
    for name, seen, answer in database.execute("select path, seen, answer from workbooks"):
        path = os.fsdecode(name)
        if seen:
            cache.seen[path] = _SIGHT.decode(seen)
        if answer:
            kept = _ANSWER.decode(answer)
            cache.answers[path] = replace(kept, outcome=replace(kept.outcome, path=path))
    cache.pages = dict(database.execute("select key, sum from pages"))
    cache._pages_saved = dict(cache.pages)
    return cache


def _prepare(database: sqlite3.Connection) -> None:
    if database.execute("pragma user_version").fetchone()[0] != _SHAPE:
        database.execute("drop table if exists workbooks")
        database.execute("drop table if exists pages")
        database.execute(f"pragma user_version = {_SHAPE}")
    database.execute("create table if not exists workbooks (path blob primary key, seen blob, answer blob)")
    database.execute("create table if not exists pages (key text primary key, sum text)")


def _store(database: sqlite3.Connection, path: str, seen: Remembered | None, answer: Answer | None) -> None:
    name = os.fsencode(path)
    if seen is None and answer is None:
        database.execute("delete from workbooks where path = ?", (name,))
        return
    # A path may hold what is no text; it is the row's own name, and not told twice.
    bare = replace(answer, outcome=replace(answer.outcome, path="")) if answer else None
    database.execute(
        "insert or replace into workbooks values (?, ?, ?)",
        (name, msgspec.json.encode(seen) if seen else None, msgspec.json.encode(bare) if bare else None),
    )


def _remove(path: Path) -> None:
    with suppress(OSError):  # writing it at the end of the pass tells the user
        path.unlink(missing_ok=True)


def sum_of(parts: Mapping[str, object]) -> str:
    """One short text for everything that an answer rests on, gipxl's version included."""
    from gipxl.files import sha256

    return sha256(msgspec.json.encode({"version": VERSION, "shape": _SHAPE, **parts}, order="sorted"))
