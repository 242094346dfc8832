"""README's tables of commands, rules and settings are those of the code."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

from renew_readme import README, renewed


def test_the_tables_are_as_the_code_has_them() -> None:
    text = README.read_text(encoding="utf-8")
    assert renewed(text) == text, "Run: python scripts/renew_readme.py"
