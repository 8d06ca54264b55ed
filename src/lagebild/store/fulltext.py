"""Full text search: FTS5 in SQLite, a tsvector with a GIN index in PostgreSQL."""

from __future__ import annotations

import re

from sqlalchemy import Connection, text

SQLITE = (
    """CREATE VIRTUAL TABLE report_text USING fts5(
        title, text, content='version', content_rowid='id', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER version_in_text AFTER INSERT ON version BEGIN
        INSERT INTO report_text(rowid, title, text) VALUES (new.id, new.title, new.text); END""",
    """CREATE TRIGGER version_out_of_text AFTER DELETE ON version BEGIN
        INSERT INTO report_text(report_text, rowid, title, text) VALUES ('delete', old.id, old.title, old.text); END""",
)
"""Statements that make the index; text of a version never changes, so there is no trigger for updates."""

POSTGRESQL = (
    """CREATE INDEX ix_version_words ON version
        USING gin (to_tsvector('simple', coalesce(title, '') || ' ' || text))""",
)


def search(connection: Connection, words: str, *, limit: int = 1000) -> list[tuple[int, float]]:
    """Versions that hold all the words, best first, as (version id, score; higher is better).

    ``"two words"`` in quotes stand together; a word that ends in ``*`` matches its beginning.
    """
    terms = re.findall(r'"[^"]+"|[^\s"]+', words)
    terms = [term for term in terms if re.search(r"\w", term)]
    if not terms:
        return []
    if connection.dialect.name == "sqlite":
        return _sqlite(connection, terms, limit)
    return _postgresql(connection, terms, limit)


def _sqlite(connection: Connection, terms: list[str], limit: int) -> list[tuple[int, float]]:
    query = " ".join(_quoted(term) for term in terms)
    rows = connection.execute(
        text("SELECT rowid, -rank FROM report_text WHERE report_text MATCH :query ORDER BY rank, rowid LIMIT :limit"),
        {"query": query, "limit": limit},
    )
    return [(int(number), float(score)) for number, score in rows]


def _quoted(term: str) -> str:
    star = "*" if term.endswith("*") else ""
    return '"' + term.strip('"*').replace('"', '""') + '"' + star


def _postgresql(connection: Connection, terms: list[str], limit: int) -> list[tuple[int, float]]:
    parts = []
    for term in terms:
        words = re.findall(r"\w+", term)
        words[-1] += ":*" if term.endswith("*") else ""
        parts.append("(" + " <-> ".join(words) + ")")
    rows = connection.execute(
        text(
            """SELECT id, ts_rank(to_tsvector('simple', coalesce(title, '') || ' ' || text), query) AS score
            FROM version, to_tsquery('simple', :query) AS query
            WHERE to_tsvector('simple', coalesce(title, '') || ' ' || text) @@ query
            ORDER BY score DESC, id LIMIT :limit"""
        ),
        {"query": " & ".join(parts), "limit": limit},
    )
    return [(int(number), float(score)) for number, score in rows]
