"""Files of entities from elsewhere: FollowTheMoney JSON lines, Wikidata JSON dumps, CSV; one reader a format."""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from lagebild.entities.states import alpha3
from lagebild.entities.store import Position, Record
from lagebild.reports.decode import mended

_FTM_KINDS = {
    "Person": "person", "Organization": "organisation", "PublicBody": "organisation", "Company": "organisation",
    "LegalEntity": "organisation",
}  # fmt: skip
_TOPICS = {
    "role.pep": "GOV", "gov": "GOV", "role.judge": "JUD", "role.journo": "JRN", "role.act": "CVL", "role.rel": "REL",
    "mil": "MIL", "pol.party": "PTY", "crime.terror": "REB", "crime": "CRM", "role.oligarch": "BUS",
    "role.spy": "SPY", "role.lobby": "SOC", "gov.igo": "GOV", "media": "JRN", "pol.union": "LAB", "rel": "REL",
}  # fmt: skip
"""FollowTheMoney topics to PLOVER sectors, in order of preference (topics: followthemoney's topic type)."""


_BROKEN = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, EOFError, gzip.BadGzipFile,
           zlib.error, csv.Error)  # fmt: skip
"""What bytes that are no UTF-8, packed files cut off, and JSON of another shape lead to."""


MAX_LINE = 50_000_000
"""Characters of the longest line read; the largest items of Wikidata have some millions."""


class EntityFileError(ValueError):
    """A file that cannot be read as entities; the message says why and what to do."""


def read(path: Path) -> Iterator[Record]:
    """All entities of a file; the format is told by its content. ``.gz`` is read through.

    Raises:
        EntityFileError: the file is in none of the formats, or a line is broken.
    """
    try:
        with _open(path) as stream:
            first = next(_lines(stream), "").strip()
        reader = _reader(first, path)
        with _open(path) as stream:
            yield from reader(stream, path.name)
    except _BROKEN as error:
        if isinstance(error, EntityFileError):
            raise
        reason = f"{path}: broken, or not what its first line promises ({type(error).__name__}: {str(error)[:200]})"
        raise EntityFileError(f"{reason}; was the download cut off? What stood before the break was read") from error


def _open(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")  # spreadsheets write a mark before the header


def _lines(stream: IO[str]) -> Iterator[str]:
    """The lines, as long as none is so long that it would take all memory."""
    number = 0
    while line := stream.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE and not line.endswith("\n"):
            raise EntityFileError(f"line {number} is longer than {MAX_LINE:,} characters: this is no list of entities")
        yield line


def _reader(first: str, path: Path) -> Callable[[IO[str], str], Iterator[Record]]:
    if first == "[" or first.startswith(("[{", '{"type":"item"')):
        return _wikidata
    if first.startswith("{"):
        row = _parse(first, 1)
        if "schema" in row and "properties" in row:
            return _ftm
        if "labels" in row and "claims" in row:
            return _wikidata
        raise EntityFileError(
            f"{path}: JSON, but neither FollowTheMoney (schema, properties) nor Wikidata (labels, claims)"
        )
    if "name" in [cell.strip().lower() for cell in next(csv.reader([first], delimiter=_delimiter(first)), [])]:
        return _csv
    raise EntityFileError(
        f"{path}: not FollowTheMoney JSON lines, a Wikidata dump or CSV; a CSV file needs a header with a column name"
    )


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _parse(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise EntityFileError(f"line {number} is not JSON ({error}); was the download cut off?") from None
    if not isinstance(row, dict):
        raise EntityFileError(f"line {number} is not a JSON object")
    if "\\ud" in line.lower():  # halves of UTF-16 pairs, which no database takes
        whole: dict[str, Any] = json.loads(mended(json.dumps(row, ensure_ascii=False)))
        return whole
    return row


def _ftm(stream: IO[str], source: str) -> Iterator[Record]:
    for number, line in enumerate(_lines(stream), 1):
        if line.strip():
            record = _ftm_record(_parse(line, number), source)
            if record:
                yield record


def _ftm_record(row: dict[str, Any], source: str) -> Record | None:
    kind = _FTM_KINDS.get(row.get("schema", ""))
    found: dict[str, list[Any]] = row.get("properties", {})
    names = [*found.get("name", []), *found.get("alias", []), *found.get("weakAlias", [])]
    if kind is None or not (names or row.get("caption")):
        return None
    names = [row["caption"], *names] if row.get("caption") else names
    country = next((code for key in ("country", "jurisdiction", "citizenship", "nationality") for value in
                    found.get(key, []) if (code := _code(str(value)))), None)  # fmt: skip
    topics = found.get("topics", [])
    sector = next((sector for topic, sector in _TOPICS.items() if topic in topics), None)
    positions = [Position(str(text), country) for text in found.get("position", []) if isinstance(text, str)]
    positions += [_occupancy(item, country) for item in found.get("positionOccupancies", []) if isinstance(item, dict)]
    return Record(str(row["id"]), str(names[0]), kind, country, sector, [str(name) for name in names[1:]], positions,
                  source)  # fmt: skip


def _occupancy(item: dict[str, Any], country: str | None) -> Position:
    found = item.get("properties", {})
    post: Any = next(iter(found.get("post", [])), {})
    said = post.get("properties", {}) if isinstance(post, dict) else {}
    office = next(iter(said.get("name", [])), post.get("caption", "") if isinstance(post, dict) else str(post))
    where = next((code for value in said.get("country", []) if (code := _code(value))), country)
    return Position(office, where, _first(found.get("startDate")), _first(found.get("endDate")))


def _first(values: list[str] | None) -> str | None:
    return values[0] if values else None


def _code(value: str) -> str | None:
    """A country code of two or three letters as PLOVER's; ``eu`` is EUR."""
    text = value.strip().upper()
    if text in ("EU", "EUE"):
        return "EUR"
    if text == "SUHH":
        return "RUS"
    if len(text) == 2:
        return alpha3(text)
    return text if len(text) == 3 and text.isalpha() else None


def _wikidata(stream: IO[str], source: str) -> Iterator[Record]:
    """A dump is read twice: which items are states is told by their own ISO code (P298), before or after they occur."""
    states: dict[str, str] = {}
    for number, row in _items(stream, needle=f'"{_ISO}"'):
        for code in _values(row.get("claims", {}), _ISO)[:1]:
            states[str(row.get("id", number))] = str(code)
    stream.seek(0)
    for _, row in _items(stream):
        record = _wikidata_record(row, states, source)
        if record:
            yield record


def _items(stream: IO[str], needle: str = "") -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(_lines(stream), 1):
        text = line.strip().rstrip(",")
        if number == 1:
            text = text.removeprefix("[").removesuffix("]")
        if text and text not in ("[", "]") and needle in text:
            yield number, _parse(text, number)


_HUMAN, _INSTANCE, _CITIZEN, _COUNTRY, _POSITION, _ISO = "Q5", "P31", "P27", "P17", "P39", "P298"


def _wikidata_record(row: dict[str, Any], states: dict[str, str], source: str) -> Record | None:
    claims = row.get("claims", {})
    labels = {lang: value["value"] for lang, value in row.get("labels", {}).items()}
    if not labels:
        return None
    name = labels.get("en") or labels.get("de") or next(iter(labels.values()))
    other = [*labels.values(), *[a["value"] for many in row.get("aliases", {}).values() for a in many]]
    human = _HUMAN in _values(claims, _INSTANCE)
    belongs = _values(claims, _CITIZEN if human else _COUNTRY)
    country = next((states[item] for item in belongs if item in states), states.get(row["id"]))
    positions = [_wikidata_position(statement, country) for statement in claims.get(_POSITION, [])]
    return Record(row["id"], name, "person" if human else "organisation", country, None,
                  [text for text in dict.fromkeys(other) if text != name], positions, source)  # fmt: skip


def _values(claims: dict[str, Any], prop: str) -> list[Any]:
    found = [statement.get("mainsnak", {}).get("datavalue", {}).get("value") for statement in claims.get(prop, [])]
    return [value.get("id", value) if isinstance(value, dict) else value for value in found if value is not None]


def _wikidata_position(statement: dict[str, Any], country: str | None) -> Position:
    value = statement.get("mainsnak", {}).get("datavalue", {}).get("value", {})
    days = statement.get("qualifiers", {})
    return Position(value.get("id", ""), country, _day(days.get("P580")), _day(days.get("P582")))


def _day(snaks: list[dict[str, Any]] | None) -> str | None:
    """An ISO day, month or year from Wikidata's ``+2009-01-20T00:00:00Z`` and its precision (11 day, 10 month)."""
    value = snaks[0].get("datavalue", {}).get("value", {}) if snaks else {}
    if not value:
        return None
    length = {11: 10, 10: 7}.get(value.get("precision", 11), 4)
    return str(value["time"]).lstrip("+")[:length]


def _csv(stream: IO[str], source: str) -> Iterator[Record]:
    """Columns: name; optional id, kind, country, sector, aliases (``|`` between), office, from, to."""
    lines = _lines(stream)
    header = next(lines)
    columns = [cell.strip().lower() for cell in next(csv.reader([header], delimiter=_delimiter(header)))]
    for number, cells in enumerate(csv.reader(lines, delimiter=_delimiter(header)), 2):
        row = {key: cell.strip() for key, cell in zip(columns, cells, strict=False)}
        if row.get("name"):
            positions = [Position(row["office"], _code(row.get("country", "")), row.get("from") or None,
                                  row.get("to") or None)] if row.get("office") else []  # fmt: skip
            yield Record(row.get("id") or f"{source}:{number}", row["name"], row.get("kind") or "person",
                         _code(row.get("country", "")), row.get("sector") or None,
                         [a for a in row.get("aliases", "").split("|") if a], positions, source)  # fmt: skip
