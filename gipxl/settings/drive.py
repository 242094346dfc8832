"""What ``gipxl.toml`` says of a shared folder: which workbooks count, how long to wait for them, what is built."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

_Pattern = Annotated[str, Meta(min_length=1)]


class DriveSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The shared folder that ``gipxl sync`` looks after.

    A pattern is held against a file's name and against its place under the folder (``Legal/2020/plan.xlsx``); ``*``
    stands for any characters, folders included, ``?`` for one, and capitals are as good as small letters.
    """

    include: Annotated[
        tuple[_Pattern, ...],
        Meta(min_length=1, description="Patterns of the workbooks that are looked at.", examples=[["*improvement*"]]),
    ] = ("*",)
    exclude: Annotated[
        tuple[_Pattern, ...],
        Meta(description="Patterns of files and folders that are passed over.", examples=[["Templates/*", "*rota*"]]),
    ] = ()
    depth: Annotated[
        int, Meta(ge=0, description="How many folders deep to look; 0 is the folder alone.", examples=[3])
    ] = 50
    follow_links: Annotated[
        bool, Meta(description="Links that lead out of the folder are followed.", examples=[True])
    ] = False
    rest_seconds: Annotated[
        int, Meta(ge=0, description="Seconds that a file must rest before it is read.", examples=[10])
    ] = 3
    wait_seconds: Annotated[
        int, Meta(ge=0, description="Seconds to wait for files that are still being written.", examples=[120])
    ] = 60
    limit_seconds: Annotated[
        int, Meta(ge=1, description="Seconds after which the check of one workbook is given up.", examples=[600])
    ] = 300
    build: Annotated[
        tuple[_Pattern, ...],
        Meta(description="Patterns of the plans whose outputs are built, into the status folder.", examples=[["*"]]),
    ] = ()
