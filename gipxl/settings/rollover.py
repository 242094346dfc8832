"""What ``gipxl.toml`` says of next year's plan: its refs, the wording of last year's reports, and its sources."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct


class Refs(StrEnum):
    """The refs of a new year's plan."""

    KEEP = "keep"
    RENUMBER = "renumber"


class Wordings(StrEnum):
    """What becomes of the wording for last year's reports."""

    CLEAR = "clear"
    KEEP = "keep"


class RolloverSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Next year's plan. A file lying beside a workbook may set nothing of this: it is about an output."""

    refs: Annotated[
        Refs,
        Meta(
            description="Refs stay as they are, or count from 1 in each area, with last year's in a column beside.",
            examples=["renumber"],
        ),
    ] = Refs.KEEP
    wording: Annotated[
        Wordings,
        Meta(description="The wording for last year's reports is cleared, or kept.", examples=["keep"]),
    ] = Wordings.CLEAR
    source: Annotated[
        str,
        Meta(
            pattern=r"\{years\}",
            description="What stands before the source of an action carried forward; {years} are those it comes from.",
            examples=["Brought forward from {years}"],
        ),
    ] = "Carried forward from {years}"
