"""``lagebild search``: reports by their words."""

from __future__ import annotations

import datetime as dt

import click

from lagebild.cli._picture import console, db_option, event_table, json_option, opened, show_json
from lagebild.cli._picture import window_options as window


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--publisher", help="Only this publisher's reports.")
@click.option("--language", metavar="xx", help="Only reports in this language.")
@window
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@db_option
@json_option
def command(
    words: tuple[str, ...],
    publisher: str | None,
    language: str | None,
    since: dt.date | None,
    until: dt.date | None,
    limit: int,
    db: str,
    as_json: bool,
) -> None:
    """Find reports that hold all the words, best first, with their events. "two words" in quotes stand together."""
    from lagebild.picture import questions as ask

    query = " ".join(f'"{word}"' if " " in word else word for word in words)
    with opened(db) as store:
        found = ask.search(store, query, since=since, until=until, publisher=publisher, language=language, limit=limit)
    if as_json:
        show_json(found)
        return
    screen = console()
    for hit in found.hits:
        line = hit.report
        head = f"{line.key} {line.publisher or ''} {line.known}: {line.title or ''}"
        screen.print(head, markup=False, style="bold")
        screen.print(f"    {hit.snippet}", markup=False)
    screen.print(event_table(found.events))
    click.echo(f"{found.total} reports")
