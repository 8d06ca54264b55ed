"""``lagebild event``: one event with all versions side by side."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from lagebild.cli._picture import (
    Since,
    console,
    db_option,
    event_table,
    json_option,
    opened,
    show_json,
    stance_line,
)

if TYPE_CHECKING:
    from rich.console import Console

    from lagebild.picture.views import EventView


@click.command()
@click.argument("number", type=int)
@click.option("--as-of", type=Since(), help="As known on that day.")
@click.option("--why", is_flag=True, help="Also why its claims count as one event, and what became of it.")
@db_option
@json_option
def command(number: int, as_of: dt.date | None, why: bool, db: str, as_json: bool) -> None:
    """Show an event: each field with all versions and who has them, who denies it, where its reports come from."""
    from lagebild.picture import questions as ask

    with opened(db) as store:
        view = ask.event(store, number, as_of=as_of)
    if view is None:
        raise click.ClickException(f"There is no event {number}" + (f" as of {as_of}." if as_of else "."))
    if as_json:
        show_json(view)
        return
    screen = console()
    screen.print(event_table([view.line]))
    screen.print(f"\n  “{view.line.label}”\n", markup=False)
    _fields(screen, view)
    _told_by(screen, view)
    if why:
        _why(screen, view)


def _fields(screen: Console, view: EventView) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for name in ("Field", "", "Version", "Reports", "Origins", "Since"):
        table.add_column(name, overflow="fold")
    for item in view.fields:
        for place, version in enumerate(item.versions):
            first = (item.name, item.state) if place == 0 else ("", "")
            since = f"{version.since}" + (f" until {version.until}" if version.until else "")
            cells = (*first, version.label, ", ".join(version.reports), ", ".join(version.origins), since)
            table.add_row(*(Text(cell) for cell in cells))
    screen.print(table)
    if view.denied_by:
        screen.print(f"\nDenied or doubted by {', '.join(view.denied_by)}", markup=False)


def _told_by(screen: Console, view: EventView) -> None:
    screen.print()
    for origin in view.origins:
        state = ", state-controlled" if origin.state_controlled else ""
        reports = ", ".join(f"{line.publisher or line.key} ({line.known})" for line in origin.reports)
        because = f" - {'; '.join(sorted(set(origin.why)))}" if origin.why else ""
        screen.print(f"Origin {origin.number}, {origin.name}{state}: {reports}{because}", markup=False)
    if view.stances:
        screen.print()
    for stance in view.stances:
        screen.print(stance_line(stance), markup=False)


def _why(screen: Console, view: EventView) -> None:
    screen.print()
    for link in view.links:
        reasons = "; ".join(link.why)
        screen.print(f"claims {link.claim} and {link.other} fit {link.score:.2f}: {reasons}", markup=False)
    for change in view.history:
        detail = ", ".join(f"{key} {value}" for key, value in change.detail.items())
        screen.print(f"{change.at:%Y-%m-%d %H:%M} event {change.event} {change.kind}: {detail}", markup=False)
