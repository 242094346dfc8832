"""What the tests of sending share: one certificate authority for all."""

from __future__ import annotations

import pytest

from tests.sending.servers import Authority


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))
