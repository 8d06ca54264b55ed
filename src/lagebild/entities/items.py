"""What the lists know about a run of words: entities, states, roles, places, and the words between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lagebild.analysis.document import Word
from lagebild.entities import gazetteer, lexicon, states
from lagebild.entities.lexicon import Entity
from lagebild.entities.roles import Role, roles
from lagebild.entities.text import Piece, pieces

ItemKind = Literal["entity", "state", "role", "place", "modifier", "former", "link", "other"]


@dataclass(slots=True)
class Item:
    """Pieces ``first`` to ``last`` (exclusive), words ``word`` to ``last_word`` (inclusive)."""

    kind: ItemKind
    first: int
    last: int
    word: int
    last_word: int
    text: str
    country: str | None = None
    sector: str | None = None
    role: Role | None = None
    prefix: str = ""
    entity: Entity | None = None
    state: states.Kind | None = None
    start: int = 0
    end: int = 0
    token: int = -1
    last_token: int = -1
    whole: bool = True
    """Whether it begins and ends at word boundaries."""
    located: bool = False
    """Whether a preposition of place leads to it ("in Libyen")."""
    genitive: bool = False
    """Whether a state's name bears the ending of the genitive ("Irans")."""


def scan(words: Sequence[Word], language: str, on: dt.date | None = None) -> list[Item]:
    """All items of a run of words in text order, longest match first; they never overlap."""
    cut = pieces(words)
    found: list[Item] = []
    at = 0
    while at < len(cut):
        item = _longest(cut, at, language, on)
        found.append(item)
        at = item.last
    return found


def _longest(cut: list[Piece], at: int, language: str, on: dt.date | None) -> Item:
    listed = lexicon.index().match(cut, at)
    state = states.find(cut, at, language)
    role = roles(language).find(cut, at)
    best = max((hit.last for hit in (listed, state, role) if hit), default=0)
    place = gazetteer.find(cut, at, language) if best <= at + 1 and not (listed or state) else None
    if place and (at + place[0] > best and (place[0] > 1 or not role)):
        return _item("place", cut, at, at + place[0], country=place[1])
    if state and at and not cut[at].first and cut[at - 1].folded in roles(language).against:
        state = None  # "pro-Russian" is not Russian
        best = max((hit.last for hit in (listed, role) if hit), default=0)
    if state and state.last == best and not (listed and listed.last == best and state.kind != "name"):
        item = _item("state", cut, at, best, country=state.code, state=state.kind)
        item.genitive = state.genitive
        return item
    if listed and listed.last == best:
        entity = choose(listed.entities, on)
        country, sector, _ = entity.code_on(on)
        return _item("entity", cut, at, best, country=country, sector=sector, entity=entity)
    if role and role.last == best:
        return _item("role", cut, at, best, sector=role.role.sector, role=role.role, prefix=role.prefix)
    return _plain(cut, at, language)


def _plain(cut: list[Piece], at: int, language: str) -> Item:
    known = roles(language)
    folded = cut[at].folded
    if known.is_former(folded):
        return _item("former", cut, at, at + 1)
    sector = known.modifier(folded)
    if sector:
        return _item("modifier", cut, at, at + 1, sector=sector)
    if folded in known.links or folded in known.not_links:
        return _item("link", cut, at, at + 1)
    return _item("other", cut, at, at + 1)


def _item(
    kind: ItemKind,
    cut: list[Piece],
    first: int,
    last: int,
    *,
    country: str | None = None,
    sector: str | None = None,
    role: Role | None = None,
    prefix: str = "",
    entity: Entity | None = None,
    state: states.Kind | None = None,
) -> Item:
    begin, end = cut[first], cut[last - 1]
    text = " ".join(piece.text for piece in cut[first:last])
    return Item(
        kind, first, last, begin.word, end.word, text, country, sector, role, prefix, entity, state,
        begin.start, end.end, begin.token, end.token, begin.first and end.last,
    )  # fmt: skip


def choose(found: Sequence[Entity], on: dt.date | None) -> Entity:
    """The entity that a name means on a day: one that exists then, best one in office then."""

    def rank(entity: Entity) -> tuple[bool, bool]:
        if on is None:
            return entity.to is None, any(term.to is None for term in entity.terms)
        exists = (entity.start is None or entity.start <= on) and (entity.to is None or on <= entity.to)
        return exists, any(term.holds(on) for term in entity.terms)

    return max(found, key=rank)
