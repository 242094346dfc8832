"""Refs in texts that no plan has had. "A4 paper", "Q3" and "the M6" are none, and doubtful ones need a word for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from gipxl.patterns import later
from gipxl.plan import Action, Field, Plan
from gipxl.rules.numbering import Mention, Numbered, known_refs, may_mention, mentions, numbered

# Fields that speak of this plan; recommendations and evidence cite the numbering of other documents.
_FIELDS = (Field.TITLE, Field.ACTION, Field.REASON, Field.UPDATE, Field.WORDING)
_entries = attrgetter(*(field.value for field in _FIELDS))

# What such words mean elsewhere: paper, fuel, vitamins, summits, quarters, forms, sections of acts, versions.
_ELSEWHERE = later(
    r"a[0-6]|b12|e5|e10|[dk]\d|g7|g8|g20|q[1-4]|h[12]|c19|[tps]\d{2,3}|v\d+|[fy]y?\d\d|covid\d+|[mab]\d{2,}|u\d\d|r\d+"
)
# Words that say a ref follows.
_CUE = later(
    r"\b(?:see(?: also)?|cf\.?|actions?|work-? ?streams?|refs?\.?|(?:consolidat|merg|combin|incorporat|amalgamat)\w+ "
    r"(?:in|into|with|under)|(?:subsumed|absorbed|folded|rolled|moved|transferred) (?:in|into|under|to|by)|"
    r"(?:superseded|replaced) by|link(?:ed|s)? (?:to|with)|depend(?:s|ent|ing) (?:up)?on|part of|"
    r"join(?:ed|s) (?:to|with|into)|alongside)"
    r" (?:action |work-?stream |ref )?\(?$",
    re.IGNORECASE,
)
_SURE_CUE = later(r"\b(?:see also|actions?|work-? ?streams?|refs?\.?) \(?$", re.IGNORECASE)
# Words beside it that say it is something else: other documents' numbering, places, sizes, roads, an earlier plan.
_OTHER_BEFORE = later(
    r"\b(?:paper|size|road|junction|vitamin|hepatitis|forms?|grades?|bands?|types?|groups?|tables?|figures?|fig\.?|annex(?:e|es)?"
    r"|appendix|appendices|rooms?|blocks?|levels?|sections?|para(?:graph)?s?|pages?|cells?|columns?|rows?|buildings?|units?|"
    r"floors?|categor(?:y|ies)|class|schedules?|parts?|versions?|drafts?|strains?|routes?|zones?|tiers?|options?|phases?|"
    r"stages?|gates?|box|lines?|questions?|recommendations?|findings?|risks?|objectives?|kpis?|standards?|principles?|"
    r"articles?|clauses?|regulations?|windows|on the|via the|along the|off the)\s*\(?$",
    re.IGNORECASE,
)
_OTHER_AFTER = later(
    r"\s*-?\s*(?:\d[A-Z]{2}\b|(?:paper|siz|sheet|page|poster|leaflet|flyer|booklet|format|print|cop(?:y|ies)|landscape|"
    r"portrait|road|junction|corridor|bypass|roundabout|dual|carriageway|trunk|motorway|northbound|southbound|eastbound|"
    r"westbound|summit|countries|nations|leaders|vitamin|petrol|fuel|diesel|licen[cs]e|visa|forms?\b|grade|band|level|"
    r"categor|class|batter|bus\b|route|postcode|district|rating|vaccin|strain|variant|flu\b|certificat|building|block|"
    r"room|of the (?:audit|report|inspection|risk register|act|code|guidance|review))|\([^)]*\b(?:19|20)\d\d)",
    re.IGNORECASE,
)
_OTHER_PLAN = later(
    r"\b(?:formerly|previously|originally|known as|last year|previous (?:year|plan|version)|old (?:ref|plan)|carried "
    r"(?:forward|over)|register|audit|inspection|20\d\d\s?[/–-]\s?(?:20)?\d\d)\b[^.;\n]{0,40}$",
    re.IGNORECASE,
)
_CONNECTION = later(r"\s*(?:and|or|,|&|/|to|-|–|—|, and)\s*$", re.IGNORECASE)

# How far beyond a theme's last number a slip may lie without a word that says it is a ref.
_BEYOND = 5
# Characters before and behind a ref in which a word can tell what it is.
_NEAR = 120
_MOSTLY = 0.6
_ENOUGH = 3


def unknown_refs(plan: Plan, others: Sequence[Plan]) -> Iterator[tuple[Action, Field, str]]:
    """Each ref that a text speaks of and neither ``plan`` nor ``others`` ever had: the action, the field, the ref."""
    if not _is_numbered(plan):
        return
    known = _Known([plan, *others])
    for action in plan.actions:
        for field, entry in zip(_FIELDS, _entries(action), strict=True):
            if entry.value and may_mention(entry.value):
                for mention in dict.fromkeys(mention.typed for mention in known.strangers(entry.value)):
                    yield action, field, mention


def unknown_refs_in(texts: Iterable[str], plan: Plan, others: Sequence[Plan]) -> Iterator[tuple[int, str]]:
    """Each ref that a text of a report on the plan speaks of and no plan ever had: which text, and the ref."""
    if _is_numbered(plan):
        known = _Known([plan, *others])
        for at, text in enumerate(texts):
            for mention in dict.fromkeys(mention.typed for mention in known.strangers(text)):
                yield at, mention


def _is_numbered(plan: Plan) -> bool:
    """Its refs are numbers in series, so that another one can be told."""
    own = [one for action in plan.actions if (one := numbered(action.ref))]
    return len(own) >= _ENOUGH and len(own) >= _MOSTLY * sum(1 for action in plan.actions if action.ref)


class _Known:
    """The refs that the plans have had: tells which mentions are of none of them."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        self.refs = known_refs(plans)
        self.last: Counter[str] = Counter()
        for one in self.refs:
            self.last[one.head] = max(self.last[one.head], one.number)
        self.lengths = {len(head) for head in self.last if head.isalpha()}
        self.spaced = any(" " in action.ref for plan in plans for action in plan.actions)

    def strangers(self, text: str) -> Iterator[Mention]:
        """The mentions of refs that no plan has had, as far as they are surely meant as refs."""
        after_ref = -1
        for mention in mentions(text):
            is_known = not self.refs.isdisjoint(mention.readings)
            joined = after_ref >= 0 and bool(_CONNECTION.match(text[after_ref : mention.start]))
            after_ref = mention.end if is_known else -1
            if not is_known and self._is_meant(mention, text, joined):
                yield mention

    def _is_meant(self, mention: Mention, text: str, joined: bool) -> bool:
        before, after = text[max(0, mention.start - _NEAR) : mention.start], text[mention.end : mention.end + _NEAR]
        if _OTHER_BEFORE.search(before) or _OTHER_AFTER.match(after) or _OTHER_PLAN.search(before):
            return False
        has_cue = joined or bool(_CUE.search(before))
        if (" " in mention.typed and not self.spaced) and not has_cue:
            return False
        reading = next((each for each in mention.readings if each.head in self.last), None)
        if reading is None:
            return self._is_shaped_alike(mention.readings[-1]) and bool(_SURE_CUE.search(before))
        doubtful = _ELSEWHERE.fullmatch(f"{reading.head}{reading.number}") is not None
        return has_cue or (not doubtful and reading.number <= self.last[reading.head] + _BEYOND)

    def _is_shaped_alike(self, one: Numbered) -> bool:
        """As long as the plan's own refs are, and no word of another field."""
        most = max(self.last.values())
        is_word = _ELSEWHERE.fullmatch(f"{one.head}{one.number}") is not None
        return len(one.head) in self.lengths and one.number <= most + _BEYOND and not is_word
