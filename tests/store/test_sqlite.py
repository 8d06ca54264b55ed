from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from lagebild.picture import add
from lagebild.picture import questions as ask
from lagebild.store import Store, StoreError
from tests.stories import dam, meeting


def test_file_opens_as_plain_sqlite_with_words_of_the_design(sqlite: Store, tmp_path: Path) -> None:
    for item in dam():
        add(sqlite, item)
    plain = sqlite3.connect(tmp_path / "lage.db")
    rows = plain.execute(
        "SELECT p.text, substr(v.text, p.start + 1, p.end - p.start) FROM party p JOIN claim c ON c.id = p.claim_id "
        "JOIN version v ON v.id = c.version_id WHERE p.start IS NOT NULL"
    ).fetchall()
    plain.close()
    assert rows
    assert all(text == words for text, words in rows)


def test_datasette_reads_the_file(sqlite: Store, tmp_path: Path) -> None:
    app = pytest.importorskip("datasette.app", reason="Datasette is not installed")
    import asyncio

    add(sqlite, meeting())

    async def ask_for_claims() -> list[dict[str, object]]:
        client = app.Datasette([str(tmp_path / "lage.db")]).client
        response = await client.get("/lage/claim.json?_shape=array")
        rows: list[dict[str, object]] = response.json()
        return rows

    assert [row["type"] for row in asyncio.run(ask_for_claims())] == ["CONSULT"]


def test_copy_while_writing_is_whole(sqlite: Store, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            add(sqlite, meeting(identity=f"m{number}", publisher=f"Blatt {number}"))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            sqlite.backup(tmp_path / f"copy{number}.db")
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        copy = sqlite3.connect(tmp_path / f"copy{number}.db")
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
        versions, claims = copy.execute(
            "SELECT (SELECT count(*) FROM version), (SELECT count(*) FROM claim)"
        ).fetchone()
        copy.close()
        assert versions == claims


def test_a_copy_that_cannot_be_written_is_told_and_the_store_is_as_it_was(sqlite: Store, tmp_path: Path) -> None:
    add(sqlite, meeting())
    (tmp_path / "notes").write_text("These are notes, " * 100, encoding="utf-8")
    own = Path(str(sqlite.engine.url.database))
    for path, message in ((tmp_path / "nowhere/copy.db", "copied"), (tmp_path / "notes", "copied"), (own, "itself")):
        with pytest.raises(StoreError, match=message):
            sqlite.backup(path)
    assert ask.events(sqlite).total == 1


def test_reopening_keeps_everything(tmp_path: Path) -> None:
    for _ in range(2):
        with Store.open(tmp_path / "lage.db") as store:
            add(store, meeting())
            assert ask.events(store).total == 1


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("nowhere/lage.db", "folder .* does not exist"),
        ("mysql+nothing://x", "no database URL"),
        ("://", "no database URL"),
    ],
)
def test_what_cannot_be_opened_is_told(where: str, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        Store.open(where)


def test_missing_file_is_not_made_by_a_question(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="lagebild add"):
        Store.open(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()


def test_a_text_file_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("These are notes, " * 100, encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be used"):
        Store.open(tmp_path / "notes.db")
