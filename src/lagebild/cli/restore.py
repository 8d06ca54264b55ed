"""``lagebild restore``: a copy made by ``lagebild backup`` becomes the database again."""

from __future__ import annotations

from pathlib import Path

import click

from lagebild.cli._picture import db_option


@click.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="COPY")
@db_option
@click.option("--force", is_flag=True, help="Replace what is in the database now.")
def command(path: Path, db: str, force: bool) -> None:
    """Make COPY, written by `lagebild backup`, the SQLite database again.

    The copy is checked first, and replaces the database as one transaction: whoever reads meanwhile sees the old state
    or the new one. A copy made by an older Lagebild is brought up to date.
    """
    from lagebild.store import StoreError
    from lagebild.store.restoring import restore

    try:
        restore(path, db, replace=force)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{db} is now as {path} was.")
