"""Fields of an event with all versions side by side, and whether they agree.

Nothing is chosen away: each version of a date, place, number, party or status keeps the claims, reports, origins and
sources that have it. A field is *disputed* where two origins have versions that cannot both be true, *agreed* where two
origins have the same one, else *single*.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from lagebild.picture.features import LONGEST
from lagebild.picture.items import Item
from lagebild.picture.similarity import MUTUAL, kilometres
from lagebild.picture.views import FieldVersion, FieldView, Knowledge
from lagebild.records import Claim, Party
from lagebild.store.folding import sound

HAPPENED = frozenset({"occurred", "ongoing"})
NUMBERS_DIFFER = 0.1
"""Share of the larger number by which two may differ and still agree (reports round)."""
APART_KM = 80.0


@dataclass(slots=True)
class Said:
    """One claim's version of a field: ``value`` decides equality and is JSON-ready, ``label`` is for people."""

    item: Item
    value: Any
    label: str


Reader = Callable[[Item], Iterable[tuple[str, Any, str]]]
"""From a claim to (field, value, label)."""


def read(item: Item) -> list[tuple[str, Any, str]]:
    """All fields that a claim has a version of."""
    claim = item.claim
    found: list[tuple[str, Any, str]] = [("type", [claim.event, claim.mode], claim.event + _dash(claim.mode))]
    found.append(("happened", claim.status, claim.status))
    found += _date(claim)
    found += _place(claim)
    if claim.event in MUTUAL:
        found += _parties("parties", claim.actors + claim.recipients)
    else:
        found += _parties("actor", claim.actors) + _parties("recipient", claim.recipients)
    for kind, numbers in item.stored.row["features"].get("counts", {}).items():
        found.append((f"number of {kind}", numbers[0], f"{numbers[0]:g}"))
    return found


def _dash(mode: str | None) -> str:
    return f" ({mode})" if mode else ""


def _date(claim: Claim) -> list[tuple[str, Any, str]]:
    if claim.time is None or claim.time.start is None:
        return []
    last = claim.time.end or claim.time.start
    if (last - claim.time.start).days > LONGEST:
        return []
    first, end = claim.time.start.isoformat(), last.isoformat()
    return [("date", [first, end], first if first == end else f"{first} to {end}")]


def _place(claim: Claim) -> list[tuple[str, Any, str]]:
    place = claim.place
    if place is None or not (place.name or place.country):
        return []
    only_country = place.kind == "country" or not place.name
    name = "" if only_country else sound(place.name or "")
    value = [place.geonames or name, place.country, place.lat, place.lon] if name else ["", place.country, None, None]
    return [("place", value, place.name or place.country or "")]


def _parties(name: str, parties: list[Party]) -> list[tuple[str, Any, str]]:
    if not parties:
        return []
    keys = sorted({party.code or sound((party.name or party.text).split()[-1]) for party in parties})
    return [(name, keys, ", ".join(party.name or party.text for party in parties))]


def fields(items: list[Item], origins: Mapping[int, str], as_of: dt.date | None, by: Knowledge) -> list[FieldView]:
    """All fields of an event. ``items``: all its claims known by then; ``origins``: name of each version's origin."""
    said: dict[str, list[Said]] = {}
    for item in items:
        for name, value, label in read(item):
            said.setdefault(name, []).append(Said(item, value, label))
    views = [_field(name, entries, origins, as_of, by) for name, entries in said.items()]
    order = {name: place for place, name in enumerate(_ORDER)}
    return sorted(views, key=lambda view: (order.get(view.name, len(order)), view.name))


_ORDER = ("happened", "type", "date", "place", "parties", "actor", "recipient")


def _field(
    name: str, entries: list[Said], origins: Mapping[int, str], as_of: dt.date | None, by: Knowledge
) -> FieldView:
    groups: dict[str, list[Said]] = {}
    for entry in entries:
        groups.setdefault(repr(entry.value), []).append(entry)
    versions = [_version(group, origins, as_of, by) for group in groups.values()]
    versions.sort(
        key=lambda item: (item.until is not None, -len(item.origins), -len(item.reports), item.since, item.label)
    )
    languages = {claim: entry.item.version.language for entry in entries for claim in [entry.item.id]}
    standing = [version for version in versions if version.until is None]
    differ = _rule(name)
    for one, other in combinations(standing, 2):
        same_language = {languages[claim] for claim in one.claims} & {languages[claim] for claim in other.claims}
        if len({*one.origins, *other.origins}) > 1 and differ(one.value, other.value, bool(same_language)):
            return FieldView(name, "disputed", versions)
    agreed = any(len(version.origins) > 1 for version in standing)
    return FieldView(name, "agreed" if agreed else "single", versions)


def _version(group: list[Said], origins: Mapping[int, str], as_of: dt.date | None, by: Knowledge) -> FieldVersion:
    standing = [entry for entry in group if entry.item.version.current(as_of, by)]
    kept = standing or group
    until = None
    if not standing:
        until = max((entry.item.version.until for entry in group if entry.item.version.until), default=None)
    labels = sorted((entry.label for entry in kept), key=lambda label: (-len(label), label))
    return FieldVersion(
        kept[0].value,
        labels[0],
        sorted(entry.item.id for entry in kept),
        sorted({entry.item.version.key for entry in kept}),
        sorted({origins.get(entry.item.version.id, "") for entry in kept}),
        sorted({source.name for entry in kept for source in entry.item.claim.sources if source.stance == "asserts"}),
        min(entry.item.version.since(by) for entry in group),
        until,
    )


def _dates_differ(one: list[str], other: list[str], _: bool) -> bool:
    return one[1] < other[0] or other[1] < one[0]


def _places_differ(one: list[Any], other: list[Any], same_language: bool) -> bool:
    if one[1] and other[1] and one[1] != other[1]:
        return True
    if not one[0] or not other[0] or one[0] == other[0]:
        return False
    if None not in (*one[2:], *other[2:]):
        return kilometres((one[2], one[3]), (other[2], other[3])) > APART_KM
    return same_language


def _parties_differ(one: list[str], other: list[str], _: bool) -> bool:
    coded_one, coded_other = ({key for key in keys if key.isupper()} for keys in (one, other))
    return bool(coded_one and coded_other) and not coded_one & coded_other


def _status_differs(one: str, other: str, _: bool) -> bool:
    return {one, other} & HAPPENED != set() and "negated" in (one, other)


def _numbers_differ(one: float, other: float, _: bool) -> bool:
    return abs(one - other) > NUMBERS_DIFFER * max(abs(one), abs(other))


def _rule(name: str) -> Callable[[Any, Any, bool], bool]:
    return _numbers_differ if name.startswith("number of ") else _RULES.get(name, _never)


def _never(_one: Any, _other: Any, _: bool) -> bool:
    return False


_RULES: dict[str, Callable[[Any, Any, bool], bool]] = {
    "date": _dates_differ,
    "place": _places_differ,
    "parties": _parties_differ,
    "actor": _parties_differ,
    "recipient": _parties_differ,
    "happened": _status_differs,
}
