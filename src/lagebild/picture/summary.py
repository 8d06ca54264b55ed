"""An event summed up from its claims, as known on a day: what is agreed, disputed, denied, and by whom."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from lagebild import ontology
from lagebild.attribution.sides import side
from lagebild.picture import disagreement
from lagebild.picture.items import Item
from lagebild.picture.origins import Copies, Origin, group, member
from lagebild.picture.views import FieldView, Knowledge, StanceView
from lagebild.records import Source

AGAINST = ("denies", "doubts")


@dataclass(slots=True)
class Summary:
    """An event as known on a day. ``items`` are claims of newest versions, ``earlier`` of replaced ones."""

    items: list[Item]
    earlier: list[Item]
    rejected: list[Item]
    origins: list[Origin]
    fields: list[FieldView]
    denied_by: list[str]
    row: dict[str, Any]
    """The event's row in the store, without numbers and moments."""
    parties: list[tuple[str, int, str | None, str | None]]
    """(role, entity, code, sector)."""

    def stances(self) -> list[StanceView]:
        """What the sources of its claims say; made only when asked for, since storing needs none of it."""
        return [stance_view(item, source) for item in self.items for source in item.claim.sources]


def summarise(
    items: list[Item], copies: Copies, *, as_of: dt.date | None = None, by: Knowledge = "published"
) -> Summary | None:
    """Sum up an event's claims; None if none of them was known on ``as_of``."""
    known = [item for item in items if as_of is None or item.version.since(by) <= as_of]
    if not known:
        return None
    rejected = [item for item in known if item.verdict == "reject"]
    kept = [item for item in known if item.verdict != "reject"]
    standing = [item for item in kept if item.version.current(as_of, by)]
    earlier = [item for item in kept if not item.version.current(as_of, by)]
    shown = standing or earlier or known
    origins = _origins(shown, copies)
    names = {version: origin.name for origin in origins for version in origin.versions}
    numbered = {version: str(place) for place, origin in enumerate(origins) for version in origin.versions}
    views = disagreement.fields(shown + ([] if not standing else earlier), numbered, as_of, by)
    for view in views:
        for version in view.versions:
            version.origins = sorted({names.get(number, "") for number in _versions(version.claims, shown + earlier)})
    denied = _denied_by(shown)
    for view in views:
        if denied and view.name == "happened":
            view.state = "disputed"  # all reports may say that it happened, and quote somebody who denies it
    row = _row(shown, known, origins, views, denied, by)
    row["withdrawn"] = not any(item.version.current(as_of, by) for item in known)
    row["is_shown"] = bool(standing)
    return Summary(shown, earlier, rejected, origins, views, denied, row, _parties(shown))


def _versions(claims: list[int], items: list[Item]) -> set[int]:
    wanted = set(claims)
    return {item.version.id for item in items if item.id in wanted}


def _origins(items: list[Item], copies: Copies) -> list[Origin]:
    by_version: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        by_version[item.version.id].append(item)
    return group([member(found[0].version, found) for found in by_version.values()], copies)


def stance_view(item: Item, source: Source) -> StanceView:
    """What a source of a claim says of the event, with its words."""
    return StanceView(
        source.name,
        source.stance,
        source.form,
        source.commitment,
        list(source.chain),
        source.country,
        source.sector,
        item.id,
        item.version.line(),
        item.text(source.content[0]) if source.content else item.sentence(),
        side(item.claim, source),
    )


def _denied_by(items: list[Item]) -> list[str]:
    """Sources that deny or doubt it, and outlets that say themselves that it did not happen, most often first."""
    found: Counter[str] = Counter()
    for item in items:
        against = [source.name for source in item.claim.sources if source.stance in AGAINST]
        found.update(against)
        if item.claim.status == "negated" and not item.claim.sources:
            found[item.version.publisher or item.version.key] += 1
        elif item.claim.status == "negated" and not against:
            found.update(source.name for source in item.claim.sources if source.stance == "asserts")
    return [name for name, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))]


def _row(
    items: list[Item],
    known: list[Item],
    origins: list[Origin],
    views: list[FieldView],
    denied: list[str],
    by: Knowledge,
) -> dict[str, Any]:
    by_name = {view.name: view for view in views}
    status = _status(items, origins)
    kind, mode = _type(items, status)
    first, last = _days(by_name.get("date"))
    first_known = min(item.version.since(by) for item in known)
    disputed = [view.name for view in views if view.state == "disputed"]
    if denied and "happened" not in disputed:
        disputed.insert(0, "happened")
    return {
        "type": kind,
        "mode": mode,
        "status": status,
        "label": _label(items),
        "day": first or first_known,
        "first_day": first,
        "last_day": last,
        "first_known": first_known,
        "last_known": max(item.version.since(by) for item in known),
        **_place(items, by_name.get("place")),
        "scale": ontology.scale(kind, mode),
        "claims": len(items),
        "reports": len({item.version.report for item in items}),
        "origins": len(origins),
        "state_controlled": sum(origin.state_controlled for origin in origins),
        "disputed": disputed,
        "is_disputed": bool(disputed),
        "is_denied": bool(denied),
        "is_confirmed": not denied and _backing(items, origins) > 1,
        "verdict": _verdict(known),
    }


def _backing(items: list[Item], origins: list[Origin]) -> int:
    """Origins that say that it happened."""
    say_so = {item.version.id for item in items if item.claim.status in disagreement.HAPPENED}
    return sum(1 for origin in origins if say_so.intersection(origin.versions))


def _verdict(items: list[Item]) -> str | None:
    verdicts = [item.verdict for item in items]
    if verdicts and all(verdict == "reject" for verdict in verdicts):
        return "rejected"
    return "accepted" if "accept" in verdicts else None


def _status(items: list[Item], origins: list[Origin]) -> str:
    """The status that most origins give; of equals the more certain, and what happened beats what was planned."""
    votes: Counter[str] = Counter()
    for origin in origins:
        given = {item.claim.status for item in items if item.version.id in set(origin.versions)}
        votes.update(given)
    happened = sum(votes[status] for status in disagreement.HAPPENED)
    if happened and happened >= max(votes["possible"], votes["negated"], votes["hypothetical"]):
        return "occurred" if votes["occurred"] >= votes["ongoing"] else "ongoing"
    order = ("occurred", "ongoing", "planned", "possible", "negated", "hypothetical")
    return max(order, key=lambda status: (votes[status], -order.index(status)))


def _type(items: list[Item], status: str) -> tuple[str, str | None]:
    """The type and mode of most reports; once it happened, those of claims that say so."""
    told = [item for item in items if item.claim.status == status] or items
    kinds = Counter(item.claim.event for item in told)
    kind = min(kinds, key=lambda name: (-kinds[name], name))
    modes = Counter(item.claim.mode for item in items if item.claim.event == kind and item.claim.mode)
    return kind, min(modes, key=lambda name: (-modes[name], name)) if modes else None


def _days(view: FieldView | None) -> tuple[dt.date | None, dt.date | None]:
    if view is None:
        return None, None
    first, last = view.versions[0].value
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last)


def _place(items: list[Item], view: FieldView | None) -> dict[str, Any]:
    """The place of the best backed version, a town before a country."""
    nowhere = {"place": None, "country": None, "lat": None, "lon": None}
    if view is None:
        return nowhere
    exact = [version for version in view.versions if version.value[0]]
    best = (exact or view.versions)[0]
    claims = set(best.claims)
    places = [item.claim.place for item in items if item.id in claims and item.claim.place]
    point = next((place for place in places if place.lat is not None), None)
    country = best.value[1] or next((version.value[1] for version in view.versions if version.value[1]), None)
    label = best.label if best.value[0] else None
    return {
        "place": label,
        "country": country,
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
    }


BEST_LENGTH = 140
"""Characters of a sentence that makes a good label."""


def _label(items: list[Item]) -> str:
    """The sentence that tells it best: of a report that leads with it, neither short nor long, the earliest."""

    def rank(item: Item) -> tuple[Any, ...]:
        start = item.claim.triggers[0].start if item.claim.triggers else 0
        return (
            start > 400,
            abs(len(item.sentence()) - BEST_LENGTH) // 60,
            item.version.known,
            item.version.key,
            item.id,
        )

    return min(items, key=rank).sentence() if items else ""


def _parties(items: list[Item]) -> list[tuple[str, int, str | None, str | None]]:
    found: dict[tuple[str, int], tuple[str | None, str | None]] = {}
    for item in items:
        parties = item.claim.actors + item.claim.recipients
        for row, party in zip(item.stored.parties, parties, strict=True):
            found.setdefault((row["role"], row["entity_id"]), (party.code, party.sector))
    return [(role, entity, code, sector) for (role, entity), (code, sector) in sorted(found.items())]
