"""What every action is known by."""

from __future__ import annotations

import pytest

from gipxl.assessment import assess
from tests.rules.finds import findings_of, finds
from tests.tables import plan_of


def test_every_row_needs_a_ref() -> None:
    found = finds(
        "REF01",
        rows={2, 4},
        plan="""
        | ref | title        | owner         | status    |
        | C4  | Contracts    | Head of Legal | On track  |
        |     | Land listing | Head of Legal | On track  |
        | C6  | Expenses     | Head of Legal | On track  |
        | TBC | Gifts        | Head of Legal | On track  |
        |     | Old policy   | Head of Legal | Withdrawn |
    """,
    )
    assert [finding.message for finding in found] == ["Row 6 has no ref", "Row 8 has “TBC” for a ref"]
    assert found[0].fix == "Give it a ref of its own in A6, one that no other action has had"
    assert (found[0].ref, found[0].cell) == (None, "A6")


def test_a_plan_without_refs_lives_by_its_titles() -> None:
    said = findings_of("""
        | title     | owner         | status   |
        | Contracts | Head of Legal | On track |
    """)
    assert {each.code: each.why for each in said.not_run}["REF01"] == "the sheet has no column for ref"


def test_a_ref_stands_once() -> None:
    found = finds(
        "REF02",
        rows={3, 4, 5},
        plan="""
        | ref  | title        | status    |
        | E6   | Monitoring   | On track  |
        | E7   | Recruitment  | On track  |
        | e 6  | Training     | On track  |
        | Ｅ6  | Support      | On track  |
        | E7   | Advertising  | On track  |
        | E16  | Travel       | On track  |
        | E6a  | Expenses     | On track  |
        | E7   | Old work     | Withdrawn |
        |      | No ref yet   | On track  |
        |      | None here    | On track  |
    """,
    )
    assert found[0].message == "Row 7 has the ref e 6, which row 5 has already; both were counted"
    assert found[2].message == "Row 9 has the ref E7, which row 6 has already; both were counted"


def test_two_refs_in_one_row_are_two_actions_and_no_ref_twice() -> None:
    finds(
        "REF02",
        rows=set(),
        plan="""
        | ref       | title      | status   |
        | C2 and C5 | Agreements | On track |
        | C3        | Finance    | On track |
    """,
    )


def test_letters_of_other_alphabets_only_look_right() -> None:
    found = finds(
        "REF03",
        rows={2, 3, 4, 6},
        plan="""
        | ref      | title    | status   |
        | C1       | One      | On track |
        | \u04212  | Two      | On track |
        | C\u200b3 | Three    | On track |
        | Ｃ4      | Four     | On track |
        | C5       | Five     | On track |
        | \u03926  | Six      | On track |
        | C 7      | Seven    | On track |
    """,
    )
    assert [finding.ref for finding in found] == ["\u04212", "C3", "Ｃ4", "\u03926"]
    assert found[0].message == "The ref C2 in row 6 holds a Cyrillic letter that only looks like C"
    assert found[0].fix == "Type C2 afresh in A6"
    assert found[1].message == "The ref C3 in row 7 holds a character that cannot be seen"
    assert found[3].message == "The ref B6 in row 10 holds a Greek letter that only looks like B"


@pytest.mark.parametrize(
    ("refs", "odd"),
    [
        ("A01; A02; AO3", {3}),
        ("A1; A2; A3; Al", {4}),
        ("B7; B8; B9; B1O", {4}),
        ("GOV-01; GOV-02; GOV-O3", {3}),
        ("GOV-01; GOV-02; GOV–03", {3}),
        ("O1; O2; O3", set()),
        ("AO1; AO2; BO1", set()),
        ("A1; A2; AO1; B1", set()),
        ("A.I; A.II; A.III", set()),
        ("A1a; A1b; A1c; A2", set()),
        ("GOV–01; GOV–02; GOV–03", set()),
        ("24 AGS 03; 24 AGS 04; 24 AGS 05", set()),
        ("0001; 0002; 0010", set()),
    ],
)
def test_letters_for_figures_are_told_by_the_other_refs(refs: str, odd: set[int]) -> None:
    rows = "\n".join(f"| {ref} | Work | On track |" for ref in refs.split("; "))
    finds("REF03", rows=odd, plan=f"| ref | title | status |\n{rows}")


def test_a_gap_in_the_numbering_wants_a_word() -> None:
    found = finds(
        "REF04",
        rows={3, 8},
        plan="""
        | ref | title  | status   | update                        |
        | A1  | One    | On track |                               |
        | A2  | Two    | On track |                               |
        | A4  | Four   | On track |                               |
        | B1  | One    | On track | B2 was merged into this       |
        | B3  | Three  | On track |                               |
        | C1  | One    | On track |                               |
        | C2  | Two    | On track | D2 to D4 are done elsewhere   |
        | C5  | Five   | On track |                               |
        | D1  | One    | On track |                               |
        | D5  | Five   | On track |                               |
        | E1  | One    | On track |                               |
        | E2a | Part   | On track |                               |
        | E2b | Part   | On track |                               |
        | E3  | Three  | On track |                               |
        | E4  | Four   | On track |                               |
        | E5  | Five   | On track |                               |
        | E6  | Six    | On track |                               |
        | E7  | Seven  | On track |                               |
    """,
    )
    assert found[0].message == "The numbering skips A3 before A4, and no text says why"
    assert found[1].message == "The numbering skips C3 and C4 before C5, and no text says why"


def test_a_series_begins_with_one_where_all_others_do() -> None:
    finds(
        "REF04",
        rows={3},
        plan="""
        | ref   | title | status   |
        | A01   | One   | On track |
        | A02   | Two   | On track |
        | B02   | Two   | On track |
        | B03   | Three | On track |
        | C01   | One   | On track |
        | C02   | Two   | On track |
    """,
    )


def test_refs_that_were_never_a_full_series_have_no_gaps() -> None:
    finds(
        "REF04",
        rows=set(),
        plan="""
        | ref | title | status   |
        | A3  | Three | On track |
        | A9  | Nine  | On track |
        | B2  | Two   | On track |
        | B14 | Many  | On track |
        | C7  | Seven | On track |
    """,
    )
    finds(
        "REF04",
        rows=set(),
        plan="""
        | ref | title | status   |
        | A1  | One   | On track |
        | A3  | Three | On track |
    """,
    )


def test_a_ref_that_an_earlier_month_had_is_no_gap() -> None:
    july = """
        | ref | title | status   |
        | A1  | One   | On track |
        | A2  | Two   | On track |
        | A3  | Three | On track |
        | A4  | Four  | On track |
        | A5  | Five  | On track |
    """
    september = """
        | ref | title | status   |
        | A1  | One   | On track |
        | A2  | Two   | On track |
        | A4  | Four  | On track |
        | A5  | Five  | On track |
    """
    finds("REF04", rows={3}, plan=september)
    finds("REF04", rows=set(), plan=september, baseline=july)
    finds("REF04", rows=set(), plan=september, earlier=[plan_of(july)])


def test_an_odd_ref_among_many_alike() -> None:
    found = finds(
        "REF05",
        rows={6},
        plan="""
        | ref    | title | status   |
        | A1     | One   | On track |
        | a 2    | Two   | On track |
        | A10    | Ten   | On track |
        | B1     | One   | On track |
        | B2     | Two   | On track |
        | GOV-07 | Seven | On track |
    """,
    )
    assert found[0].message == "The ref GOV-07 is shaped unlike all the others, such as A1"


@pytest.mark.parametrize(
    "refs",
    ["A1 A2 B1 GOV-7", "A1 A2 A3a A3b B1 B2", "A1 B-2 C.3 D4e 5 6f", "A01 A02 A03 A04 AO5", "A1 A2 B1 B2 TBC C1"],
)
def test_refs_of_several_shapes_are_not_odd(refs: str) -> None:
    rows = "\n".join(f"| {ref} | Work | On track |" for ref in refs.split())
    finds("REF05", rows=set(), plan=f"| ref | title | status |\n{rows}")


LETTERS = """
    | E1 | One   | On track |
    | E2 | Two   | On track |
    | E3 | Three | On track |
    | A1 | One   | On track |
    | A2 | Two   | On track |
    | Q1 | One   | On track |
"""


def with_update(text: str) -> str:
    return f"| ref | title | status | update |{LETTERS}| A3 | Three | On track | {text} |"


@pytest.mark.parametrize(
    "text",
    [
        "Waits for the survey under E7.",
        "Now part of E12.",
        "E2 and E9 were joined in August.",
        "See also H4 for the training.",
        "This depends on work-stream F2.",
        "Merged into A4 at the panel's request.",
        "To be considered with E4/E5.",
    ],
)
def test_a_ref_that_no_plan_has_had(text: str) -> None:
    found = finds("REF06", rows={7}, plan=with_update(text))
    assert "and no plan has had an action of that ref" in found[0].message
    assert found[0].cell == "D11"


@pytest.mark.parametrize(
    "text",
    [
        "E2 and E3 come first, then A1.",
        "Printed on A4 and sent out.",
        "A leaflet on A5 paper is ready.",
        "Reported in Q3 and again in Q4 2020/21.",
        "The office at London E8 3PN will close.",
        "Signs along the A12 have been replaced.",
        "The A1 road and the M6 are outside the area.",
        "Vehicles run on E10 petrol.",
        "The G7 countries and COVID-19 guidance were considered.",
        "A 4 week delay; a 12 month lease.",
        "Recommendation E9 of the auditors has been met.",
        "Formerly E8 in the plan for 2019/20.",
        "The risk register gives this as E7.",
        "Form A3 is to be redesigned.",
        "See www.example.org/E9, or write to E9@example.org.",
        "Cost £E9 and 50% of E2.5 units.",
        "Room E7 has been booked.",
        "Section 151 officer, s106 funds, B12 and P45s.",
        "Band E4 posts were advertised.",
        "E6a is no ref of this plan's shape.",
        "As set out in annex A4.",
    ],
)
def test_what_looks_like_a_ref_and_is_none(text: str) -> None:
    finds("REF06", rows=set(), plan=with_update(text))


def test_refs_of_the_baseline_and_of_earlier_months_are_known() -> None:
    september = with_update("E7 was consolidated into this")
    july = f"| ref | title | status |{LETTERS}| E7 | Seven | On track |"
    finds("REF06", rows={7}, plan=september)
    finds("REF06", rows=set(), plan=september, baseline=july)
    finds("REF06", rows=set(), plan=september, earlier=[plan_of(july)])


def test_recommendations_cite_the_numbering_of_other_papers() -> None:
    finds(
        "REF06",
        rows=set(),
        plan=f"""
        | ref | title | status | recommendation |{LETTERS}
        | A3  | Three | On track | Act on E7 without delay |
    """,
    )


def test_a_ref_under_the_banner_of_another_theme() -> None:
    found = finds(
        "REF07",
        rows={4},
        plan="""
        | ref | title      | status   |
        banner: A  Diversity and inclusion
        | A1  | Training   | On track |
        | A2  | Reporting  | On track |
        | B3  | Leadership | On track |
        banner: B – Violence reduction
        | B1  | Framework  | On track |
        | B2  | Funding    | On track |
    """,
    )
    assert found[0].message == "B3 stands under “A Diversity and inclusion”, whose refs begin with A"


def test_a_ref_beside_the_name_of_another_area() -> None:
    finds(
        "REF07",
        rows={3},
        plan="""
        | ref | area     | title      | status   |
        | A1  | People   | Training   | On track |
        | A2  | People   | Reporting  | On track |
        | B3  | People   | Leadership | On track |
        | A3  | People   | Induction  | On track |
        | B1  | Violence | Framework  | On track |
        | B2  | Violence | Funding    | On track |
    """,
    )


@pytest.mark.parametrize(
    "plan",
    [
        """| ref | title | status |
           banner: A Safer Borough
           | B1  | Lighting | On track |
           | B2  | Patrols  | On track |
           banner: Better Services
           | S1  | Website  | On track |
           | S2  | Calls    | On track |""",
        """| ref | title | status |
           banner: A  People
           | GOV-1 | One   | On track |
           banner: B  Money
           | GOV-2 | Two   | On track |
           | GOV-3 | Three | On track |""",
        """| ref | area | title | status |
           | A1  | People | One   | On track |
           | A2  | Money  | Two   | On track |
           | B1  | People | Three | On track |
           | B2  | Money  | Four  | On track |""",
        """| ref | title | status |
           banner: A  People
           | A1  | One   | On track |
           | X1  | Extra | On track |
           banner: B  Money
           | B1  | Two   | On track |""",
    ],
)
def test_areas_that_do_not_follow_the_refs_say_nothing_of_them(plan: str) -> None:
    finds("REF07", rows=set(), plan=plan)


def test_a_ref_merged_over_two_rows_is_not_given_twice() -> None:
    plan = plan_of(
        """
        | ref | title   | owner         | due        |
        | C4  | Rosters | Head of HR    | 2020-12-31 |
        |     | Leases  | Head of Legal | 2020-12-31 |
        """,
        merged=[(5, 1, 6, 1)],
    )
    codes = {finding.code for finding in assess(plan).findings}
    assert "LAY05" in codes and "REF02" not in codes
