"""``gipxl.toml``: every key, who overrules whom, and what is said where something in it is wrong."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gipxl.assessment import assess
from gipxl.errors import SettingsError
from gipxl.settings import (
    BESIDE_WORKBOOK,
    DateOrder,
    Key,
    Overdue,
    Settings,
    in_force,
    load,
    own_settings_file,
    reference,
    toml_value,
)
from tests.tables import plan_of


@pytest.fixture(autouse=True)
def _no_settings_of_my_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "own"))


def write(folder: Path, text: str, name: str = "gipxl.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refused(path: Path, **how: Path) -> str:
    """What is said of a settings file that cannot be understood."""
    with pytest.raises(SettingsError) as error:
        load(**how) if how else load(named=path)
    message = str(error.value)
    assert message.startswith(str(path)) and "\n" not in message
    assert not re.search(r"`|<class|\bstr\b|\bint\b|[Ii]nvalid|object|array|RFC", message), message
    return message.removeprefix(f"{path}: ")


# ---- every key ----


@pytest.mark.parametrize("key", reference(), ids=lambda key: str(key.path))
def test_every_key_has_a_meaning_a_default_and_an_example_that_can_be_pasted(key: Key, tmp_path: Path) -> None:
    assert key.description.endswith("."), key.path
    given = load(named=write(tmp_path, f"{key.path} = {toml_value(key.example)}\n"))
    found: Any = given
    for name in key.path.split("."):
        found = getattr(found, name)
    example = tomllib.loads(f"it = {toml_value(key.example)}")["it"]
    if key.path in ("report.template", "email.templates", "email.sending.ca_file"):
        example = str(tmp_path / example)  # seen from the settings file
    assert msgspec.json.decode(msgspec.json.encode(found)) == example


@pytest.mark.parametrize("key", reference(), ids=lambda key: str(key.path))
def test_every_default_can_be_written_and_read_again(key: Key, tmp_path: Path) -> None:
    assert load(named=write(tmp_path, f"{key.path} = {toml_value(key.default)}\n")) == Settings()


@pytest.mark.parametrize("key", reference(), ids=lambda key: str(key.path))
def test_every_key_of_a_wrong_kind_is_refused_with_an_example(key: Key, tmp_path: Path) -> None:
    wrong = "2020-01-01" if not isinstance(key.default, (list, tuple, dict)) else "3"
    message = refused(write(tmp_path, f"{key.path} = {wrong}\n"))
    assert message.startswith(f"{key.path}: expected ")
    assert message.endswith(f"For example: {key.path} = {toml_value(key.example)}")


@pytest.mark.parametrize("key", reference(), ids=lambda key: str(key.path))
def test_a_slip_in_any_key_is_answered_with_the_key(key: Key, tmp_path: Path) -> None:
    table, _, last = key.path.rpartition(".")
    slip = f"{last[:-1]}x" if len(last) > 4 else f"{last}x"
    message = refused(write(tmp_path, f"{f'{table}.' if table else ''}{slip} = 1\n"))
    assert message.startswith(f"{f'{table}.' if table else ''}{slip} is no setting. The nearest is {key.path}.")
    assert f"For example: {key.path} = " in message


# ---- what is wrong, and what to do ----


@pytest.mark.parametrize(("text", "message"), [
    ("[rules]\ndue_son_days = 3",
     "rules.due_son_days is no setting. The nearest is rules.due_soon_days. For example: rules.due_soon_days = 30"),
    ("due_soon_days = 3",
     "due_soon_days is no setting. The nearest is rules.due_soon_days. For example: rules.due_soon_days = 30"),
    # copy.colours.due_soon is another setting in another table
    ("[rules]\ndue_soon = 5",
     "rules.due_soon is no setting. The nearest is rules.due_soon_days. For example: rules.due_soon_days = 30"),
    ("[rules]\noverdue = \"current\"",
     "rules.overdue is no setting. The nearest is figures.overdue. For example: figures.overdue = \"unrevised\""),
    ("[wibble]\nx = 1",
     "wibble is no setting. Known here: plan, status, figures, rules, glossary, owners, markings, limits, files, copy, "
     "report, email, publish, rollover, drive."),
    ("plan = 3", 'plan: expected a table, got a whole number. For example: plan.sheet = "Appendix A"'),
    ("report = 3", 'report: expected a table, got a whole number. For example: report.template = "house.docx"'),
    ("[plan.columns]\nownr = \"D\"",
     'plan.columns.ownr is no setting. The nearest is plan.columns.owner. For example: plan.columns = {owner = "D", '
     'original_due = "Target date"}'),
    ("[plan.columns]\nowner = 4",
     'plan.columns.owner: expected a text, got a whole number. For example: plan.columns = {owner = "D", '
     'original_due = "Target date"}'),
    ("[plan]\nyear_starts = 13",
     "plan.year_starts: expected a whole number of at most 12. For example: plan.year_starts = 4"),
    ("[plan]\nheading_rows = [0]",
     "plan.heading_rows[0]: expected a whole number of at least 1. For example: plan.heading_rows = [4, 5]"),
    ("[figures]\noverdue = \"late\"",
     "figures.overdue: 'late' is none of unrevised, current, original. For example: figures.overdue = \"unrevised\""),
    ("[rules.levels]\nOWN01 = \"grave\"",
     "rules.levels.OWN01: 'grave' is none of error, warning, note. For example: rules.levels = {DAT05 = \"warning\"}"),
    ("[rules.off]\nTXT10 = \"\"",
     'rules.off.TXT10: is empty. For example: rules.off = {TXT10 = "Long updates are wanted."}'),
    ("[glossary]\nAGS = \"Annual\"\nMTFP = 5",
     "glossary.MTFP: expected a text, got a whole number. For example: glossary = "
     '{AGS = "Annual Governance Statement"}'),
    ("[copy.colours]\nmoved = \"red\"",
     "copy.colours.moved: is no colour: write six hexadecimal digits, or a colour of the theme. For example: "
     'copy.colours.moved = "FCE4E4"'),
])  # fmt: skip
def test_a_mistake_is_named_with_its_full_path_and_the_way_out(text: str, message: str, tmp_path: Path) -> None:
    assert refused(write(tmp_path, text)) == message


@pytest.mark.parametrize(("ignore", "said"), [
    ('{code = "OWN03", ref = "B2"}', "has no reason"),
    ('{code = "OWN03", ref = "B2", reason = ""}', "is empty"),
    ('{code = "OWN03", ref = "B2", reason = "x", til = 2020-12-31}', "til has no place here"),
    ('{code = "OWN03", ref = "B2", reason = "x", until = "soon"}', "is no date: write 2020-12-31"),
])  # fmt: skip
def test_an_ignored_finding_needs_its_reason(ignore: str, said: str, tmp_path: Path) -> None:
    message = refused(write(tmp_path, f"[rules]\nignore = [{ignore}]"))
    assert message.startswith("rules.ignore[0]") and f": {said}. For example: rules.ignore = [" in message


def test_the_last_day_of_an_ignored_finding_may_be_a_date_or_a_text(tmp_path: Path) -> None:
    for until in ("2020-12-31", '"2020-12-31"'):
        text = f'[[rules.ignore]]\ncode = "OWN03"\nref = "B2"\nreason = "Agreed"\nuntil = {until}\n'
        (ignored,) = load(named=write(tmp_path, text)).rules.ignore
        assert ignored.until == date(2020, 12, 31)


@pytest.mark.parametrize(("settings", "where", "near"), [
    ('[rules.levels]\nOWN99 = "note"', "rules.levels", "OWN"),
    ('[rules.off]\nown01 = "Not wanted"', "rules.off", "OWN01"),
    ('[[rules.ignore]]\ncode = "DAT7"\nref = "B2"\nreason = "x"', "rules.ignore", "DAT"),
])  # fmt: skip
def test_a_rule_that_there_is_not_is_refused_when_the_rules_run(
    settings: str, where: str, near: str, tmp_path: Path
) -> None:
    plan = plan_of("| ref | title | owner | due |\n| A1 | a | Head of HR | 2020-12-31 |")
    with pytest.raises(SettingsError, match=rf"under {where}, and there is no such rule\. The nearest is {near}"):
        assess(plan, settings=load(named=write(tmp_path, settings)))


# ---- files ----


def test_a_file_that_is_not_there_or_cannot_be_read(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.toml") == "there is no such settings file. Check the name after --settings."
    assert refused(tmp_path).startswith("cannot be read (Is a directory)")


def test_a_byte_order_mark_is_no_matter_and_other_encodings_are_named(tmp_path: Path) -> None:
    path = tmp_path / "gipxl.toml"
    path.write_bytes('\ufeff[plan]\nsheet = "Rhestr ŵ"\n'.encode())
    assert load(named=path).plan.sheet == "Rhestr ŵ"
    for encoding in ("utf-16", "cp1252"):
        path.write_bytes('[plan]\nsheet = "Café"\n'.encode(encoding))
        assert refused(path) == "is not plain text. Save it as UTF-8 text."


def test_text_that_is_no_toml_is_named_with_its_line(tmp_path: Path) -> None:
    way_out = 'Write each line as name = value, once only, with texts in "quotes".'
    assert refused(write(tmp_path, "[plan]\nsheet = Appendix A\n")) == f"line 2 cannot be understood. {way_out}"
    twice = write(tmp_path, '[plan]\nsheet = "A"\nsheet = "B"\n[rules]\n')
    assert refused(twice) == f"line 3 cannot be understood. {way_out}"
    assert refused(write(tmp_path, '[plan]\nsheet = "A')).startswith("the last line cannot be understood.")


def test_each_file_overrules_the_one_before_key_by_key(tmp_path: Path) -> None:
    own = write(tmp_path / "1", '[plan]\nsheet = "own"\nyear_starts = 1\n[email]\nto = ["panel@example.org"]\n'
                                '[rules]\ndue_soon_days = 1\n[glossary]\nA = "own"\nB = "own"')  # fmt: skip
    beside = write(tmp_path / "2", '[plan]\nsheet = "beside"\n[rules]\ndue_soon_days = 2\n[glossary]\nB = "beside"')
    named = write(tmp_path / "3", '[plan]\nsheet = "named"\n[figures]\noverdue = "current"')
    found = load(own=own, beside=beside, named=named)
    assert (found.plan.sheet, found.plan.year_starts, found.rules.due_soon_days) == ("named", 1, 2)
    assert found.figures.overdue is Overdue.CURRENT and found.plan.dates is DateOrder.PROVEN
    assert found.email.to == ("panel@example.org",) and found.glossary == {"A": "own", "B": "beside"}


@pytest.mark.parametrize("table", sorted(set(Settings.__struct_fields__) - set(BESIDE_WORKBOOK)))
def test_a_file_beside_a_workbook_may_not_reach_further(table: str, tmp_path: Path) -> None:
    path = write(tmp_path, f"[{table}]\n")
    message = refused(path, beside=path)
    assert message.startswith(f"[{table}] may not be set by a file lying beside a workbook.")
    assert load(named=path) == Settings() == load(own=path)


@pytest.mark.parametrize("table", BESIDE_WORKBOOK)
def test_a_file_beside_a_workbook_decides_how_it_is_read_and_checked(table: str, tmp_path: Path) -> None:
    assert load(beside=write(tmp_path, f"[{table}]\n")) == Settings()


def test_recipients_paths_and_names_are_never_set_from_beside() -> None:
    assert not {"email", "report", "files", "copy", "limits"} & set(BESIDE_WORKBOOK)


def test_a_file_beside_a_workbook_that_is_named_may_say_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "plans", '[email]\nto = ["panel@example.org"]\n')
    workbook = tmp_path / "plans" / "plan.xlsx"
    with pytest.raises(SettingsError, match="--settings"):
        in_force(workbook)
    monkeypatch.chdir(tmp_path)
    for named in (Path("plans/gipxl.toml"), tmp_path / "plans" / ".." / "plans" / "gipxl.toml"):
        assert in_force(workbook, named).email.to == ("panel@example.org",)


def test_in_force_takes_the_user_s_own_file_and_the_one_beside_the_workbook(tmp_path: Path) -> None:
    assert own_settings_file() is None and in_force(tmp_path / "plan.xlsx") == Settings()
    write(tmp_path / "own" / "gipxl", '[email]\nsender = "governance@example.org"\n')
    write(tmp_path, '[plan]\nsheet = "Appendix A"\n')
    found = in_force(tmp_path / "plan.xlsx")
    assert (found.email.sender, found.plan.sheet) == ("governance@example.org", "Appendix A")


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Settings().plan.sheet = "other"  # type: ignore[misc]
