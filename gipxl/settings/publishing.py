"""What ``gipxl.toml`` says of the public version: what is in it, what is kept from it, and how owners are named."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct, field

from gipxl.plan import Field


class OwnersAs(StrEnum):
    """How the public version names who answers for an action."""

    POST = "post"
    NAME = "name"
    NONE = "none"


class YesMeans(StrEnum):
    """What "Yes" in the column that keeps actions from being published says."""

    HEADING = "as the heading says"
    PUBLISH = "publish"
    WITHHOLD = "withhold"


class PublishSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The public version. A file lying beside a workbook may set nothing of this: it decides what is made public."""

    columns: Annotated[
        tuple[Field, ...],
        Meta(
            min_length=1,
            description="The columns that are published; status is the position counted in the report.",
            examples=[["ref", "title", "owner", "original_due", "revised_due", "status"]],
        ),
    ] = (
        Field.REF, Field.TITLE, Field.SOURCE, Field.OWNER, Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.COMPLETED,
        Field.STATUS, Field.WORDING,
    )  # fmt: skip
    owners: Annotated[
        OwnersAs,
        Meta(description="Owners by post, by name as they are typed, or none.", examples=["post"]),
    ] = OwnersAs.POST
    posts: Annotated[
        dict[str, Annotated[str, Meta(min_length=1)]],
        Meta(
            description="The post of each owner as typed in the plan; a post that gipxl does not know too.",
            examples=[{"J Smith": "Head of HR", "Verderer": "Verderer"}],
        ),
    ] = field(default_factory=dict)
    exempt_words: Annotated[
        tuple[Annotated[str, Meta(min_length=1)], ...],
        Meta(description="Words of your own that keep an action from being published.", examples=[["Pink paper"]]),
    ] = ()
    yes_means: Annotated[
        YesMeans,
        Meta(
            description="What “Yes” says in the column that marks exempt actions, where its heading does not.",
            examples=["withhold"],
        ),
    ] = YesMeans.HEADING
    title: Annotated[
        str, Meta(description="The title of the public version (the plan's own).", examples=["Improvement plan"])
    ] = ""
    body: Annotated[
        str, Meta(description="Whose plan it is (the details sheet's line).", examples=["Northmere Council"])
    ] = ""
