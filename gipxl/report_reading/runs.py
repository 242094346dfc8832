"""The text of one paragraph as a person sees it: through controls and fields, with tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gipxl.package import xml
from gipxl.package.xml import Element
from gipxl.report_reading.values import Control

#: Taken out by a tracked change, or never shown. A drawing's text boxes are read as paragraphs of their own.
_UNSEEN = frozenset(
    "del moveFrom delText instrText delInstrText rPr pPr sdtPr sdtEndPr drawing pict object rt txbxContent".split()
)
_TAKEN_OUT = frozenset("del moveFrom".split())
TRACKED = frozenset("ins del moveFrom moveTo".split())
_SHOWN = {"cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}


def value(element: Element | None, name: str = "val", default: str = "") -> str:
    """An attribute of a WordprocessingML element, in either dialect."""
    if element is None:
        return default
    return next((str(given) for key, given in element.attrib.items() if str(key).rpartition("}")[2] == name), default)


def is_on(element: Element | None) -> bool:
    """A switch such as <w:vanish/>: there, and not turned off."""
    return element is not None and xml.true(value(element, default="1"), default=True)


@dataclass(kw_only=True)
class Fields:
    """Which fields are open: for each, whether what is being read still tells Word what to do. They span paragraphs."""

    instructing: list[bool] = field(default_factory=list)

    def turn(self, kind: str) -> None:
        """A field begins, comes to its result, or ends."""
        if kind == "begin":
            self.instructing.append(True)
        elif self.instructing and kind == "separate":
            self.instructing[-1] = False
        elif self.instructing and kind == "end":
            self.instructing.pop()

    @property
    def is_shown(self) -> bool:
        return not any(self.instructing)


@dataclass(kw_only=True)
class Reader:
    """One paragraph being read."""

    fields: Fields
    text: str = ""
    controls: list[Control] = field(default_factory=list)

    def read(self, element: Element) -> None:
        """Takes in everything inside ``element``."""
        for child in element:
            name = xml.local(child)
            if name in _UNSEEN or not name:
                continue
            if name == "sdt":
                self._control(child)
            elif name == "r":
                self._run(child)
            elif name == "AlternateContent":
                for chosen in chosen_content(child):
                    self.read(chosen)
            else:
                self.read(child)

    def _control(self, element: Element) -> None:
        start = len(self.text)
        place = len(self.controls)
        content = xml.child(element, "sdtContent")
        if content is not None:
            self.read(content)
        if len(self.text) == start and any(xml.local(each) in _TAKEN_OUT for each in element.iter()):
            return  # struck out with all that it held
        if tag := value(xml.child(element, "sdtPr", "tag")):
            self.controls.insert(place, Control(tag, start, len(self.text)))

    def _run(self, run: Element) -> None:
        if is_on(xml.child(run, "rPr", "vanish")):
            return
        for child in run:
            name = xml.local(child)
            if name == "fldChar":
                self.fields.turn(value(child, "fldCharType"))
            elif name == "AlternateContent":
                for chosen in chosen_content(child):
                    self.read(chosen)
            elif self.fields.is_shown:
                self.text += _shown(child, name)


def _shown(element: Element, name: str) -> str:
    if name == "t":
        return element.text or ""
    if name == "br":
        return "\n" if value(element, "type") in ("", "textWrapping") else ""
    return _SHOWN.get(name, "")


def chosen_content(element: Element) -> Iterator[Element]:
    """Of a choice between versions the first: the other says the same for older programs."""
    yield from list(element)[:1]
