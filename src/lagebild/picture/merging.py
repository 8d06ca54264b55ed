"""Merges claims into events, touching only the piece of the graph of links that new claims are part of.

The piece is clustered anew each time. Since that depends on its links alone, the events come out the same in whatever
order the reports came; only their numbers tell of the order. Documented exceptions: a claim with more than
``links.MOST`` neighbours is compared with those that share most keys, and a piece of more than ``LARGEST`` claims is
not clustered anew, its new claims join the event that they fit best.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations, pairwise

from sqlalchemy import Connection, insert, or_, select, update

from lagebild.picture.clustering import TOGETHER, cluster
from lagebild.store import tables
from lagebild.store.loading import WANTED, chunks
from lagebild.store.writing import next_id

LARGEST = 400
"""Claims in a piece that is still clustered as a whole."""

Pairs = dict[tuple[int, int], float]

_ANY_VERDICT = select(tables.verdict.c.id).where(tables.verdict.c.kind.in_(("same", "different"))).limit(1)
_LINKS = select(tables.link.c.claim_id, tables.link.c.other_id, tables.link.c.score).where(
    or_(tables.link.c.claim_id.in_(WANTED), tables.link.c.other_id.in_(WANTED))
)
_KEYED = (
    select(tables.version.c.known, *(tables.claim.c[name] for name in ("key", "id", "version_id", "event_id")))
    .join(tables.version, tables.version.c.id == tables.claim.c.version_id)
    .where(tables.claim.c.id.in_(WANTED))
)


def merge(connection: Connection, seeds: list[int], moment: dt.datetime) -> set[int]:
    """Give every claim of the pieces around ``seeds`` its event. Returns the events that changed."""
    judged = _any_verdict(connection)
    piece, scores = _piece(connection, seeds, judged)
    together, apart = _verdicts(connection, piece) if judged else (set(), set())
    order, versions, before = _claims(connection, piece)
    if len(piece) > LARGEST:
        groups = _joined(seeds, before, scores)
    else:
        inside = _same_version(versions) | apart
        groups = cluster(order, scores, inside - set(together), sorted(together))
    return _assign(connection, groups, before, moment)


def _any_verdict(connection: Connection) -> bool:
    """Whether a person has ever joined or parted events; most stores save two queries a piece."""
    return connection.scalar(_ANY_VERDICT) is not None


def _piece(connection: Connection, seeds: list[int], judged: bool) -> tuple[set[int], Pairs]:
    """All claims that strong links or a person's word connect with the seeds, and the scores among them."""
    piece, edge, scores = set(seeds), set(seeds), Pairs()
    while edge and len(piece) <= LARGEST:
        found: set[int] = set()
        for chunk in chunks(edge):
            for one, other, score in connection.execute(_LINKS, {"numbers": chunk}):
                scores[one, other] = score
                if score >= TOGETHER:
                    found |= {one, other}
        if judged:
            found |= {claim for pair in _verdicts(connection, edge)[0] for claim in pair}
        edge = found - piece
        piece |= edge
    return piece, {pair: score for pair, score in scores.items() if pair[0] in piece and pair[1] in piece}


def _verdicts(connection: Connection, claims: Iterable[int]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Pairs that a person has said are one event, and pairs that are not."""
    together: set[tuple[int, int]] = set()
    apart: set[tuple[int, int]] = set()
    about, verdict = tables.verdict_claim.c, tables.verdict.c
    seen: set[int] = set()
    for chunk in chunks(claims):
        query = (
            select(verdict.id, verdict.kind, verdict.claims, verdict.others)
            .join(tables.verdict_claim, about.verdict_id == verdict.id)
            .where(about.claim_id.in_(chunk), verdict.revoked_at.is_(None), verdict.kind.in_(("same", "different")))
        )
        for number, kind, ones, others in connection.execute(query):
            if number in seen:
                continue
            seen.add(number)
            if kind == "same":
                chain = sorted({*ones, *others})
                together |= set(pairwise(chain))
            else:
                apart |= {(min(one, other), max(one, other)) for one in ones for other in others}
    return together, apart


def _claims(connection: Connection, claims: Iterable[int]) -> tuple[list[int], dict[int, int], dict[int, int]]:
    """Claims in order, the version of each, the event of those that have one.

    The order, by the day they were known and their keys, decides ties; it does not depend on the order of adding.
    """
    keyed: list[tuple[dt.date, str, int]] = []
    versions: dict[int, int] = {}
    events: dict[int, int] = {}
    for chunk in chunks(claims):
        for known, key, number, of, event in connection.execute(_KEYED, {"numbers": chunk}):
            keyed.append((known, key, number))
            versions[number] = of
            if event is not None:
                events[number] = event
    return [number for _, _, number in sorted(keyed)], versions, events


def _same_version(versions: dict[int, int]) -> set[tuple[int, int]]:
    """Pairs of claims of one text: a report tells each event once, so they are different events."""
    by_version: dict[int, list[int]] = defaultdict(list)
    for claim, version in versions.items():
        by_version[version].append(claim)
    return {pair for claims in by_version.values() for pair in combinations(sorted(claims), 2)}


def _joined(seeds: list[int], before: dict[int, int], scores: Pairs) -> list[list[int]]:
    """Each new claim with the claims of the event that it fits best by mean score, or alone.

    Of several that fit one event best, the one that fits it most has it: they are of one report, which tells an event
    once.
    """
    members: dict[int, list[int]] = defaultdict(list)
    for claim, event in before.items():
        members[event].append(claim)
    totals: dict[int, dict[int, float]] = {seed: defaultdict(float) for seed in seeds if seed not in before}
    for (one, other), score in scores.items():
        for seed, neighbour in ((one, other), (other, one)):
            if seed in totals and neighbour in before:
                totals[seed][before[neighbour]] += score
    fits = [
        (-total / len(members[event]), event, seed) for seed, found in totals.items() for event, total in found.items()
    ]
    best: dict[int, tuple[int, float]] = {}
    for score, event, seed in sorted(fits):
        best.setdefault(seed, (event, -score))
    taken: dict[int, int] = {}
    for seed, (event, score) in sorted(best.items(), key=lambda pair: (-pair[1][1], pair[0])):
        if score >= TOGETHER:
            taken.setdefault(event, seed)
    joined = {seed: members[event] for event, seed in taken.items()}
    return [[*joined.get(seed, ()), seed] for seed in sorted(totals)]


def _assign(connection: Connection, groups: list[list[int]], before: dict[int, int], moment: dt.datetime) -> set[int]:
    """Give each group the event that most of its claims had; keep a trace of what was merged and split."""
    wanted = [(Counter(before[claim] for claim in group if claim in before), group) for group in groups]
    wanted.sort(key=lambda pair: (-max(pair[0].values(), default=0), min(pair[0], default=0), pair[1][0]))
    taken: dict[int, list[int]] = {}
    fresh: list[list[int]] = []
    for votes, group in wanted:
        free = [event for event in votes if event not in taken]
        if free:
            taken[max(free, key=lambda event: (votes[event], -event))] = group
        else:
            fresh.append(group)
    for group in [group for group in fresh if any(claim in before for claim in group)]:
        revived = _revived(connection, group, before)
        if revived is not None:
            taken[revived] = group
            fresh.remove(group)
    start = next_id(connection, tables.event, len(fresh))
    opened = {start + place: group for place, group in enumerate(sorted(fresh))}
    if opened:
        blank = {"opened": moment, "changed": moment, "disputed": []}
        connection.execute(insert(tables.event), [blank | {"id": number} for number in opened])
    return _move(connection, taken | opened, before, moment)


def _revived(connection: Connection, group: list[int], before: dict[int, int]) -> int | None:
    """The number that claims had before their event was merged away, if they part again; it leads nowhere any more."""
    event, change = tables.event.c, tables.change.c
    query = (
        select(event.id, change.detail)
        .join(tables.change, change.event_id == event.id)
        .where(event.merged_into.in_({before[claim] for claim in group if claim in before}), change.kind == "merged")
        .order_by(event.id)
    )
    for number, detail in connection.execute(query):
        if set(group) & set(detail["claims"]):
            connection.execute(update(tables.event).where(event.id == number).values(merged_into=None))
            return int(number)
    return None


def _move(
    connection: Connection, events: dict[int, list[int]], before: dict[int, int], moment: dt.datetime
) -> set[int]:
    """Set the claims' events where they change, lead emptied events on, and write the changes down."""
    changes: list[dict[str, object]] = []
    touched: set[int] = set()
    after = {claim: event for event, group in events.items() for claim in group}
    for event, group in events.items():
        moved = [claim for claim in group if before.get(claim) != event]
        if not moved:
            continue
        connection.execute(update(tables.claim).where(tables.claim.c.id.in_(moved)).values(event_id=event))
        touched |= {event} | {before[claim] for claim in moved if claim in before}
        old = sorted({before[claim] for claim in moved if claim in before})
        kind = "joined" if any(before.get(claim) == event for claim in group) else "opened"
        detail = {"claims": moved} | ({"from": old} if old else {})
        changes.append({"event_id": event, "at": moment, "kind": "moved" if old else kind, "detail": detail})
    for event in sorted(set(before.values()) - set(after.values())):
        heirs = Counter(after[claim] for claim, was in before.items() if was == event and claim in after)
        if not heirs:
            continue
        heir = min(heirs, key=lambda number: (-heirs[number], number))
        had = sorted(claim for claim, was in before.items() if was == event)
        _lead_on(connection, event, heir, moment)
        changes.append({"event_id": event, "at": moment, "kind": "merged", "detail": {"into": heir, "claims": had}})
        touched -= {event}
    first = next_id(connection, tables.change, len(changes))
    if changes:
        connection.execute(insert(tables.change), [row | {"id": first + place} for place, row in enumerate(changes)])
    return touched


def _lead_on(connection: Connection, event: int, heir: int, moment: dt.datetime) -> None:
    """An event without claims points to the one that has them now; so do those that pointed to it."""
    column = tables.event.c
    for table in (tables.event_party, tables.event_report, tables.event_voice):
        connection.execute(table.delete().where(table.c.event_id == event))
    emptied = {"merged_into": heir, "changed": moment, "claims": 0, "reports": 0, "origins": 0, "is_shown": False}
    connection.execute(update(tables.event).where(column.id == event).values(**emptied))
    connection.execute(update(tables.event).where(column.merged_into == event).values(merged_into=heir))
