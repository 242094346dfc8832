"""The words that staff use for each column of a plan, and how sure each makes us."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from gipxl.plan import Field


class Meaning(Enum):
    """What a heading can mean before the columns are held beside one another.

    A plain "due date" is the original date or the revised one, and a "completion date" the date due or the one of
    completion, depending on what other columns there are.
    """

    DUE = "due"
    DUE_OR_COMPLETED = "due or completed"


What = Field | Meaning

# The words for each meaning, strongest first: the figure is how sure they make us. Full headings are looked for before
# words inside longer ones. "Area for improvement" is a title in the plans this was made for, "area" a theme.
WORDS: Mapping[What, Mapping[str, float]] = {
    Field.REF: {
        "rf": 0.7, "s n": 0.8, "line": 0.6, "line no": 0.8, "ap no": 0.85, "action plan no": 0.9,
        "ref": 1.0, "reference": 1.0, "action ref": 1.0, "action reference": 1.0, "action id": 1.0, "ref no": 1.0,
        "ref number": 1.0, "reference number": 1.0, "reference no": 1.0, "action no": 1.0, "action number": 1.0,
        "work stream ref": 1.0, "unique ref": 1.0, "unique id": 1.0, "id": 0.95, "poam id": 1.0, "item id": 0.95,
        "item no": 0.9, "item number": 0.9, "item": 0.6, "no": 0.75, "number": 0.75, "#": 0.7, "nr": 0.7,
        "serial": 0.75, "serial no": 0.8, "s no": 0.75, "sno": 0.7, "recommendation ref": 0.85,
        "recommendation no": 0.8, "rec ref": 0.85, "rec no": 0.8, "rec": 0.55, "issue id": 0.8, "issue no": 0.75,
        "task id": 0.9, "task no": 0.85, "code": 0.6, "key": 0.5,
    },
    Field.TITLE: {
        "title": 1.0, "action title": 1.0, "area for improvement": 1.0, "areas for improvement": 1.0,
        "improvement area": 0.95, "work stream": 0.95, "work stream title": 1.0, "improvement": 0.85,
        "improvement action": 0.9, "short title": 0.95, "action name": 0.95, "name of action": 0.95,
        "weakness name": 0.95, "finding title": 0.9, "task": 0.8, "task name": 0.95, "activity": 0.75, "issue": 0.75,
        "issue title": 0.9, "finding": 0.72, "summary": 0.6, "objective": 0.65, "subject": 0.7, "deliverable": 0.7,
        "description": 0.62, "what": 0.6, "topic": 0.65, "project": 0.55, "milestone": 0.6, "commitment": 0.7,
        "governance issue": 0.9, "significant governance issue": 0.9, "issue for improvement": 0.9,
        "area of improvement": 0.95, "area of focus": 0.8, "what needs to improve": 0.9, "improvement theme": 0.7,
    },
    Field.AREA: {
        "area": 0.95, "theme": 1.0, "category": 0.85, "domain": 0.85, "strand": 0.9, "pillar": 0.85, "section": 0.7,
        "governance area": 0.95, "priority area": 0.9, "principle": 0.75, "core principle": 0.8,
        "thematic area": 0.95,
        "programme": 0.6, "service area": 0.75, "directorate": 0.6, "department": 0.5,
    },
    Field.SOURCE: {
        "source": 1.0, "origin": 0.9, "source of recommendation": 1.0, "source of action": 1.0,
        "source document": 0.95, "where from": 0.8, "identified by": 0.8, "raised by": 0.75, "audit": 0.6,
        "report": 0.5, "audit report": 0.7, "recommendation source": 1.0, "source report": 0.95,
        "weakness detector source": 0.8,
    },
    Field.RECOMMENDATION: {
        "recommendation": 1.0, "recommendations": 1.0, "recommendation made": 1.0, "audit recommendation": 1.0,
        "weakness description": 0.75, "issue identified": 0.7, "finding or recommendation": 0.9,
        "agreed recommendation": 0.95, "improvement required": 0.8, "improvement needed": 0.8,
    },
    Field.ACTION: {
        "what needs to be done": 0.9, "what needs doing": 0.9,
        "action": 0.9, "actions": 0.9, "action taken or proposed": 1.0, "action proposed": 1.0,
        "proposed action": 1.0,
        "action required": 1.0, "actions required": 1.0, "agreed action": 1.0, "agreed actions": 1.0,
        "action to be taken": 1.0, "actions to be taken": 1.0, "planned action": 1.0, "planned actions": 1.0,
        "action taken": 0.9, "management response": 0.85, "management action": 0.95, "response": 0.6,
        "action description": 0.95, "action plan": 0.8, "remediation plan": 0.9, "overall remediation plan": 0.95,
        "corrective action": 0.95, "what we will do": 0.9, "what will be done": 0.9,
        "what has been or will be done": 0.95, "what has been done or will be done": 0.95, "what has been done": 0.8,
        "what is being done": 0.85, "what is to be done": 0.9, "mitigating action": 0.85, "action detail": 0.9,
        "action details": 0.9, "details of action": 0.9, "improvement actions": 0.9, "milestone": 0.55,
        "milestones": 0.6, "activity": 0.6, "activities": 0.6, "task": 0.62, "tasks": 0.65, "deliverable": 0.58,
        "deliverables": 0.58, "description": 0.55, "proposed actions": 0.95, "further action": 0.8,
        "further actions": 0.8, "further action required": 0.9, "further actions required": 0.9,
        "actions planned": 0.9, "action to address": 0.9, "actions to address": 0.9, "what will we do": 0.9,
        "how will we do it": 0.85, "specific action": 0.85, "specific actions": 0.85,
    },
    Field.OWNER: {
        "head of service": 0.75,
        "action owner": 1.0, "owner": 1.0, "owners": 1.0, "lead": 0.95, "lead officer": 0.97, "action lead": 0.98,
        "lead person": 0.95, "lead director": 0.85, "lead manager": 0.9, "delivery lead": 0.95,
        "delivery owner": 0.95,
        "responsible officer": 0.96, "responsible person": 0.95, "responsible owner": 0.95,
        "officer responsible": 0.96, "person responsible": 0.95, "responsible": 0.93, "responsibility": 0.93,
        "responsible manager": 0.93, "responsible lead": 0.95, "accountable": 0.85, "accountable officer": 0.86,
        "accountable person": 0.86, "accountability": 0.8, "poc": 0.9, "point of contact": 0.92, "contact": 0.6,
        "assigned to": 0.94, "assignee": 0.94, "assigned": 0.8, "allocated to": 0.93, "who": 0.85, "by whom": 0.92,
        "owned by": 0.95, "officer": 0.8, "sro": 0.8, "senior responsible owner": 0.82,
        "senior responsible officer": 0.82, "named officer": 0.9, "named lead": 0.95, "work stream lead": 0.96,
        "work stream owner": 0.98, "task owner": 0.95, "recommendation owner": 0.92, "improvement owner": 0.92,
        "business owner": 0.75, "business lead": 0.75, "lead owner": 0.97, "owner lead": 0.97,
        "lead responsible": 0.95, "action by": 0.9, "post responsible": 0.93, "who will do it": 0.85,
        "who is responsible": 0.93, "who by": 0.9, "by who": 0.9, "leads": 0.9, "lead officers": 0.95,
        "responsible officers": 0.95, "action owners": 0.97, "responsible director": 0.9,
    },
    Meaning.DUE: {
        "expected date": 0.92, "anticipated date": 0.92, "anticipated completion date": 0.95,
        "anticipated completion": 0.93, "projected completion date": 0.95, "expected to finish": 0.92,
        "expected finish": 0.92, "expected end date": 0.92,
        "due": 1.0, "due date": 1.0, "date due": 1.0, "target date": 1.0, "target": 0.85, "deadline": 1.0,
        "by when": 1.0, "when": 0.8, "timescale": 0.95, "timescales": 0.95, "timeframe": 0.9, "delivery date": 1.0,
        "scheduled": 0.85, "scheduled date": 0.95, "scheduled completion": 0.97, "scheduled completion date": 1.0,
        "planned completion": 0.95, "planned completion date": 0.97, "planned date": 0.9, "end date": 0.85,
        "finish date": 0.85, "implementation date": 0.9, "target completion": 0.97, "target completion date": 1.0,
        "expected completion": 0.9, "expected completion date": 0.93, "estimated completion date": 0.93,
        "completion due": 0.95, "target implementation date": 0.95, "delivery": 0.6, "due by": 1.0, "by": 0.6,
        "date for completion": 0.95, "date to be completed": 0.95, "to be completed by": 0.97, "complete by": 0.95,
        "agreed date": 0.9, "agreed implementation date": 0.95, "proposed date": 0.8, "target for completion": 0.95,
        "date": 0.4, "target delivery date": 1.0, "target deadline": 1.0, "due for completion": 0.95,
        "timeline": 0.85,
        "planned end": 0.9, "planned finish": 0.9, "completion target": 0.9, "implementation by": 0.9,
        "date due by": 0.95, "timing": 0.8, "when will it be done": 0.9, "when will this be done": 0.9,
        "target timescale": 0.95, "action due": 0.9, "action due date": 1.0, "implementation timescale": 0.93,
        "delivery timescale": 0.95, "time frame": 0.9,
    },
    Meaning.DUE_OR_COMPLETED: {
        "completion date": 0.9, "date of completion": 0.9, "completion": 0.75, "date completion": 0.85,
        "implementation completed": 0.6,
    },
    Field.ORIGINAL_DUE: {
        "original": 0.8, "original date": 1.0, "original due date": 1.0, "original delivery date": 1.0,
        "original target": 0.97, "original target date": 1.0, "original deadline": 1.0, "original timescale": 1.0,
        "original completion date": 1.0, "initial date": 0.95, "initial due date": 1.0, "initial target date": 1.0,
        "baseline date": 0.95, "baseline due date": 0.97, "baseline": 0.6, "first target date": 0.95,
        "originally due": 1.0, "original implementation date": 1.0, "original agreed date": 1.0,
        "original end date": 0.97, "original completion": 0.95, "delivery date original": 1.0,
    },
    Field.REVISED_DUE: {
        "current implementation date": 0.95, "latest forecast": 0.93, "projected date": 0.9, "extension": 0.85,
        "change of date": 0.9, "revised again": 0.9, "2nd revised": 0.93, "second revised": 0.93,
        "1st revised": 0.93, "first revised": 0.93, "1st revision": 0.95, "2nd revision": 0.95, "3rd revision": 0.95,
        "first revision": 0.95, "second revision": 0.95, "third revision": 0.95, "revision 1": 0.95,
        "revision 2": 0.95, "revision 3": 0.95, "revised 1": 0.93, "revised 2": 0.93, "revised 3": 0.93,
        "rescheduled to": 0.93, "moved to": 0.9,
        "revised": 0.8, "revised date": 1.0, "revised due date": 1.0, "revised delivery date": 1.0,
        "revised target": 0.97, "revised target date": 1.0, "revised deadline": 1.0, "revised timescale": 1.0,
        "revised completion date": 1.0, "new date": 0.95, "new due date": 1.0, "new target": 0.95,
        "new target date": 1.0, "new deadline": 1.0, "forecast": 0.85, "forecast date": 0.95,
        "forecast completion": 0.93, "forecast completion date": 0.97, "forecast delivery date": 0.97,
        "amended date": 0.95, "amended due date": 0.97, "extended date": 0.95, "extended to": 0.93,
        "extension date": 0.95, "extended deadline": 0.97, "current due date": 0.93, "current target date": 0.93,
        "current date": 0.7, "current deadline": 0.93, "latest date": 0.85, "latest target date": 0.93,
        "updated due date": 0.97, "updated target date": 0.97, "updated date": 0.5, "revision": 0.75,
        "re forecast": 0.9, "reforecast date": 0.95, "revised implementation date": 1.0, "second target date": 0.9,
        "slipped to": 0.9, "rescheduled": 0.85, "rescheduled date": 0.95, "revised end date": 0.97,
        "delivery date revised": 1.0, "revised completion": 0.95, "current forecast": 0.9,
    },
    Field.REASON: {
        "reason for revision": 1.0, "reason for revised date": 1.0, "reason": 0.85, "reason for change": 1.0,
        "reason for delay": 1.0, "reason for extension": 1.0, "reasons for delay": 1.0, "reason for slippage": 1.0,
        "reasons": 0.8, "explanation": 0.75, "explanation for delay": 1.0, "justification": 0.8,
        "reason date revised": 1.0, "why revised": 0.95, "why the date moved": 0.95, "milestone changes": 0.7,
        "reason for revised timescale": 1.0, "cause of delay": 0.95, "justification for extension": 1.0,
    },
    Field.COMPLETED: {
        "done on": 0.95,
        "date completed": 1.0, "completed date": 1.0, "completed": 0.85, "completed on": 1.0, "date closed": 0.97,
        "closed date": 0.97, "closed": 0.75, "date of closure": 0.97, "closure date": 0.95, "closed on": 0.97,
        "actual completion date": 1.0, "actual completion": 0.95, "actual date": 0.9, "actual": 0.6,
        "actual end date": 0.93, "actual delivery date": 0.97, "date achieved": 0.97, "date implemented": 0.95,
        "date delivered": 0.95, "date of actual completion": 1.0, "date action completed": 1.0, "date finished": 0.95,
        "date done": 0.9, "achieved date": 0.95, "implemented on": 0.93,
    },
    Field.STATUS: {
        "state of play": 0.9, "where are we": 0.9, "delivery confidence": 0.85, "where we are": 0.85,
        "status": 1.0, "action status": 1.0, "rag": 0.9, "brag": 0.9, "rag status": 0.93, "brag status": 0.93,
        "rag rating": 0.9, "brag rating": 0.9, "current status": 0.97, "delivery status": 0.97, "state": 0.85,
        "progress status": 0.95, "completion status": 0.95, "overall status": 0.95, "position": 0.7, "rating": 0.55,
        "completed": 0.5, "closed": 0.45, "done": 0.6, "completed y n": 0.8, "complete y n": 0.8, "closed y n": 0.8,
        "complete yes no": 0.8, "completed yes no": 0.8, "% complete": 0.85, "% done": 0.8, "progress %": 0.85,
        "percent complete": 0.85, "per cent complete": 0.85, "percentage complete": 0.85, "% completion": 0.85,
        "% progress": 0.8, "stage": 0.6, "work stream status": 0.97, "open closed": 0.8, "open or closed": 0.8,
        "rag status of action": 0.9, "status rag": 0.93, "status brag": 0.93, "complete": 0.55,
        "status of action": 0.97, "action rag": 0.9,
    },
    Field.UPDATE: {
        "actions taken to date": 0.9, "action taken to date": 0.9, "work to date": 0.85,
        "latest update": 1.0, "update": 0.97, "updates": 0.95, "progress": 0.8, "progress update": 1.0,
        "progress to date": 0.97, "latest progress": 1.0, "monthly update": 1.0, "current position": 0.85,
        "latest position": 0.9, "comment": 0.8, "comments": 0.82, "commentary": 0.85, "latest comments": 0.9,
        "progress comments": 0.95, "progress notes": 0.95, "notes": 0.65, "remarks": 0.7, "next steps": 0.6,
        "narrative": 0.75, "status update": 0.95, "action update": 0.97, "owner update": 0.95, "lead update": 0.95,
        "update on progress": 1.0, "progress report": 0.9, "position statement": 0.85, "progress made": 0.95,
        "latest news": 0.8, "current progress": 0.97, "officer update": 0.97, "officer comments": 0.85,
        "update comments": 0.95, "comments update": 0.95, "progress and next steps": 0.95, "last update": 0.75,
        "progress against action": 0.95, "progress against actions": 0.95, "update notes": 0.9,
        "progress since last report": 0.95, "progress since last meeting": 0.95, "position to date": 0.85,
    },
    Field.WORDING: {
        "wording for the report": 1.0, "wording for report": 1.0, "report wording": 1.0, "wording": 0.85,
        "text for the report": 1.0, "text for report": 1.0, "report text": 0.97, "narrative for the report": 1.0,
        "narrative for report": 1.0, "report narrative": 0.97, "wording for the panel": 1.0, "text for panel": 0.97,
        "panel wording": 0.97, "panel narrative": 0.95, "for publication": 0.85, "published wording": 0.95,
        "text for committee": 0.97, "text for the committee": 0.97, "text for the panel": 0.97,
        "public wording": 0.95, "wording for publication": 1.0, "committee wording": 0.97, "summary for panel": 0.9,
        "summary for the panel": 0.9, "paragraph for report": 0.97, "paragraph for the report": 0.97,
    },
    Field.EVIDENCE: {
        "evidence": 1.0, "evidence of completion": 1.0, "closing evidence": 1.0, "evidence for closure": 1.0,
        "supporting evidence": 0.95, "closure evidence": 1.0, "evidence link": 0.9, "how we know": 0.75,
        "how will we know": 0.75, "evidence of delivery": 0.97, "proof": 0.7,
    },
    Field.PRIORITY: {
        "priority": 1.0, "priority level": 0.97, "importance": 0.8, "action priority": 1.0, "urgency": 0.8,
        "risk rating": 0.7, "recommendation priority": 0.95, "severity": 0.7, "grade": 0.6,
        "original risk rating": 0.6,
    },
    # Only beside another column of refs: "Old ref" alone is the ref.
    Field.PREVIOUS_REF: {
        "previous ref": 1.0, "previous reference": 1.0, "previous action ref": 1.0, "old ref": 1.0,
        "old reference": 1.0, "old action ref": 1.0, "former ref": 1.0, "former reference": 1.0,
        "last year s ref": 1.0, "last years ref": 1.0, "last year ref": 1.0, "ref last year": 1.0,
        "previous year s ref": 1.0, "previous year ref": 1.0, "prior year ref": 1.0, "previous ref no": 1.0,
        "old ref no": 1.0, "prior ref": 1.0, "previous id": 0.95, "old id": 0.95,
    },
    Field.PUBLICATION: {
        "exempt": 1.0, "exemption": 0.95, "exempt from publication": 1.0, "exempt y n": 0.95, "exempt yes no": 0.95,
        "is it exempt": 0.95, "exempt information": 0.95, "exempt or public": 0.95, "public or exempt": 0.95,
        "publish": 1.0, "published": 0.8, "publish y n": 0.95, "publish yes no": 0.95, "to be published": 0.95,
        "publication": 0.95, "for publication": 0.84, "for publishing": 0.9, "may be published": 1.0,
        "can be published": 1.0, "ok to publish": 0.95, "suitable for publication": 0.97, "publish on website": 0.95,
        "publish to website": 0.95, "on website": 0.8, "public": 0.85, "public version": 0.8, "withhold": 1.0,
        "withheld": 1.0, "withhold from publication": 1.0, "not for publication": 1.0, "confidential": 0.9,
        "confidential y n": 0.95, "publication status": 0.95, "publication y n": 0.95, "for publication y n": 0.95,
        "part i ii": 0.95, "part 1 2": 0.95, "part i or ii": 0.95, "part 1 or 2": 0.95, "part 1 or part 2": 0.95,
        "part i or part ii": 0.95, "agenda part": 0.95, "committee part": 0.9, "open or closed session": 0.95,
        "open or exempt": 0.95, "public or private": 0.95, "exempt paragraph": 0.95, "exemption paragraph": 0.95,
        "schedule 12a": 0.95, "schedule 12a paragraph": 0.95, "gsc": 0.85, "marking": 0.85,
        "whether it may be published": 1.0, "foi exempt": 0.95,
        "protective marking": 0.9, "security marking": 0.9, "security classification": 0.9, "sensitivity": 0.85,
    },
}  # fmt: skip
