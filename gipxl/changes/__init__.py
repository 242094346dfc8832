"""Two months of one plan: what happened to each action between them."""

from gipxl.changes.comparison import Changes, Gone, compare, counts
from gipxl.changes.differences import Change, Kind, original_changed
from gipxl.changes.joining import mentions

__all__ = ["Change", "Changes", "Gone", "Kind", "compare", "counts", "mentions", "original_changed"]
