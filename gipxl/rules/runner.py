"""Asks every rule about every action, and addresses what they say: code, level, ref, sheet and cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gipxl.plan import FIELD_WORDS, Action, Field, ref_key
from gipxl.rules.finding import Finding, Findings, Ignored, Level, NotRun
from gipxl.rules.rule import Case, Remark, Review, Rule
from gipxl.settings import Ignore
from gipxl.words import listed


def run(rules: Sequence[Rule], review: Review) -> Findings:
    """What ``rules`` find, in the order of the workbook's rows; which could not look; which findings are ignored."""
    able: list[Rule] = []
    not_run: list[NotRun] = []
    for rule in rules:
        if why := _why_not(rule, review):
            not_run.append(NotRun(code=rule.code, why=why))
        else:
            able.append(rule)
    found = sorted(_all(able, review), key=lambda finding: (finding.row, finding.code, _place(finding)))
    kept: list[Finding] = []
    ignored: list[Ignored] = []
    for finding in found:
        reason = _ignored(finding, review)
        if reason:
            ignored.append(reason)
        else:
            kept.append(finding)
    return Findings(
        findings=tuple(kept),
        not_run=tuple(not_run),
        ignored=tuple(ignored),
        remarks=tuple(_without_effect(rules, review)),
    )


def _why_not(rule: Rule, review: Review) -> str:
    """Why a rule cannot look at this workbook; "" where it can."""
    if reason := review.settings.rules.off.get(rule.code):
        return f"switched off in the settings: {reason}"
    missing = [FIELD_WORDS[field] for field in rule.needs if field not in review.plan.fields]
    if missing:
        return f"the sheet has no column for {listed(missing)}"
    if rule.compares and not review.changes:
        return "there is no baseline to compare with"
    return rule.cannot(review) if rule.cannot else ""


def _all(rules: Sequence[Rule], review: Review) -> Iterator[Finding]:
    cases = [Case(review=review, standing=each, action=each.action) for each in review.standings if each.counts]
    # Nearly always none: a rule's columns need asking for only of these.
    finished = [case for case in cases if case.action.on_finished_sheet]
    for rule in rules:
        if rule.of_plan:
            for remark in rule.of_plan(review):
                yield _addressed(rule, remark, remark.action, review)
        elif question := rule.of_action:
            lacking = {id(case) for case in finished if not _has_columns(case.action, rule)}
            for case in cases:
                if lacking and id(case) in lacking:
                    continue
                for remark in question(case):
                    yield _addressed(rule, remark, case.action, review)


def _has_columns(action: Action, rule: Rule) -> bool:
    """A sheet of finished work may lack columns that the plan's own sheet has."""
    return all(action.entry(field).cell for field in rule.needs)


def _addressed(rule: Rule, remark: Remark, action: Action | None, review: Review) -> Finding:
    level = Level(review.settings.rules.levels.get(rule.code, rule.level))
    where = remark.where
    cell = action.entry(where).cell or None if isinstance(where, Field) and action else where
    return Finding(
        code=rule.code,
        name=rule.name,
        level=level,
        ref=remark.ref or (action.ref or None if action else None),
        sheet=remark.sheet or (action.sheet if action else review.plan.sheet),
        cell=str(cell) if cell else None,
        row=action.row if action else 0,
        message=remark.message,
        fix=remark.fix,
    )


def _place(finding: Finding) -> tuple[int, str]:
    """Sorts cells as they stand in a row: B before AA."""
    letters = _LETTERS.match(finding.cell or "")
    return (len(letters[0]), letters[0]) if letters else (0, "")


_LETTERS = re.compile(r"[A-Z]*")


def _ignored(finding: Finding, review: Review) -> Ignored | None:
    for ignore in review.settings.rules.ignore:
        same_ref = finding.ref is not None and ref_key(ignore.ref) == ref_key(finding.ref)
        if same_ref and ignore.code == finding.code and not _has_expired(ignore, review):
            return Ignored(
                code=finding.code, ref=finding.ref, reason=ignore.reason, until=ignore.until, finding=finding
            )
    return None


def _has_expired(ignore: Ignore, review: Review) -> bool:
    return ignore.until is not None and ignore.until < review.as_at


def _without_effect(rules: Sequence[Rule], review: Review) -> Iterator[str]:
    """What the settings ignore on actions that there are not: probably a slip in the ref. The expired are BOK11's."""
    if not review.settings.rules.ignore:
        return
    plans = [review.plan, *review.earlier, *([review.baseline] if review.baseline else [])]
    known = {ref_key(action.ref) for plan in plans for action in plan.actions}
    # Only with a baseline can it be told which actions are gone.
    untold = {rule.code for rule in rules if rule.compares and not review.changes}
    for ignore in review.settings.rules.ignore:
        if ref_key(ignore.ref) not in known and ignore.code not in untold and not _has_expired(ignore, review):
            yield (
                f"The settings ignore {ignore.code} on {ignore.ref.strip()}, and {review.plan.workbook} has no such "
                "action. Correct the ref under [rules] ignore, or take the entry out."
            )
