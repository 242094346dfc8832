"""The monthly job over one workbook: assess it, make every output, write them together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from gipxl.assessment import Assessment, assess
from gipxl.baseline import Past, find_past
from gipxl.errors import OutputError, SettingsError, WorkbookError
from gipxl.files import fits, only_one, safe_stem, sha256, write_all
from gipxl.outputs.plain import one_line
from gipxl.plan import Plan
from gipxl.reading import read
from gipxl.rules import RULES, Rule
from gipxl.settings import Settings, Variant

MANIFEST = "manifest.json"
FINDINGS = "findings.json"


@dataclass(frozen=True, kw_only=True)
class Output:
    """One file made: its role ("copy", "report" …), its name, and its bytes."""

    role: str
    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Built:
    """What the job made: the folder, the file of each role, the manifest, and remarks for the person who asked."""

    folder: Path
    files: Mapping[str, Path]
    manifest: Mapping[str, Any]
    assessment: Assessment
    remarks: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class Month:
    """A plan assessed against its past, with what was said on the way.

    ``unread`` and ``not_found`` as in :class:`gipxl.baseline.Past`.
    """

    assessment: Assessment
    baseline_assumed: bool
    unread: tuple[tuple[str, str], ...]
    not_found: str = ""


def assess_workbook(
    path: Path,
    *,
    settings: Settings,
    as_at: date | None = None,
    baseline: Path | None = None,
    compare: bool = True,
    sheet: str = "",
    today: date | None = None,
    rules: Sequence[Rule] = RULES,
) -> Month:
    """Reads a workbook and its past, and assesses it: what every command that judges a plan begins with.

    ``compare`` false leaves the past out; ``rules`` are those to ask. Raises WorkbookError, ReportingDateMissing.
    """
    plan = read(path, settings=settings, as_at=as_at, sheet=sheet, today=today)
    past = find_past(plan, settings=settings, named=baseline) if compare else Past()
    assessment = assess(
        plan,
        past.baseline,
        earlier=past.earlier,
        settings=settings,
        baseline_assumed=past.assumed,
        rules=rules,
    )
    return Month(
        assessment=assessment, baseline_assumed=past.assumed, unread=past.unread, not_found=past.not_found
    )


def build(
    month: Month,
    *,
    folder: Path,
    replace: bool = False,
    template: bytes | None = None,
    pdf: bool = False,
    allow_protected: bool = False,
) -> Built:
    """Makes every output of the month and writes them into ``folder``, all or none; with ``pdf``, PDFs beside them.

    Raises OutputError where a file in the way was edited since gipxl wrote it (unless ``replace``), is open, or cannot
    be written.
    """
    outputs, receipt, remarks = _outputs(month.assessment, template, allow_protected=allow_protected)
    outputs += [pdf_of(output, month.assessment) for output in outputs if output.role in _WITH_PAGES] if pdf else []
    manifest = _manifest(month.assessment, outputs, receipt)
    manifest |= _others(folder)
    contents = {output.name: output.content for output in outputs} | {MANIFEST: _json(manifest)}
    _spare_sources(month.assessment, folder, contents)
    with only_one(folder):
        write_outputs(folder, contents, replace=replace)
    return Built(
        folder=folder,
        files={output.role: folder / output.name for output in outputs} | {"manifest": folder / MANIFEST},
        manifest=manifest,
        assessment=month.assessment,
        remarks=remarks,
        unread=month.unread,
    )


def write_one(
    month: Month, output: Output, *, folder: Path, replace: bool = False, receipt: Mapping[str, Any] | None = None
) -> Path:
    """Writes a single output into ``folder`` and remembers it in the manifest there. Raises as :func:`build` does.

    ``receipt`` is that of a flagged copy.
    """
    _spare_sources(month.assessment, folder, [output.name])
    with only_one(folder):
        manifest = _manifest(month.assessment, [output], receipt or {})
        before = read_manifest(folder)
        manifest["sha256"] = {**last_written(folder), **manifest["sha256"]}
        manifest |= _others(folder)
        if before.get("source") == manifest["source"]:
            manifest["outputs"] = {**before.get("outputs", {}), **manifest["outputs"]}
            manifest["receipt"] = manifest["receipt"] or before.get("receipt", {})
        write_outputs(folder, {output.name: output.content, MANIFEST: _json(manifest)}, replace=replace, keep=True)
    return folder / output.name


def _spare_sources(assessment: Assessment, folder: Path, names: Iterable[str]) -> None:
    """No output takes the place of a workbook that was read, whatever the settings call it, not even with --replace."""
    plans = [assessment.plan, *([assessment.baseline] if assessment.baseline else [])]
    for name in names:
        for source in (Path(plan.path) for plan in plans):
            if (folder / name).exists() and source.exists() and source.samefile(folder / name):
                raise OutputError(
                    f"{folder / name} is one of the workbooks read, and an output has the same name.",
                    "Give another folder with --out, or other names under [files] in the settings.",
                )


def write_outputs(folder: Path, contents: Mapping[str, bytes], *, replace: bool, keep: bool = False) -> None:
    """Writes outputs over those of an earlier run, never over what somebody has edited since, unless ``replace``.

    Unless ``keep``, what an earlier run wrote under names that are no longer used is removed; edited files stay.
    """
    written = last_written(folder)
    try:
        if not replace:
            for name in contents:
                _refuse_edited(folder / name, written.get(name), contents[name])
        others = {name: digest for name, digest in written.items() if name not in contents}
        untouched = tuple(name for name, digest in others.items() if _is_as_written(folder / name, digest))
    except OSError as error:
        raise OutputError(
            f"{error.filename or folder} cannot be looked at ({error.strerror}).",
            "Check that you may open it, or give another folder with --out.",
        ) from None
    write_all(folder, contents, obsolete=() if keep else untouched)


def _others(folder: Path) -> dict[str, Any]:
    """Workbooks that other commands left in the folder (see ``single``): the monthly job remembers and keeps them."""
    before = read_manifest(folder)
    return {"others": before["others"]} if "others" in before else {}


def last_written(folder: Path) -> dict[str, str]:
    """The names that the last run wrote into ``folder``, with their SHA-256; none where no run has been."""
    hashes = read_manifest(folder).get("sha256")
    if not isinstance(hashes, dict):
        return {}
    return {str(name): str(digest) for name, digest in hashes.items() if Path(str(name)).name == name}


def read_manifest(folder: Path) -> dict[str, Any]:
    """What the manifest in ``folder`` says; nothing where there is none."""
    try:
        found = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        # No manifest, or none that gipxl wrote: then nothing in the folder is known to be gipxl's.
        return {}
    return found if isinstance(found, dict) else {}


def _is_as_written(path: Path, known: str) -> bool:
    return path.is_file() and sha256(path.read_bytes()) == known


def _refuse_edited(path: Path, known: str | None, new: bytes) -> None:
    if not path.is_file():
        return
    if path.name == MANIFEST:
        is_known = "sha256" in read_manifest(path.parent)
    else:
        is_known = sha256(path.read_bytes()) in (known, sha256(new))
    if not is_known:
        raise OutputError(
            f"{path} has been edited since gipxl wrote it, or was never gipxl's.",
            "Keep it under another name, or run the command with --replace.",
        )


def _outputs(
    assessment: Assessment, template: bytes | None, *, allow_protected: bool
) -> tuple[list[Output], Mapping[str, Any], tuple[str, ...]]:
    copy, receipt, remarks = copy_output(assessment, allow_protected=allow_protected)
    report, gaps = report_output(assessment, template)
    page = page_output(assessment)
    email = email_output(assessment, [copy, report])
    findings = findings_output(assessment)
    return [copy, report, page, email, findings], receipt, (*remarks, *gaps)


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


#: The outputs of which a PDF can be made.
_WITH_PAGES = ("copy", "report")


def pdf_of(output: Output, assessment: Assessment) -> Output:
    """The PDF of an output, beside it under the same name. Raises OutputError without LibreOffice."""
    from gipxl.outputs.pdf import as_pdf

    name = f"{Path(output.name).stem}.pdf"
    return Output(role=f"{output.role}_pdf", name=name, content=as_pdf(output.name, output.content, assessment.plan.as_at))


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


def as_edited(month: Month, outputs: Sequence[Output], *, folder: Path) -> tuple[list[Output], tuple[str, ...]]:
    """The outputs as they stand in ``folder`` where staff have edited them since, and a remark on each such."""
    written = last_written(folder) if read_manifest(folder).get("source") == _source(month.assessment) else {}
    found: list[Output] = []
    remarks: list[str] = []
    for output in outputs:
        path = folder / output.name
        if path.is_file() and output.name in written and not _is_as_written(path, written[output.name]):
            remarks.append(f"{path} is attached as it was edited.")
            output = Output(role=output.role, name=output.name, content=path.read_bytes())
        found.append(output)
    return found, tuple(remarks)


def findings_output(assessment: Assessment) -> Output:
    """The findings as ``check --format json`` prints them."""
    from gipxl.outputs.findings.data import as_json

    return Output(role="findings", name=FINDINGS, content=as_json([assessment]).encode("utf-8"))


def name_of(
    role: str, assessment: Assessment, suffix: str, *, marking: str | None = None, variant: str = ""
) -> str:
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


def _manifest(assessment: Assessment, outputs: list[Output], receipt: Mapping[str, Any]) -> dict[str, Any]:
    baseline = assessment.baseline
    return {
        "as_at": assessment.plan.as_at.isoformat(),
        "source": _source(assessment),
        "baseline": {"file": one_line(baseline.workbook), "sha256": baseline.sha256} if baseline else None,
        "outputs": {output.role: output.name for output in outputs},
        "sha256": {output.name: sha256(output.content) for output in outputs},
        "receipt": receipt,
    }


def _source(assessment: Assessment) -> dict[str, str]:
    return {"file": one_line(assessment.plan.workbook), "sha256": assessment.plan.sha256}


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
