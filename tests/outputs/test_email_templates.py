"""Templates of a house: they overrule gipxl's one by one, reach nothing else, and what is wrong in them is located."""

from __future__ import annotations

from pathlib import Path

import pytest

from gipxl.errors import SettingsError
from gipxl.outputs.email import Draft, covering, to_owners
from gipxl.outputs.email.templates import NAMES, built_in
from tests.outputs.test_email_owners import month
from tests.outputs.test_page import HOSTILE


def draft(
    folder: Path, table: str = "| ref | title | owner | due |\n| A1 | Training | Head of HR | 2020-08-31 |"
) -> Draft:
    return to_owners(month(table, templates=str(folder))).drafts[0]


def give(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_template_of_the_house_overrules_that_one_alone(tmp_path: Path) -> None:
    made = draft(
        give(tmp_path, "owners.html.j2", "<p>{{ owner }}: {{ rows[0].ref }}, {{ rows[0].points[0].cell }}</p>")
    )
    assert made.html() == "<p>Head of HR: A1, D5</p>"
    assert "WHAT IS ASKED OF YOU" in made.text()
    assert "The figures" in covering(month(templates=str(tmp_path))).html()


def test_the_frame_alone_can_be_restyled_and_gipxl_s_own_extended(tmp_path: Path) -> None:
    give(tmp_path, "base.html.j2", "<body>Northmere Council {% block content %}{% endblock %}</body>")
    assert "Northmere Council" in draft(tmp_path).html() and "What is asked of you" in draft(tmp_path).html()
    give(
        tmp_path,
        "owners.txt.j2",
        '{% extends "gipxl/owners.txt.j2" %}{% block content %}Of Northmere.\n{{ super() }}{% endblock %}',
    )
    assert "Of Northmere." in draft(tmp_path).text() and "WHAT IS ASKED OF YOU" in draft(tmp_path).text()


def test_text_from_cells_is_escaped_in_the_house_s_html_too(tmp_path: Path) -> None:
    cell = HOSTILE.replace("|", "")
    give(tmp_path, "owners.html.j2", "<p>{{ rows[0].title }}</p>")
    html = draft(tmp_path, f"| ref | title | owner | due |\n| A1 | {cell} | Head of HR | 2020-08-31 |").html()
    assert "<script>" not in html and "{{ 7 * 7 }}" in html


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("one\n{% for %}", "line 2 cannot be filled in: "),
        ("one\ntwo\n{{ nothing_of_the_kind }}", "line 3 cannot be filled in: 'nothing_of_the_kind' is undefined"),
        ("{{ 1 / 0 }}", "line 1 cannot be filled in: division by zero"),
        ("{{ rows.append(1) or rows.__class__.__mro__ }}", "line 1 cannot be filled in: "),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "line 1 cannot be filled in: access to attribute"),
        ('{% include "../../secret.txt" %}', "there is no template ../../secret.txt"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(template: str, said: str, tmp_path: Path) -> None:
    (tmp_path.parent / "secret.txt").write_text("secret", encoding="utf-8")
    give(tmp_path, "owners.html.j2", template)
    with pytest.raises(SettingsError) as raised:
        draft(tmp_path).html()
    assert said in raised.value.message and str(tmp_path) in raised.value.message
    assert "\n" not in str(raised.value)


def test_a_template_that_is_no_utf8_is_said(tmp_path: Path) -> None:
    (tmp_path / "owners.txt.j2").write_bytes(b"Gr\xfc\xdfe")
    with pytest.raises(SettingsError, match="not saved as UTF-8"):
        draft(tmp_path).text()


def test_a_folder_without_templates_or_that_is_not_there_is_said(tmp_path: Path) -> None:
    give(tmp_path, "owner.html.j2", "misspelt")
    with pytest.raises(SettingsError, match=r"holds no template of a name that gipxl knows.*owners\.html\.j2"):
        draft(tmp_path).text()
    with pytest.raises(SettingsError, match="is no folder that can be opened"):
        draft(tmp_path / "nowhere").text()


def test_every_name_that_is_offered_is_one_of_gipxl_s() -> None:
    folder = Path(__file__).parents[2] / "gipxl" / "outputs" / "templates" / "email"
    assert sorted(NAMES) == sorted(path.name for path in folder.iterdir())


def test_the_templates_that_gipxl_writes_out_make_the_same_e_mails(tmp_path: Path) -> None:
    for name, text in built_in().items():
        give(tmp_path, name, text)
    ours, theirs = (to_owners(month(templates=folder)).drafts for folder in ("", str(tmp_path)))
    assert [each.eml() for each in ours] == [each.eml() for each in theirs]
