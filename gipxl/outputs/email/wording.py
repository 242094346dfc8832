"""What every e-mail says alike: its subject, greeting and close, the marking, and where the plan lies."""

from __future__ import annotations

from typing import Any

from gipxl.assessment import Assessment
from gipxl.errors import SettingsError
from gipxl.outputs import digest
from gipxl.outputs.email.links import address
from gipxl.outputs.plain import harmless, one_line
from gipxl.words import day, month, shortened

# What still shows in a list of messages.
_LONGEST_TITLE = 150
_LONGEST_OWNER = 80
_EVERYBODY = "all"


def subject(assessment: Assessment, setting: str = "subject", owner: str = "") -> str:
    """ "[OFFICIAL-SENSITIVE] Governance Improvement Plan: September 2020", always one line.

    ``setting`` names the one under [email] that words it. Raises SettingsError where that cannot be filled in.
    """
    plan = assessment.plan
    marking = f"[{plan.marking}] " if plan.marking else ""
    title = shortened(digest.title(plan), _LONGEST_TITLE)
    return one_line(marking + _filled(assessment, setting, title=title, owner=shortened(owner, _LONGEST_OWNER)))


def shared_values(assessment: Assessment, subject: str, owner: str = "") -> dict[str, Any]:
    """What the templates of every kind are given."""
    plan, baseline = assessment.plan, assessment.baseline
    link = assessment.settings.email.link
    return {
        "subject": subject,
        "marking": one_line(plan.marking),
        "title": digest.title(plan),
        "as_at": f"As at {day(plan.as_at)}" + (f", compared with {day(baseline.as_at)}" if baseline else ""),
        "owner": owner,
        "greeting": _lines(_filled(assessment, "greeting", owner=owner or _EVERYBODY)),
        "closing": _lines(_filled(assessment, "closing", owner=owner or _EVERYBODY)),
        "workbook": one_line(plan.workbook),
        "workbook_link": address(link, plan.workbook),
        "sheet": one_line(plan.sheet),
    }


def _lines(text: str) -> list[str]:
    return [one_line(line) for line in harmless(text.strip()).splitlines()]


def _filled(assessment: Assessment, setting: str, **more: str) -> str:
    """A text of the settings with what stands in braces filled in; what is filled in is taken as it is."""
    plan = assessment.plan
    pattern: str = getattr(assessment.settings.email, setting)
    known = {"title": digest.title(plan), "month": month(plan.as_at), "as_at": day(plan.as_at), **more}
    try:
        return pattern.format(**known)
    except (KeyError, IndexError, ValueError, AttributeError):
        raise SettingsError(
            f"The setting email.{setting} ({pattern!r}) cannot be filled in.",
            "Use {title}, {month}, {as_at} and {owner} in it, and nothing else in braces.",
        ) from None
