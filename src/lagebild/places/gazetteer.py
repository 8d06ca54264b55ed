"""The gazetteer: names of places to places.

``data/gazetteer.npz`` (built by ``training/gazetteer.py`` from GeoNames, CC BY 4.0) is a table of arrays: countries,
then first and second level regions, then cities. A name is stored as a 40-bit hash, so that half a million names load
in a tenth of a second and take 15 MB. What GeoNames lacks (waters, world regions, regions of conflicts) is in
``data/world.yaml``; names by language are in ``lang/<language>/place_names.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml
from babel import Locale, UnknownLocaleError

from lagebild import lang
from lagebild.places.names import key_of, name_hash

KINDS = ("country", "region", "district", "city")
ENGLISH_WORD, GERMAN_WORD, GIVEN_NAME, SURNAME = 1, 2, 4, 8
WORD_FLAGS = {"en": ENGLISH_WORD, "de": GERMAN_WORD}


@dataclass(slots=True, frozen=True)
class Place:
    """A place of the gazetteer. ``population`` counts people (0 unknown); ``parents`` are ids, nearest first."""

    id: int
    name: str
    kind: str
    country: str | None
    lat: float
    lon: float
    population: int = 0
    geonames: int | None = None
    parents: tuple[int, ...] = ()
    capital: bool = False


@dataclass(slots=True, frozen=True)
class Found:
    """What a name can mean: places by their main name, places by another name, and what else the name is (flags)."""

    main: tuple[int, ...] = ()
    other: tuple[int, ...] = ()
    flags: int = 0

    @property
    def all(self) -> tuple[int, ...]:
        """Ids of all places the name can mean."""
        return self.main + self.other


class _Table:
    """The arrays of the file, shared by all languages."""

    def __init__(self) -> None:
        with files(__package__).joinpath("data", "gazetteer.npz").open("rb") as stream, np.load(stream) as arrays:
            self.arrays: dict[str, Any] = {name: arrays[name] for name in arrays.files}
        ends = np.cumsum(self.arrays["name_lengths"], dtype=np.int64)
        self.ends = ends
        self.letters = self.arrays["names"].tobytes()
        self.codes = [str(code) for code in self.arrays["codes"]]
        self.size = len(ends)
        self.capitals = frozenset(int(row) for row in self.arrays["capitals"])
        english = Locale("en").territories
        self.country_names = [str(english.get(str(code), code)) for code in self.arrays["alpha2"]]
        self.countries = int((self.arrays["kind"] == 0).sum())

    def find(self, key: str) -> Found:
        number = name_hash(key)
        hashes, high, low = self.arrays["hashes"], np.uint32(number >> 8), number & 255
        start, end = np.searchsorted(hashes, high, "left"), np.searchsorted(hashes, high, "right")
        rows = [row for row in range(int(start), int(end)) if self.arrays["checks"][row] == low]
        if not rows:
            return Found()
        targets, ranks = self.arrays["targets"], self.arrays["ranks"]
        main = tuple(int(targets[row]) for row in rows if not ranks[row])
        other = tuple(int(targets[row]) for row in rows if ranks[row])
        return Found(main, other, int(self.arrays["flags"][rows[0]]))

    def place(self, number: int) -> Place:
        arrays = self.arrays
        end = int(self.ends[number])
        name = self.letters[end - int(arrays["name_lengths"][number]) : end].decode()
        parents, up = [], int(arrays["parent"][number])
        while up >= 0:
            parents.append(up)
            up = int(arrays["parent"][up])
        code, kind = int(arrays["country"][number]), int(arrays["kind"][number])
        if kind:
            parents.append(self.country_row(code))
        return Place(
            number,
            name if kind else self.country_names[code],
            KINDS[kind],
            self.codes[code],
            int(arrays["lat"][number]) / 360,
            int(arrays["lon"][number]) / 180,
            round(2 ** (int(arrays["size"][number]) / 8)) - 1,
            int(arrays["geonames"][number]) or None,
            tuple(parents),
            number in self.capitals,
        )

    def country_row(self, code: int) -> int:
        return int(np.argmax(self.arrays["country"][: self.countries] == code))


@cache
def _table() -> _Table:
    return _Table()


@cache
def _world() -> dict[str, list[Any]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with files(__package__).joinpath("data", "world.yaml").open(encoding="utf-8") as stream:
        rows: dict[str, list[Any]] = yaml.load(stream, Loader=loader)
    return rows


class Gazetteer:
    """Names of places in one language to places. Use :func:`gazetteer`, which keeps one for each language."""

    def __init__(self, language: str) -> None:
        self._table = _table()
        self._places: dict[int, Place] = {}
        self._found: dict[str, Found] = {}
        self._extra: dict[str, list[int]] = {}
        self._world_ids = {name: self._table.size + number for number, name in enumerate(_world())}
        self.unknown: list[str] = []
        """Rows of the language's list that name no place of the gazetteer (a test keeps this empty)."""
        self.language = language
        self.postal: dict[str, int] = {}
        self._add_countries(language)
        self._add_names(lang.load(language, "place_names"))

    def find(self, name: str) -> Found:
        """What a name can mean in this language; nothing found gives an empty :class:`Found`."""
        key = key_of(name)
        if key not in self._found:
            found, extra = self._table.find(key), self._extra.get(key, ())
            if extra:
                other = tuple(number for number in found.other if number not in extra)
                main = tuple(extra) + tuple(number for number in found.main if number not in extra)
                found = Found(main, other, found.flags)
            self._found[key] = found
        return self._found[key]

    def place(self, number: int) -> Place:
        """The place with an id."""
        if number not in self._places:
            world = number - self._table.size
            self._places[number] = self._table.place(number) if world < 0 else self._world_place(number, world)
        return self._places[number]

    def curated(self, name: str, number: int) -> bool:
        """Whether the language's own list gives this name to the place."""
        return number in self._extra.get(key_of(name), ())

    def region(self, place: Place) -> Place | None:
        """The first-level region a place lies in, or is."""
        if place.kind == "region" and place.geonames:
            return place
        found = (self.place(number) for number in place.parents)
        return next((parent for parent in found if parent.kind == "region"), None)

    def country(self, code: str) -> Place | None:
        """The country with an ISO 3166-1 alpha-3 code (``KOS`` for Kosovo)."""
        if code not in self._table.codes:
            return None
        return self.place(self._table.country_row(self._table.codes.index(code)))

    def by_domain(self, domain: str) -> str | None:
        """The country of a top-level domain such as ``ie``; None for ``com``, ``org`` and the like."""
        code = {"uk": "GB"}.get(domain, domain.upper())
        known = [str(known) for known in self._table.arrays["alpha2"]]
        return self._table.codes[known.index(code)] if code in known else None

    def _world_place(self, number: int, row: int) -> Place:
        name = list(_world())[row]
        kind, lat, lon, country = _world()[name]
        home = self.country(country) if country else None
        names = lang.load(self.language, "place_names").get("world", {}).get(name) or [name]
        return Place(number, names[0], kind, country, lat, lon, 0, None, (home.id,) if home else ())

    def _add(self, name: str, number: int) -> None:
        numbers = self._extra.setdefault(key_of(name), [])
        if number not in numbers:
            numbers.append(number)

    def _add_countries(self, language: str) -> None:
        try:
            territories = Locale.parse(language).territories
        except UnknownLocaleError:
            return
        for row, code in enumerate(self._table.arrays["alpha2"]):
            name = territories.get(str(code))
            if name:
                number = self._table.country_row(row)
                for variant in (name, name.replace(" & ", " and "), name.split(" (")[0]):
                    self._add(variant, number)

    def _add_names(self, names: dict[str, Any]) -> None:
        for code, variants in (names.get("countries") or {}).items():
            country = self.country(code)
            self._add_all(code, country.id if country else None, variants)
        for section, kinds in (("regions", ("region",)), ("cities", ("city",))):
            for path, variants in (names.get(section) or {}).items():
                self._add_all(path, self._by_path(path, kinds), variants)
        for name, variants in (names.get("world") or {}).items():
            self._add_all(name, self._world_ids.get(name), _inflected(variants, names.get("endings") or []))
        for path, codes in (names.get("postal") or {}).items():
            number = self._by_path(path, ("region",))
            if number is not None:
                self.postal.update(dict.fromkeys(codes, number))

    def _add_all(self, row: str, number: int | None, variants: Iterable[str]) -> None:
        if number is None:
            self.unknown.append(row)
            return
        for variant in variants:
            self._add(variant, number)

    def _by_path(self, path: str, kinds: tuple[str, ...]) -> int | None:
        """The largest place of these kinds with the name in the country of ``USA/Kentucky``."""
        code, _, name = path.partition("/")
        places = [self.place(number) for number in self._table.find(key_of(name)).all]
        fitting = [place for place in places if place.country == code and place.kind in kinds]
        return max(fitting, key=lambda place: place.population).id if fitting else None


def _inflected(names: Iterable[str], endings: list[str]) -> list[str]:
    """Names with the adjective in front in all its forms ("Rotes Meer", "Roten Meer")."""
    found = []
    for name in names:
        found.append(name)
        first, _, rest = name.partition(" ")
        stem = next((first[: -len(ending)] for ending in endings if rest and first.endswith(ending)), None)
        if stem:
            found += [f"{stem}{ending} {rest}" for ending in endings]
    return found


@cache
def gazetteer(language: str) -> Gazetteer:
    """The gazetteer with a language's names; loaded once (about 0.2 s, 25 MB)."""
    return Gazetteer(language)
