"""Opening a database: an SQLite file by default, PostgreSQL by its URL."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

WRITER_LOCK = 0x4C414745
"""Key of PostgreSQL's advisory lock that lets one writer in at a time."""

NUMBERS = "lagebild numbers"
"""Under this name a writer's connection remembers, for one transaction, which numbers it has given."""

MEMORY = "lagebild memory"
"""Under this name a connection to SQLite remembers rows that it has read, until somebody else has written."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",  # with WAL: whole after kill -9; a power cut can lose the last reports, not the file
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 60000",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
)


class StoreError(Exception):
    """The database cannot be opened or is of another kind; the message says what to do."""


class Store:
    """A database of readings. Many may read at once; writing is one transaction at a time."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writer = engine.execution_options(writing=True)

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> Store:
        """Open the file or URL, making or updating its tables; with ``create=False`` a missing file is an error.

        Raises StoreError with what to do when that is not possible.
        """
        from lagebild.store.migrate import upgrade

        store = cls(_engine(str(where), create))
        try:
            upgrade(store)
        except DBAPIError as error:
            store.close()
            raise StoreError(f"{where} cannot be used as a database: {error.orig}") from error
        return store

    @property
    def is_sqlite(self) -> bool:
        """Whether it is an SQLite file (else PostgreSQL)."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store until it is closed."""
        with self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The writer's connection: all or nothing, one at a time; others wait their turn."""
        with self._writer.begin() as connection:
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
            connection.info[NUMBERS] = {}
            _forget_if_written(connection)
            try:
                yield connection
            except BaseException:  # what was remembered of this transaction never was
                connection.info.pop(MEMORY, None)
                raise

    def backup(self, path: Path) -> None:
        """A whole copy of an SQLite store at one moment, also while others write.

        Raises StoreError for another database, and where ``path`` cannot be written.
        """
        if not self.is_sqlite:
            raise StoreError("Only an SQLite store is copied this way; for PostgreSQL use pg_dump.")
        import sqlite3

        own = Path(self.engine.url.database or "")
        if path.exists() and own.is_file() and path.samefile(own):
            raise StoreError(f"{path} is the database itself.")
        with self.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            try:
                with closing(sqlite3.connect(path)) as target:
                    raw.backup(target)
            except sqlite3.Error as error:
                raise StoreError(f"The database cannot be copied to {path}: {error}.") from error

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _forget_if_written(connection: Connection) -> None:
    """Forget what is remembered if another connection has changed the file since; PostgreSQL tells no such thing."""
    if connection.dialect.name != "sqlite":
        connection.info.pop(MEMORY, None)
        return
    version = connection.exec_driver_sql("PRAGMA data_version").scalar()
    known = connection.info.get(MEMORY)
    if known is None or known.version != version:
        connection.info[MEMORY] = Memory(version)


@dataclass(slots=True)
class Memory:
    """Records by number, of one table; ``version`` is SQLite's number for the state of the file that they are of."""

    version: object
    records: OrderedDict[int, Any] = field(default_factory=OrderedDict)


def _engine(where: str, create: bool) -> Engine:
    if "://" in where:
        return _by_url(where)
    path = Path(where)
    if not create and not path.exists():
        raise StoreError(f"There is no database {path}. `lagebild add PATH --db {path}` makes one.")
    if not path.absolute().parent.is_dir():
        raise StoreError(f"The folder {path.absolute().parent} for the database does not exist. Make it first.")
    return _sqlite(f"sqlite:///{path}")


def _by_url(where: str) -> Engine:
    try:
        url = make_url(where)
        if url.drivername in ("postgres", "postgresql"):
            url = url.set(drivername="postgresql+psycopg")
        if url.get_backend_name() == "sqlite":
            return _sqlite(url.render_as_string(hide_password=False))
        return create_engine(url)
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(f"{where} is no database URL. Give a file or postgresql://user@host/name.") from error
    except ModuleNotFoundError as error:
        raise StoreError("PostgreSQL needs its driver: pip install 'lagebild[postgres]'.") from error


def _from_json(text: str) -> Any:
    """What the store wrote as JSON, so without space around it, which ``json.loads`` looks for at some cost."""
    return _DECODER.raw_decode(text)[0]


_DECODER = json.JSONDecoder()


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, json_deserializer=_from_json)

    @event.listens_for(engine, "connect")
    def prepare(raw: Any, _: object) -> None:
        raw.isolation_level = None  # transactions are begun below, so that tables are made in them too
        for pragma in _PRAGMAS:
            raw.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine
