"""``lagebild export``: the picture in the formats of other programs."""

from __future__ import annotations

from pathlib import Path

import click

from lagebild.cli._picture import db_option, opened

FORMATS = ("plover", "gdelt", "csv", "parquet", "ftm", "rdf", "graphml", "timeline", "gold")


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@db_option
def command(form: str, path: Path, db: str) -> None:
    """Write the picture to PATH as FORMAT.

    plover: PLOVER JSON lines, one a claim. gdelt: tab-separated, GDELT 2.0's event columns. csv, parquet: one row a
    claim. ftm: FollowTheMoney entities. rdf: Turtle with PROV. graphml: network for Gephi. timeline: TimelineJS.
    gold: claims that a person has accepted, as gold records.
    """
    from importlib import import_module

    module = import_module(f"lagebild.export.{form}")
    with opened(db) as store:
        try:
            count = module.write(store, path)
        except ImportError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"{count} written to {path}.")
