"""A person's word: accept, reject, same event, different event, wrong entity. Kept with who and when; reversible."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from lagebild.picture import items, links, merging
from lagebild.picture.adding import refresh
from lagebild.picture.features import features
from lagebild.picture.questions.events import lives_on_in
from lagebild.store import Store, loading, tables
from lagebild.store.writing import entity_key, next_id, now, put_names

verdict_table, claim_table = tables.verdict.c, tables.claim.c


class VerdictError(ValueError):
    """A verdict on something that is not there; the message says what is missing."""


@dataclass(slots=True)
class Verdict:
    """A person's word as kept. ``revoked_at`` is set when it was taken back."""

    id: int
    kind: str
    event: int | None
    claims: list[int]
    others: list[int]
    party: int | None
    code: str | None
    sector: str | None
    name: str | None
    note: str
    who: str
    at: dt.datetime
    revoked_at: dt.datetime | None
    revoked_by: str | None


def accept(store: Store, *, event: int | None = None, claim: int | None = None, who: str, note: str = "") -> int:
    """A claim, or all claims of an event, are read right. Returns the verdict's number."""
    return _judge(store, "accept", event, claim, who, note)


def reject(store: Store, *, event: int | None = None, claim: int | None = None, who: str, note: str = "") -> int:
    """A claim, or all claims of an event, are read wrong: they no longer count. Returns the verdict's number."""
    return _judge(store, "reject", event, claim, who, note)


def same(store: Store, event: int, other: int, *, who: str, note: str = "") -> int:
    """Two events are one. Returns the verdict's number."""
    with store.writing() as connection:
        first, second = _claims(connection, event), _claims(connection, other)
        if set(first) == set(second):
            raise VerdictError(f"Events {event} and {other} are one already.")
        return _keep(connection, {"kind": "same", "claims": first, "others": second, "event_id": event}, who, note)


def different(store: Store, *, event: int, claims: Iterable[int], who: str, note: str = "") -> int:
    """These claims of an event are about something else than its other claims. Returns the verdict's number."""
    with store.writing() as connection:
        all_claims = _claims(connection, event)
        out = sorted(set(claims))
        missing = [claim for claim in out if claim not in all_claims]
        if missing or not out:
            raise VerdictError(f"Event {event} has no claim {', '.join(map(str, missing)) or 'of these'}.")
        rest = [claim for claim in all_claims if claim not in out]
        if not rest:
            raise VerdictError(f"Event {event} has no other claims than these; reject it instead.")
        return _keep(connection, {"kind": "different", "claims": out, "others": rest, "event_id": event}, who, note)


def wrong_entity(
    store: Store,
    *,
    party: int,
    who: str,
    code: str | None = None,
    sector: str | None = None,
    name: str | None = None,
    note: str = "",
) -> int:
    """An actor or recipient is somebody else: what is given replaces what was read. Returns the verdict's number."""
    with store.writing() as connection:
        row = connection.execute(select(tables.party).where(tables.party.c.id == party)).first()
        if row is None:
            raise VerdictError(f"There is no party {party}. `lagebild report ID` shows the numbers.")
        entity = _entity(connection, name or row.name or row.text, code or row.code, sector or row.sector)
        values = {"kind": "wrong-entity", "claims": [row.claim_id], "others": [], "party_id": party}
        values |= {"code": code, "sector": sector, "name": name, "entity_id": entity}
        return _keep(connection, values, who, note)


def revoke(store: Store, number: int, *, who: str) -> None:
    """Take a verdict back: the picture is as if it had not been given. It stays on record."""
    with store.writing() as connection:
        row = connection.execute(select(tables.verdict).where(verdict_table.id == number)).first()
        if row is None or row.revoked_at is not None:
            raise VerdictError(f"There is no verdict {number} that stands.")
        moment = now()
        stands_no_more = update(tables.verdict).where(verdict_table.id == number)
        connection.execute(stands_no_more.values(revoked_at=moment, revoked_by=who))
        _apply(connection, [*row.claims, *row.others], row.kind, moment)


def listed(store: Store, *, event: int | None = None) -> list[Verdict]:
    """All verdicts (on claims that an event has now), newest first, those taken back included."""
    with store.reading() as connection:
        query = select(tables.verdict).order_by(verdict_table.id.desc())
        if event is not None:
            about = tables.verdict_claim.c
            mine = select(about.verdict_id).join(tables.claim, claim_table.id == about.claim_id)
            query = query.where(verdict_table.id.in_(mine.where(claim_table.event_id == event)))
        return [_verdict(dict(row)) for row in connection.execute(query).mappings()]


def _judge(store: Store, kind: str, event: int | None, claim: int | None, who: str, note: str) -> int:
    if (event is None) == (claim is None):
        raise VerdictError("Name either an event or a claim.")
    with store.writing() as connection:
        if claim is not None:
            event = connection.scalar(select(claim_table.event_id).where(claim_table.id == claim))
            if event is None:
                raise VerdictError(f"There is no claim {claim}.")
            claims = [claim]
        else:
            assert event is not None
            claims = _claims(connection, event)
        return _keep(connection, {"kind": kind, "claims": claims, "others": [], "event_id": event}, who, note)


def _claims(connection: Connection, event: int) -> list[int]:
    number = lives_on_in(connection, event)
    query = select(claim_table.id).where(claim_table.event_id == number).order_by(claim_table.id)
    found = list(connection.scalars(query))
    if not found:
        raise VerdictError(f"There is no event {event}.")
    return found


def _keep(connection: Connection, values: dict[str, Any], who: str, note: str) -> int:
    number, moment = next_id(connection, tables.verdict), now()
    common = {"id": number, "who": who, "note": note, "at": moment}
    connection.execute(insert(tables.verdict), values | common)
    about = sorted({*values["claims"], *values["others"]})
    rows = [{"claim_id": claim, "verdict_id": number} for claim in about]
    connection.execute(insert(tables.verdict_claim), rows)
    _apply(connection, about, values["kind"], moment)
    return number


def _apply(connection: Connection, claims: list[int], kind: str, moment: dt.datetime) -> None:
    """Let a verdict, or its being taken back, take effect."""
    changed = set(connection.scalars(select(claim_table.event_id).where(claim_table.id.in_(claims))))
    if kind == "wrong-entity":
        _compare_again(connection, claims)
        siblings = select(claim_table.id).where(claim_table.event_id.in_({event for event in changed if event}))
        claims = sorted({*claims, *connection.scalars(siblings)})
    if kind in ("same", "different", "wrong-entity"):
        changed |= merging.merge(connection, claims, moment)
    standing = tables.event.c.merged_into.is_(None)
    numbers = {event for event in changed if event is not None}
    shown = set(connection.scalars(select(tables.event.c.id).where(tables.event.c.id.in_(numbers), standing)))
    refresh(connection, shown, moment)
    first = next_id(connection, tables.change, len(shown))
    rows = [
        {"id": first + place, "event_id": event, "at": moment, "kind": "verdict", "detail": {"verdict": kind}}
        for place, event in enumerate(sorted(shown))
    ]
    connection.execute(insert(tables.change), rows)


def _compare_again(connection: Connection, claims: list[int]) -> None:
    """Links anew, with what a person says of the parties put in."""
    links.unlink(connection, claims)
    for item in items.by_claim(connection, claims):
        report = loading.reports(connection, [item.version.id])[item.version.id]
        data = features(item.claim, report, item.version.known)
        connection.execute(update(tables.claim).where(claim_table.id == item.id).values(features=data))
    links.link(connection, claims)


def _entity(connection: Connection, name: str, code: str | None, sector: str | None) -> int:
    key = entity_key(None, name, code)
    number = connection.scalar(select(tables.entity.c.id).where(tables.entity.c.key == key))
    if number is None:
        number = next_id(connection, tables.entity)
        values = {"id": number, "key": key, "name": name, "code": code, "sector": sector}
        connection.execute(insert(tables.entity), values)
        put_names(connection, {(number, name)})
    return number


def _verdict(row: dict[str, Any]) -> Verdict:
    return Verdict(
        row["id"],
        row["kind"],
        row["event_id"],
        row["claims"],
        row["others"],
        row["party_id"],
        row["code"],
        row["sector"],
        row["name"],
        row["note"],
        row["who"],
        row["at"],
        row["revoked_at"],
        row["revoked_by"],
    )
