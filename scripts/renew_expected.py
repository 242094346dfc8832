"""Writes the texts that the tests expect of the outputs anew: python scripts/renew_expected.py. Read what changed."""

from __future__ import annotations

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
EXPECTED = PROJECT / "tests" / "outputs" / "expected"


def report() -> None:
    """The report of the sample in each variant, September against July, as text."""
    from gipxl.outputs.report import Variant, report
    from tests.outputs.samples import september
    from tests.outputs.word_text import as_text

    for variant in Variant:
        text = as_text(report(september(), variant=variant).docx)
        (EXPECTED / f"{variant}-report.txt").write_text(text, encoding="utf-8", newline="\n")


def email() -> None:
    """The e-mails: the covering one of a small plan, one to an owner, and the digest of the sample, as text."""
    from gipxl.outputs.email import covering, to_directors
    from tests.outputs.months import with_few_findings
    from tests.outputs.samples import september
    from tests.outputs.test_email import ATTACHED
    from tests.outputs.test_email_owners import late

    texts = {
        "email.txt": covering(with_few_findings(), ATTACHED).text(),
        "owner-email.txt": late()["Head of HR"].text(),
        "digest-email.txt": to_directors(september()).text(),
    }
    for name, text in texts.items():
        (EXPECTED / name).write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    """Renews every expected text."""
    sys.path.insert(0, str(PROJECT))
    for renew in (report, email):
        renew()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
