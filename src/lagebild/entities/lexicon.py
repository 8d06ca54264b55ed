"""The list of people, offices, organisations and groups that ships with the package.

Sources: written by hand from general knowledge, dated; ids are this project's own (``person/...``), no Wikidata id
is given where none was at hand.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from lagebild.entities.text import Piece, fold, name_key, stem

ARMED = frozenset({"REB", "PRM", "UAF", "CRM"})


@dataclass(slots=True, frozen=True)
class Term:
    """Holding of an office: ``to`` is the last day, None while it lasts (as of the list's date)."""

    country: str
    office: str
    start: dt.date
    to: dt.date | None

    def holds(self, day: dt.date) -> bool:
        """Whether the office was held on that day."""
        return self.start <= day and (self.to is None or day <= self.to)


@dataclass(slots=True)
class Entity:
    """Somebody or something with a code. ``id`` is stable across releases."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    second: str | None = None
    aliases: tuple[str, ...] = ()
    terms: list[Term] = field(default_factory=list)
    start: dt.date | None = None
    to: dt.date | None = None

    def code_on(self, day: dt.date | None) -> tuple[str | None, str | None, str]:
        """Country, sector and the reason, as of a day (None: at the latest known time)."""
        if not self.terms:
            return self.country, self.sector, f"list: {self.name}"
        held = [term for term in self.terms if day is None or term.holds(day)]
        if held:
            term = held[-1]
            return term.country, office_sector(term.office), f"list: {self.name}, {term.office} of {term.country}"
        last = self.terms[-1]
        if day is not None and all(day < term.start for term in self.terms):
            return self.terms[0].country, self.sector or "PTY", f"list: {self.name}, not yet in office"
        return last.country, self.sector or "ELI", f"list: {self.name}, no longer {last.office} of {last.country}"


@dataclass(slots=True, frozen=True)
class Hit:
    """A match of the list in a text: pieces ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    entities: tuple[Entity, ...]


OFFICE_SECTORS = {"army_chief": "MIL", "commander": "MIL", "opposition_leader": "OPP", "pope": "REL",
                  "parliament_president": "LEG", "intelligence_chief": "SPY", "police_chief": "COP",
                  "rebel_leader": "REB", "party_leader": "PTY", "prosecutor": "JUD", "lawmaker": "LEG"}  # fmt: skip


def office_sector(office: str) -> str:
    """The PLOVER sector of an office; offices of state are GOV."""
    return OFFICE_SECTORS.get(office.partition("@")[0], "GOV")


def _rows(name: str) -> Iterator[list[str]]:
    path = files(__package__) / "data" / name
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as stream:
        for row in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row and row[0] and not row[0].startswith("#"):
                yield [cell.strip() for cell in row]


def _date(text: str, last: bool = False) -> dt.date | None:
    """A day from YYYY, YYYY-MM or YYYY-MM-DD; a part means its first or last day."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    if len(parts) == 2:
        first = dt.date(parts[0], parts[1], 1)
        return (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1) if last else first
    return dt.date(parts[0], 12, 31) if last else dt.date(parts[0], 1, 1)


def slug(name: str) -> str:
    """A name as part of an id."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


TABLES = {"organisations.tsv": "organisation", "groups.tsv": "group", "institutions.tsv": "organisation",
          "parties.tsv": "organisation", "media.tsv": "organisation",
          "companies.tsv": "organisation", "people.tsv": "person"}  # fmt: skip


@cache
def entities() -> tuple[Entity, ...]:
    """All rows of the shipped list.

    Tables of organisations, groups and people: name|other names, country, sector, second sector, from, to.
    ``offices.tsv``: country, office, name|other names, from, to.
    """
    found: list[Entity] = []
    for table, kind in TABLES.items():
        for row in _rows(table):
            names, country, sector, second, start, to = (row + [""] * 6)[:6]
            name, *aliases = names.split("|")
            found.append(
                Entity(
                    f"{kind}/{slug(name)}", name, kind, country or None, sector or None, second or None,
                    tuple(aliases), [], _date(start), _date(to, last=True),
                )
            )  # fmt: skip
    people = {entity.name: entity for entity in found if entity.kind == "person"}
    for country, office, names, start, to in ((row + [""] * 5)[:5] for row in _rows("offices.tsv")):
        name, *aliases = names.split("|")
        if name not in people:
            people[name] = Entity(f"person/{slug(name)}", name, "person", country, None)
            found.append(people[name])
        person = people[name]
        person.aliases = tuple(dict.fromkeys((*person.aliases, *aliases)))
        begin = _date(start)
        if begin is None:
            raise ValueError(f"offices.tsv: {name} has no first day in office; add it as YYYY-MM-DD")
        person.terms.append(Term(country, office, begin, _date(to, last=True)))
    for person in people.values():
        person.terms.sort(key=lambda term: term.start)
    return tuple(found)


@cache
def shared_names() -> frozenset[tuple[str, ...]]:
    """Keys of names that parties of several states bear ("Democratic Party")."""
    return frozenset(tuple(stem(part) for part in name_key(row[0])) for row in _rows("shared_names.tsv"))


def is_shared(name: str) -> bool:
    """Whether parties of several states bear a name."""
    return tuple(stem(part) for part in name_key(name)) in shared_names()


class Index:
    """Finds names of a list in a text, longest first; case and accents are folded, German endings allowed for."""

    def __init__(self, named: Sequence[tuple[str, Entity]]) -> None:
        self._single: dict[str, list[tuple[str, Entity]]] = {}
        self._multi: dict[tuple[str, ...], list[tuple[str, Entity]]] = {}
        self._begins: dict[str, int] = {}
        for name, entity in named:
            key = name_key(name)
            if len(key) == 1:
                self._single.setdefault(key[0], []).append((name, entity))
            elif key:
                stems = tuple(stem(part) for part in key)
                self._multi.setdefault(stems, []).append((name, entity))
                self._begins[stems[0]] = max(self._begins.get(stems[0], 0), len(stems))

    def match(self, text: Sequence[Piece], at: int) -> Hit | None:
        """The longest name that starts at a piece, or None."""
        for length in range(min(self._begins.get(stem(text[at].folded), 0), len(text) - at), 1, -1):
            key = tuple(stem(piece.folded) for piece in text[at : at + length])
            upper = text[at].text[0].isupper()
            multi = [entity for name, entity in self._multi.get(key, ()) if upper or name[0].islower()]
            if multi:
                return Hit(at, at + length, tuple(_unique(multi)))
        found = self._word(text[at])
        return Hit(at, at + 1, found) if found else None

    def _word(self, piece: Piece) -> tuple[Entity, ...]:
        for form in (piece.folded, piece.folded.removesuffix("s")):
            found = [entity for name, entity in self._single.get(form, ()) if same_case(name, piece.text)]
            if found:
                return tuple(_unique(found))
        return ()

    def lookup(self, name: str) -> tuple[Entity, ...]:
        """Entities of exactly this name (case and accents folded)."""
        key = name_key(name)
        if len(key) == 1:
            return tuple(_unique([entity for _, entity in self._single.get(key[0], ())]))
        return tuple(_unique([entity for _, entity in self._multi.get(tuple(stem(part) for part in key), ())]))


def _unique(found: list[Entity]) -> list[Entity]:
    return list({id(entity): entity for entity in found}.values())


def same_case(name: str, text: str) -> bool:
    """Whether a word may be this name: acronyms keep their capitals ("US" is not "us"), names their first one."""
    if not text[:1].isupper() and name[:1].isupper():
        return False
    letters = name.rstrip("s")
    return not (letters.isupper() and len(name) <= 4) or text.rstrip("s").isupper() or name == text


@cache
def index() -> Index:
    """The shipped list by names; persons by full name and other names, not by surname."""
    named = [(name, entity) for entity in entities() for name in (entity.name, *entity.aliases)]
    named += [(name.replace("'s ", " s "), entity) for name, entity in named if "'s " in name]  # "Lord 's Army"
    return Index(named)


@cache
def surnames() -> dict[str, tuple[Entity, ...]]:
    """People of the list by folded last name."""
    table: dict[str, list[Entity]] = {}
    for entity in entities():
        if entity.kind == "person":
            for name in (entity.name, *entity.aliases):
                key = name_key(name)
                if len(name.split()) > 1 and len(key[-1]) > 2:
                    last = "".join(name_key(name.split()[-1]))
                    found = table.setdefault(last, [])
                    if entity not in found:
                        found.append(entity)
    return {name: tuple(found) for name, found in table.items()}


@cache
def holders() -> dict[tuple[str, str], list[tuple[Term, Entity]]]:
    """Who held an office: by (country, office), oldest first."""
    table: dict[tuple[str, str], list[tuple[Term, Entity]]] = {}
    for entity in entities():
        for term in entity.terms:
            table.setdefault((term.country, term.office), []).append((term, entity))
    for found in table.values():
        found.sort(key=lambda pair: pair[0].start)
    return table


CHAINS = {"head_of_state": ("supreme_leader", "king", "president"),
          "head_of_government": ("chancellor", "prime_minister", "president"),
          "president": ("president",)}  # fmt: skip
"""Offices that a general title may mean, the first that the state has on that day."""


def holder(country: str, office: str, day: dt.date | None) -> Entity | None:
    """Who holds an office on a day, or None where the list does not say."""
    if day is None:
        return None
    for name in CHAINS.get(office, (office,)):
        for term, entity in reversed(holders().get((country, name), [])):
            if term.holds(day):
                return entity
    return None
