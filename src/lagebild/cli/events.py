"""``lagebild events``: what happened, by who, what, where, when."""

from __future__ import annotations

from typing import Any

import click

from lagebild.cli._picture import console, db_option, event_table, json_option, limit_option, opened, show_json
from lagebild.cli._picture import window_options as window


@click.command()
@click.option("--actor", metavar="WHO", help="Who did it: a code (RUS), code and sector (RUS:MIL), or a name.")
@click.option("--with", "with_", metavar="WHO", help="Another party, in any role.")
@click.option("--recipient", metavar="WHO", help="To whom it was done.")
@click.option("--type", metavar="TYPE", help="PLOVER type, e.g. AID.")
@click.option("--mode", help="PLOVER mode, e.g. drone.")
@click.option("--status", help="occurred, ongoing, planned, possible, hypothetical or negated.")
@click.option("--country", metavar="ISO3", help="Where it took place.")
@click.option("--publisher", help="Told by this publisher.")
@click.option("--words", "text", metavar="WORDS", help="Told in a report with these words.")
@click.option("--confirmed/--unconfirmed", default=None, help="Told as a fact by two origins, denied by nobody.")
@click.option("--denied/--undenied", default=None, help="Denied or doubted by some source.")
@click.option("--rejected", is_flag=True, help="Those that a person has rejected.")
@window
@limit_option
@click.option("--offset", type=click.IntRange(0), default=0)
@db_option
@json_option
def command(rejected: bool, limit: int, offset: int, db: str, as_json: bool, **given: Any) -> None:
    """List events, newest first, each with how many reports and origins tell it."""
    from lagebild.picture import questions as ask

    wanted = ask.Filter.of(**given, verdict="rejected" if rejected else None)
    with opened(db) as store:
        page = ask.events(store, wanted, limit=limit, offset=offset, facets=as_json)
    if as_json:
        show_json(page)
        return
    console().print(event_table(page.events))
    click.echo(f"{page.total} events" + (f", {len(page.events)} shown" if len(page.events) < page.total else ""))
