"""Conditional formats, written beside a sheet's rows without touching them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from gipxl.package import marks, xml
from gipxl.package.addresses import areas
from gipxl.package.errors import PackageError
from gipxl.package.parts import Package
from gipxl.package.sheet import SheetXml
from gipxl.package.styles import Styles

_EXTENSION = ("conditionalFormattings", "ext", "extLst")


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How cells look while a condition holds. What is not given stays as the cell has it.

    A colour is "RRGGBB", or "theme:4" or "theme:4:0.6" (a colour of the workbook's theme, made lighter or darker).
    ``pattern`` is a fill pattern of Excel (lightUp, gray125 …) drawn in ``pattern_colour`` over ``fill``;
    ``border`` a line style for the four sides (thin, dashed, dotted, hair …), or (style, style, style, style) for
    left, right, top and bottom, None for no change. Excel takes no thick lines here.
    """

    font_colour: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    underline: bool | None = None
    fill: str | None = None
    pattern: str | None = None
    pattern_colour: str | None = None
    border: str | tuple[str | None, str | None, str | None, str | None] | None = None
    border_colour: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """One conditional format: where ("D7:D400", several with spaces between), when and how.

    ``formula`` is written as for the top left cell of the first range, without "="; Excel moves its relative
    references along. ``stop_if_true``: no later format counts where this one holds.
    """

    cells: str
    formula: str
    look: Look
    stop_if_true: bool = False


def added(package: Package, part: str, formats: Sequence[Format], *, first: bool = False) -> Package:
    """The package with these formats on the sheet in ``part``, each carrying our mark.

    They come after the staff's own, whose look then wins; with ``first`` before them (unless a pivot table of the
    sheet counts on the order as it is: then after). Earlier ones come before later ones either way.
    Raises PackageError for a range that no sheet has, or an empty formula.
    """
    if not formats:
        return package
    styles = Styles.of(package)
    sheet = SheetXml.read(package, part)
    rules = _rules(sheet.frame)
    start = max((xml.number(rule, "priority") for rule in rules), default=0) + 1
    if first and not any(xml.true(rule.get("pivot")) for rule in rules):
        start = 1
        for rule in rules:
            rule.set("priority", str(xml.number(rule, "priority") + len(formats)))
    for priority, format in enumerate(formats, start=start):
        _add(sheet, format, priority, styles.append_markup("dxfs", dxf(format.look)))
    return styles.into(package.replaced({part: sheet.written()}))


def _add(sheet: SheetXml, format: Format, priority: int, dxf_id: int) -> None:
    formula = format.formula.strip().removeprefix("=")
    if not formula or not areas(format.cells):
        raise PackageError("A conditional format needs a range and a formula.")
    group = xml.make(sheet.frame, "conditionalFormatting", {"sqref": format.cells.replace("$", "")})
    rule = xml.make(group, "cfRule", {"type": "expression", "dxfId": str(dxf_id), "priority": str(priority)})
    if format.stop_if_true:
        rule.set("stopIfTrue", "1")
    xml.make(rule, "formula", text=marks.marked_formula(formula))
    sheet.put(group)


def _rules(frame: xml.Element) -> list[xml.Element]:
    """Every rule of the sheet that has a place in the order: ordinary ones, and those kept for newer versions."""
    return [rule for rule in xml.descendants(frame, "cfRule") if rule.get("priority", "").isdecimal()]


def ours(package: Package, part: str) -> int:
    """How many formats of the sheet carry our mark."""
    return sum(1 for rule in _rules(SheetXml.read(package, part).frame) if _is_ours(rule))


def _is_ours(rule: xml.Element) -> bool:
    texts = (child.text or "" for child in rule.iter("{*}formula", "{*}f"))
    return any(marks.formula_is_ours(text) for text in texts)


def removed(package: Package, part: str) -> Package:
    """Without the formats of the sheet that carry our mark."""
    sheet = SheetXml.read(package, part)
    gone = [rule for rule in _rules(sheet.frame) if _is_ours(rule)]
    if not gone:
        return package
    _take_out(gone)
    return package.replaced({part: sheet.written()})


def _take_out(rules: Iterable[xml.Element]) -> None:
    """Remove the rules, and whatever is left without one."""
    for rule in rules:
        group = rule.getparent()
        if group is None:
            continue
        xml.drop(rule)
        if xml.child(group, "cfRule") is not None:
            continue
        holder = group.getparent()
        xml.drop(group)
        # Rules that only newer versions know stand in an extension list, which may not be empty.
        while holder is not None and not len(holder) and xml.local(holder) in _EXTENSION:
            empty, holder = holder, holder.getparent()
            xml.drop(empty)


def dxf(look: Look) -> str:
    """A look as the markup of a differential format. Raises PackageError for a colour that is none."""
    return f"<dxf>{_font(look)}{_fill(look)}{_border(look)}</dxf>"


def _font(look: Look) -> str:
    switches = (("b", look.bold), ("i", look.italic), ("strike", look.strike))
    parts = [f'<{tag} val="{int(on)}"/>' for tag, on in switches if on is not None]
    if look.underline is not None:
        parts.append(f'<u val="{"single" if look.underline else "none"}"/>')
    if look.font_colour:
        parts.append(_colour("color", look.font_colour))
    return f"<font>{''.join(parts)}</font>" if parts else ""


def _fill(look: Look) -> str:
    if not (look.fill or look.pattern):
        return ""
    kind = f' patternType="{escape(look.pattern)}"' if look.pattern else ""
    front = _colour("fgColor", look.pattern_colour) if look.pattern and look.pattern_colour else ""
    # In a differential format the colour of a plain fill is the background, unlike in a cell's own.
    back = _colour("bgColor", look.fill) if look.fill else ""
    return f"<fill><patternFill{kind}>{front}{back}</patternFill></fill>"


def _border(look: Look) -> str:
    if look.border is None:
        return ""
    styles = (look.border,) * 4 if isinstance(look.border, str) else look.border
    colour = _colour("color", look.border_colour) if look.border_colour else '<color auto="1"/>'
    sides = (
        f'<{side} style="{escape(style)}">{colour}</{side}>'
        for side, style in zip(("left", "right", "top", "bottom"), styles, strict=True)
        if style
    )
    return f"<border>{''.join(sides)}</border>"


def _colour(tag: str, colour: str) -> str:
    if colour.startswith("theme:"):
        number, _, tint = colour.removeprefix("theme:").partition(":")
        shade = f' tint="{escape(tint)}"' if tint else ""
        return f'<{tag} theme="{escape(number)}"{shade}/>'
    digits = colour.removeprefix("#").upper()
    if len(digits) != 6 or set(digits) - set("0123456789ABCDEF"):
        raise PackageError(f"{colour!r} is not a colour.", 'Write six hexadecimal digits, such as "C00000".')
    return f'<{tag} rgb="FF{digits}"/>'
