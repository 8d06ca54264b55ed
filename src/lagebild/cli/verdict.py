"""``lagebild verdict``: a person's word on claims and events."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import Any

import click

from lagebild.cli._picture import db_option, json_option, opened, show_json


def _who(function: Callable[..., Any]) -> Callable[..., Any]:
    note = click.option("--note", default="", help="Why.")(function)
    return click.option("--who", envvar="LAGEBILD_WHO", default=getpass.getuser, help="Who says so; default: you.")(
        note
    )


@click.group()
def command() -> None:
    """Accept, reject, join or part what was read; every verdict is kept with who and when, and can be taken back."""


@command.command()
@click.option("--event", type=int, help="All claims of this event.")
@click.option("--claim", type=int, help="This claim.")
@_who
@db_option
def accept(event: int | None, claim: int | None, who: str, note: str, db: str) -> None:
    """A claim, or all of an event's, is read right."""
    _say(db, "accept", event=event, claim=claim, who=who, note=note)


@command.command()
@click.option("--event", type=int, help="All claims of this event.")
@click.option("--claim", type=int, help="This claim.")
@_who
@db_option
def reject(event: int | None, claim: int | None, who: str, note: str, db: str) -> None:
    """A claim, or all of an event's, is read wrong and counts no longer."""
    _say(db, "reject", event=event, claim=claim, who=who, note=note)


@command.command()
@click.argument("event", type=int)
@click.argument("other", type=int)
@_who
@db_option
def same(event: int, other: int, who: str, note: str, db: str) -> None:
    """Two events are one."""
    _say(db, "same", event=event, other=other, who=who, note=note)


@command.command()
@click.argument("event", type=int)
@click.argument("claims", type=int, nargs=-1, required=True)
@_who
@db_option
def different(event: int, claims: tuple[int, ...], who: str, note: str, db: str) -> None:
    """These claims of an event are about another one."""
    _say(db, "different", event=event, claims=claims, who=who, note=note)


@command.command()
@click.argument("party", type=int)
@click.option("--code", help="Right country or entity code.")
@click.option("--sector", help="Right sector.")
@click.option("--name", help="Right name.")
@_who
@db_option
def wrong_entity(
    party: int, code: str | None, sector: str | None, name: str | None, who: str, note: str, db: str
) -> None:
    """A party (`lagebild report ID` shows the numbers) is somebody else."""
    if not (code or sector or name):
        raise click.UsageError("Say who it is: --code, --sector or --name.")
    _say(db, "wrong_entity", party=party, code=code, sector=sector, name=name, who=who, note=note)


@command.command()
@click.argument("number", type=int)
@click.option("--who", envvar="LAGEBILD_WHO", default=getpass.getuser, help="Who says so; default: you.")
@db_option
def revoke(number: int, who: str, db: str) -> None:
    """Take a verdict back."""
    from lagebild.picture import verdicts

    with opened(db) as store:
        try:
            verdicts.revoke(store, number, who=who)
        except verdicts.VerdictError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"Verdict {number} taken back.")


@command.command("list")
@click.option("--event", type=int, help="Only those on this event's claims.")
@db_option
@json_option
def list_(event: int | None, db: str, as_json: bool) -> None:
    """List all verdicts, newest first."""
    from lagebild.picture import verdicts

    with opened(db) as store:
        found = verdicts.listed(store, event=event)
    if as_json:
        show_json(found)
        return
    for item in found:
        about = f"party {item.party}" if item.party else f"claims {', '.join(map(str, item.claims))}"
        about += f" and {', '.join(map(str, item.others))}" if item.others else ""
        back = f", taken back by {item.revoked_by} {item.revoked_at:%Y-%m-%d}" if item.revoked_at else ""
        click.echo(f"{item.id} {item.at:%Y-%m-%d %H:%M} {item.who}: {item.kind} {about} {item.note}{back}")


def _say(db: str, kind: str, **values: Any) -> None:
    from lagebild.picture import verdicts

    with opened(db) as store:
        try:
            if kind == "same":
                number = verdicts.same(store, values.pop("event"), values.pop("other"), **values)
            else:
                number = getattr(verdicts, kind)(store, **values)
        except verdicts.VerdictError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"Verdict {number} kept. `lagebild verdict revoke {number}` takes it back.")
