"""Imported entities in an indexed local file (SQLite): millions of names, found in well under a millisecond.

A name is looked up by its key (folded parts in order) and, for spellings from other languages, by the sound of its
last part together with the first sound of its first (see :mod:`lagebild.entities.variants`).
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from lagebild.entities import variants
from lagebild.entities.variants import Match

VARIABLE = "LAGEBILD_ENTITIES"
BATCH = 20_000
MAPPED = 2**30
"""Bytes of the file that are read through memory rather than by calls (300,000 people: p99 0.49 ms, without 0.53)."""
CLOSE = 40
"""Bearers of one key or sound that are compared at most; keeps a look-up of "Maria Garcia" short."""
_SCHEMA = """
create table if not exists entity (
  id text primary key, name text not null, kind text not null, country text, sector text, source text
) without rowid;
create table if not exists name (key text not null, entity text not null, name text not null);
create table if not exists sound (sound text not null, entity text not null, name text not null);
create table if not exists term (
  entity text not null, office text not null, country text, first text, last text
);
"""
_INDEXES = """
create index if not exists name_key on name (key);
create index if not exists name_entity on name (entity);
create index if not exists sound_key on sound (sound);
create index if not exists term_entity on term (entity);
"""


@dataclass(slots=True)
class Position:
    """An office somebody holds or held; days as ISO dates, whole or in part, where known."""

    office: str
    country: str | None = None
    first: str | None = None
    last: str | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether the position covers a day; an unknown end is open."""
        text = day.isoformat()
        return (not self.first or self.first <= text) and (not self.last or text[: len(self.last)] <= self.last)


@dataclass(slots=True)
class Record:
    """An entity as a source gives it. ``id`` is the source's own ("Q42", "NK-..."); ``source`` the file it is from."""

    id: str
    name: str
    kind: str = "person"
    country: str | None = None
    sector: str | None = None
    aliases: list[str] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    source: str = ""


def default_path() -> Path:
    """The file that ``LAGEBILD_ENTITIES`` names, else ``entities.db`` in the platform's folder for data."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    home = Path.home()
    if sys.platform == "darwin":
        folder = home / "Library" / "Application Support"
    elif sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"))
    return folder / "lagebild" / "entities.db"


def key_of(name: str) -> str:
    """The form under which a name is looked up exactly: its folded parts, without particles, sorted."""
    return " ".join(sorted(variants.parts(name)))


def sounds_of(name: str) -> list[str]:
    """Forms under which spellings from other languages meet: sounds of the last part, first sounds of the first.

    Names of one part and names whose last part has fewer than two sounds have none: they are found exactly or not.
    """
    known = variants.parts(name)
    if len(known) < 2:
        return []
    firsts = {sound[:2] for sound in variants.sounds(known[0])}
    return [f"{last}/{first}" for last in variants.sounds(known[-1]) if len(last) > 1 for first in sorted(firsts)]


class Store:
    """An entity file. Use as a context manager, or :meth:`close` it."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        """Open a file; ``write`` makes it if it is missing.

        Raises:
            FileNotFoundError: there is no such file and ``write`` is not set.
        """
        if not write and not path.is_file():
            raise FileNotFoundError(f"no entity file at {path}; make one with: lagebild entities import FILE")
        if write:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path)
        self._db.execute(f"pragma mmap_size = {MAPPED}")
        if write:
            self._db.executescript("pragma journal_mode = off; pragma synchronous = off;" + _SCHEMA)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def add(self, records: Iterable[Record]) -> int:
        """Add records, replacing those of the same id; returns how many.

        Indexes are dropped before and built after, which keeps a million records to a few minutes.
        """
        fresh = self._db.execute("select 1 from entity limit 1").fetchone() is None
        if fresh:
            self._db.executescript("".join(f"drop index if exists {name};" for name in _index_names()))
        else:
            self._db.executescript(_INDEXES)
        count, waiting = 0, iter(records)
        while batch := list({record.id: record for record in islice(waiting, BATCH)}.values()):
            count += len(batch)
            self._write(batch, replace=not fresh)
        self._db.executescript(_INDEXES + "analyze;")
        self._db.commit()
        return count

    def _write(self, batch: list[Record], *, replace: bool) -> None:
        if replace:
            ids = [(record.id,) for record in batch]
            for table in ("name", "sound", "term"):
                self._db.executemany(f"delete from {table} where entity = ?", ids)
        rows = [(r.id, r.name, r.kind, r.country, r.sector, r.source) for r in batch]
        self._db.executemany("insert or replace into entity values (?, ?, ?, ?, ?, ?)", rows)
        self._db.executemany("insert into name values (?, ?, ?)", _names(batch))
        self._db.executemany("insert into sound values (?, ?, ?)", _sounds(batch))
        terms = [(r.id, p.office, p.country, p.first, p.last) for r in batch for p in r.positions]
        self._db.executemany("insert into term values (?, ?, ?, ?, ?)", terms)
        self._db.commit()

    def __len__(self) -> int:
        return int(self._db.execute("select count(*) from entity").fetchone()[0])

    def find(self, name: str, limit: int = 10) -> list[tuple[Record, Match]]:
        """Entities whose name may be this one, best first, with the score and its reasons."""
        hits = {(row[0], row[1]) for row in self._db.execute(
            f"select entity, name from name where key = ? limit {CLOSE}", (key_of(name),))}  # fmt: skip
        for sound in sounds_of(name) if not hits else ():  # other spellings only where nobody is spelt like this
            hits.update(self._db.execute(f"select entity, name from sound where sound = ? limit {CLOSE}", (sound,)))
        best: dict[str, Match] = {}
        for entity, other in hits:
            match = variants.compare(name, other)
            if entity not in best or match.score > best[entity].score:
                best[entity] = match
        order = sorted(best, key=lambda entity: (-best[entity].score, entity))[:limit]
        return [(self.get(entity), best[entity]) for entity in order if best[entity].score >= variants.SURNAME_ONLY]

    def get(self, identifier: str) -> Record:
        """The record of an id.

        Raises:
            KeyError: there is none.
        """
        row = self._db.execute("select * from entity where id = ?", (identifier,)).fetchone()
        if row is None:
            raise KeyError(identifier)
        aliases = [a for (a,) in self._db.execute("select distinct name from name where entity = ?", (identifier,))]
        terms = self._db.execute("select office, country, first, last from term where entity = ?", (identifier,))
        return Record(row[0], row[1], row[2], row[3], row[4], [a for a in aliases if a != row[1]],
                      [Position(*term) for term in terms], row[5] or "")  # fmt: skip


def _index_names() -> list[str]:
    return [line.split()[5] for line in _INDEXES.strip().splitlines()]


def _names(batch: list[Record]) -> Iterator[tuple[str, str, str]]:
    for record in batch:
        for name in dict.fromkeys((record.name, *record.aliases)):
            key = key_of(name)
            if key:
                yield key, record.id, name


def _sounds(batch: list[Record]) -> Iterator[tuple[str, str, str]]:
    for record in batch:
        seen: set[str] = set()
        for name in dict.fromkeys((record.name, *record.aliases)) if record.kind == "person" else ():
            for sound in sounds_of(name):
                if sound not in seen:
                    seen.add(sound)
                    yield sound, record.id, name
