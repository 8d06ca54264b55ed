"""A store of older tables is brought to the newest ones when it is opened, with what it holds."""

from __future__ import annotations

from typing import Any

import pytest
from alembic import command
from sqlalchemy import inspect, select

from lagebild.picture import add, verdicts
from lagebild.picture import questions as ask
from lagebild.store import Store, tables
from lagebild.store.migrate import config, upgrade
from tests.stories import dam, meeting


def _content(store: Store) -> dict[str, list[Any]]:
    with store.reading() as connection:
        return {table.name: sorted(map(repr, connection.execute(select(table)))) for table in tables.TABLES}


@pytest.fixture
def filled(either: Store) -> Store:
    """With copies, a corrected report, a denial and a rejected claim."""
    for item in dam():
        add(either, item)
    corrected = dam()[0]
    corrected.report.text += "\n\nKorrektur folgt."
    add(either, corrected)
    add(either, meeting(identity="again", publisher="Blatt"))
    verdicts.reject(either, claim=2, who="ada")
    return either


def test_a_store_of_the_first_tables_is_brought_to_the_newest(filled: Store) -> None:
    before, told = _content(filled), (ask.sources(filled), ask.sources(filled, kind="source"), ask.events(filled))
    with filled.engine.execution_options(writing=True).begin() as connection:
        command.downgrade(config(connection), "0001")
        assert not inspect(connection).has_table("event_voice")
    upgrade(filled)
    assert _content(filled) == before
    assert (ask.sources(filled), ask.sources(filled, kind="source"), ask.events(filled)) == told
    assert before["event_voice"]
    assert before["speaker"]


def test_an_old_store_goes_on(filled: Store) -> None:
    with filled.engine.execution_options(writing=True).begin() as connection:
        command.downgrade(config(connection), "0001")
    upgrade(filled)
    assert add(filled, meeting(identity="later", publisher="Kurier")).outcome == "new"
    assert {record.name for record in ask.sources(filled)} >= {"Kurier", "Blatt"}
