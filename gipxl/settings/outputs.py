"""What ``gipxl.toml`` says of the outputs: their names, and how copy and report look."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct


class Variant(StrEnum):
    """What kind of report is made."""

    COVERING = "covering"
    COMMITTEE = "committee"
    EXCEPTION = "exception"


class FileSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the outputs are called.

    ``{month}`` is 2020-09, ``{name}`` the workbook's own, ``{marking}`` its marking, ``{variant}`` that of a report.
    """

    copy: Annotated[
        str, Meta(min_length=1, description="The name of the flagged copy.", examples=["{name} flagged {marking}"])
    ] = "{name} - flagged {marking}"
    report: Annotated[
        str, Meta(min_length=1, description="The name of the covering report.", examples=["{month} Report"])
    ] = "{month} {variant} report {marking}"
    page: Annotated[str, Meta(min_length=1, description="The name of the status page.", examples=["status"])] = (
        "{month} Status {marking}"
    )
    email: Annotated[
        str, Meta(min_length=1, description="The name of the e-mail draft.", examples=["{month} E-mail"])
    ] = "{month} E-mail {marking}"
    public: Annotated[
        str, Meta(min_length=1, description="The name of the public version.", examples=["{month} Improvement plan"])
    ] = "{month} Public version"
    owner_email: Annotated[
        str,
        Meta(
            pattern=r"\{owner\}",
            description="The name of the e-mail draft to an owner, {owner}.",
            examples=["{month} E-mail to {owner}"],
        ),
    ] = "{month} E-mail to {owner} {marking}"
    digest_email: Annotated[
        str,
        Meta(min_length=1, description="The name of the digest for the directors.", examples=["{month} Digest"]),
    ] = "{month} Digest {marking}"


_Colour = Annotated[
    str,
    Meta(
        pattern="^#?[0-9A-Fa-f]{6}$|^theme:[0-9]+(:-?[0-9.]+)?$",
        description="The fill of cells with this sign: six hexadecimal digits, or a colour of the workbook's theme.",
        examples=["FCE4E4", "theme:5:0.8"],
    ),
]


class ColourSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fills of the flagged copy's signs. The colour of the letters follows, so that they can be read."""

    row_with_error: _Colour = "B3261E"
    no_owner: _Colour = "FBE3E1"
    placeholder_owner: _Colour = "FBE3E1"
    overdue: _Colour = "F6C9A8"
    revised_date_passed: _Colour = "F6C9A8"
    moved_without_reason: _Colour = "FBE3E1"
    due_soon: _Colour = "FFF1C9"
    moved: _Colour = "EDE4F5"
    complete: _Colour = "CDE5DD"
    on_track: _Colour = "E6EFF7"


class CopySettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The flagged copy."""

    formats_first: Annotated[bool, Meta(description="gipxl's formats win over the staff's own.", examples=[True])] = (
        False
    )
    notes: Annotated[bool, Meta(description="Hover notes on cells with findings.", examples=[False])] = True
    sheets: Annotated[
        tuple[str, ...],
        Meta(description="The new sheets that are written: all, or some by name.", examples=[["findings", "key"]]),
    ] = ("all",)
    colours: ColourSettings = ColourSettings()


class ReportSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The covering report."""

    template: Annotated[
        str,
        Meta(
            description="A Word template of your own, seen from the folder of the settings file that names it.",
            examples=["house.docx"],
        ),
    ] = ""
    variant: Annotated[
        Variant,
        Meta(
            description="The kind of report: covering, tables for a committee, or the exceptions on one page.",
            examples=["committee"],
        ),
    ] = Variant.COVERING
    charts: Annotated[bool, Meta(description="The report shows its charts.", examples=[False])] = True
