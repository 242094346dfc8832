"""Every setting, its default and its meaning."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from gipxl.settings.drive import DriveSettings
from gipxl.settings.email import EmailSettings
from gipxl.settings.outputs import CopySettings, FileSettings, ReportSettings
from gipxl.settings.publishing import PublishSettings
from gipxl.settings.rollover import RolloverSettings
from gipxl.vocabulary import Status

#: The words for how grave a finding is.
LEVELS = ("error", "warning", "note")


class Overdue(StrEnum):
    """Which date is held against the reporting date."""

    UNREVISED = "unrevised"
    CURRENT = "current"
    ORIGINAL = "original"


class Blue(StrEnum):
    """What a blue rating means where staff use four colours."""

    COMPLETE = "complete"
    NOT_STARTED = "not started"


class DateOrder(StrEnum):
    """How dates typed as numbers are read."""

    PROVEN = "as the column proves"
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class PlanSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the workbook is read. What is not said here, gipxl works out and ``gipxl show`` prints."""

    sheet: Annotated[str, Meta(description="The sheet that holds the plan.", examples=["Appendix A"])] = ""
    heading_rows: Annotated[
        tuple[Annotated[int, Meta(ge=1)], ...], Meta(description="The rows of the heading.", examples=[[4, 5]])
    ] = ()
    columns: Annotated[
        dict[str, str],
        Meta(
            description="Which column is what: a letter, or the words of its heading.",
            examples=[{"owner": "D", "original_due": "Target date"}],
        ),
    ] = field(default_factory=dict)
    finished_sheet: Annotated[
        str, Meta(description="The sheet to which completed actions are moved.", examples=["Completed"])
    ] = ""
    dates: Annotated[DateOrder, Meta(description="How 01/02/2020 is read.", examples=["day first"])] = DateOrder.PROVEN
    year_starts: Annotated[
        int, Meta(ge=1, le=12, description="The month in which the financial year begins.", examples=[4])
    ] = 4


class StatusSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of your own for each status, beside those gipxl knows."""

    complete: Annotated[
        tuple[str, ...], Meta(description="Words that mean complete.", examples=[["Signed off by the board"]])
    ] = ()
    revised: Annotated[
        tuple[str, ...], Meta(description="Words that mean timescale revised.", examples=[["Re-dated"]])
    ] = ()
    at_risk: Annotated[tuple[str, ...], Meta(description="Words that mean at risk.", examples=[["Concern"]])] = ()
    not_started: Annotated[
        tuple[str, ...], Meta(description="Words that mean not started.", examples=[["Queued"]])
    ] = ()
    on_track: Annotated[tuple[str, ...], Meta(description="Words that mean on track.", examples=[["In hand"]])] = ()
    open: Annotated[tuple[str, ...], Meta(description="Words that mean open.", examples=[["Live"]])] = ()
    on_hold: Annotated[tuple[str, ...], Meta(description="Words that mean on hold.", examples=[["Frozen"]])] = ()
    withdrawn: Annotated[tuple[str, ...], Meta(description="Words that mean withdrawn.", examples=[["Overtaken"]])] = ()
    consolidated: Annotated[
        tuple[str, ...], Meta(description="Words that mean consolidated.", examples=[["Joined up"]])
    ] = ()
    blue: Annotated[Blue, Meta(description="What a blue rating means.", examples=["complete"])] = Blue.COMPLETE

    @property
    def words(self) -> dict[str, Status]:
        """Each word of these settings and the status it stands for."""
        blue = Status(self.blue.value)
        words = {} if self.blue is Blue.COMPLETE else {"blue": blue, "b": blue}
        for status in Status:
            words |= dict.fromkeys(getattr(self, status.name.lower()), status)
        return words


class FigureSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the figures are counted."""

    overdue: Annotated[
        Overdue,
        Meta(
            description="Overdue counts dates never revised (unrevised), the date in force (current), or the original.",
            examples=["unrevised"],
        ),
    ] = Overdue.UNREVISED


class Ignore(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One finding on one action to pass over, with the reason that every output then shows."""

    code: Annotated[str, Meta(min_length=1)]
    ref: Annotated[str, Meta(min_length=1)]
    reason: Annotated[str, Meta(min_length=1)]
    until: date | None = None


class RuleSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the rules hold a plan to."""

    due_soon_days: Annotated[int, Meta(ge=0, description="Days ahead that count as due soon.", examples=[30])] = 30
    most_revisions: Annotated[
        int, Meta(ge=0, description="How often a date may move before DAT16 speaks.", examples=[2])
    ] = 2
    shortest_reason: Annotated[
        int, Meta(ge=1, description="Characters that make a reason for a moved date.", examples=[15])
    ] = 15
    longest_update: Annotated[
        int, Meta(ge=1, description="Words that a paragraph of the report should not pass.", examples=[150])
    ] = 150
    levels: Annotated[
        dict[str, Literal["error", "warning", "note"]],
        Meta(description="Another level for a rule: error, warning or note.", examples=[{"DAT05": "warning"}]),
    ] = field(default_factory=dict)
    off: Annotated[
        dict[str, Annotated[str, Meta(min_length=1)]],
        Meta(description="Rules switched off, each with its reason.", examples=[{"TXT10": "Long updates are wanted."}]),
    ] = field(default_factory=dict)
    ignore: Annotated[
        tuple[Ignore, ...],
        Meta(
            description="Single findings to pass over.",
            examples=[[{"code": "OWN03", "ref": "B2", "reason": "Agreed by the board", "until": "2020-12-31"}]],
        ),
    ] = ()


class OwnerSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who may own an action."""

    names: Annotated[
        tuple[str, ...],
        Meta(description="The owners, beside those the workbook lists.", examples=[["Head of Legal"]]),
    ] = ()


class MarkingSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Protective markings."""

    known: Annotated[
        tuple[str, ...],
        Meta(description="The markings in use, the lowest first.", examples=[["OFFICIAL", "OFFICIAL-SENSITIVE"]]),
    ] = (
        "NOT PROTECTIVELY MARKED", "UNCLASSIFIED", "OFFICIAL", "PROTECT", "OFFICIAL-SENSITIVE", "RESTRICTED",
        "CONFIDENTIAL", "SECRET", "TOP SECRET",
    )  # fmt: skip
    expected: Annotated[
        str, Meta(description="The marking that the plan's sheet must carry.", examples=["OFFICIAL-SENSITIVE"])
    ] = ""


class LimitSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How large a workbook may be."""

    unpacked_mb: Annotated[
        int, Meta(ge=1, description="Megabytes that the file may have, or unpack to.", examples=[500])
    ] = 500
    part_mb: Annotated[
        int, Meta(ge=1, description="Megabytes that one of its parts may unpack to.", examples=[128])
    ] = 128
    parts: Annotated[int, Meta(ge=1, description="Parts that the file may have.", examples=[10000])] = 10_000
    rows: Annotated[int, Meta(ge=1, description="Rows that the plan may have.", examples=[200000])] = 200_000
    cells: Annotated[
        int, Meta(ge=1, description="Cells between the first and the last one of a sheet.", examples=[15_000_000])
    ] = 15_000_000
    text_mb: Annotated[int, Meta(ge=1, description="Megabytes of text that its cells may hold.", examples=[200])] = 200


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that ``gipxl.toml`` can say."""

    plan: PlanSettings = PlanSettings()
    status: StatusSettings = StatusSettings()
    figures: FigureSettings = FigureSettings()
    rules: RuleSettings = RuleSettings()
    glossary: Annotated[
        dict[str, str],
        Meta(description="Abbreviations that need no explaining.", examples=[{"AGS": "Annual Governance Statement"}]),
    ] = field(default_factory=dict)
    owners: OwnerSettings = OwnerSettings()
    markings: MarkingSettings = MarkingSettings()
    limits: LimitSettings = LimitSettings()
    files: FileSettings = FileSettings()
    copy: CopySettings = CopySettings()
    report: ReportSettings = ReportSettings()
    email: EmailSettings = EmailSettings()
    publish: PublishSettings = PublishSettings()
    rollover: RolloverSettings = RolloverSettings()
    drive: DriveSettings = DriveSettings()


#: The tables that a file lying beside a workbook may hold: how it is read and checked, and nothing else.
BESIDE_WORKBOOK = ("plan", "status", "figures", "rules", "glossary", "owners", "markings")
