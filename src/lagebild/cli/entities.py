"""``lagebild entities``: code a description, find a name, import lists of entities."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import click


@click.group("entities")
def command() -> None:
    """Who is meant: country and sector of descriptions, names and their spellings, imported lists."""


def _day(_: click.Context, __: click.Parameter, value: str | None) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day; write it as 2024-05-31") from None


_on = click.option("--on", callback=_day, metavar="DATE", help="The day on which it is read (default: today).")


@command.command("code")
@click.argument("phrase")
@_on
@click.option("--context", help="Text around the phrase, for the country that the phrase lacks.")
@click.option("--language", type=click.Choice(["de", "en"]), help="Language of the phrase (default: guessed).")
def code_command(phrase: str, on: dt.date | None, context: str | None, language: str | None) -> None:
    """Country and sector of a description as JSON, e.g. "Chinese police in Xinjiang"."""
    from lagebild.entities import code

    click.echo(json.dumps(code(phrase, on, context, language).to_dict(), ensure_ascii=False))


@command.command("find")
@click.argument("name")
@_on
def find_command(name: str, on: dt.date | None) -> None:
    """Show who a name may mean, best first, and why.

    The number before the reasons is how alike the names are, from 0 to 1: 1.00 same letters, 0.80 and more the same
    full name in another spelling, 0.70 to 0.75 a surname alone. Of names as alike, those in office on that day come
    first. The reasons name the sound and letters compared, the list, and the office held.
    """
    from lagebild.entities.finder import find

    found = find(name, on or dt.date.today())
    if not found:
        click.echo(f"nobody called {name} is known; lists can be added with: lagebild entities import FILE")
    for number, candidate in enumerate(found, 1):
        click.echo(
            f"{number}. {candidate.name}  {candidate.country or '-'} {candidate.sector or '-'}  [{candidate.id}]"
        )
        click.echo(f"   {candidate.score:.2f}  {candidate.why}")


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_command(file: Path) -> None:
    """Read FollowTheMoney JSON lines, a Wikidata JSON dump or CSV (also .gz) into the local entity file."""
    from lagebild.entities.importers import EntityFileError, read
    from lagebild.entities.store import Store, default_path

    start = time.monotonic()
    path = default_path()
    try:
        with Store(path, write=True) as store:
            count, total = store.add(read(file)), len(store)
    except EntityFileError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{count} entities read in {time.monotonic() - start:.0f} s; {path} now has {total}")
