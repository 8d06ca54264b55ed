"""From an analysed report to its mentions: collected, clustered, coded."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

from lagebild.analysis.document import Document
from lagebild.entities import coreference, gazetteer, lexicon, states
from lagebild.entities.antecedents import Antecedents
from lagebild.entities.coder import holder
from lagebild.entities.collect import Collector
from lagebild.entities.drafts import Draft
from lagebild.entities.home import near, weigh
from lagebild.entities.items import Item
from lagebild.entities.roles import roles
from lagebild.entities.text import fold, stem
from lagebild.records import Mention, Report

_DOMESTIC = frozenset({"person", "role", "group", "organisation"})


def resolve(document: Document, report: Report) -> list[Mention]:
    """All mentions of a report that can act, be acted on or speak, in text order.

    Beside named and described people, groups, states and organisations there are adjectives of states (kind
    ``adjective``: "russische") and first parts of compounds (kind ``modifier``: "US" in "US-Angriff"). The country of
    those that the text leaves without one is that of the report; ``why`` then says ``assumed``.
    """
    collector = Collector(document, report)
    drafts = collector.run()
    _namesakes(drafts, collector.items)
    weights = weigh(collector.items, report, document.language)
    _shared_names(drafts, collector.items, report, document.language)
    _offices(drafts, report.published)
    coreference.cluster(document, drafts, lambda word: near(document, weights, collector.by_sentence, word)[0])
    union = sum(item.country == "EUR" for item in collector.items)
    _inherit(drafts)
    _officers(drafts, document.language)
    back = Antecedents(document, drafts, max(weights, key=lambda code: weights[code], default=None))
    told: dict[int, tuple[str | None, str]] = {}
    for item in sorted(drafts, key=lambda item: (item.last, -item.first)):  # what stands inside others first
        _belong(item, back)
        place, reason = told.get(_group(item)) or near(document, weights, collector.by_sentence, item.first)
        if union >= weights.get(place or "", 0.0) and _in_union(item, document.language):
            place, reason = "EUR", "assumed: the report is about the union"
        bare = item.mention.country is None
        _settle(item, place, reason, document)
        if bare and item.mention.country and item.mention.kind in _DOMESTIC:
            told.setdefault(_group(item), (item.mention.country, f"{reason}; as before"))
    _offices(drafts, report.published)
    drafts += coreference.pronouns(document, drafts)
    mentions = [item.mention for item in drafts]
    mentions.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    return mentions


def _group(item: Draft) -> int:
    """The cluster of those who are named or described alike; persons' and organisations' hold over the report."""
    return item.mention.cluster if item.mention.cluster is not None else -1


def _belong(item: Draft, back: Antecedents) -> None:
    """Country and sector of those who belong to somebody named before."""
    mention, role = item.mention, item.found.role
    implied = role is not None and fold(role.base) in back.known.implied and mention.entity is None
    if mention.kind not in _DOMESTIC or item.federal or not (mention.country is None or implied):
        return
    owner = back.owner(item)
    if owner is not None:
        mention.country, mention.sector = owner.country, owner.sector
        mention.why = "; ".join(filter(None, [mention.why, owner.why]))


def _shared_names(drafts: list[Draft], items: list[Item], report: Report, language: str) -> None:
    """Parties by a name that several states' have ("Democratic Party"): the report's own, not one unheard of in it."""
    named = [item for item in drafts if _shares_name(item)]
    if not named:
        return
    others = [item for item in items if not (item.kind == "entity" and lexicon.is_shared(item.text))]
    weights = weigh(others, replace(report, title=None), language)
    place = max(weights, key=lambda code: weights[code], default=None)
    for item in named:
        mention = item.mention
        own = weights.get(mention.country or "", 0.0)
        if place and place != mention.country and own * _RARE <= weights[place]:
            mention.why = f"{mention.why}, but the report is about {place} ({weights[place]:.0f} to {own:.0f})"
            mention.country, mention.entity, mention.name = place, None, item.name


_RARE = 3.0
"""How many times heavier the report's country has to be than a party's usual one for the party to be its own."""


def _shares_name(item: Draft) -> bool:
    """Whether a draft is, or belongs to, an organisation by a name that several states know."""
    if item.found.entity:
        return lexicon.is_shared(item.mention.text)
    org = item.found.org
    names = (org.name, *org.aliases) if org and org.country == item.mention.country else ()
    return any(lexicon.is_shared(name) and _stems(name) <= _stems(item.mention.text) for name in names)


def _stems(text: str) -> set[str]:
    return {stem(fold(word)) for word in text.split()}


def _namesakes(drafts: list[Draft], items: list[Item]) -> None:
    """Places that share their name with a city of a state that the report is about, theirs not being in it."""
    places = {item.text: item.country for item in items if item.state == "capital" or item.kind == "place"}
    for text, country in places.items():
        others = Counter(item.country for item in items if item.country and item.text != text)
        if country is None or others[country]:
            continue
        name = fold(text)
        known = gazetteer.countries(name) | gazetteer.countries(name.removesuffix("s"))
        place = max(known & others.keys(), key=lambda code: others[code], default=None)
        if place is None:
            continue
        for item in items:
            item.country = place if item.text == text else item.country
        for found in drafts:
            mention = found.mention
            if mention.text == text and mention.country == country:
                mention.country, mention.kind, mention.sector = place, "place", None
                mention.why = f"{text}: place in {place}, nothing else of {country} is in the report"


def _in_union(item: Draft, language: str) -> bool:
    """Whether a role is one that the European Union has too ("Ministerrat")."""
    return item.found.role is not None and fold(item.found.role.base) in roles(language).union


def _inherit(drafts: list[Draft]) -> None:
    """What somebody belongs to tells sector and country, also where only another sentence says what it is."""
    for item in drafts:
        role, mention = item.found.role, item.mention
        if role is None or not role.transparent or (mention.sector and mention.country):
            continue
        inner = [
            other.mention for other in drafts
            if other is not item and mention.head < other.mention.head < item.last
            and other.mention.kind in ("group", "organisation") and item.first <= other.first
        ]  # fmt: skip
        for other in inner[:1]:
            if mention.sector is None and other.sector:
                mention.sector = other.sector
                mention.why = f"{mention.why}; belongs to “{other.text}”"
            mention.country = mention.country or other.country


def _officers(drafts: list[Draft], language: str) -> None:
    """Bare "Beamte" and "officers" are police where the police has been named before."""
    police = False
    for item in drafts:
        mention, role = item.mention, item.found.role
        police = police or (mention.sector == "COP" and mention.kind == "group")
        bare = role is not None and fold(role.base) in roles(language).officers and item.last - item.first < 3
        if police and bare and role and mention.sector == role.sector and not item.found.org and mention.kind == "role":
            mention.sector, mention.why = "COP", f"{mention.why}; police has been named"


def _settle(item: Draft, place: str | None, reason: str, document: Document) -> None:
    """Fill in the country of those named without one, and names of states."""
    mention, language = item.mention, document.language
    if mention.country is None and mention.kind in ("role", "group"):
        place, reason = _foreign(item, document) or (place, reason)
        if place is None and mention.sector == "REB":
            mention.sector = "UAF"  # nobody knows whose rebel
    if item.federal:
        federal = roles(language).federal
        known = place in federal.get("states", [])
        mention.country = place if known else federal.get("default")
        mention.why = "; ".join(filter(None, [mention.why, f"federal: {mention.country}"]))
    elif mention.country is None and mention.kind in _DOMESTIC and place:
        mention.country = place
        mention.why = "; ".join(filter(None, [mention.why, reason]))
    if mention.kind == "person" and mention.sector is None:
        mention.sector = "CVL"
        mention.why = "; ".join(filter(None, [mention.why, "assumed: a civilian, no office or party is told"]))
    if mention.kind == "country" and mention.country:
        mention.entity = mention.entity or f"state/{mention.country}"
        mention.name = states.name(mention.country, language)


def _foreign(item: Draft, document: Document) -> tuple[str | None, str] | None:
    """For those who need not be from where the report is: their code or None, and why; None for all others."""
    known = roles(document.language)
    named = fold(item.found.role.base).split() if item.found.role else []
    for word in document.words[item.first : item.last]:
        if fold(word.text) in named:  # the "foreign" of a foreign minister
            continue
        found, code = known.elsewhere(fold(word.text))
        if found:
            body = item.mention.kind == "group" and item.mention.sector == "SOC"
            return code or ("IGO" if body else None), f"{word.text}: from elsewhere"
    role = item.found.role
    if role is not None and fold(role.base) in known.anywhere:
        return None, f"{role.base}: may be from anywhere"
    return None


def _offices(drafts: list[Draft], day: dt.date | None) -> None:
    """Who holds the office that a role names on the day of the report."""
    for item in drafts:
        role, mention = item.found.role, item.mention
        if mention.kind != "role" or role is None or role.office is None or mention.entity or item.found.former:
            continue
        person = holder(item.found, mention.country, day) if mention.country else None
        if person:
            mention.entity, mention.name = person.id, person.name
            mention.why = f"{mention.why}; {role.office} of {mention.country} on {day}: {person.name}"


def at(mentions: list[Mention], word: int, *, modifier: bool = False) -> Mention | None:
    """The mention headed by a word, the shortest if several; with ``modifier`` an adjective or compound part of it."""
    light = ("adjective", "modifier")
    found = [m for m in mentions if m.head == word and (m.kind in light) == modifier]
    return min(found, key=lambda m: (m.kind == "place", -(m.span.end - m.span.start)), default=None)
