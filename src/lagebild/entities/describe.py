"""Country and sector of a name or description, from its own words.

The head noun gives the sector; heads that only lead or speak ("Sprecher", "Chef", "member") pass on the sector of what
they belong to. The country comes from what stands before the head (adjective, genitive, first part of a compound),
then from the head itself, then from what follows it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lagebild.analysis.document import Word
from lagebild.entities import gazetteer, lexicon, states
from lagebild.entities.items import Item, choose, scan
from lagebild.entities.roles import Role, Roles, roles
from lagebild.entities.text import fold

_SUPRANATIONAL = frozenset({"UNO", "EUR", "IGO"})
_CONTENT = frozenset({"entity", "state", "role", "place"})
_PAST_OFFICE = frozenset({"GOV", "LEG", "JUD"})


@dataclass(slots=True)
class Description:
    """What a phrase says of somebody. ``head`` is the word that names them; ``why`` the reasons in words."""

    kind: str = ""
    country: str | None = None
    sector: str | None = None
    second: str | None = None
    entity: lexicon.Entity | None = None
    role: Role | None = None
    head: int = -1
    former: bool = False
    org: lexicon.Entity | None = None
    """The organisation that it belongs to, where the list knows it."""
    adjectives_only: bool = False
    why: list[str] = field(default_factory=list)


def describe(words: Sequence[Word], language: str, on: dt.date | None = None, head: int | None = None,
             items: list[Item] | None = None) -> Description:  # fmt: skip
    """Code a phrase. ``head`` is the document's index of its head word where a tree says so.

    ``on`` is the day on which the phrase is read; without a head the first noun of the first noun phrase is taken
    (German) or the last one (English).
    """
    items = scan(words, language, on) if items is None else items
    known = roles(language)
    found = _head(items, known, head)
    result = Description()
    if found is None:
        return result
    at, segment_end = found
    before = [item for item in items[:at] if item.kind != "other"]
    for link, item in pairwise(items[:at]):
        item.located = link.kind == "link" and fold(link.text) in known.place_links
    after = items[at + 1 :]
    main = items[at]
    result.head = main.last_word
    result.former = any(item.kind == "former" for item in items[: at + 1]) or known.is_former(main.prefix)
    if main.kind == "role":
        _role(result, main, before, after, known, on, language)
        _named(result, items[at + 1 : segment_end], on)
    elif main.kind == "entity" and main.entity:
        result.kind, result.entity = main.entity.kind, main.entity
        result.country, result.sector, why = main.entity.code_on(on)
        result.second = main.entity.second
        result.why.append(why)
        _namesake(result, main, before, after)
        _apposed(result, main, after)
    else:
        _state(result, main, before, language)
    if result.former and result.org and result.org.kind == "group":
        result.sector = "REB" if result.sector == "GOV" else result.sector  # left before it governed
    elif result.former and result.sector in _PAST_OFFICE and result.kind in ("role", "person"):
        result.second, result.sector = result.sector, "ELI"
        result.why.append("former office holder")
    return result


def _head(items: list[Item], known: Roles, head: int | None) -> tuple[int, int] | None:
    """Index of the head item and the end of its segment (where a preposition, article or comma breaks it)."""
    if head is not None:
        inside = [n for n, item in enumerate(items) if item.kind in _CONTENT and item.word <= head <= item.last_word]
        if inside:
            return inside[-1], _segment_end(items, inside[-1], known)
    content = [n for n, item in enumerate(items) if item.kind in _CONTENT]
    if not content:
        return None
    end = _segment_end(items, content[0], known)
    segment = [n for n in content if n < end]
    nouns = [n for n in segment if items[n].kind == "role" or items[n].state == "people"]
    nouns = nouns or [n for n in segment if items[n].kind == "entity"]
    if not nouns:
        return segment[0] if known.head_first else segment[-1], end
    if known.head_first:  # of "Taliban-Sprecher" the last part
        return [n for n in nouns if n == nouns[0] or items[n].token == items[nouns[0]].last_token][-1], end
    names = [n for n in nouns if items[n].kind == "role"] or nouns
    return names[-1], end


_INNER = frozenset([*"()'’\"„“”.", "'s", "’s"])


def _segment_end(items: list[Item], start: int, known: Roles) -> int:
    for n in range(start + 1, len(items)):
        item = items[n]
        if item.kind == "link" or (item.kind == "other" and not item.text[:1].isalnum() and item.text not in _INNER):
            return n
        if item.kind == "other" and fold(item.text) in known.breaks:
            return n
    return len(items)


def _role(result: Description, main: Item, before: list[Item], after: list[Item], known: Roles,
          on: dt.date | None, language: str) -> None:  # fmt: skip
    role = main.role
    assert role is not None
    result.kind, result.role = "role", role
    if role.group:
        result.kind = "group"
    part = _part(main, known, on, language)
    near = [*([part] if part else []), *reversed([i for i in before if i.kind in _CONTENT or i.kind == "modifier"])]
    follow = _complements(after, role, known)
    if fold(role.base) in known.lands:  # "das Land in der Union" is not the union
        follow = [item for item in follow if not item.located]
    result.sector, why = _sector(role, near, follow, known)
    result.why.append(f"{role.base}: {why}" if why else f"{role.base}: {result.sector}")
    result.country = _country(result, role, near, follow, known, main)
    if result.country is None and fold(role.base) in known.implied:
        result.country = known.implied[fold(role.base)]
        result.why.append(f"{role.base}: always {result.country}")
    federal = tuple(fold(text) for text in known.federal.get("prefixes", []))
    if result.country is None and federal and (main.prefix or fold(role.base)).startswith(federal):
        result.country = "federal"


def _namesake(result: Description, main: Item, before: list[Item], after: list[Item]) -> None:
    """Another state's organisation of the same name ("Israel's Supreme Court", "Liberal Democrats in Japan")."""
    if main.entity is None or main.entity.kind != "organisation" or main.country in _SUPRANATIONAL:
        return
    where = [item for item in before if item.kind == "state" and item.state != "people"]
    if result.sector in _OF_STATES:
        where += [item for item in after if item.kind == "state" and item.state in ("name", "adjective")][:1]
    if where and where[-1].country not in (None, main.country):
        result.country, result.entity, result.kind = where[-1].country, None, "organisation"
        result.why = [f"{main.text}: {result.sector}", f"{where[-1].text}: {result.country}"]


def _apposed(result: Description, main: Item, after: list[Item]) -> None:
    """One member of a body by its name, not the body ("EU member state Hungary")."""
    member = _beside(main, after)
    if member and main.country in _SUPRANATIONAL:
        result.country, result.entity, result.kind = member.country, None, "group"
        result.why = [f"{member.text}: {member.country}"]


def _beside(main: Item, after: list[Item]) -> Item | None:
    """The state's name in apposition right behind a noun, not in the genitive ("Nato-Mitglied Albanien")."""
    item = after[0] if after and after[0].first == main.last else None
    return item if item and item.state == "name" and not item.genitive else None


_OF_STATES = frozenset({"PTY", "JUD", "LEG"})


def _part(main: Item, known: Roles, on: dt.date | None, language: str) -> Item | None:
    """The first part of a closed compound as an item ("Taliban|führer", "Rebellen|chef")."""
    if not main.prefix:
        return None
    item = Item("modifier", main.first, main.first, main.word, main.word, main.prefix)
    for form in (
        main.prefix,
        main.prefix.removesuffix("s"),
        main.prefix.removesuffix("n"),
        main.prefix.removesuffix("en"),
    ):
        listed = lexicon.index().lookup(form)
        if listed and len(form) > 3:
            entity = choose(listed, on)
            item.kind, item.entity = "entity", entity
            item.country, item.sector, _ = entity.code_on(on)
            return item
        state = states.table(language).part(form)
        if state and len(form) > 3:
            item.kind, item.country, item.state = "state", state.code, state.kind
            if state.kind == "government":
                item.sector = "GOV"
            return item
    item.sector = known.part_sector(main.prefix)
    return item if item.sector else None


def _complements(after: list[Item], role: Role, known: Roles) -> list[Item]:
    """Items that tell what the head belongs to, in order; what "against", "to" and the like lead to is left out."""
    found: list[Item] = []
    blocked = place = False
    for item in after:
        if item.kind == "link":
            word = fold(item.text)
            blocked = word in known.not_links or (role.posted and word not in known.posted_links)
            place = word in known.place_links
        elif item.kind == "other" and item.text in (",", ";", ":"):
            blocked = False
        elif not blocked and (item.kind in _CONTENT or item.kind == "modifier"):
            item.located = place
            found.append(item)
    return found


def _sector(role: Role, near: list[Item], follow: list[Item], known: Roles) -> tuple[str | None, str]:
    """The sector of a role with its surroundings, and the reason."""
    if role.sector:  # "Soldaten des Landes" stay soldiers
        follow = [item for item in follow if not (item.role and fold(item.role.base) in known.lands)]
    carriers = [item for item in (*near, *follow) if item.sector and item.kind in ("entity", "role", "modifier")]
    governments = [item for item in (*near, *follow) if item.state in ("government",)]
    armed = next((item for item in carriers if item.kind == "entity" and item.sector in lexicon.ARMED), None)
    if armed and role.sector in (None, "MIL", "GOV", "UAF", "REB", "PTY"):
        return armed.sector, f"belongs to {armed.text}"
    if role.transparent:
        for item in carriers:
            if item.kind == "role" and item.role and item.role.transparent:
                continue
            if item.kind == "role" and item.sector == "CVL" and role.sector:
                continue
            return item.sector, f"as {item.text}"
        if governments:
            return "GOV", f"as {governments[0].text}"
        state = _spoken_for(near, follow)
        if role.sector is None and not role.group and state:
            return "GOV", f"as {state.text}"
        return role.sector, "by itself"
    plain = _modifier(near)
    if plain and (role.sector in _OPEN or (plain.sector, role.sector) in _STRONGER):
        return plain.sector, f"{plain.text} {role.base}"
    return role.sector, ""


def _modifier(near: list[Item]) -> Item | None:
    """The modifier that says most: who bears arms or opposes before what they believe ("christliche Miliz")."""
    plain = [item for item in near if item.kind == "modifier" and item.sector]
    return next((item for item in plain if item.sector in _TELLING), plain[0] if plain else None)


def _spoken_for(near: list[Item], follow: list[Item]) -> Item | None:
    """The state that somebody leads or speaks for ("Vertreter Libyens", "Libya's representative")."""
    return next((item for item in (*near[:1], *follow[:1]) if item.state == "name" and not item.located), None)


_TELLING = lexicon.ARMED | {"OPP", "UNK"}
_OPEN = frozenset({None, "CVL", "SOC"})
_STRONGER = frozenset({("PRM", "REB"), ("OPP", "PTY"), ("UAF", "REB"), ("OPP", "LEG"), ("REB", "MIL"), ("REB", "PTY"),
                       ("UNK", "CRM"), ("UAF", "CRM")})  # fmt: skip


def _country(result: Description, role: Role, near: list[Item], follow: list[Item], known: Roles,
             main: Item) -> str | None:  # fmt: skip
    beside = _beside(main, follow)
    if beside and all(item.country is None or item.country in _SUPRANATIONAL for item in near):
        result.why.append(f"{beside.text}: {beside.country}")
        return beside.country
    named = [item for item in near if item.country]
    for item in named[:1]:
        if item.kind == "entity" and item.country in _SUPRANATIONAL and not role.posted:
            result.why.append(f"{item.text}: {item.country}")
            result.org = item.entity
            return item.country
    named.sort(key=lambda item: not item.located)  # "in Kabul stationierte deutsche Soldaten": not from Kabul
    inside = _inside(named, follow)
    if inside:
        named = [inside]
    for item in (*reversed(named), *[item for item in follow if item.country]):
        result.why.append(f"{item.text}: {item.country}")
        result.org = item.entity
        return item.country
    return None


def _inside(named: list[Item], follow: list[Item]) -> Item | None:
    """The state that a place before the head lies in, if it is said and has one ("Punjab farmers in India")."""
    states_after = [item for item in follow if item.state == "name" and item.located and item.country]
    if len(named) == 1 and named[0].kind == "place" and states_after:
        code = states_after[0].country
        if code != named[0].country and code in gazetteer.countries(named[0].text):
            return states_after[0]
    return None


def _named(result: Description, after: list[Item], on: dt.date | None) -> None:
    """A person of the list right after the role ("President Putin") decides who it is."""
    for item in after[:2]:
        if item.kind == "entity" and item.entity and item.entity.kind == "person":
            country, sector, why = item.entity.code_on(on)
            result.entity, result.kind = item.entity, "person"
            result.country = country if result.country in (None, "federal") else result.country
            in_office = any(on is None or term.holds(on) for term in item.entity.terms)
            result.sector = sector if in_office or not result.sector else result.sector
            result.why.append(why)
            return


def _state(result: Description, main: Item, before: list[Item], language: str) -> None:
    result.country = main.country
    if main.kind == "place":
        result.kind, result.sector = "place", None
        result.why.append(f"{main.text}: place in {main.country}")
    elif main.state == "people":
        plain = next((item for item in before if item.kind == "modifier"), None)
        joined = {main.token, main.last_token}  # "Deutsch-Rumänen" are Rumänen
        where = next((item for item in before if item.state == "adjective" and item.token not in joined), None)
        result.country = where.country if where else result.country  # "bosnische Serben", "Turkish Kurds"
        result.kind, result.sector = "group", plain.sector if plain else "CVL"
        result.why.append(f"{main.text}: people of {main.country}")
    elif main.state == "adjective":
        result.kind, result.sector, result.adjectives_only = "adjective", None, True
        result.why.append(f"{main.text}: adjective of {main.country}")
    else:
        result.kind, result.sector = "country", "GOV"
        result.why.append(f"{main.text}: {main.state} of {main.country}")
