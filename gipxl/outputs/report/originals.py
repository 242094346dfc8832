"""What the report's controls first held, kept in the file, so that ``pull`` knows what has been edited since.

It is a custom XML part, which Word and LibreOffice keep when they save. It holds digests, never the texts themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from gipxl.outputs.plain import harmless
from gipxl.outputs.report.markup import tag
from gipxl.outputs.report.pieces import Block, Paragraph, ReportContent, Table, Told, Words
from gipxl.package import content_types, relationships, xml
from gipxl.package.parts import Package
from gipxl.report_reading.accounts import KINDS
from gipxl.report_reading.originals import NAMESPACE, Original, fingerprint, part_of

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
# Word wants each store of custom XML to have an id; there is one of this kind in a report.
_STORE = "{7B0E5C1A-3C52-4E0B-9D7E-61F0A2C8D414}"


def with_originals(package: Package, content: ReportContent) -> Package:
    """The report's file with the digest of every narrative and achievement, by the tag of its control."""
    told: dict[str, tuple[tuple[str, ...], list[str]]] = {}
    for each in _told(content):
        refs = tuple(harmless(ref) for ref in each.refs)
        told.setdefault(tag(each.kind, each.refs), (refs, []))[1].append("".join(word.text for word in each.words))
    if not told:
        return package
    originals = {
        name: Original(refs, fingerprint(harmless(part) for part in parts)) for name, (refs, parts) in told.items()
    }
    return _stored(package, part_of(originals))


def _told(content: ReportContent) -> Iterator[Told]:
    for section in (content.summary, *content.sections):
        for block in section.blocks:
            for words in _words_of(block):
                yield from (word for word in words if isinstance(word, Told) and word.kind in KINDS)


def _words_of(block: Block) -> Iterator[Words]:
    if isinstance(block, Paragraph):
        yield block.words
    elif isinstance(block, Table):
        yield from (cell for row in block.rows for cell in row)


def _stored(package: Package, data: bytes) -> Package:
    """The part, its properties, and the way to it from the document."""
    document = next(each.part for each in relationships.of(package) if each.kind == "officeDocument" and each.part)
    number = next(at for at in count(1) if f"customXml/item{at}.xml" not in package)
    item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    says = xml.new_part(
        f'<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{_STORE}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    package = package.replaced(added={item: data, properties: says})
    package, _ = relationships.added(package, document, f"{_OFFICE}/relationships/customXml", item)
    package, _ = relationships.added(package, item, f"{_OFFICE}/relationships/customXmlProps", properties)
    return content_types.declared(package, {item: "application/xml", properties: _PROPERTIES_TYPE})
