"""What the watcher remembers: a small SQLite file of sources and items.

An item stays ``waiting`` until its report is in the store (or is skipped for a reason). Listing a feed's entries and
keeping its ETag is one transaction, so a crash between the two can lose nothing; a crash after the store and before
``done`` delivers an item again, which the store's idempotent ``add`` makes harmless.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lagebild.wire.entries import Entry
from lagebild.wire.errors import WireError

_VERSION = 3
_SCHEMA = """
CREATE TABLE IF NOT EXISTS source (
    name TEXT PRIMARY KEY, url TEXT NOT NULL, etag TEXT, modified TEXT, due REAL NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0, last_ok REAL, last_new REAL,
    problem TEXT, moved TEXT, gaps INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS item (
    key TEXT PRIMARY KEY, source TEXT NOT NULL, url TEXT NOT NULL, mark TEXT NOT NULL, title TEXT, published TEXT,
    language TEXT, publisher TEXT, text TEXT, status TEXT NOT NULL, due REAL NOT NULL, attempts INTEGER NOT NULL,
    reason TEXT, first_seen REAL NOT NULL, finished REAL, refusals INTEGER NOT NULL DEFAULT 0,
    begun INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS item_waiting ON item (due) WHERE status = 'waiting';
"""


@dataclass(slots=True, frozen=True)
class SourceState:
    """What is known of a source. Times are seconds since 1970, UTC."""

    url: str
    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    failures: int = 0
    unchanged: int = 0
    last_ok: float | None = None
    last_new: float | None = None
    problem: str | None = None
    moved: str | None = None
    gaps: int = 0


@dataclass(slots=True, frozen=True)
class Item:
    """An article that waits."""

    entry: Entry
    source: str
    attempts: int
    """How often its server failed."""
    refusals: int
    """How often the server said that there is no article."""
    begun: int = 0
    """How often the process died while this report was being read or stored, maybe among others."""


@dataclass(slots=True, frozen=True)
class Noted:
    """What a poll brought. ``gap``: nothing of it was known although the source had been read before."""

    new: int
    changed: int
    gap: bool


class State:
    """The file. For one thread and one process at a time."""

    def __init__(self, path: Path | str) -> None:
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=5)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("BEGIN IMMEDIATE")  # a crash in the middle leaves the old tables or the new ones
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version > _VERSION:
                self._db.close()
                raise WireError(f"{path} was written by a newer Lagebild. Upgrade, or give another state file.")
            for since, column in ((2, "refusals"), (3, "begun")):
                if 0 < version < since:
                    self._db.execute(f"ALTER TABLE item ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0")
            for statement in _SCHEMA.split(";"):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {_VERSION}")
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise WireError(f"{path} cannot be used as the state file: {error}") from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def source(self, name: str, url: str) -> SourceState:
        """What is known of a source; nothing where its address has changed in the list."""
        row = self._db.execute(
            "SELECT url, etag, modified, due, failures, unchanged, last_ok, last_new, problem, moved, gaps"
            " FROM source WHERE name = ?",
            (name,),
        ).fetchone()
        return SourceState(*row) if row and row[0] == url else SourceState(url)

    def keep(self, name: str, state: SourceState) -> None:
        """Write a source's state down."""
        columns = SourceState.__slots__
        marks = ", ".join("?" * (len(columns) + 1))
        values = [getattr(state, column) for column in columns]
        self._db.execute(
            f"INSERT OR REPLACE INTO source (name, {', '.join(columns)}) VALUES ({marks})", (name, *values)
        )

    def note(self, name: str, state: SourceState, entries: Iterable[Entry], now: float) -> Noted:
        """Keep a source's state and set new and changed entries waiting, in one transaction."""
        new = changed = known = 0
        self._db.execute("BEGIN IMMEDIATE")
        try:
            for entry in entries:
                row = self._db.execute("SELECT source, mark FROM item WHERE key = ?", (entry.key,)).fetchone()
                if row is None:
                    self._insert(entry, name, now)
                    new += 1
                    continue
                known += 1
                if row[0] == name and row[1] != entry.mark:  # each source words its entries its own way
                    self._renew(entry, now)
                    changed += 1
            self.keep(name, state)
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        return Noted(new, changed, gap=bool(new and not known))

    def _insert(self, entry: Entry, source: str, now: float) -> None:
        published = entry.published.isoformat() if entry.published else None
        self._db.execute(
            "INSERT INTO item (key, source, url, mark, title, published, language, publisher, text, status, due,"
            " attempts, first_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, 0, ?)",
            (*(entry.key, source, entry.url, entry.mark, entry.title, published), *_rest(entry), now, now),
        )

    def _renew(self, entry: Entry, now: float) -> None:
        """An update: read again; the day of first publication stays."""
        self._db.execute(
            "UPDATE item SET url = ?, mark = ?, title = ?, text = ?, status = 'waiting', due = ?, attempts = 0,"
            " refusals = 0, reason = NULL WHERE key = ?",
            (entry.url, entry.mark, entry.title, entry.text, now, entry.key),
        )

    def waiting(self, now: float, limit: int) -> list[Item]:
        """Items whose turn it is, the longest waiting first."""
        rows = self._db.execute(
            "SELECT key, url, mark, title, published, language, publisher, text, source, attempts, refusals, begun"
            " FROM item WHERE status = 'waiting' AND due <= ? ORDER BY due, first_seen LIMIT ?",
            (now, limit),
        )
        return [_item(row) for row in rows]

    def next_due(self) -> float | None:
        """When the next waiting item's turn comes."""
        found: float | None = self._db.execute("SELECT min(due) FROM item WHERE status = 'waiting'").fetchone()[0]
        return found

    def finish(self, key: str, mark: str, status: str, now: float, reason: str | None = None) -> None:
        """``done``, ``skipped`` or ``failed``; not if the article has changed meanwhile.

        A text that stood in the feed itself is forgotten once it is stored; what failed may need it again.
        """
        self._db.execute(
            "UPDATE item SET status = ?, reason = ?, finished = ?, text = CASE ? WHEN 'done' THEN NULL ELSE text END"
            " WHERE key = ? AND mark = ?",
            (status, reason, now, status, key, mark),
        )

    def begin(self, keys: Iterable[str]) -> None:
        """Note that these reports are being read: should the process die of one, it is known after its next start."""
        self._count("begun + 1", keys)

    def end(self, keys: Iterable[str]) -> None:
        """Note that the process has survived them."""
        self._count("0", keys)

    def _count(self, begun: str, keys: Iterable[str]) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            self._db.executemany(f"UPDATE item SET begun = {begun} WHERE key = ?", [(key,) for key in keys])
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise

    def postpone(self, key: str, until: float, reason: str, *, failed: int = 0, refused: int = 0) -> None:
        """Try again later; 1 for what the article's server is to blame for."""
        self._db.execute(
            "UPDATE item SET due = ?, attempts = attempts + ?, refusals = refusals + ?, reason = ? WHERE key = ?",
            (until, failed, refused, reason, key),
        )

    def retry(self, now: float) -> int:
        """Set all failed items waiting again; how many."""
        return self._db.execute(
            "UPDATE item SET status = 'waiting', attempts = 0, refusals = 0, begun = 0, due = ?"
            " WHERE status = 'failed'",
            (now,),
        ).rowcount

    def counts(self) -> dict[str, int]:
        """Items by status."""
        return dict(self._db.execute("SELECT status, count(*) FROM item GROUP BY status").fetchall())

    def reasons(self) -> list[tuple[str, str, int]]:
        """Status, reason and number of items that wait, were skipped or failed for one, most frequent first."""
        return self._db.execute(
            "SELECT status, reason, count(*) FROM item WHERE reason IS NOT NULL AND status <> 'done'"
            " GROUP BY 1, 2 ORDER BY 3 DESC"
        ).fetchall()


def _rest(entry: Entry) -> tuple[str | None, str | None, str | None]:
    return entry.language, entry.publisher, entry.text


def _item(row: tuple[Any, ...]) -> Item:
    key, url, mark, title, published, language, publisher, text, source, attempts, refusals, begun = row
    moment = dt.datetime.fromisoformat(published) if published else None
    return Item(Entry(key, url, mark, title, moment, language, publisher, text), source, attempts, refusals, begun)
