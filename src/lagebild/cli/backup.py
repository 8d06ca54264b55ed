"""``lagebild backup``: a whole copy of the database, also while reports are added."""

from __future__ import annotations

from pathlib import Path

import click

from lagebild.cli._picture import db_option, opened


@click.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@db_option
def command(path: Path, db: str) -> None:
    """Copy an SQLite database to PATH as it is at one moment; others may go on reading and writing.

    `lagebild restore PATH` makes the copy the database again.
    """
    from lagebild.store import StoreError

    with opened(db) as store:
        try:
            store.backup(path)
        except StoreError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"Copied to {path}.")
