"""``lagebild who-says``: what a source says, over all reports."""

from __future__ import annotations

import click

from lagebild.cli._picture import console, db_option, json_option, limit_option, opened, show_json, stance_line


@click.command()
@click.argument("name")
@limit_option
@db_option
@json_option
def command(name: str, limit: int, db: str, as_json: bool) -> None:
    """Show what a source asserts, denies and doubts, in whose reports, and whom it contradicts."""
    from lagebild.picture import questions as ask

    with opened(db) as store:
        view = ask.who_says(store, name, limit=limit)
    if as_json:
        show_json(view)
        return
    screen = console()
    for stance in view.stances:
        screen.print(stance_line(stance), markup=False)
    if view.contradicts:
        screen.print(f"\nContradicts {', '.join(view.contradicts)}", markup=False)
    counts = ", ".join(f"{count.value} {count.count}" for count in view.by_stance)
    screen.print(f"{len(view.stances)} statements" + (f": {counts}" if counts else ""), markup=False)
