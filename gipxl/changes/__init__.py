"""Two months of one plan: what happened to each action between them."""

from gipxl.changes.comparison import Changes, Gone, compare, counts, destination
from gipxl.changes.differences import Change, Kind, original_changed
from gipxl.changes.joining import mentions
from gipxl.changes.pairing import earlier_selves

__all__ = [
    "Change", "Changes", "Gone", "Kind", "compare", "counts", "destination", "earlier_selves", "mentions",
    "original_changed",
]  # fmt: skip
