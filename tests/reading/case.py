"""One workbook of the corpus with the reading it must give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gipxl.settings import Settings
from tests.reading.pages import Page
from tests.reading.plans import STANDARD


@dataclass(frozen=True, kw_only=True)
class Case:
    """What stands in the workbook, and what must be understood.

    ``reads`` are the actions as in ``plans.STANDARD``; ``columns`` the letters of the fields that matter, ``heading``
    the heading rows, ``left_out`` every row left out with its reason; None where the case is not about that.
    """

    name: str
    pages: tuple[Page, ...]
    reads: str = STANDARD
    sheet: str | None = None
    heading: tuple[int, ...] | None = None
    columns: Mapping[str, str] | None = None
    left_out: Mapping[str, str] | None = None
    suffixes: tuple[str, ...] = (".xlsx",)
    options: dict[str, Any] = field(default_factory=dict)
    settings: Settings = Settings()


def case(name: str, *pages: Page, **told: Any) -> Case:
    """A case by its name, which says what is odd about it."""
    return Case(name=name, pages=pages, **told)
