"""A copy of an SQLite store becomes the database again: checked first, then put in place as one transaction."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from lagebild.store.database import Store, StoreError

_TABLES = {"report", "version", "claim", "event"}


def restore(copy: Path, where: str, *, replace: bool = False) -> None:
    """Make ``copy`` the database of the file ``where``, and bring its tables up to date.

    Whoever reads meanwhile sees the old state or the new one. Raises StoreError, with what to do, where ``copy`` is
    not a whole store, where ``where`` is no file or the copy itself, and where it exists and ``replace`` is False.
    """
    if "://" in where:
        raise StoreError("Only an SQLite database is restored this way; for PostgreSQL use pg_restore.")
    target = Path(where)
    if target.exists() and target.samefile(copy):
        raise StoreError(f"{copy} is the database itself.")
    if target.exists() and not replace:
        raise StoreError(f"{where} exists. Give --force to replace what is in it, or another --db.")
    _check(copy)
    try:
        _put(copy, target)
    except sqlite3.Error as error:
        raise StoreError(f"{copy} could not be copied to {where}: {error}. {where} is as it was.") from error
    Store.open(where, create=False).close()  # brings its tables up to date


def _check(copy: Path) -> None:
    """Raise StoreError unless the file is whole and a store."""
    try:
        with closing(_opened(copy)) as connection:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error as error:
        raise StoreError(f"{copy} is no SQLite database: {error}.") from error
    if found != "ok":
        raise StoreError(f"{copy} is damaged ({found}). Take an older copy.")
    if not tables >= _TABLES:
        raise StoreError(f"{copy} is no database of Lagebild.")


def _put(copy: Path, target: Path) -> None:
    """By SQLite itself: moving a file over one that is open, or that has a write-ahead log, would spoil it."""
    with closing(_opened(copy)) as source, closing(sqlite3.connect(target, timeout=60)) as into:
        source.backup(into)


def _opened(copy: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)
