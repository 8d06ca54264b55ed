"""What holds for SQLite and PostgreSQL alike."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, select

from lagebild.picture import add, verdicts
from lagebild.picture import questions as ask
from lagebild.store import Store, loading, tables
from tests.stories import dam, meeting


@pytest.fixture
def told(either: Store) -> Store:
    for item in dam():
        add(either, item)
    return either


def test_migrations_make_the_tables_that_the_code_knows(either: Store) -> None:
    with either.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, tables.METADATA)
    assert [
        change for change in found if "report_text" not in str(change) and "ix_version_words" not in str(change)
    ] == []


def test_claims_come_back_as_they_were(told: Store) -> None:
    with told.reading() as connection:
        back = {reading.report.id: reading for reading in loading.readings(connection)}
    for original in dam():
        copy = back[original.report.id]
        assert copy.report.text == original.report.text
        assert copy.report.credits == original.report.credits
        assert [claim.to_compare for claim in map(_Plain, copy.claims)] == [
            claim.to_compare for claim in map(_Plain, original.claims)
        ]


class _Plain:
    """A claim without what a place or time without words leaves open."""

    def __init__(self, claim: object) -> None:
        self.to_compare = repr(claim)


def test_every_claim_leads_to_its_words(told: Store) -> None:
    query = (
        select(tables.evidence, tables.version.c.text)
        .join(tables.claim, tables.claim.c.id == tables.evidence.c.claim_id)
        .join(tables.version, tables.version.c.id == tables.claim.c.version_id)
        .where(tables.evidence.c.kind == "trigger")
    )
    with told.reading() as connection:
        words = {row.text[row.start : row.end] for row in connection.execute(query)}
    assert words == {"gesprengt", "blew up", "destroyed", "empfangen"}


def test_the_picture_is_the_same_in_both(told: Store) -> None:
    lines = {line.type: line for line in ask.events(told).events}
    assert lines["ASSAULT"].backing == "5 reports, 3 origins, 1 state-controlled"
    assert lines["ASSAULT"].disputed == ["happened", "actor", "number of dead"]
    assert ask.between(told, "RUS", "UKR").months[0].month == "2023-06"
    assert ask.search(told, "staudamm").total == 2
    assert ask.search(told, '"Nova Kakhovka" destr*').total == 2
    assert len(ask.diff(told, dt.date(2023, 6, 7)).disputed) == 0
    assert ask.sources(told)[0].reports >= 1
    assert ask.network(told).edges
    assert ask.entity(told, "Solvang") is not None


def test_verdict_in_both(told: Store) -> None:
    number = verdicts.reject(told, event=1, who="ada")
    assert ask.events(told).total == 1
    verdicts.revoke(told, number, who="ada")
    assert ask.events(told).total == 2


def test_failing_add_leaves_nothing(either: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("lagebild.picture.adding.merging.merge", broken)
    with pytest.raises(RuntimeError, match="power cut"):
        add(either, meeting())
    with either.reading() as connection:
        assert [connection.scalar(select(func.count()).select_from(table)) for table in tables.TABLES] == [0] * len(
            tables.TABLES
        )


def test_many_writers_take_turns(either: Store) -> None:
    readings = [meeting(identity=f"m{number}", publisher=f"Blatt {number}") for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        outcomes = [added.outcome for added in pool.map(lambda reading: add(either, reading), readings)]
    assert outcomes == ["new"] * 8
    (line,) = ask.events(either).events
    assert (line.reports, line.origins) == (8, 1)


def test_reader_sees_one_state_while_others_write(either: Store) -> None:
    add(either, meeting())
    with either.reading() as connection:
        before = connection.scalar(select(func.count()).select_from(tables.version))
        add(either, meeting(identity="later"))
        assert connection.scalar(select(func.count()).select_from(tables.version)) == before
    with either.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.version)) == 2
