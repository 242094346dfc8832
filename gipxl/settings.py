"""``gipxl.toml`` as frozen values: every setting, its default and its meaning, in one place.

Three files may speak, each overruling the one before: the user's own, one lying beside the workbook (which decides only
how the workbook is read and checked), and the one named by ``--settings``.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum, StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from gipxl.errors import SettingsError
from gipxl.plan import Field
from gipxl.vocabulary import Status

FILE_NAME = "gipxl.toml"

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


class Variant(StrEnum):
    """What kind of report is made."""

    COVERING = "covering"
    COMMITTEE = "committee"
    EXCEPTION = "exception"


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
    dates: Annotated[
        DateOrder, Meta(description="How 01/02/2020 is read.", examples=["day first"])
    ] = DateOrder.PROVEN
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
    at_risk: Annotated[
        tuple[str, ...], Meta(description="Words that mean at risk.", examples=[["Concern"]])
    ] = ()
    not_started: Annotated[
        tuple[str, ...], Meta(description="Words that mean not started.", examples=[["Queued"]])
    ] = ()
    on_track: Annotated[
        tuple[str, ...], Meta(description="Words that mean on track.", examples=[["In hand"]])
    ] = ()
    open: Annotated[
        tuple[str, ...], Meta(description="Words that mean open.", examples=[["Live"]])
    ] = ()
    on_hold: Annotated[
        tuple[str, ...], Meta(description="Words that mean on hold.", examples=[["Frozen"]])
    ] = ()
    withdrawn: Annotated[
        tuple[str, ...], Meta(description="Words that mean withdrawn.", examples=[["Overtaken"]])
    ] = ()
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


class FileSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the outputs are called.

    ``{month}`` is 2020-09, ``{name}`` the workbook's own, ``{marking}`` its marking, ``{variant}`` that of a report.
    """

    copy: Annotated[
        str, Meta(min_length=1, description="The name of the flagged copy.", examples=["{name} flagged {marking}"])
    ] = "{name} - flagged {marking}"
    report: Annotated[
        str, Meta(min_length=1, description="The name of the covering report.", examples=["{month} Report"])
    ] = "{month} {variant} report {marking}"
    page: Annotated[
        str, Meta(min_length=1, description="The name of the status page.", examples=["status"])
    ] = "{month} Status {marking}"
    email: Annotated[
        str, Meta(min_length=1, description="The name of the e-mail draft.", examples=["{month} E-mail"])
    ] = "{month} E-mail {marking}"


_Colour = Annotated[
    str,
    Meta(
        pattern="^#?[0-9A-Fa-f]{6}$|^theme:[0-9]+(:-?[0-9.]+)?$",
        description="The fill of cells with this sign: six hexadecimal digits, or a colour of the workbook's theme.",
        examples=["FCE4E4", "theme:5:0.8"],
    ),
]


class ColourSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fills of the flagged copy's signs. The colour of the letters follows, so that they can be read."""

    row_with_error: _Colour = "B3261E"
    no_owner: _Colour = "FBE3E1"
    placeholder_owner: _Colour = "FBE3E1"
    overdue: _Colour = "F6C9A8"
    revised_date_passed: _Colour = "F6C9A8"
    moved_without_reason: _Colour = "FBE3E1"
    due_soon: _Colour = "FFF1C9"
    moved: _Colour = "EDE4F5"
    complete: _Colour = "CDE5DD"
    on_track: _Colour = "E6EFF7"


class CopySettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The flagged copy."""

    formats_first: Annotated[
        bool, Meta(description="gipxl's formats win over the staff's own.", examples=[True])
    ] = False
    notes: Annotated[bool, Meta(description="Hover notes on cells with findings.", examples=[False])] = True
    sheets: Annotated[
        tuple[str, ...],
        Meta(description="The new sheets that are written: all, or some by name.", examples=[["findings", "key"]]),
    ] = ("all",)
    colours: ColourSettings = ColourSettings()


class ReportSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The covering report."""

    template: Annotated[
        str,
        Meta(
            description="A Word template of your own, seen from the folder of the settings file that names it.",
            examples=["house.docx"],
        ),
    ] = ""
    variant: Annotated[
        Variant,
        Meta(
            description="The kind of report: covering, tables for a committee, or the exceptions on one page.",
            examples=["committee"],
        ),
    ] = Variant.COVERING
    charts: Annotated[bool, Meta(description="The report shows its charts.", examples=[False])] = True


class EmailSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The e-mail that sends copy and report."""

    sender: Annotated[str, Meta(description="Who it is from.", examples=["governance@example.org"])] = ""
    to: Annotated[tuple[str, ...], Meta(description="Who it goes to.", examples=[["panel@example.org"]])] = ()
    cc: Annotated[tuple[str, ...], Meta(description="Who gets a copy.", examples=[["clerk@example.org"]])] = ()


class LimitSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How large a workbook may be."""

    unpacked_mb: Annotated[int, Meta(ge=1, description="Megabytes that it may unpack to.", examples=[500])] = 500
    parts: Annotated[int, Meta(ge=1, description="Parts that the file may have.", examples=[10000])] = 10_000
    rows: Annotated[int, Meta(ge=1, description="Rows that the plan may have.", examples=[200000])] = 200_000


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


#: The tables that a file lying beside a workbook may hold: how it is read and checked, and nothing else.
BESIDE_WORKBOOK = ("plan", "status", "figures", "rules", "glossary", "owners", "markings")


def load(named: Path | None = None, beside: Path | None = None, own: Path | None = None) -> Settings:
    """The settings in force.

    ``named`` is the file of ``--settings``, ``beside`` one lying in the workbook's folder, ``own`` the user's.
    Raises SettingsError, naming file, key, nearest key and an example.
    """
    merged: dict[str, Any] = {}
    # A file that is named may say everything, also where it lies beside the workbook.
    beside = None if beside and any(path and _is_same(path, beside) for path in (named, own)) else beside
    for path in (own, beside, named):
        if path is not None:
            given = _read(path)
            if path is beside:
                _refuse_reach(given, path)
            check_keys(given, path)
            _convert(given, path)
            merged = _merged(merged, _seen_from(given, path))
    return _convert(merged, named or beside or own or Path(FILE_NAME))


def _seen_from(given: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    """A template's name is seen from the folder of the file that gives it, wherever gipxl is started."""
    name = given.get("report", {}).get("template")
    return _merged(given, {"report": {"template": str(path.parent / name)}}) if name else given


def _is_same(path: Path, other: Path) -> bool:
    return path.exists() and other.exists() and path.samefile(other)


def in_force(workbook: Path, named: Path | None = None) -> Settings:
    """The settings for a workbook: the user's own, those of a file lying beside it, and those of the file named.

    Raises SettingsError where one of them cannot be understood.
    """
    beside = workbook.parent / FILE_NAME
    return load(named=named, beside=beside if beside.is_file() else None, own=own_settings_file())


def own_settings_file() -> Path | None:
    """The user's own settings file, where there is one."""
    if os.name == "nt":
        home = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    else:
        home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    path = home / "gipxl" / FILE_NAME
    return path if path.is_file() else None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(f"{path}: there is no such settings file.", "Check the name after --settings.") from None
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}).", "Check that you may open it.") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: is not plain text.", "Save it as UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise SettingsError(
            f"{path}: {f'line {line[1]}' if line else 'the last line'} cannot be understood.",
            'Write each line as name = value, once only, with texts in "quotes".',
        ) from None


def _refuse_reach(given: Mapping[str, Any], path: Path) -> None:
    for table in given:
        if table in Settings.__struct_fields__ and table not in BESIDE_WORKBOOK:
            raise SettingsError(
                f"{path}: [{table}] may not be set by a file lying beside a workbook.",
                f"Move it to your own settings, or pass the file with --settings {path.name}.",
            )


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merged(merged[key], value) if both else value
    return merged


def _convert(given: Mapping[str, Any], path: Path) -> Settings:
    try:
        return msgspec.convert(given, Settings)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$.")
        key = _full_path(where.rstrip("`"), given)
        raise SettingsError(f"{path}: {key}: {_wrong(what, key)}.", _example(key)) from None


def _full_path(where: str, given: Mapping[str, Any]) -> str:
    """msgspec's path to what is wrong, with the key itself where it only says that one of a table is."""
    table, found, _ = where.partition("[...]")
    if not found:
        return where
    *above, last = table.split(".")
    entries = given
    for name in (*above, last):
        entries = entries[name]
    for key, value in entries.items():
        one: dict[str, Any] = {last: {key: value}}
        for name in reversed(above):
            one = {name: one}
        try:
            msgspec.convert(one, Settings)
        except msgspec.ValidationError:
            return f"{table}.{key}"
    return table


#: What msgspec says, and what an officer is told; the first that fits.
_WORDING = (
    (r"Invalid enum value (.+)", r"\1 is none of the words that can stand here"),
    (r"Object missing required field `(\w+)`", r"has no \1"),
    (r"Object contains unknown field `(\w+)`", r"\1 has no place here"),
    (r"Expected `str` of length >= 1", "is empty"),
    (r"Expected `str` matching regex.*", "is no colour: write six hexadecimal digits, or a colour of the theme"),
    (r"Invalid RFC3339 encoded date", "is no date: write 2020-12-31"),
    (r"`object`", "a table"),
    (r"`array`", "a list"),
    (r"`str`", "a text"),
    (r"`int`", "a whole number"),
    (r"`float`", "a number with a point"),
    (r"`bool`", "true or false"),
    (r"`(?:date|datetime|time)`", "a date"),
    (r">=", "of at least"),
    (r"<=", "of at most"),
)


def _wrong(what: str, key: str) -> str:
    """msgspec's sentence in an officer's words, with the words to choose from."""
    for theirs, ours in _WORDING:
        what = re.sub(theirs, ours, what)
    choices = _choices(key)
    if choices and "none of the words" in what:
        what = what.replace("the words that can stand here", ", ".join(choices))
    return what[:1].lower() + what[1:]


def _choices(key: str) -> tuple[str, ...]:
    """The words that a setting can be, where it is not free."""
    if key.startswith("rules.levels."):
        return LEVELS
    default = next((each.default for each in reference() if each.path == key), None)
    return tuple(str(each) for each in type(default)) if isinstance(default, Enum) else ()


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """One setting for the reference: full path, meaning, default and an example, all as texts."""

    path: str
    description: str
    default: Any
    example: Any


def reference() -> tuple[Key, ...]:
    """Every setting there is, in the file's order."""
    return tuple(_keys(Settings, ""))


def _keys(struct: type[Struct], prefix: str) -> Iterator[Key]:
    defaults = struct()
    for name in struct.__struct_fields__:
        default = getattr(defaults, name)
        if isinstance(default, Struct):
            yield from _keys(type(default), f"{prefix}{name}.")
        else:
            meta = _meta(struct, name)
            yield Key(
                path=f"{prefix}{name}",
                description=meta.description or "" if meta else "",
                default=default,
                example=(meta.examples or [None])[0] if meta else None,
            )


def _meta(struct: type[Struct], name: str) -> Meta | None:
    from typing import get_type_hints

    hint = get_type_hints(struct, include_extras=True)[name]
    return next((each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Meta)), None)


def check_keys(given: Mapping[str, Any], path: Path, struct: type[Struct] = Settings, prefix: str = "") -> None:
    """Raises SettingsError at the first key that is none, naming the nearest one and an example."""
    defaults = struct()
    for key, value in given.items():
        if key not in struct.__struct_fields__:
            raise _unknown(path, f"{prefix}{key}", [f"{prefix}{name}" for name in struct.__struct_fields__])
        below = getattr(defaults, key)
        if isinstance(below, Struct) and isinstance(value, dict):
            check_keys(value, path, type(below), f"{prefix}{key}.")
        if struct is PlanSettings and key == "columns" and isinstance(value, dict):
            _check_columns(value, path)


def _check_columns(given: Mapping[str, Any], path: Path) -> None:
    for name in given:
        if name not in tuple(Field):
            raise _unknown(path, f"plan.columns.{name}", [f"plan.columns.{field}" for field in Field])


def _unknown(path: Path, key: str, here: Sequence[str]) -> SettingsError:
    """The error for a key that is none: with the nearest where it stands, else the nearest of all settings."""
    last = key.rpartition(".")[2]
    by_name = {each.rpartition(".")[2]: each for each in here}
    everywhere = [each.path for each in reference()]
    same_name = [each for each in everywhere if each.rpartition(".")[2] == last]
    nearest = (
        by_name.get(_nearest(last, list(by_name)))
        or _nearest(key, same_name, least=0)
        or _nearest(key, everywhere)
    )
    if not nearest:
        return SettingsError(f"{path}: {key} is no setting.", f"Known here: {', '.join(here)}.")
    return SettingsError(f"{path}: {key} is no setting.", f"The nearest is {nearest}. {_example(nearest)}".strip())


# How like a known name one must be (of 100) to be offered.
_NEAR = 60


def _nearest(name: str, names: Sequence[str], *, least: int = _NEAR) -> str:
    """The one of ``names`` most like ``name``; "" where none is near enough."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=least)
    return found[0] if found else ""


def _example(key: str) -> str:
    """ "For example: rules.due_soon_days = 30" for a setting, the table that it is in, or one inside it."""
    bare = key.split("[")[0]
    for each in reference():
        if bare == each.path or bare.startswith(f"{each.path}.") or each.path.startswith(f"{bare}."):
            return f"For example: {each.path} = {toml_value(each.example)}"
    return ""


def toml_value(value: Any) -> str:
    """A value as it is written in ``gipxl.toml``."""
    if isinstance(value, Enum):
        return toml_value(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml_key(key)} = {toml_value(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml_value(each) for each in value) + "]"
    if isinstance(value, str):
        return msgspec.json.encode(value).decode()
    return str(value)


def _toml_key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else toml_value(key)
