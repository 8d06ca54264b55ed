"""The place of an event by its parties, where the text tells no place of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lagebild.analysis.document import Document
from lagebild.places.events import locate
from lagebild.places.gazetteer import gazetteer
from lagebild.records import Party, PlaceMention

_NOWHERE = frozenset({"EUR", "UNO", "IGO", "NGO", "IMG", "MNC"})

MOST = 0.5
"""Share of a text's words on states from which its main country goes before those of an event's parties."""


def place_of(
    document: Document,
    places: Sequence[PlaceMention],
    event_word: int,
    actors: Sequence[Party],
    recipients: Sequence[Party],
) -> PlaceMention | None:
    """Where an event happens, as :func:`event_place`, asking its parties where only the text's main country is known.

    Both parties of one country: there. Otherwise the country that the text speaks of most, if that is at least half of
    what it says of states; else, and where it names no place, the recipient's country, or the actor's. (Country right
    on the gold's own events, by the text alone, with the parties, and with the share: wikinews-train 0.786, 0.905,
    0.907; english-train 0.836, 0.910, 0.910; dev 0.836, 0.845, 0.863.)
    """
    located = locate(document, places, event_word)
    if located and located.how != "text":
        return located.place
    actor, recipient = _first(actors), _first(recipients)
    if actor and recipient and actor.code == recipient.code:
        return _in(document, places, recipient, "both parties are of it")
    if located and located.share >= MOST:
        return located.place
    party = recipient or actor
    found = _in(document, places, party, f"“{party.text}” is of it") if party else None
    return found or (located.place if located else None)


def _first(parties: Sequence[Party]) -> Party | None:
    return next((party for party in parties if party.code and party.code not in _NOWHERE), None)


def _in(document: Document, places: Sequence[PlaceMention], party: Party, why: str) -> PlaceMention | None:
    """A party's country as a place: where the text names it first, else on the words of the party."""
    reason = f"assumed, no place is told: {why}"
    for place in places:
        if place.country == party.code and place.kind in ("country", "metonym"):
            return replace(place, kind="country", why=reason)
    known = gazetteer(document.language).country(party.code or "")
    if known is None or party.span is None:
        return None
    words = document.text[party.span.start : party.span.end]
    return PlaceMention(party.span, words, known.name, round(known.lat, 4), round(known.lon, 4), known.country,
                        None, str(known.geonames) if known.geonames else None, "country", reason)  # fmt: skip
