"""Each output of the month: its bytes, and the name of its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gipxl.assessment import Assessment
from gipxl.errors import OutputError, SettingsError, WorkbookError
from gipxl.files import fits, safe_stem, sha256
from gipxl.plan import Plan
from gipxl.settings import Settings, Variant

FINDINGS = "findings.json"
#: The outputs of which a PDF can be made.
WITH_PAGES = ("copy", "report")


@dataclass(frozen=True, kw_only=True)
class Output:
    """One file made: its role ("copy", "report" …), its name, and its bytes."""

    role: str
    name: str
    content: bytes


def copy_output(
    assessment: Assessment, *, allow_protected: bool = False
) -> tuple[Output, Mapping[str, Any], tuple[str, ...]]:
    """The flagged copy, its loss receipt and remarks on it.

    ``allow_protected``: sheets are added even where the workbook's structure is protected.
    """
    from gipxl.outputs.copy import flagged_copy

    copy = flagged_copy(assessment, source_of(assessment.plan), allow_protected=allow_protected)
    name = name_of("copy", assessment, copy.suffix)
    return Output(role="copy", name=name, content=copy.content), copy.receipt.as_json(), copy.remarks


def report_output(
    assessment: Assessment, template: bytes | None = None, *, variant: Variant | None = None, draft: bool = False
) -> tuple[Output, tuple[str, ...]]:
    """The report, from ``template`` or the one that the settings name, and what it still lacks.

    ``variant`` is that of the settings unless another is asked for; a ``draft`` has comments.
    """
    from gipxl.outputs.report import report

    house = _template(assessment.settings) if template is None else template
    made = report(assessment, template=house, variant=variant, draft=draft)
    kind = (variant or assessment.settings.report.variant).value.capitalize()
    name = name_of("report", assessment, ".docx", marking=made.marking, variant=kind)
    return Output(role="report", name=name, content=made.docx), made.remarks


def pdf_of(output: Output, assessment: Assessment) -> Output:
    """The PDF of an output, beside it under the same name. Raises OutputError without LibreOffice."""
    from gipxl.outputs.pdf import as_pdf

    content = as_pdf(output.name, output.content, assessment.plan.as_at)
    return Output(role=f"{output.role}_pdf", name=f"{Path(output.name).stem}.pdf", content=content)


def source_of(plan: Plan) -> bytes:
    """The workbook's bytes, which must still be those that were assessed."""
    try:
        content = Path(plan.path).read_bytes()
    except OSError as error:
        raise WorkbookError(f"{plan.path} cannot be opened any more ({error.strerror}).", _AGAIN) from None
    if sha256(content) != plan.sha256:
        raise WorkbookError(f"{plan.path} was saved by somebody while gipxl was at work on it.", _AGAIN)
    return content


_AGAIN = "Run the command again."


def _template(settings: Settings) -> bytes | None:
    """The Word template that the settings name, if any."""
    name = settings.report.template
    try:
        return Path(name).read_bytes() if name else None
    except OSError as error:
        raise SettingsError(
            f"The report template {name} cannot be opened ({error.strerror}).", "Check report.template in the settings."
        ) from None


def page_output(assessment: Assessment) -> Output:
    """The status page."""
    from gipxl.outputs.page import status_page

    content = status_page(assessment).encode("utf-8")
    return Output(role="page", name=name_of("page", assessment, ".html"), content=content)


def email_output(assessment: Assessment, attached: list[Output]) -> Output:
    """The e-mail draft with copy and report attached."""
    from gipxl.outputs.email import Attachment, draft

    content = draft(assessment, [Attachment(each.name, each.content) for each in attached])
    return Output(role="email", name=name_of("email", assessment, ".eml"), content=content)


def findings_output(assessment: Assessment) -> Output:
    """The findings as ``check --format json`` prints them."""
    from gipxl.outputs.findings.data import as_json

    return Output(role="findings", name=FINDINGS, content=as_json([assessment]).encode("utf-8"))


def name_of(role: str, assessment: Assessment, suffix: str, *, marking: str | None = None, variant: str = "") -> str:
    """The file name of an output, by the pattern in the settings: safe on every system, with the marking if any.

    The marking is the workbook's unless the output has one of its own.
    """
    plan = assessment.plan
    pattern: str = getattr(assessment.settings.files, role)
    marking = plan.marking if marking is None else marking
    name = Path(plan.workbook).stem
    month = f"{plan.as_at.year:04}-{plan.as_at.month:02}"
    try:
        # The workbook's own name gives way where the whole would be too long; a marking never does.
        while name and not fits(pattern.format(month=month, name=name, marking=marking, variant=variant)):
            name = name[:-1]
        text = pattern.format(month=month, name=name, marking=marking, variant=variant)
    except (KeyError, IndexError, ValueError, AttributeError):
        raise OutputError(
            f"The setting files.{role} ({pattern!r}) cannot be filled in.",
            "Use {month}, {name} and {marking} in it, in that of a report {variant}, and nothing else in braces.",
        ) from None
    return safe_stem(text) + suffix
