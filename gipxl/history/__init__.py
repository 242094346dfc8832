"""A plan over its months: each action's dates, and how it came, moved and left."""

from gipxl.history.direction import Direction, Taken, Then, Trend, direction_of
from gipxl.history.finding import Aside, Found, find_months
from gipxl.history.story import History, Story
from gipxl.history.telling import history_of
from gipxl.history.values import Completion, Departure, How, Month, Move, OriginalChange, Sighting

__all__ = [
    "Aside", "Completion", "Departure", "Direction", "Found", "History", "How", "Month", "Move", "OriginalChange",
    "Sighting", "Story", "Taken", "Then", "Trend", "direction_of", "find_months", "history_of",
]  # fmt: skip
