"""Entities, within and from outside, in every kind of part: none is resolved, fetched, or the death of the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile import corpus
from tests.hostile.bases import SEPTEMBER
from tests.hostile.command_line import AS_AT, asked, limited, nothing_changes
from tests.hostile.corpus import plan, with_entity
from tests.hostile.damage import parts_of, zipped
from tests.package import features

PARTS = [name for name, _ in parts_of(features.plan()) if name.endswith((".xml", ".rels", ".vml"))]


@pytest.mark.parametrize("kind", ["laughs", "file", "outside"])
@pytest.mark.parametrize("part", PARTS)
def test_no_part_of_a_workbook_may_bring_entities(part: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(_spoilt(features.plan(), part, kind))
    with nothing_changes(tmp_path):
        answers = [asked(command, path, "--quiet", *AS_AT) for command in ("check", "show")]
    answers.append(asked("copy", path, "--out", tmp_path / "out", "--quiet", "--fail-on", "never", *AS_AT))
    assert [answer.faults for answer in answers] == [[], [], []]
    assert not any("root:" in answer.out or "hahaha" in answer.out for answer in answers)


def _spoilt(data: bytes, part: str, kind: str) -> bytes:
    return zipped([(name, with_entity(content, kind) if name == part else content) for name, content in parts_of(data)])


@pytest.mark.parametrize("kind", ["laughs", "quadratic", "address"])
def test_a_calc_brings_none_either(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.ods"
    path.write_bytes(_spoilt(plan(".ods"), "content.xml", kind))
    answer = limited("check", path, *AS_AT)
    assert answer.faults == [] and answer.status in (0, 1, 2), answer
    assert "hahaha" not in answer.out


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = tmp_path_factory.mktemp("report")
    assert asked("report", SEPTEMBER, "--out", out, "--quiet", "--fail-on", "never").status == 0
    return next(out.glob("*.docx")).read_bytes()


@pytest.mark.parametrize("kind", ["laughs", "parameter"])
def test_no_part_of_a_report_may_bring_entities(kind: str, report: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    for part, _ in parts_of(report):
        if not part.endswith((".xml", ".rels")):
            continue
        path.write_bytes(_spoilt(report, part, kind))
        for command in (["verify"], ["pull", "--dry-run"]):
            answer = asked(command[0], path, SEPTEMBER, *command[1:], "--quiet")
            assert answer.faults == [], part
            assert "root:" not in answer.out + answer.err and "hahaha" not in answer.out


def test_a_report_may_not_be_larger_than_the_limits(report: bytes, tmp_path: Path) -> None:
    path, named = tmp_path / "report.docx", tmp_path / "limits.toml"
    path.write_bytes(corpus.bomb(report, "word/document.xml", megabytes=1_000))
    for command in (["verify"], ["pull", "--dry-run"]):
        answer = limited(command[0], path, SEPTEMBER, *command[1:])
        assert answer.status == 2 and "limits.part_mb" in answer.err, answer
    path.write_bytes(report)
    for limit, value in (("parts", 3), ("part_mb", 1)):
        named.write_text(f"[limits]\n{limit} = {value}\n", "utf-8")
        answer = asked("verify", path, SEPTEMBER, "--settings", named, "--quiet")
        assert answer.faults == []
        assert limit != "parts" or (answer.status == 2 and "limits.parts" in answer.err)
