"""``lagebild disputed``: events on which reports or sources differ."""

from __future__ import annotations

import datetime as dt

import click

from lagebild.cli._picture import console, db_option, event_table, json_option, limit_option, opened, show_json
from lagebild.cli._picture import window_options as window


@click.command()
@click.option("--actor", metavar="WHO", help="Who did it: a code, code and sector, or a name.")
@window
@limit_option
@db_option
@json_option
def command(
    actor: str | None, since: dt.date | None, until: dt.date | None, limit: int, db: str, as_json: bool
) -> None:
    """List events on which origins differ (date, place, number, who, whether it happened) or that somebody denies."""
    from lagebild.picture import questions as ask

    with opened(db) as store:
        page = ask.disputed(store, ask.Filter(actor=actor, since=since, until=until), limit=limit)
    if as_json:
        show_json(page)
        return
    console().print(event_table(page.events))
    click.echo(f"{page.total} disputed events")
