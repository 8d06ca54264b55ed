"""``lagebild between``: two parties' dealings over time, in the terminal and as a picture."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lagebild.cli._picture import console, db_option, event_table, json_option, limit_option, opened, show_json
from lagebild.cli._picture import window_options as window

if TYPE_CHECKING:
    from rich.table import Table

    from lagebild.picture.views import Month

HALF = 24
"""Characters of a bar of full conflict or full cooperation."""


@click.command()
@click.argument("first", metavar="WHO")
@click.argument("second", metavar="WHO")
@window
@limit_option
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="Write the timeline as .svg or .png.")
@db_option
@json_option
def command(
    first: str,
    second: str,
    since: dt.date | None,
    until: dt.date | None,
    limit: int,
    plot: Path | None,
    db: str,
    as_json: bool,
) -> None:
    """Show what two parties (RUS IRN, codes with sector, or names) did to or with each other, month by month.

    The score of a month is the mean of its events on PLOVER's scale, -10 (conflict) to +10 (cooperation).
    """
    from lagebild.picture import questions as ask

    with opened(db) as store:
        view = ask.between(store, first, second, since=since, until=until, limit=limit)
    if plot:
        from lagebild.export.plot import timeline

        try:
            timeline(view, plot)
        except (ImportError, ValueError) as error:
            raise click.ClickException(str(error)) from error
    if as_json:
        show_json(view)
        return
    screen = console()
    screen.print(_bars(view.months))
    screen.print(event_table(view.page.events))
    counts = f"{view.page.total} events; {first} to {second} {view.forth}, {second} to {first} {view.back}"
    click.echo(counts)


def _bars(months: list[Month]) -> Table:
    """A bar a month: to the left conflict, to the right cooperation."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for name in ("Month", "Events", "Score", "conflict | cooperation"):
        table.add_column(name, justify="right" if name in ("Events", "Score") else "left", no_wrap=True)
    for month in months:
        width = round(abs(month.score) / 10 * HALF)
        bar = Text(" " * (HALF - width) + "█" * width, style="red") if month.score < 0 else Text(" " * HALF)
        bar += Text("|")
        bar += Text("█" * width, style="green") if month.score > 0 else Text("")
        table.add_row(month.month, str(month.events), f"{month.score:+.1f}", bar)
    return table
