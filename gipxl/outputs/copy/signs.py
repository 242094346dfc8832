"""The signs that the flagged copy sets: what each is called, what it means, and how it looks.

None is told by its colour alone: each has its own mix of border, pattern, weight and slant, and shows in greyscale.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from gipxl.package.conditional import Look
from gipxl.settings import ColourSettings

_BLACK, _WHITE = "000000", "FFFFFF"
#: What small letters need to be read by everybody (WCAG, level AA).
_LEAST_CONTRAST = 4.5


class Sign(StrEnum):
    """The signs, the gravest first: where two hold on one cell, the first decides what both would change."""

    ROW_WITH_ERROR = "row_with_error"
    NO_OWNER = "no_owner"
    PLACEHOLDER_OWNER = "placeholder_owner"
    OVERDUE = "overdue"
    REVISED_DATE_PASSED = "revised_date_passed"
    MOVED_WITHOUT_REASON = "moved_without_reason"
    DUE_SOON = "due_soon"
    MOVED = "moved"
    COMPLETE = "complete"
    ON_TRACK = "on_track"

    @property
    def label(self) -> str:
        """Its name in words: "Due soon"."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """How a sign is shown and explained: an example of a cell, what it means, and what tells it beside its colour."""

    sample: str
    meaning: str
    told_by: str
    look: Look


SHOWN = {
    Sign.ROW_WITH_ERROR: Shown(
        sample="A1",
        meaning="The action has an error on the Findings sheet, or the row has no ref.",
        told_by="white bold letters on a dark ground",
        look=Look(font_colour=_WHITE, bold=True),
    ),
    Sign.NO_OWNER: Shown(
        sample=" ",
        meaning="An open action without an owner.",
        told_by="slanting stripes, solid frame",
        look=Look(
            font_colour="8C1D18", pattern="lightUp", pattern_colour="C9605A", border="thin", border_colour="8C1D18"
        ),
    ),
    Sign.PLACEHOLDER_OWNER: Shown(
        sample="TBC",
        meaning="An open action whose owner is nobody yet.",
        told_by="bold slanting letters, dashed frame",
        look=Look(font_colour="8C1D18", bold=True, italic=True, border="dashed", border_colour="8C1D18"),
    ),
    Sign.OVERDUE: Shown(
        sample="31/08/2020",
        meaning="Not complete, never moved, and the date is before the reporting date.",
        told_by="bold letters, solid frame",
        look=Look(font_colour="6B2A00", bold=True, border="thin", border_colour="6B2A00"),
    ),
    Sign.REVISED_DATE_PASSED: Shown(
        sample="31/08/2020",
        meaning="Not complete, and the revised date is before the reporting date as well.",
        told_by="bold slanting letters, frame of dashes and dots",
        look=Look(font_colour="6B2A00", bold=True, italic=True, border="dashDot", border_colour="6B2A00"),
    ),
    Sign.MOVED_WITHOUT_REASON: Shown(
        sample="31/12/2020",
        meaning="The date was moved, and neither reason, wording nor update says why.",
        told_by="underlined letters, dashed frame",
        look=Look(font_colour="8C1D18", underline=True, italic=True, border="dashed", border_colour="8C1D18"),
    ),
    Sign.DUE_SOON: Shown(
        sample="15/10/2020",
        meaning="Not complete, and due within {days} days of the reporting date.",
        told_by="bold letters, dotted frame",
        look=Look(font_colour="4F3B00", bold=True, border="dotted", border_colour="7A5C00"),
    ),
    Sign.MOVED: Shown(
        sample="31/12/2020",
        meaning="Not complete, and the revised date is another than the original one.",
        told_by="slanting letters, no frame",
        look=Look(font_colour="44296B", italic=True),
    ),
    Sign.COMPLETE: Shown(
        sample="Complete",
        meaning="Completed on or before the reporting date.",
        told_by="bold letters, line below",
        look=Look(font_colour="17594A", bold=True, border=(None, None, None, "thin"), border_colour="17594A"),
    ),
    Sign.ON_TRACK: Shown(
        sample="On track",
        meaning="The status says on track, and no date has moved or passed.",
        told_by="plain letters, pale ground",
        look=Look(font_colour="1F4E75"),
    ),
}


def look_of(sign: Sign, colours: ColourSettings) -> Look:
    """The look of a sign in the colours of the settings; its letters are black or white where theirs would not show."""
    look = SHOWN[sign].look
    fill: str = getattr(colours, sign.value)
    return replace(look, fill=fill, font_colour=readable(look.font_colour or _BLACK, fill))


def readable(letters: str, fill: str) -> str:
    """The colour of letters that can be read on a fill: the one wanted, else black or white.

    A colour of the workbook's theme is not known here: then the one wanted is taken.
    """
    if fill.startswith("theme:") or contrast(letters, fill) >= _LEAST_CONTRAST:
        return letters
    return max((_BLACK, _WHITE), key=lambda colour: contrast(colour, fill))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG reckons it: 1 for none, 21 for black on white."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
