"""What tells that somebody in a report fills a role of an event: signs as numbers by name.

The frame's slot and the model's arcs, the place in the sentence and the report, how he hangs on the event's words, how
prominent he is, and what kind of actor an event type usually has. :mod:`lagebild.coding.assign` weighs them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Literal

from lagebild.coding.events import Event, Role
from lagebild.coding.odds import logit
from lagebild.coding.roles import Cast
from lagebild.coding.ties import Ties
from lagebild.records import Mention

Side = Literal["actor", "recipient"]
SIDES: tuple[Side, Side] = ("actor", "recipient")
_ARC = 5.3
"""Added to the log-odds of an arc, so that a word without one (0.005) counts nothing."""


@dataclass(slots=True)
class Person:
    """Somebody or something that appears in the report: all mentions of one entity."""

    mentions: list[Mention]
    order: int = 0
    _main: Mention | None = field(default=None, repr=False, compare=False)

    @property
    def main(self) -> Mention:
        """The mention that shows best who it is (a code, no pronoun, the longest), of those there when first asked."""
        if self._main is None:
            self._main = max(
                self.mentions,
                key=lambda item: (item.country is not None, item.kind != "pronoun", item.span.end - item.span.start),
            )
        return self._main


def people(cast: Cast) -> list[Person]:
    """Everybody in the report, in order of appearance; pure pronouns are nobody, "beide Länder" like one for two."""
    groups: dict[object, list[Mention]] = {}
    keys: dict[int, object] = {}
    for number, mention in enumerate(sorted(cast.mentions, key=lambda item: item.span)):
        if mention.head in cast.duals:
            continue
        keys[id(mention)] = ("cluster", mention.cluster) if mention.cluster is not None else ("single", number)
        groups.setdefault(keys[id(mention)], []).append(mention)
    for mention in cast.mentions:
        for meant in cast.duals.get(mention.head, ()):
            groups[keys[id(meant)]].append(replace(mention, kind="pronoun", country=None))
    found = [Person(mentions) for mentions in groups.values() if any(item.kind != "pronoun" for item in mentions)]
    for number, person in enumerate(sorted(found, key=lambda item: -len(item.mentions))):
        person.order = number
    return found


def describe(event: Event, person: Person, side: Side, cast: Cast, ties: Ties) -> dict[str, float]:
    """The signs that a person fills a role of an event, as numbers by name."""
    own = event.actors if side == "actor" else event.recipients
    other = event.recipients if side == "actor" else event.actors
    heads = {mention.head for mention in person.mentions}
    own_role, other_role = slot(own, person), slot(other, person)
    main = person.main
    sector = main.sector or "none"
    values = {
        f"type={event.type}": 1.0,
        f"sector={sector}": 1.0,
        f"{event.type}&{sector}": 1.0,
        f"kind={main.kind}": 1.0,
        "slot": float(own_role is not None),
        "slot.described": float(own_role is not None and own_role.via.endswith("+")),
        "slot.arc": float(own_role is not None and own_role.via == "arc"),
        "slot.other": float(other_role is not None),
        "slot.taken": float(bool(own) and own_role is None),
        "slot.open": float(not own),
        "coded": float(main.country is not None),
        "home": float(main.country is not None and main.country == cast.home),
        "often": math.log1p(len(person.mentions)),
        "most": float(person.order == 0),
    }
    if not own:
        values[f"open&{event.type}"] = 1.0
        values["open&passive"] = float(ties.passive)
        values["open&other"] = float(bool(other))
    if own_role is not None:
        values[f"slot.via={own_role.via}"] = 1.0
    values |= _mates(main.country, own, other)
    values |= _arcs(ties, heads, side)
    values |= ties.place(heads)
    values |= ties.signs(heads)
    return values


def _mates(country: str | None, own: list[Role], other: list[Role]) -> dict[str, float]:
    """Whether the frame has put somebody of the same code on this side or on the other."""
    return {
        "mate.own": float(country is not None and any(role.party.code == country for role in own)),
        "mate.other": float(country is not None and any(role.party.code == country for role in other)),
    }


def slot(roles: list[Role], person: Person) -> Role | None:
    """The role that the frame or the model gave to a person, if any."""
    for role in roles:
        if role.mention is not None and any(role.mention is mention for mention in person.mentions):
            return role
    return None


def _arcs(ties: Ties, heads: set[int], side: Side) -> dict[str, float]:
    """What the model draws between the event's words and the person's."""
    if not ties.document.arcs:
        return {}
    own, own_top = _strongest(ties.drawn[side], heads)
    other, other_top = _strongest(ties.drawn["recipient" if side == "actor" else "actor"], heads)
    return {
        "arc": logit(own) + _ARC,
        "arc.other": logit(other) + _ARC,
        "arc.top": float(own == own_top),
        "arc.top.other": float(other == other_top),
    }


def _strongest(drawn: dict[int, float], heads: set[int]) -> tuple[float, float]:
    """Scores of the strongest arc to one of the words, and of the strongest of all, taken as 0.1 at least."""
    return max((drawn.get(head, 0.0) for head in heads), default=0.0), max(0.1, *drawn.values(), 0.0)
