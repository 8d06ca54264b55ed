from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lagebild.store import Store
from tests import postgres


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    if postgres.binaries() is None:
        pytest.skip(postgres.MISSING)
    pytest.importorskip("psycopg", reason="PostgreSQL's driver is not installed: pip install 'lagebild[postgres]'")
    with postgres.server() as url:
        yield url


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "lage.db") as store:
        yield store


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A fresh store in SQLite, then in PostgreSQL."""
    if request.param == "sqlite":
        where = str(tmp_path / "lage.db")
    else:
        where = request.getfixturevalue("postgres_url")
        _empty(where)
    with Store.open(where) as store:
        yield store


def _empty(url: str) -> None:
    from sqlalchemy import create_engine, text

    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
