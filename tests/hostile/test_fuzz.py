"""Real packages damaged by chance and given to the real commands: a little of what scripts/fuzz.py does for hours."""

from __future__ import annotations

import random  # noqa: TID251 - seeded by hypothesis
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile.bases import Base, bases
from tests.hostile.damage import damaged
from tests.hostile.fuzzing import faults_of


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> list[Base]:
    return bases(tmp_path_factory.mktemp("bases"))


@given(seed=st.integers(min_value=0, max_value=2**32))
@settings(max_examples=25)
def test_a_damaged_file_is_refused_or_read_and_nothing_else(
    seed: int, whole: list[Base], tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)
    base = chance.choice(whole)
    folder: Path = tmp_path_factory.mktemp("case")
    assert faults_of(folder, base, damaged(base.data, chance), chance) == []
