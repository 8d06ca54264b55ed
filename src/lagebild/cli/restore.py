"""``lagebild restore``: a copy made by ``lagebild backup`` becomes the database again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import click

from lagebild.cli._picture import db_option, opened

_TABLES = {"report", "version", "claim", "event"}


@click.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="COPY")
@db_option
@click.option("--force", is_flag=True, help="Replace what is in the database now.")
def command(path: Path, db: str, force: bool) -> None:
    """Make COPY, written by `lagebild backup`, the SQLite database again.

    The copy is checked first, and replaces the database as one transaction: whoever reads meanwhile sees the old state
    or the new one. A copy made by an older Lagebild is brought up to date.
    """
    if "://" in db:
        raise click.ClickException("Only an SQLite database is restored this way; for PostgreSQL use pg_restore.")
    target = Path(db)
    if target.exists() and target.samefile(path):
        raise click.ClickException(f"{path} is the database itself.")
    if target.exists() and not force:
        raise click.ClickException(f"{db} exists. Give --force to replace what is in it, or another --db.")
    _check(path)
    try:
        _copy(path, target)
    except sqlite3.Error as error:
        raise click.ClickException(f"{path} could not be copied to {db}: {error}. {db} is as it was.") from error
    with opened(db):  # brings its tables up to date
        click.echo(f"{db} is now as {path} was.")


def _check(path: Path) -> None:
    """Raise ClickException unless the file is whole and a store."""
    try:
        copy = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            (found,) = copy.execute("PRAGMA quick_check(1)").fetchone()
            tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        finally:
            copy.close()
    except sqlite3.Error as error:
        raise click.ClickException(f"{path} is no SQLite database: {error}.") from error
    if found != "ok":
        raise click.ClickException(f"{path} is damaged ({found}). Take an older copy.")
    if not tables >= _TABLES:
        raise click.ClickException(f"{path} is no database of Lagebild.")


def _copy(path: Path, target: Path) -> None:
    """By SQLite itself: moving a file over one that is open, or that has a write-ahead log, would spoil it."""
    copy = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    into = sqlite3.connect(target, timeout=60)
    try:
        copy.backup(into)
    finally:
        into.close()
        copy.close()
