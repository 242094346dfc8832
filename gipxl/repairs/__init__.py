"""The safe repairs: cells whose right content is certain, with what stands there, what belongs there, and why."""

from __future__ import annotations

from gipxl.repairs.safe import Repair, repairs

__all__ = ["Repair", "repairs"]
