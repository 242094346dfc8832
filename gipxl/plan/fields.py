"""What a column of the plan can mean."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Field(StrEnum):
    """What a column of the plan can mean. The values are the names used in JSON and settings."""

    REF = "ref"
    TITLE = "title"
    AREA = "area"
    SOURCE = "source"
    RECOMMENDATION = "recommendation"
    ACTION = "action"
    OWNER = "owner"
    ORIGINAL_DUE = "original_due"
    REVISED_DUE = "revised_due"
    REASON = "reason"
    COMPLETED = "completed"
    STATUS = "status"
    UPDATE = "update"
    WORDING = "wording"
    EVIDENCE = "evidence"
    PRIORITY = "priority"
    PUBLICATION = "publication"
    PREVIOUS_REF = "previous_ref"


#: How each field is named to an officer, in messages and tables.
FIELD_WORDS: Mapping[Field, str] = {
    Field.REF: "ref",
    Field.TITLE: "title",
    Field.AREA: "area",
    Field.SOURCE: "source",
    Field.RECOMMENDATION: "recommendation",
    Field.ACTION: "action taken or proposed",
    Field.OWNER: "owner",
    Field.ORIGINAL_DUE: "original date",
    Field.REVISED_DUE: "revised date",
    Field.REASON: "reason for revision",
    Field.COMPLETED: "date completed",
    Field.STATUS: "status",
    Field.UPDATE: "latest update",
    Field.WORDING: "wording for the report",
    Field.EVIDENCE: "evidence",
    Field.PRIORITY: "priority",
    Field.PUBLICATION: "whether it may be published",
    Field.PREVIOUS_REF: "previous ref",
}


#: The fields that hold prose; where refs and promises are looked for.
TEXT_FIELDS = (
    Field.TITLE, Field.RECOMMENDATION, Field.ACTION, Field.REASON, Field.UPDATE, Field.WORDING, Field.EVIDENCE,
)  # fmt: skip
