"""What the pages of a shared folder are dressed in: style, script, and the hashes by which their policy knows them."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The style and the script of a page, both gipxl's own, with their hashes; nothing of a workbook is in them."""

    style: Markup
    style_hash: str
    script: Markup
    script_hash: str


def sheet(*styles: str, script: str = "") -> Sheet:
    """Of the style sheets and the script of these names, the text as it stands in the page."""
    from markupsafe import Markup

    from gipxl.outputs.templating import source

    style = "".join(map(source, styles))
    code = source(script) if script else ""
    return Sheet(style=Markup(style), style_hash=hash_of(style), script=Markup(code), script_hash=hash_of(code))


def hash_of(text: str) -> str:
    """By which a page's policy knows its own style or script from any other."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
