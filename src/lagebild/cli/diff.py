"""``lagebild diff``: what is new, newly confirmed, newly denied."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import click

from lagebild.cli._picture import Since, console, db_option, event_table, json_option, opened, show_json


@click.command()
@click.option("--since", type=Since(), default="yesterday", show_default=True, help="YYYY-MM-DD, yesterday, or 7d.")
@click.option("--until", type=Since(), help="Up to this day.")
@click.option(
    "--by",
    type=click.Choice(["published", "added"]),
    default="published",
    show_default=True,
    help="Whether a report counts from the day it was published or the day it was added.",
)
@db_option
@json_option
def command(since: dt.date, until: dt.date | None, by: Literal["published", "added"], db: str, as_json: bool) -> None:
    """Compare the picture before a day with the one after: new, confirmed, denied, disputed, corrected, withdrawn."""
    from lagebild.picture import questions as ask

    with opened(db) as store:
        result = ask.diff(store, since, until=until, by=by)
    if as_json:
        show_json(result)
        return
    screen = console()
    parts = ("new", "confirmed", "denied", "disputed", "corrected", "withdrawn")
    for name in parts:
        lines = getattr(result, name)
        if lines:
            screen.print(event_table(lines, f"{name.capitalize()} since {since} ({len(lines)})"))
    counts = ", ".join(f"{len(getattr(result, name))} {name}" for name in parts)
    click.echo(counts)
