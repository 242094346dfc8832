"""Two months of one plan: what happened to each action between them."""

from gipxl.changes.comparison import Changes, Gone, compare, counts, earlier_selves
from gipxl.changes.differences import Change, Kind, original_changed
from gipxl.changes.joining import mentions

__all__ = ["Change", "Changes", "Gone", "Kind", "compare", "counts", "earlier_selves", "mentions", "original_changed"]
