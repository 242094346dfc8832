"""The generated parts of README and docs are those of the code."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from gipxl.rules import RULES
from gipxl.settings import reference

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT / "scripts"))

from renew_readme import PARTS, renewed  # noqa: E402


def text_of(page: str) -> str:
    return (PROJECT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PARTS)
def test_the_tables_are_as_the_code_has_them(page: str) -> None:
    assert renewed(page, text_of(page)) == text_of(page), "Run: python scripts/renew_readme.py"


def test_a_part_that_was_lost_is_spoken_of() -> None:
    with pytest.raises(SystemExit, match=r"docs/rules\.md: the part <!-- rules --> must stand there once"):
        renewed("docs/rules.md", "# The rules\n")


def test_every_rule_and_every_setting_has_its_line() -> None:
    rules = re.findall(r"^\| ([A-Z]{3}\d\d) \|", text_of("docs/rules.md"), re.MULTILINE)
    assert rules[: len(RULES)] == [rule.code for rule in RULES]
    assert text_of("docs/settings.md").count("\n| `") == len(reference())
