"""Country and sector of a short description, without a report around it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import asdict, dataclass

from lagebild import lang
from lagebild.entities import lexicon, states
from lagebild.entities.describe import Description, describe
from lagebild.entities.items import Item, choose, scan
from lagebild.entities.roles import roles
from lagebild.entities.text import fold, tokenise


@dataclass(slots=True)
class Code:
    """A description's code. ``country`` and ``sector`` are None where the words do not tell."""

    phrase: str
    country: str | None
    sector: str | None
    second_sector: str | None = None
    entity: str | None = None
    name: str | None = None
    why: str = ""

    def to_dict(self) -> dict[str, str | None]:
        """Plain data for JSON."""
        return asdict(self)


def guess_language(phrase: str) -> str:
    """The shipped language of a phrase: by function words, then by whose roles and states it has more letters of."""
    words = tokenise(phrase)

    def known(language: str) -> tuple[int, int]:
        small = sum(word.text.lower() in roles(language).function_words for word in words)
        return small, sum(len(i.text) for i in scan(words, language) if i.kind in ("role", "state"))

    return max(reversed(lang.languages()), key=known)


def code(phrase: str, on: dt.date | None = None, context: str | None = None, language: str | None = None) -> Code:
    """Country and sector of a description such as "Chinese police in Xinjiang".

    ``on`` is the day on which it is read (today if None): it decides who holds an office. ``context`` is text around
    the phrase; where the phrase itself names no country, the one that the context names most is taken.
    """
    on = on or dt.date.today()
    language = language or guess_language(phrase)
    words = tokenise(phrase)
    items = scan(words, language, on)
    found = describe(words, language, on, items=items)
    if not found.kind or found.kind in ("place", "adjective"):
        person = _surname(items, on)
        if person:
            country, sector, why = person.code_on(on)
            found = Description("person", country, sector, entity=person, why=[why])
    home = _home(context, language, on) if context else None
    if found.country == "federal":
        found.country = home or roles(language).federal.get("default")
    if found.country is None and found.kind and home:
        found.country = home
        found.why.append(f"context: {home}")
    _office(found, on)
    entity = found.entity
    name = entity.name if entity else None
    if entity is None and found.kind == "country" and found.country:
        name = states.name(found.country, language)
    return Code(phrase, found.country, found.sector, found.second, entity.id if entity else None, name,
                "; ".join(found.why))  # fmt: skip


def _surname(items: list[Item], on: dt.date) -> lexicon.Entity | None:
    for item in reversed(items):
        people = lexicon.surnames().get(fold(item.text)) if item.kind in ("other", "place") else None
        if people:
            active = [p for p in people if any(term.holds(on) for term in p.terms)]
            if len(people) == 1 or len(active) == 1:
                return (active or list(people))[0]
    return None


def _office(found: Description, on: dt.date) -> None:
    """Who holds the office that the description names."""
    if found.entity is None and found.role and found.role.office and found.country and not found.former:
        person = holder(found, found.country, on)
        if person:
            found.entity = person
            found.why.append(f"{found.role.office} of {found.country} on {on.isoformat()}: {person.name}")


def holder(found: Description, country: str, on: dt.date | None) -> lexicon.Entity | None:
    """Who holds the office that a description names; in international organisations the organisation counts too."""
    office = found.role.office if found.role else None
    if office is None:
        return None
    if country == "IGO":
        return lexicon.holder(country, f"{office}@{lexicon.slug(found.org.name)}", on) if found.org else None
    return lexicon.holder(country, office, on)


def _home(context: str, language: str, on: dt.date) -> str | None:
    items = scan(tokenise(context), language, on)
    counts = Counter(item.country for item in items if item.country)
    return counts.most_common(1)[0][0] if counts else None


__all__ = ["Code", "choose", "code", "guess_language"]
