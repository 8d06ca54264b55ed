from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lagebild.picture import add
from lagebild.store import Store
from tests.stories import dam


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "lage.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the story of the dam and a meeting; not to be written to."""
    with Store.open(tmp_path_factory.mktemp("told") / "lage.db") as opened:
        for reading in dam():
            add(opened, reading)
        yield opened
