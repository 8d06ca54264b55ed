"""Which of the places of a name is meant.

Each reading of a name starts with what it is worth anywhere (countries and large cities first) and gains from the other
places of the text: from being inside one of them, in the same region or country, or near. Names support each other by
their current readings, in a few rounds (in the manner of Lieberman, Samet and Sankaranarayanan, 2010, "Geotagging with
local lexicons", and of collective entity linking). The weights were set by hand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from lagebild.places.gazetteer import Gazetteer, Place
from lagebild.places.scene import Toponym

READINGS = 40
ROUNDS = 4
CONTAINED = 6.0
"""For a reading that lies in the place named right behind it."""
WITHIN, SAME_REGION, SAME_COUNTRY, NEAR = 1.6, 1.4, 0.7, 2.0
"""For each other name: this reading lies in it, shares its region, its country, or is near (halved each 100 km)."""
HALVED_KM = 100.0
CONTEXT, CROWD = 2.2, 0.08
"""Weight of the support of all other names; how much each further name takes from the others' weight."""
CEILING, SLOPE = 4.0, 0.3
"""Support beyond the ceiling counts by the slope: a town may win against a capital, a hamlet not against a country."""
HINT = 0.2
"""Weight of an adjective of a state beside a name of a place."""
CAPITAL = 1.5
CURATED = 0.8
"""For a name that the language's own list gives to a place: readers of that language mean this one first."""
HOME = 1.5
"""For readings in the country where the publisher is at home."""
KIND_WORTH = {
    "country": 6.5, "continent": 6.0, "water": 4.5, "mountain": 4.2, "island": 4.4, "desert": 4.2, "region": 4.6,
    "district": 1.0,
}  # fmt: skip


@dataclass(slots=True)
class Reading:
    """A name's places with their worth; ``best`` is the index of the one chosen."""

    key: str
    places: list[Place]
    prior: np.ndarray
    weight: float = 1.0
    score: np.ndarray = field(default_factory=lambda: np.zeros(0))
    best: int = 0
    why: str = ""


def worth(gazetteer: Gazetteer, name: str, place: Place, main: bool) -> float:
    """What a reading is worth in any text: 0 for a hamlet, about 5 for a city of a million, 6.5 for a country."""
    people = math.log10(place.population + 10)
    value = KIND_WORTH.get(place.kind, 0.0)
    if place.kind == "city":
        value = people - 1.6 + CAPITAL * place.capital
    elif place.kind == "region":
        value = min(5.2, 1.1 * people - 2.2) if place.population else 4.2
    elif place.kind == "district":
        value = 0.5 + 0.3 * people
    curated = gazetteer.curated(name, place.id)
    if curated:
        value += CURATED
    return value if main or curated else value - 1.5


def readings(
    gazetteer: Gazetteer, toponyms: Sequence[Toponym], home: str | None = None, states: Mapping[str, int] | None = None
) -> dict[str, Reading]:
    """The reading chosen for each name of a text: one sense a text.

    ``home`` is the country of the publisher; ``states`` counts how often the text names peoples or uses adjectives of
    states ("iranisch"): no places, but evidence.
    """
    table: dict[str, Reading] = {}
    for toponym in toponyms:
        key = _sense(toponym)
        if key in table:
            table[key].weight += 0.3
            continue
        if not toponym.found.all:
            continue
        table[key] = _reading(gazetteer, toponym, key, home)
    _contain(gazetteer, toponyms, table)
    _agree([*table.values(), *_hints(gazetteer, states or {})])
    _share(toponyms, table)
    return table


def _sense(toponym: Toponym) -> str:
    return toponym.key


def _reading(gazetteer: Gazetteer, toponym: Toponym, key: str, home: str | None) -> Reading:
    main = set(toponym.found.main)
    scored = []
    for number in toponym.found.all:
        place = gazetteer.place(number)
        value = worth(gazetteer, toponym.text, place, number in main)
        if home and place.country == home:
            value += HOME
        scored.append((value, place))
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    scored = scored[:READINGS]
    return Reading(key, [place for _, place in scored], np.array([value for value, _ in scored]))


def _contain(gazetteer: Gazetteer, toponyms: Sequence[Toponym], table: dict[str, Reading]) -> None:
    for toponym in toponyms:
        reading = table.get(_sense(toponym))
        if reading is None or toponym.container is None:
            continue
        outer = set(toponyms[toponym.container].found.all)
        inside = np.array([bool(outer & set(place.parents)) for place in reading.places])
        if inside.any():
            reading.prior = reading.prior + CONTAINED * inside
            reading.why = f"lies in {toponyms[toponym.container].text}, named behind it"
            towards = table.get(_sense(toponyms[toponym.container]))
            if towards is not None:
                parents = {
                    parent for place, hit in zip(reading.places, inside, strict=True) if hit for parent in place.parents
                }
                towards.prior = towards.prior + 3.0 * np.array([place.id in parents for place in towards.places])


def _hints(gazetteer: Gazetteer, states: Mapping[str, int]) -> list[Reading]:
    """States that the text speaks of by adjectives, as further names that support others."""
    found = []
    for code, count in states.items():
        country = gazetteer.country(code)
        if country:
            found.append(Reading(code, [country], np.zeros(1), HINT * (1 + 0.3 * (count - 1))))
    return found


def _agree(names: list[Reading]) -> None:
    for reading in names:
        reading.score = reading.prior
    if len(names) > 1:
        support = [[_affinity(one, other) if one is not other else None for other in names] for one in names]
        for _ in range(ROUNDS):
            beliefs = [_softmax(reading.score) for reading in names]
            for number, reading in enumerate(names):
                total = np.zeros(len(reading.places))
                for other, matrix in enumerate(support[number]):
                    if matrix is not None:
                        total += names[other].weight * (matrix @ beliefs[other])
                support_here = CONTEXT * total / (1 + CROWD * len(names))
                beyond = np.maximum(support_here - CEILING, 0)
                reading.score = reading.prior + support_here - beyond * (1 - SLOPE)
    for reading in names:
        reading.best = int(np.argmax(reading.score))


def _share(toponyms: Sequence[Toponym], table: dict[str, Reading]) -> None:
    for reading in table.values():
        if reading.why:
            continue
        prior, best = int(np.argmax(reading.prior)), reading.best
        reading.why = (
            "only place of this name" if len(reading.places) == 1
            else "best known place of this name" if prior == best
            else "fits the other places of the text"
        )  # fmt: skip


def _softmax(values: np.ndarray) -> np.ndarray:
    grown = np.exp(values - values.max())
    return np.asarray(grown / grown.sum())


def _affinity(one: Reading, other: Reading) -> np.ndarray:
    """How much each reading of one name (rows) gains from each reading of the other (columns)."""
    lat1, lon1 = _radians(one.places)
    lat2, lon2 = _radians(other.places)
    h = (
        np.sin((lat1[:, None] - lat2[None]) / 2) ** 2
        + np.cos(lat1)[:, None] * np.cos(lat2)[None] * np.sin((lon1[:, None] - lon2[None]) / 2) ** 2
    )
    km = 12742 * np.arcsin(np.sqrt(np.clip(h, 0, 1)))
    small = np.array([place.kind in ("city", "district") for place in one.places])[:, None]
    small = small & np.array([place.kind in ("city", "district") for place in other.places])[None]
    gain = NEAR * 0.5 ** (km / HALVED_KM) * small
    for row, place in enumerate(one.places):
        region = _region(place)
        for column, mate in enumerate(other.places):
            if place.id == mate.id:
                gain[row, column] = WITHIN
            elif mate.id in place.parents or place.id in mate.parents:
                gain[row, column] += WITHIN if mate.kind != "country" and place.kind != "country" else WITHIN * 0.8
            elif region is not None and region == _region(mate):
                gain[row, column] += SAME_REGION
            elif place.country and place.country == mate.country:
                gain[row, column] += SAME_COUNTRY
    return np.asarray(gain)


def _radians(places: Sequence[Place]) -> tuple[np.ndarray, np.ndarray]:
    return (
        np.radians(np.array([place.lat for place in places])),
        np.radians(np.array([place.lon for place in places])),
    )


def _region(place: Place) -> int | None:
    """The id next below the country, the place itself if it is a region."""
    if place.kind == "region":
        return place.id
    return place.parents[-2] if len(place.parents) >= 2 else None
