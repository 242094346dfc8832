"""Each output of the month: its bytes, and the name of its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gipxl.assessment import Assessment
from gipxl.errors import OutputError, SettingsError, WorkbookError
from gipxl.files import fits, plain_bytes, safe_stem, sha256
from gipxl.package.errors import PackageError
from gipxl.plan import Plan
from gipxl.settings import Settings, Variant

if TYPE_CHECKING:
    from gipxl.outputs.email import Draft
    from gipxl.outputs.public import PublicVersion

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

    try:
        copy = flagged_copy(assessment, source_of(assessment.plan), allow_protected=allow_protected)
    except PackageError as error:
        raise WorkbookError(f"{assessment.plan.workbook}: {error.message}", error.remedy) from error
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
        content = plain_bytes(Path(plan.path))
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
        return plain_bytes(Path(name)) if name else None
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
    return draft_outputs(assessment, [covering_draft(assessment, attached)])[0]


def covering_draft(assessment: Assessment, attached: Sequence[Output]) -> Draft:
    """The e-mail that sends what is ``attached``, before it is written."""
    from gipxl.outputs.email import Attachment, covering

    return covering(assessment, [Attachment(each.name, each.content) for each in attached])


def draft_outputs(assessment: Assessment, drafts: Sequence[Draft]) -> list[Output]:
    """The file of each draft, in their order."""
    outputs: list[Output] = []
    for draft, name in zip(drafts, draft_names(assessment, drafts), strict=True):
        role = f"{draft.kind.value}: {draft.owner}" if draft.owner else draft.kind.value
        outputs.append(Output(role=role, name=name, content=draft.eml()))
    return outputs


def draft_names(assessment: Assessment, drafts: Sequence[Draft]) -> list[str]:
    """The name of each draft's file. No two are alike, however alike their owners are written."""
    names: list[str] = []
    taken: set[str] = set()
    for draft in drafts:
        name, number = name_of(draft.kind.value, assessment, ".eml", owner=draft.owner), 1
        while name.casefold() in taken:
            number += 1
            name = name_of(draft.kind.value, assessment, ".eml", owner=draft.owner, number=number)
        taken.add(name.casefold())
        names.append(name)
    return names


#: The roles of the files of a public version.
PUBLIC = ("public", "public_csv", "public_figures_csv", "public_ods")


def public_outputs(
    assessment: Assessment, version: PublicVersion, *, ods: bool = True
) -> tuple[list[Output], tuple[str, ...]]:
    """The files of the public version, and what there is to say of them; with ``ods``, one for LibreOffice as well.

    Raises OutputError where the settings' name for them tells what is withheld.
    """
    from gipxl.outputs.public import delimited, workbook
    from gipxl.outputs.public.clearing import objection_to
    from gipxl.outputs.public.opendocument import opendocument

    name = name_of("public", assessment, "", marking="")
    if why := objection_to(name, assessment, version.withheld):
        raise OutputError(f"{why}.", "Give the public version another name: files.public in the settings.")
    xlsx = workbook.workbook(version.plan)
    outputs = [
        Output(role="public", name=f"{name}.xlsx", content=xlsx),
        Output(role="public_csv", name=f"{name}.csv", content=delimited.table(version.plan)),
        Output(role="public_figures_csv", name=f"{name} figures.csv", content=delimited.totals(version.plan)),
    ]
    if not ods:
        return outputs, ()
    content = opendocument(version.plan, xlsx)
    if content is None:
        return outputs, ("There is no .ods: it is made by LibreOffice, which is not installed here.",)
    return [*outputs, Output(role="public_ods", name=f"{name}.ods", content=content)], ()


def findings_output(assessment: Assessment) -> Output:
    """The findings as ``check --format json`` prints them."""
    from gipxl.outputs.findings.data import as_json

    return Output(role="findings", name=FINDINGS, content=as_json([assessment]).encode("utf-8"))


def name_of(
    role: str,
    assessment: Assessment,
    suffix: str,
    *,
    marking: str | None = None,
    variant: str = "",
    owner: str = "",
    number: int = 1,
) -> str:
    """The file name of an output, by the pattern in the settings: safe on every system, with the marking if any.

    The marking is the workbook's unless the output has one of its own. ``number`` stands behind the owner, from the
    second of those that would have one name on.
    """
    plan = assessment.plan
    pattern: str = getattr(assessment.settings.files, role)
    known = {
        "month": f"{plan.as_at.year:04}-{plan.as_at.month:02}",
        "marking": plan.marking if marking is None else marking,
        "variant": variant,
    }
    again = f" ({number})" if number > 1 else ""
    name = Path(plan.workbook).stem
    try:
        # The workbook's own name and the owner's give way where the whole would be too long; a marking never does.
        while (name or owner) and not fits(pattern.format(**known, name=name, owner=owner + again)):
            name, owner = (name, owner[:-1]) if len(owner) > len(name) else (name[:-1], owner)
        text = pattern.format(**known, name=name, owner=owner + again)
    except (KeyError, IndexError, ValueError, AttributeError):
        raise OutputError(
            f"The setting files.{role} ({pattern!r}) cannot be filled in.",
            "Use {month}, {name} and {marking} in it, in that of a report {variant}, of an e-mail to an owner {owner}, "
            "and nothing else in braces.",
        ) from None
    return safe_stem(text) + suffix
