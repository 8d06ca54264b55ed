"""What the commands on a store share: the database option, opening it, days in words, tables of events."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lagebild.cli._options import Day

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from lagebild.picture.views import EventLine, PartyLine, StanceView
    from lagebild.store import Store

WIDTH = 160
"""Characters a line where the output is no terminal."""


class Since(Day):
    """A day, ``today``, ``yesterday``, or a number of days ago as ``7d``."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The day as a date."""
        words = {"today": 0, "yesterday": 1}
        ago = re.fullmatch(r"(\d+)d", str(value))
        if value in words or ago:
            return dt.date.today() - dt.timedelta(days=int(ago[1]) if ago else words[value])
        return super().convert(value, param, ctx)


def db_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--db``: the database file or URL."""
    return click.option(
        "--db",
        envvar="LAGEBILD_DB",
        default="lage.db",
        show_default=True,
        show_envvar=True,
        metavar="FILE-or-URL",
        help="SQLite file or postgresql:// URL.",
    )(function)


def json_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--json``: the answer as JSON."""
    return click.option("--json", "as_json", is_flag=True, help="Write the answer as JSON.")(function)


def window_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--since`` and ``--until``."""
    until = click.option("--until", type=Since(), help="Up to this day.")
    since = click.option("--since", type=Since(), help="From this day: YYYY-MM-DD, today, yesterday, or 7d.")
    return since(until(function))


def limit_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--limit``."""
    return click.option("--limit", type=click.IntRange(1), default=50, show_default=True)(function)


@contextmanager
def opened(db: str, *, create: bool = False) -> Iterator[Store]:
    """The store; what is wrong with it is told without a traceback."""
    from lagebild.store import Store, StoreError

    try:
        store = Store.open(db, create=create)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    with store:
        yield store


def is_sqlite(path: Path) -> bool:
    """Whether a file is an SQLite database."""
    with path.open("rb") as file:
        return file.read(15) == b"SQLite format 3"


def show_json(answer: Any) -> None:
    """An answer as JSON on standard output."""
    from lagebild.picture.views import plain

    click.echo(json.dumps(plain(answer), ensure_ascii=False, indent=1))


def console() -> Console:
    """The terminal, or plain text of a fixed width where the output goes elsewhere."""
    from rich.console import Console

    terminal = Console()
    return terminal if terminal.is_terminal else Console(width=WIDTH)


def event_table(lines: Iterable[EventLine], title: str | None = None) -> Table:
    """Events as a table, one a row."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for name in ("Event", "Day", "What", "Who", "Where", "Told by", "Notes"):
        table.add_column(name, overflow="fold", justify="right" if name == "Event" else "left")
    for line in lines:
        cells = (str(line.id), day_of(line), what(line), who(line), where(line), line.backing, notes(line))
        table.add_row(*(Text(cell) for cell in cells))
    return table


def day_of(line: EventLine) -> str:
    """The event's days, or when it was reported."""
    if line.first_day is None:
        return f"({line.first_known})"
    return str(line.first_day) + (f" to {line.last_day}" if line.last_day not in (None, line.first_day) else "")


def what(line: EventLine) -> str:
    """Type, mode and status."""
    kind = line.type + (f"/{line.mode}" if line.mode else "")
    return kind if line.status == "occurred" else f"{kind} {line.status}"


def who(line: EventLine) -> str:
    """Actors to recipients."""
    actors, recipients = _names(line.actors), _names(line.recipients)
    return f"{actors} → {recipients}" if recipients else actors


def _names(parties: list[PartyLine]) -> str:
    shown = [f"{party.name} ({party.code})" if party.code else party.name for party in parties[:3]]
    return ", ".join(shown) + (f" +{len(parties) - 3}" if len(parties) > 3 else "")


def where(line: EventLine) -> str:
    """Place and country."""
    return ", ".join(part for part in (line.place, line.country) if part)


def notes(line: EventLine) -> str:
    """What a reader must know: disputed fields, denial, verdict."""
    found = [f"disputed: {', '.join(line.disputed)}"] if line.disputed else []
    found += ["denied"] if line.is_denied else []
    found += ["confirmed"] if line.is_confirmed else []
    found += ["withdrawn"] if line.withdrawn else []
    found += [line.verdict] if line.verdict else []
    return "; ".join(found)


def stance_line(stance: StanceView) -> str:
    """Who says what where, on one line."""
    chain = f" (through {' → '.join(stance.chain[1:])})" if len(stance.chain) > 1 else ""
    where_from = f"{stance.report.publisher or stance.report.key}, {stance.report.known}"
    return f"{stance.source} {stance.stance}{chain} [{stance.form}; {where_from}]: {stance.words}"
