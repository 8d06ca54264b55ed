"""``lagebild backup``: a whole copy of the database, also while reports are added."""

from __future__ import annotations

from pathlib import Path

import click

from lagebild.cli._picture import db_option, is_sqlite, opened


@click.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@db_option
def command(path: Path, db: str) -> None:
    """Copy an SQLite database to PATH as it is at one moment; others may go on reading and writing.

    A copy that is there already is replaced when the new one is whole. `lagebild restore PATH` makes the copy the
    database again.
    """
    from lagebild.store import StoreError

    with opened(db) as store:
        _check(path, Path(db))
        fresh = path.with_name(path.name + ".part")
        fresh.unlink(missing_ok=True)
        try:
            store.backup(fresh)
            fresh.replace(path)
        except (StoreError, OSError) as error:
            fresh.unlink(missing_ok=True)
            raise click.ClickException(str(error)) from error
    click.echo(f"Copied to {path}.")


def _check(path: Path, db: Path) -> None:
    """Raise ClickException where the copy would replace what is no copy, or one that is in use."""
    if not path.exists():
        return
    if db.exists() and path.samefile(db):
        raise click.ClickException(f"{path} is the database itself.")
    if path.stat().st_size and not is_sqlite(path):
        raise click.ClickException(f"{path} exists and is no database. Give another name.")
    if path.with_name(path.name + "-wal").exists():
        raise click.ClickException(f"{path} is open as a database. Give another name.")
