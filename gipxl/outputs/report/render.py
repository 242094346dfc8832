"""The report as a Word document: a template filled in, its ids made unique, packed the same way every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import fields
from importlib.resources import files
from typing import TYPE_CHECKING

from gipxl.assessment import Assessment
from gipxl.errors import OutputError
from gipxl.outputs.report.checking import tags_used
from gipxl.outputs.report.comments import commented, without_comments
from gipxl.outputs.report.drawings import with_charts
from gipxl.outputs.report.hoisting import hoisted
from gipxl.outputs.report.identities import made_unique
from gipxl.outputs.report.layout import Layout
from gipxl.outputs.report.originals import with_originals
from gipxl.outputs.report.pieces import ReportContent
from gipxl.outputs.report.properties import with_properties
from gipxl.outputs.report.references import with_right_numbers
from gipxl.outputs.report.views import View, view
from gipxl.package import relationships, xml
from gipxl.package.errors import PackageError
from gipxl.package.parts import Package

if TYPE_CHECKING:
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]
    from jinja2 import Environment

#: The parts of a document that a template may have tags in.
_WITH_TAGS = ("officeDocument", "header", "footer", "footnotes")


def built_in_template() -> bytes:
    """The Word template that comes with gipxl."""
    return files("gipxl.outputs").joinpath("templates", "report.docx").read_bytes()


class Template:
    """A Word template that has been looked at: its tags are known to be right."""

    def __init__(self, content: bytes) -> None:
        """Raises OutputError where it is no Word document, or has a tag that is not right."""
        package = _package(content)
        self._document = _main_part(package)
        self._content = without_comments(package, self._document).to_bytes()
        opened = self._opened()
        self.used = tags_used(_sources(opened), _environment())
        self.layout = Layout.of(opened.docx.element.body, opened.docx.styles.element)

    def _opened(self) -> DocxTemplate:
        from docx.opc.exceptions import PackageNotFoundError
        from docxtpl import DocxTemplate

        document = DocxTemplate(io.BytesIO(self._content))
        try:
            document.init_docx()
        except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
            raise _no_document() from error
        return document

    def filled(self, assessment: Assessment, content: ReportContent, notes: Mapping[str, str]) -> bytes:
        """The report. ``notes`` are the comments of a draft, by the tag of the control that each is on."""
        document = self._opened()
        _fill(document, view(assessment, content, self.layout))
        package = Package.read(_saved(document))
        for part in _parts_with_tags(package):
            root = xml.parse(package.part(part), part)
            hoisted(root)
            made_unique(root)
            package = package.replaced({part: xml.written(root)})
        package = with_charts(package, self._document, content.charts, self.layout.font, content.as_at)
        package = with_right_numbers(package, self._document)
        package = commented(package, self._document, notes)
        return _packed(with_originals(with_properties(package, content), content))


def _package(content: bytes) -> Package:
    try:
        return Package.read(content)
    except PackageError as error:
        raise _no_document() from error


def _main_part(package: Package) -> str:
    main = (each.part for each in relationships.of(package) if each.kind == "officeDocument" and each.part)
    if (name := next(main, None)) is None:
        raise _no_document()
    return name


def _no_document() -> OutputError:
    return OutputError(
        "The template of the report is not a Word document.", "Save it from Word as .docx and name that file."
    )


def _environment() -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _sources(document: DocxTemplate) -> Iterator[str]:
    """The parts with tags, as docxtpl hands them to Jinja."""
    yield document.patch_xml(document.get_xml())
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        for _, part in document.get_headers_footers(uri):
            yield document.patch_xml(document.get_part_xml(part))
    for related in document.docx.part.rels.values():
        if related.reltype.endswith("/footnotes"):
            yield document.patch_xml(document.get_part_xml(related.target_part))


def _fill(document: DocxTemplate, seen: View) -> None:
    from jinja2 import TemplateError

    context = {each.name: getattr(seen, each.name) for each in fields(View)}
    try:
        document.render(context, _environment(), autoescape=True)
    except TemplateError as error:
        raise OutputError(
            f"The template of the report has a tag that cannot be filled in: {error.message}.",
            "Compare the tag with those of gipxl's own template.",
        ) from error


def _parts_with_tags(package: Package) -> Iterator[str]:
    main = _main_part(package)
    yield main
    found = {each.part for each in relationships.of(package, main) if each.kind in _WITH_TAGS and each.part}
    yield from sorted(found)


def _saved(document: DocxTemplate) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _packed(package: Package) -> bytes:
    """The file with every part packed anew under one fixed date: python-docx dates them with the minute of the run."""
    return Package(members={}, fresh={name: package.part(name) for name in package.names}).to_bytes()
