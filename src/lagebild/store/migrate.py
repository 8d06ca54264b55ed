"""Brings a database to the newest tables, with Alembic."""

from __future__ import annotations

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from lagebild.store.database import WRITER_LOCK, Store


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings for the migrations in this package."""
    settings = Config()
    settings.set_main_option("script_location", str(files("lagebild.store") / "migrations").replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


def newest() -> str:
    """The revision of the newest tables."""
    head = ScriptDirectory.from_config(config()).get_current_head()
    assert head is not None
    return head


def upgrade(store: Store) -> None:
    """Make or update all tables in one transaction; nothing is touched where they are the newest."""
    with store.engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == newest():
            return
    with store.engine.execution_options(writing=True).begin() as connection:
        if not store.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
        command.upgrade(config(connection), "head")
