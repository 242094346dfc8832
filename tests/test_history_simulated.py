"""Two simulated years of monthly workbooks tell exactly the history that was simulated."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gipxl.history import Found, History, Story, find_months, history_of
from tests.simulated_years import Told, Years

HIDDEN_MONTHS = (5, 8, 10, 12)  # never two in a row, nor those around the new year


def simulated(folder: Path, seed: int, *, single_date: bool, renumbered: bool) -> Years:
    """Two years in a folder: a month or two missing, workbooks under changing names, some of them in the archive."""
    years = Years(seed, single_date=single_date, renumbered=renumbered)
    (folder / "Archive").mkdir(parents=True)
    for at, as_at in enumerate(years.months()):
        if at and as_at.month in HIDDEN_MONTHS and years.random.random() < 0.4:
            continue  # nobody kept this month's workbook
        names = (f"{as_at:%Y-%m} GIP.xlsx", f"Tracker for the panel ({as_at:%B} {as_at:%Y}).xlsx", f"plan v{at}.xlsx")
        years.keep((folder / "Archive" if at < 12 else folder) / years.random.choice(names))
    return years


def as_told(history: History, story: Story) -> dict[str, object]:
    """A story in the terms of the script."""
    left = story.departure
    return {
        "refs": list(reversed(story.refs)),
        "original": story.original,
        "months": {
            each.as_at: (
                each.standing.action.ref,
                each.due,
                each.awaits_new_date,
                each.standing.position.value if each.standing.counts else None,
            )
            for each in story.seen
        },
        "moves": [(move.as_at, move.was, move.now) for move in story.moves],
        "original_changes": [(each.as_at, each.was, each.now) for each in story.original_changes],
        "completions": [(each.as_at, each.day) for each in story.completions],
        "reopened": list(story.reopened),
        "left": (
            left.as_at,
            left.how.name.lower(),
            history.stories[left.story].title if left.story is not None else "",
        )
        if left
        else None,
    }


def check(history: History, expected: dict[str, Told], kept: list[date]) -> None:
    assert [month.as_at for month in history.months] == kept
    assert sorted(story.title for story in history.stories) == sorted(expected)
    for story in history.stories:
        told = expected[story.title]
        assert as_told(history, story) == vars(told), story.title
        assert story.added == (None if kept[0] in told.months else min(told.months))
        days = [due for _, due, _, _ in told.months.values() if due]
        assert story.days_slipped == ((days[-1] - told.original).days if days and told.original else None)
        settled = sum(1 for _, _, now in told.moves if now)
        assert story.times_revised == settled + (list(told.months.values())[-1][2])
    family = {history.stories[number].title: {each.title for each in taken} for number, taken in history.family.items()}
    joined = [(told.left[2], title) for title, told in expected.items() if told.left and told.left[1] == "consolidated"]
    assert family == {into: {title for other, title in joined if other == into} for into, _ in joined}


@pytest.mark.parametrize("renumbered", [False, True], ids=["refs kept", "refs given anew"])
@pytest.mark.parametrize("single_date", [False, True], ids=["two date columns", "one date column"])
@pytest.mark.parametrize("seed", range(3))
def test_two_years_give_the_history_that_was_simulated(
    tmp_path: Path, seed: int, single_date: bool, renumbered: bool
) -> None:
    years = simulated(tmp_path, seed, single_date=single_date, renumbered=renumbered)
    found = find_months([tmp_path])
    assert found == Found(plans=found.plans)
    history = history_of(found.plans[::-1])
    check(history, years.told, years.kept)


def test_the_scripts_hold_everything_that_is_to_be_told(tmp_path: Path) -> None:
    """What no script held, the test above would not have tried."""
    seen: set[str] = set()
    for seed in range(3):
        for single_date in (False, True):
            years = simulated(tmp_path / f"{seed}{single_date}", seed, single_date=single_date, renumbered=seed > 0)
            first = years.kept[0]
            for told in years.told.values():
                seen |= {told.left[1]} if told.left else set()
                seen |= {"one date column" if single_date else "two date columns"} if len(told.moves) > 1 else set()
                seen |= {"brought forward" for _, was, now in told.moves if was and now and now < was}
                seen |= {"to be decided" for _, _, now in told.moves if now is None}
                seen |= {"original date taken out" for _, _, now in told.original_changes if now is None}
                seen |= {"original date changed" for _, _, now in told.original_changes if now}
                seen |= {"renumbered"} if len(told.refs) > 1 else set()
                seen |= {"reopened"} if told.reopened else set()
                seen |= {"added"} if min(told.months) > first else set()
                span = [day for day in years.kept if min(told.months) <= day <= max(told.months)]
                seen |= {"missing for a month"} if len(told.months) < len(span) else set()
            into = {told.left[2] for told in years.told.values() if told.left}
            seen |= {"chain" for title in into & years.told.keys() if (left := years.told[title].left) and left[2]}
    assert seen == {
        "added", "brought forward", "chain", "completed", "consolidated", "missing for a month", "one date column",
        "original date changed", "original date taken out", "removed", "renumbered", "reopened", "reused",
        "to be decided", "two date columns", "withdrawn",
    }  # fmt: skip
