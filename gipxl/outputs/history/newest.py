"""What a history says of its latest month: how the figures have gone to there, and how long actions are overdue."""

from __future__ import annotations

from typing import Any

from gipxl.ageing import Ageing, age
from gipxl.history import History, direction_of
from gipxl.outputs import ageing, direction


def as_lines(history: History, *, width: int = 80) -> list[str]:
    """Two parts under headings of their own; the direction only where there is more than one month."""
    went = ["", "Direction", *direction.as_lines(direction_of(history), width=width)] if history.months[1:] else []
    return [*went, "", "Overdue", *ageing.as_lines(_aged(history), width=width)]


def as_object(history: History) -> dict[str, Any]:
    """The ``direction`` and the ``ageing`` of the latest month."""
    return {
        "direction": direction.as_object(direction_of(history)),
        "ageing": ageing.as_object(_aged(history)),
    }


def _aged(history: History) -> Ageing:
    latest = history.latest
    return age(latest.plan, latest.standings, overdue=latest.figures.overdue_counted)
