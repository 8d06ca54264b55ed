"""Reports without end for load tests: made of templates, dated day by day, with claims as a reader would give them.

Every event is told by one to six outlets (copies with a credit, rewrites, another language), so that merging and
origins have as much to do as with real news. The texts are nonsense that reads like news; the same seed gives the same.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from lagebild import ontology
from lagebild.export.gold import sentence_around
from lagebild.records import Claim, Party, PlaceMention, Reading, Report, Source, Span, TimeMention

_STATES = """RUS USA UKR DEU ISR CHN IRN FRA GBR TUR POL SYR IRQ IND PAK JPN KOR PRK ITA ESP SRB GEO ARM AZE KAZ SAU QAT
EGY LBY SDN MLI NGA KEN ETH ZAF BRA ARG PER VEN CUB MEX CAN AUS NOR SWE FIN EST LVA LTU BLR MDA ROU BGR HUN AUT CHE NLD
BEL"""
STATES = _STATES.split()
WEIGHTS = [1 / (3 + rank) for rank in range(len(STATES))]
"""News is about few states most of the time."""
_SYLLABLES = "ka lo mi ra ten sov bel dar gu nim pel or ist van tor eg al bru sha zen kol ur fi mar do"
SYLLABLES = _SYLLABLES.split()
VERBS = {
    "CONSULT": ("traf sich mit", "met with"),
    "AGREE": ("einigte sich mit", "agreed with"),
    "ACCUSE": ("beschuldigte", "accused"),
    "REQUEST": ("forderte Hilfe von", "called on"),
    "SANCTION": ("verhängte Strafen gegen", "imposed penalties on"),
    "ASSAULT": ("griff Stellungen an von", "attacked positions of"),
    "AID": ("schickte Geld an", "sent money to"),
    "MOBILIZE": ("verlegte Truppen an die Grenze zu", "moved troops to the border with"),
    "THREATEN": ("drohte", "threatened"),
    "SUPPORT": ("lobte", "praised"),
}
_TOPICS = "Gas Weizen Grenze Fischerei Visa Häfen Stahl Wahlen Medien Drohnen Energie Getreide Schulden Wasser"
TOPICS = _TOPICS.split()
OUTLETS = [f"{name} {place}" for name in ("Kurier", "Bote", "Echo", "Post") for place in ("Nord", "Süd", "West", "Ost")]
AGENCIES = ("dpa", "AFP", "Reuters", "AP", "TASS", "Xinhua")
START = dt.date(2020, 1, 1)
A_DAY = 55
"""Reports a day: 100,000 in five years."""


class Generator:
    """Makes readings, event by event. Claims of one event share type, parties, place and day, not words."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.number = 0

    def readings(self, count: int) -> Iterator[Reading]:
        """So many readings, in the order of their days."""
        while self.number < count:
            yield from self._event(count)

    def _event(self, count: int) -> Iterator[Reading]:
        choose = self.random
        day = START + dt.timedelta(days=self.number // A_DAY)
        stories = [self._story(day) for _ in range(choose.randint(1, 4))]
        wire = ""
        for place in range(choose.choice((1, 1, 1, 2, 2, 3, 4, 6))):
            if self.number >= count:
                return
            language = "en" if choose.random() < 0.3 else "de"
            copies = place > 0 and wire and language == "de" and choose.random() < 0.5
            text, claims = self._text(stories, language, day)
            if copies:
                text, claims = wire, self._claims(wire, stories, day)
            elif not wire and language == "de":
                wire = text
            self.number += 1
            published = day + dt.timedelta(days=choose.choice((0, 0, 0, 1)))
            report = Report(f"s{self.number}", text, language, published, choose.choice(OUTLETS))
            report.url = f"https://example.org/{report.id}"
            report.credits = [choose.choice(AGENCIES)] if copies or choose.random() < 0.3 else []
            for number, claim in enumerate(claims, 1):
                claim.id, claim.report_id = f"{report.id}:{number}", report.id
            yield Reading(report, claims)

    def _story(self, day: dt.date) -> dict[str, object]:
        choose = self.random
        return {
            "type": choose.choice(list(VERBS)),
            "who": tuple((self._name(), code) for code in self._states()),
            "place": self._name(),
            "topic": choose.choice(TOPICS),
            "number": choose.randint(2, 900),
            "day": day - dt.timedelta(days=choose.choice((0, 0, 1, 2))),
            "dated": choose.random() < 0.6,
        }

    def _states(self) -> list[str]:
        first = self.random.choices(STATES, WEIGHTS)[0]
        second = self.random.choices(STATES, WEIGHTS)[0]
        return [first, second if second != first else "UZB"]

    def _name(self) -> str:
        return "".join(self.random.choice(SYLLABLES) for _ in range(self.random.choice((2, 3)))).capitalize()

    def _filler(self) -> str:
        words = [
            self._name() if self.random.random() < 0.2 else self._name().lower()
            for _ in range(self.random.randint(9, 22))
        ]
        return " ".join(words).capitalize() + "."

    def _text(self, stories: list[dict[str, object]], language: str, day: dt.date) -> tuple[str, list[Claim]]:
        pieces = []
        for story in stories:
            (one, _), (other, _) = story["who"]  # type: ignore[misc]
            verb = VERBS[str(story["type"])][language == "en"]
            where = "near" if language == "en" else "bei"
            pieces.append(f"{one} {verb} {other} {where} {story['place']} {story['topic']} {story['number']}.")
            pieces += [self._filler() for _ in range(self.random.randint(2, 5))]
        text = " ".join(pieces)
        return text, self._claims(text, stories, day)

    def _claims(self, text: str, stories: list[dict[str, object]], day: dt.date) -> list[Claim]:
        return [self._claim(text, story) for story in stories]

    def _claim(self, text: str, story: dict[str, object]) -> Claim:
        kind = str(story["type"])
        verb = next(verb for verb in VERBS[kind] if verb in text)
        (one, first), (other, second) = story["who"]  # type: ignore[misc]
        start = text.index(verb, text.index(one))
        trigger = Span(start, start + len(verb))
        at = text.index(str(story["place"]))
        place = PlaceMention(
            Span(at, at + len(str(story["place"]))), str(story["place"]), str(story["place"]), country=first
        )
        actual = story["day"]
        assert isinstance(actual, dt.date)
        told = TimeMention(Span(0, 0), "", "DATE", actual.isoformat(), actual, actual) if story["dated"] else None
        claim = Claim(
            "", "", kind, triggers=[trigger], sentences=[sentence_around(text, trigger)], place=place, time=told
        )
        claim.actors = [self._party(text, one, first)]
        claim.recipients = [self._party(text, other, second)]
        claim.quad, claim.scale, claim.confidence = ontology.event_types()[kind].quad, ontology.scale(kind, None), 0.8
        if self.random.random() < 0.3:
            stance = "denies" if self.random.random() < 0.15 else "asserts"
            speaker = f"Sprecher {self.random.choice(STATES)}"
            claim.sources = [Source(speaker, stance, chain=[speaker])]  # type: ignore[arg-type]
        return claim

    def _party(self, text: str, name: str, code: str) -> Party:
        start = text.index(name)
        return Party(name, Span(start, start + len(name)), code, "GOV", name=name)
