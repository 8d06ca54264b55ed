"""Which words of a text name a place.

Every stretch of capitalised words is looked up in the gazetteer, the longest name first. Whether a name that is in the
gazetteer means a place here is a sum of small pieces of evidence: how well known the place is, what stands before and
behind it (a preposition, "..., Texas", a title, a further name), whether the name is also a word or a person's name,
and what the model's names and parts of speech say. The weights were set by hand.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from lagebild.analysis.document import Document
from lagebild.places.cues import Cues, cues
from lagebild.places.gazetteer import GIVEN_NAME, SURNAME, WORD_FLAGS, Found, Gazetteer, Place, gazetteer
from lagebild.places.names import key_of
from lagebild.places.tokens import Token, runs, tokens_of

LONGEST = 6
"""Words of the longest name looked up."""
THRESHOLD = 1.5
FAMILIAR = ("country", "continent", "region", "water", "mountain", "island", "desert")


@dataclass(slots=True)
class Toponym:
    """Words that may name a place: indices of tokens (end exclusive) and what the name can mean."""

    first: int
    last: int
    start: int
    end: int
    text: str
    key: str
    found: Found
    score: float = 0.0
    reasons: list[str] = field(default_factory=list)
    container: int | None = None
    """Index (in the list of toponyms) of the place named as the one it lies in."""
    feature: str | None = None
    """Kind of thing by its name, where the gazetteer has no such name."""
    before: int = -1
    after: int = -1
    """Ends of the run of capitalised words it stands in."""

    def add(self, points: float, reason: str) -> None:
        """Count a piece of evidence."""
        self.score += points
        self.reasons.append(reason)


@dataclass(slots=True)
class Scene:
    """All that detection looks at in one text."""

    document: Document
    tokens: list[Token]
    cues: Cues
    gazetteer: Gazetteer
    labels: dict[int, tuple[str, int, int]]
    """By token: label of the model's name over it, with the name's characters."""
    parts: dict[int, str]
    """By token: universal part of speech."""


def scene_of(document: Document) -> Scene:
    """The text's words with what the model says of them."""
    words = cues(document.language)
    tokens = tokens_of(document.text, words)
    by_start = {token.start: number for number, token in enumerate(tokens)}
    labels: dict[int, tuple[str, int, int]] = {}
    for name in document.names:
        for number, token in enumerate(tokens):
            if token.start < name.end and name.start < token.end:
                labels[number] = (name.label, name.start, name.end)
    parts = {by_start[word.start]: word.upos for word in document.words if word.start in by_start}
    return Scene(document, tokens, words, gazetteer(document.language), labels, parts)


def detect(scene: Scene) -> list[Toponym]:
    """The toponyms of a text, in order, with their evidence."""
    candidates: list[Toponym] = []
    people: set[str] = set()
    for first, last in runs(scene.tokens, scene.cues):
        inside = _match(scene, first, last)
        for toponym in inside:
            toponym.before, toponym.after = first, last
        candidates += inside
        people |= _people(scene, first, last, inside)
    _link(scene, candidates)
    for toponym in candidates:
        _weigh(scene, toponym, people)
    _repeat(candidates)
    kept = [toponym for toponym in candidates if toponym.score >= THRESHOLD]
    number = {id(toponym): index for index, toponym in enumerate(kept)}
    for toponym in kept:
        if toponym.container is not None:
            toponym.container = number.get(id(candidates[toponym.container]))
    return kept


def _match(scene: Scene, first: int, last: int) -> list[Toponym]:
    """Names of the gazetteer and names of features in one run, the longest first from the left."""
    found: list[Toponym] = []
    number = first
    while number < last:
        for end in range(min(last, number + LONGEST), number, -1):
            toponym = _lookup(scene, number, end)
            if toponym:
                found.append(toponym)
                number = end - 1
                break
        number += 1
    return found


def _lookup(scene: Scene, first: int, last: int) -> Toponym | None:
    head, tail = scene.tokens[first], scene.tokens[last - 1]
    if not head.capital or not tail.capital:
        return None
    if any(token.possessive for token in scene.tokens[first : last - 1]):
        return None
    text = scene.document.text[head.start : tail.end]
    key = key_of(text)
    if len(key) < 2 or (last - first == 1 and head.lower in scene.cues.function_words):
        return None
    found = scene.gazetteer.find(text)
    if len(key) <= 3 and not text.replace(".", "").isupper():
        found = Found() if not text.endswith(".") else found
    comma = first > 0 and scene.tokens[first - 1].link.strip() == ","
    if comma and text in scene.gazetteer.postal:
        found = Found((scene.gazetteer.postal[text],))
    elif text.lower().rstrip(".") in scene.cues.needs_comma and not comma:
        return None
    if found.all:
        return Toponym(first, last, head.start, tail.end, text, key, found)
    feature = _feature(scene, first, last)
    return Toponym(first, last, head.start, tail.end, text, key, Found(), feature=feature) if feature else None


def _feature(scene: Scene, first: int, last: int) -> str | None:
    """Kind of thing that a name with a telling first or last word names ("Cedar Creek", "Lake Mary")."""
    words = scene.tokens[first:last]
    if not 2 <= len(words) <= 4 or not all(word.capital for word in words):
        return None
    others = [word.lower for word in words]
    if others[0] in scene.cues.function_words:
        return None
    if others[-1] in scene.cues.features and not set(others[:-1]) & scene.cues.bodies:
        return scene.cues.features[others[-1]]
    if others[0] in scene.cues.features_before and others[1] not in scene.cues.bodies:
        return scene.cues.features_before[others[0]]
    return None


def _people(scene: Scene, first: int, last: int, inside: list[Toponym]) -> set[str]:
    """Keys of surnames in a run: its last word, where the run looks like a person's name."""
    final = scene.tokens[last - 1]
    label = scene.labels.get(last - 1)
    if label:
        return {key_of(final.text)} if label[0] == "PER" else set()
    words = [token for token in scene.tokens[first:last] if token.lower not in scene.cues.function_words]
    covered = any(toponym.last - toponym.first > 1 and toponym.last == last for toponym in inside)
    if len(words) < 2 or covered or final.lower in scene.cues.bodies or final.lower in scene.cues.features:
        return set()
    given = [word for word in words[:-1] if scene.gazetteer.find(word.text).flags & GIVEN_NAME]
    titled = words[0].lower.rstrip(".") in scene.cues.titles or words[-2].lower.rstrip(".") in scene.cues.titles
    return {key_of(final.text)} if given or titled else set()


def _link(scene: Scene, candidates: list[Toponym]) -> None:
    """Join a place to the larger one named right behind it ("Paris, Texas"; "Lexington in Kentucky")."""
    text = scene.document.text
    for number, (inner, outer) in enumerate(zip(candidates, candidates[1:], strict=False)):
        between = text[inner.end : outer.start]
        if between.strip() != "," and between.strip().lower() not in scene.cues.containment:
            continue
        parts = {parent for place in inner.found.all for parent in scene.gazetteer.place(place).parents}
        if parts & set(outer.found.all):
            inner.container = number + 1


def _weigh(scene: Scene, toponym: Toponym, people: set[str]) -> None:
    single = toponym.last - toponym.first == 1
    places = [scene.gazetteer.place(number) for number in toponym.found.all]
    best = max((_fame(scene, toponym, place) for place in places), default=0.8)
    toponym.add(best, "known place" if places else f"name of a {toponym.feature}")
    if not single:
        toponym.add(0.8, "name of several words")
    _weigh_name(scene, toponym, single)
    _weigh_neighbours(scene, toponym)
    _weigh_model(scene, toponym)
    if single and toponym.key in people and best < 2.8:
        toponym.add(-3, "a person's surname here")


def _fame(scene: Scene, toponym: Toponym, place: Place) -> float:
    """How much the bare name speaks for the place: logarithm of people, more for what is always a place."""
    if place.id not in toponym.found.main and not scene.gazetteer.curated(toponym.text, place.id):
        return _size(place) - 1.0
    if place.kind in ("district",):
        return 1.5 if toponym.last - toponym.first > 1 else 0.2
    if place.kind in FAMILIAR:
        return 3.0 if place.kind != "region" or place.population > 400_000 else 1.2
    return _size(place)


def _size(place: Place) -> float:
    for people, points in ((1_000_000, 3.0), (300_000, 2.5), (100_000, 2.0), (30_000, 1.4), (8_000, 0.9)):
        if place.population >= people:
            return points
    return 0.4


def _weigh_name(scene: Scene, toponym: Toponym, single: bool) -> None:
    if not single:
        return
    lower, flags = toponym.text.lower(), toponym.found.flags
    if lower in scene.cues.not_places:
        toponym.add(-4, "a word")
    elif flags & WORD_FLAGS.get(scene.document.language, 0):
        toponym.add(-1.5, "also a word")
    if lower in scene.cues.adjectives:
        toponym.add(-3, "an adjective or people")
    if flags & GIVEN_NAME:
        toponym.add(-1.2, "also a given name")
    elif flags & SURNAME:
        toponym.add(-0.6, "also a surname")


def _weigh_neighbours(scene: Scene, toponym: Toponym) -> None:
    tokens, words = scene.tokens, scene.cues
    before = tokens[toponym.first - 1] if toponym.first else None
    after = tokens[toponym.last] if toponym.last < len(tokens) else None
    if toponym.container is not None:
        toponym.add(3, "lies in the place named behind it")
    if before and before.link == " " and before.lower in words.locative:
        toponym.add(1.6, f"after '{before.lower}'")
    left = [token for token in tokens[toponym.before : toponym.first] if token.lower not in words.function_words]
    if left:
        _weigh_left(scene, toponym, left[-1])
    if after and toponym.last < toponym.after and tokens[toponym.last - 1].link == " ":
        _weigh_right(scene, toponym, after)
    elif after and after.lower in words.persons_after and tokens[toponym.last - 1].link == " ":
        toponym.add(-0.8, f"before '{after.lower}'")


def _weigh_left(scene: Scene, toponym: Toponym, left: Token) -> None:
    lower = left.lower.rstrip(".")
    if lower in scene.cues.titles:
        toponym.add(-4, "after a title")
    elif lower in scene.cues.directions or lower in scene.cues.adjectives or scene.cues.nouns_capitalised:
        return
    elif scene.gazetteer.find(left.text).flags & GIVEN_NAME and toponym.first - 1 >= toponym.before:
        toponym.add(-3.5, "after a given name")
    elif scene.tokens[toponym.first - 1].capital:
        toponym.add(-1.5, "last part of a longer name")


def _weigh_right(scene: Scene, toponym: Toponym, after: Token) -> None:
    lower = after.lower.rstrip(".")
    if lower in scene.cues.bodies or lower in scene.cues.titles:
        toponym.add(0.6, f"before '{after.text}'")
    elif after.capital and not scene.cues.nouns_capitalised:
        toponym.add(-2, "first part of a longer name")


def _weigh_model(scene: Scene, toponym: Toponym) -> None:
    if not scene.document.words and not scene.document.names:
        if scene.cues.nouns_capitalised and toponym.last - toponym.first == 1 and toponym.score < 2.5:
            toponym.add(-1, "a capital says little")
        return
    label = scene.labels.get(toponym.first)
    if label:
        points = {"LOC": 3.0, "PER": -4.0, "ORG": -0.8}.get(label[0], 0.0)
        toponym.add(points, f"the model says {label[0]}")
    else:
        toponym.add(-1.0, "no name for the model")
    part = scene.parts.get(toponym.first)
    if part and part != "PROPN" and not label:
        toponym.add(-1.5, f"a {part} for the model")


def _repeat(candidates: list[Toponym]) -> None:
    """A name that is surely a place once is more likely one elsewhere in the same text."""
    best: dict[str, float] = defaultdict(float)
    for toponym in candidates:
        best[toponym.key] = max(best[toponym.key], toponym.score)
    for toponym in candidates:
        if toponym.score < THRESHOLD and best[toponym.key] >= 3 and toponym.score > -1.5:
            toponym.add(1.5, "a place elsewhere in the text")
