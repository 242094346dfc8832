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
from gipxl.errors import OutputError
from gipxl.files import only_one, sha256
from gipxl.making import (
    WITH_PAGES,
    Output,
    copy_output,
    email_output,
    findings_output,
    page_output,
    pdf_of,
    report_output,
)
from gipxl.output_folder import MANIFEST, is_as_written, last_written, others, read_manifest, write_outputs
from gipxl.outputs.plain import one_line
from gipxl.plan import Plan
from gipxl.reading import read
from gipxl.rules import RULES, Rule
from gipxl.settings import Settings


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
    return assess_plan(plan, past, settings=settings, rules=rules)


def assess_plan(plan: Plan, past: Past, *, settings: Settings, rules: Sequence[Rule] = RULES) -> Month:
    """Assesses a plan that has been read, against the past that was found for it."""
    assessment = assess(
        plan,
        past.baseline,
        earlier=past.earlier,
        months=past.months,
        settings=settings,
        baseline_assumed=past.assumed,
        rules=rules,
    )
    return Month(assessment=assessment, baseline_assumed=past.assumed, unread=past.unread, not_found=past.not_found)


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
    outputs += [pdf_of(output, month.assessment) for output in outputs if output.role in WITH_PAGES] if pdf else []
    manifest = _manifest(month.assessment, outputs, receipt)
    manifest |= others(folder)
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
    """Writes a single output into ``folder``, as :func:`write_some` does."""
    return write_some(month, [output], folder=folder, replace=replace, receipt=receipt)[0]


def write_some(
    month: Month,
    outputs: Sequence[Output],
    *,
    folder: Path,
    replace: bool = False,
    receipt: Mapping[str, Any] | None = None,
    kinds: Sequence[str] = (),
) -> list[Path]:
    """Writes some outputs into ``folder``, all or none, and remembers them in the manifest there. Raises as build does.

    ``receipt`` is that of a flagged copy. ``kinds`` are the kinds of output of which these are now the only ones: what
    an earlier run left there of them, such as a draft to an owner with nothing overdue any more, goes unless edited.
    """
    _spare_sources(month.assessment, folder, [output.name for output in outputs])
    with only_one(folder):
        manifest = _manifest(month.assessment, list(outputs), receipt or {})
        before = read_manifest(folder)
        earlier: dict[str, str] = before.get("outputs", {})
        gone = {name for role, name in earlier.items() if role.partition(":")[0] in kinds} - manifest["sha256"].keys()
        kept = {name: digest for name, digest in last_written(folder).items() if name not in gone}
        manifest["sha256"] = {**kept, **manifest["sha256"]}
        manifest |= others(folder)
        if before.get("source") == manifest["source"]:
            still = {role: name for role, name in earlier.items() if name not in gone}
            manifest["outputs"] = {**still, **manifest["outputs"]}
            manifest["receipt"] = manifest["receipt"] or before.get("receipt", {})
        contents = {output.name: output.content for output in outputs} | {MANIFEST: _json(manifest)}
        write_outputs(folder, contents, replace=replace, keep=True, gone=gone)
    return [folder / output.name for output in outputs]


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


def _outputs(
    assessment: Assessment, template: bytes | None, *, allow_protected: bool
) -> tuple[list[Output], Mapping[str, Any], tuple[str, ...]]:
    copy, receipt, remarks = copy_output(assessment, allow_protected=allow_protected)
    report, gaps = report_output(assessment, template)
    page = page_output(assessment)
    email = email_output(assessment, [copy, report])
    findings = findings_output(assessment)
    return [copy, report, page, email, findings], receipt, (*remarks, *gaps)


def as_edited(month: Month, outputs: Sequence[Output], *, folder: Path) -> tuple[list[Output], tuple[str, ...]]:
    """The outputs as they stand in ``folder`` where staff have edited them since, and a remark on each such.

    What they edited when the workbook was another is not taken.
    """
    written, is_current = last_written(folder), read_manifest(folder).get("source") == _source(month.assessment)
    found: list[Output] = []
    remarks: list[str] = []
    for output in outputs:
        path = folder / output.name
        if path.is_file() and output.name in written and not is_as_written(path, written[output.name]):
            if is_current:
                remarks.append(f"{path} is attached as it was edited.")
                output = Output(role=output.role, name=output.name, content=path.read_bytes())
            else:
                made = "What is attached is made anew, without the edits."
                remarks.append(f"{path} was edited, but for another state of the workbook. {made}")
        found.append(output)
    return found, tuple(remarks)


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
