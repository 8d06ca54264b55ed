"""Which words of a text name a place.

Every stretch of capitalised words is looked up in the gazetteer, the longest name first. Whether a name that is in the
gazetteer means a place here is a sum of small pieces of evidence: how well known the place is, what stands before and
behind it (a preposition, "..., Texas", a title, a further name), whether the name is also a word or a person's name,
and what the model's names and parts of speech say. The weights were set by hand.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from lagebild.analysis.document import Document
from lagebild.places.cues import cues
from lagebild.places.gazetteer import ENGLISH_WORD, GIVEN_NAME, SURNAME, WORD_FLAGS, Found, Place, gazetteer
from lagebild.places.names import key_of
from lagebild.places.scene import Scene, Toponym
from lagebild.places.tokens import Token, runs, tokens_of

LONGEST = 6
"""Words of the longest name looked up."""
THRESHOLD = 1.5
FAMILIAR = ("country", "continent", "region", "water", "mountain", "island", "desert")


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
        feature = _feature(scene, number, last)
        if feature:
            found.append(feature)
            number = feature.last
            continue
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
    if not found.all and scene.cues.genitive and key.endswith(scene.cues.genitive):
        found = _nominative(scene, text)
    if found.all:
        return Toponym(first, last, head.start, tail.end, text, key, found)
    return None


def _nominative(scene: Scene, text: str) -> Found:
    """A well-known place whose name stands in the genitive ("Irans")."""
    found = scene.gazetteer.find(text[: -len(scene.cues.genitive)])
    known = [number for number in found.main if scene.gazetteer.place(number).population >= 50_000]
    own = [number for number in found.main if scene.gazetteer.curated(text[: -len(scene.cues.genitive)], number)]
    return Found(tuple(known or own))


def _feature(scene: Scene, first: int, last: int) -> Toponym | None:
    """A thing named by a telling word that the gazetteer lacks: "Cedar Creek", "Richmond Street", "Lake Mary"."""
    tokens, words = scene.tokens, scene.cues
    if tokens[first].lower in words.function_words or not tokens[first].capital:
        return None
    kind, end = None, first + 2
    if tokens[first].lower in words.features_before and first + 1 < last:
        kind = words.features_before[tokens[first].lower] if tokens[first + 1].lower not in words.bodies else None
    for size in (2, 3):
        if kind or first + size > last:
            break
        end = first + size
        kind = words.features.get(tokens[end - 1].lower)
    stretch = tokens[first:end]
    if not kind or not all(token.capital for token in stretch) or any(token.possessive for token in stretch[:-1]):
        return None
    inner = [
        token.lower
        for token in stretch
        if token.lower not in words.features and token.lower not in words.features_before
    ]
    if not inner or set(inner) & words.bodies or any(word in words.function_words for word in inner[1:]):
        return None
    text = scene.document.text[stretch[0].start : stretch[-1].end]
    longer = any(_lookup(scene, first, reach) for reach in range(end, min(last, first + LONGEST) + 1))
    if (
        longer
        or (kind == "region" and _lookup(scene, first, end - 1))
        or (end - first == 3 and _lookup(scene, first + 1, end))
    ):
        return None
    return Toponym(first, end, stretch[0].start, stretch[-1].end, text, key_of(text), Found(), feature=kind)


def _people(scene: Scene, first: int, last: int, inside: list[Toponym]) -> set[str]:
    """Keys of surnames in a run: a word behind a given name, an initial or a title."""
    found = set()
    for number in range(first + 1, last):
        before, here = scene.tokens[number - 1], scene.tokens[number]
        label = scene.labels.get(number)
        if label:
            if label[0] == "PER" and label[2] - label[1] > len(here.text) + 2:
                found.add(key_of(here.text))
            continue
        covered = any(name.first < number < name.last for name in inside)
        if covered or before.link != " " or before.possessive or here.lower in scene.cues.bodies:
            continue
        title, initial = (
            before.lower.rstrip(".") in scene.cues.titles,
            before.text.endswith(".") and len(before.text) == 2,
        )
        given = scene.gazetteer.find(before.text)
        if (
            before.capital
            and here.capital
            and (title or initial or (given.flags & GIVEN_NAME and not _famous(scene, given)))
        ):
            found.add(key_of(here.text))
    return found


def _famous(scene: Scene, found: Found) -> bool:
    return any(scene.gazetteer.place(number).population > 500_000 for number in found.main)


def _link(scene: Scene, candidates: list[Toponym]) -> None:
    """Join a place to the larger one named right behind it ("Paris, Texas"; "Lexington in Kentucky")."""
    text = scene.document.text
    for number, (inner, outer) in enumerate(pairwise(candidates)):
        between = text[inner.end : outer.start]
        if between.strip() != "," and between.strip().lower() not in scene.cues.containment:
            continue
        if _alike(scene, inner, outer):
            continue
        parts = {parent for place in inner.found.all for parent in scene.gazetteer.place(place).parents}
        if parts & set(outer.found.all):
            inner.container = number + 1


def _alike(scene: Scene, inner: Toponym, outer: Toponym) -> bool:
    """Whether two names stand side by side in a list ("Niger, Nigeria and Chad"), rather than one in the other."""
    if not inner.found.main or not outer.found.main or outer.text.endswith(".") or outer.text.isupper():
        return False
    kinds = [{scene.gazetteer.place(number).kind for number in name.found.main} for name in (inner, outer)]
    return any(kind in kinds[0] and kind in kinds[1] for kind in ("country", "continent")) or (
        all("region" in kind and _large(scene, name) for kind, name in zip(kinds, (inner, outer), strict=True))
    )


def _large(scene: Scene, toponym: Toponym) -> bool:
    """Whether a name is first of all that of a region of a million people and more."""
    places = [scene.gazetteer.place(number) for number in toponym.found.main]
    return max(places, key=lambda place: place.population).kind == "region"


def _weigh(scene: Scene, toponym: Toponym, people: set[str]) -> None:
    single = toponym.last - toponym.first == 1
    places = [scene.gazetteer.place(number) for number in toponym.found.all]
    best = max((_fame(scene, toponym, place) for place in places), default=0.8)
    toponym.add(best, "known place" if places else f"name of a {toponym.feature}")
    if not single:
        toponym.add(0.8, "name of several words")
    _weigh_name(scene, toponym, single, best)
    located = _weigh_neighbours(scene, toponym)
    _weigh_model(scene, toponym)
    if single and toponym.key in people and best < 2.8:
        toponym.add(-1 if located else -3, "a person's surname here")


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
    for people, points in ((1_000_000, 3.0), (300_000, 2.5), (100_000, 2.0), (30_000, 1.6), (8_000, 1.3)):
        if place.population >= people:
            return points
    return 0.9


def _weigh_name(scene: Scene, toponym: Toponym, single: bool, best: float) -> None:
    """What the name itself says: also a word, a given name, letters."""
    lower, flags = toponym.text.lower(), toponym.found.flags
    if lower in scene.cues.not_places:
        toponym.add(-4, "a word")
    if not single or _is_country_name(scene, toponym):
        return
    part = 0.3 if best >= 2.5 else 1.0
    if flags & WORD_FLAGS.get(scene.document.language, 0):
        toponym.add(-1.5 * part, "also a word")
    if toponym.text.isupper() and len(lower) <= 4 and toponym.after - toponym.before != 1 and "." not in lower:
        toponym.add(-3, "letters")
    if lower in scene.cues.adjectives:
        toponym.add(-3, "an adjective or people")
    if flags & GIVEN_NAME:
        toponym.add(-1.2 * part, "also a given name")
    elif flags & SURNAME:
        toponym.add(-0.6 * part, "also a surname")


def _is_country_name(scene: Scene, toponym: Toponym) -> bool:
    return any(
        scene.gazetteer.curated(toponym.text, number) and scene.gazetteer.place(number).kind == "country"
        for number in toponym.found.main
    )


def _weigh_neighbours(scene: Scene, toponym: Toponym) -> bool:
    """What stands before and behind the name; True where a preposition or a larger place shows it to be a place."""
    tokens, words = scene.tokens, scene.cues
    before = tokens[toponym.first - 1] if toponym.first else None
    after = tokens[toponym.last] if toponym.last < len(tokens) else None
    located = toponym.container is not None
    if located:
        toponym.add(3, "lies in the place named behind it")
    pair = f"{tokens[toponym.first - 2].lower} {before.lower}" if before and toponym.first > 1 else ""
    if before and before.link == " " and before.lower in words.locative and pair not in words.not_locative:
        located = True
        toponym.add(1.6, f"after '{before.lower}'")
    elif before and before.link == " " and before.lower in words.belonging and not _body_before(scene, toponym):
        located = True
        toponym.add(1.0, f"after '{before.lower}'")
    if before and before.link in (" ", "-") and not before.possessive and toponym.first > toponym.before:
        _weigh_left(scene, toponym, before)
    if after and tokens[toponym.last - 1].link in (" ", "-") and not tokens[toponym.last - 1].possessive:
        _weigh_right(scene, toponym, after)
    return located


def _body_before(scene: Scene, toponym: Toponym) -> bool:
    """Whether the name is the end of a body's name ("Bank of America")."""
    if toponym.first < 2 or toponym.first - 2 < toponym.before:
        return False
    body = scene.tokens[toponym.first - 2]
    return body.capital and body.lower in scene.cues.bodies


def _weigh_left(scene: Scene, toponym: Toponym, left: Token) -> None:
    lower, single = left.lower.rstrip("."), toponym.last - toponym.first == 1
    if left.link == "-":
        if scene.cues.nouns_capitalised:
            toponym.add(-8, "part of a compound")
    elif lower in scene.cues.titles:
        toponym.add(-4 if single else -1, "after a title")
    elif (
        not left.capital
        or scene.cues.nouns_capitalised
        or lower in scene.cues.function_words
        or lower in scene.cues.directions
        or lower in scene.cues.adjectives
    ):
        return
    elif scene.gazetteer.find(left.text).flags & GIVEN_NAME and single:
        toponym.add(-3.5, "after a given name")
    else:
        toponym.add(-1.5 if single else -0.8, "last part of a longer name")


def _weigh_right(scene: Scene, toponym: Toponym, after: Token) -> None:
    words, single = scene.cues, toponym.last - toponym.first == 1
    lower = after.lower.rstrip(".")
    if scene.tokens[toponym.last - 1].link == "-":
        if words.nouns_capitalised and after.capital:
            toponym.add(-8, "part of a compound")
    elif not after.capital:
        if lower in words.persons_after and single:
            toponym.add(-0.8, f"before '{after.lower}'")
        elif lower in words.bodies:
            toponym.add(0.6, f"before '{after.text}'")
    elif lower in words.bodies or lower in words.titles:
        toponym.add(0.6, f"before '{after.text}'")
    elif words.nouns_capitalised or after.lower in words.function_words:
        return
    elif single and toponym.found.flags & (GIVEN_NAME | SURNAME | ENGLISH_WORD):
        toponym.add(-2, "first part of a longer name")
    else:
        toponym.add(-0.8 if single else -0.3, "first part of a longer name")


def _weigh_model(scene: Scene, toponym: Toponym) -> None:
    if not scene.document.words and not scene.document.names:
        if scene.cues.nouns_capitalised and toponym.last - toponym.first == 1 and toponym.score < 2.5:
            toponym.add(-1, "a capital says little")
        return
    label, single = scene.labels.get(toponym.first), toponym.last - toponym.first == 1
    if label:
        alone = single and label[2] - label[1] <= toponym.end - toponym.start + 2
        points = {"LOC": 2.0, "PER": -2.0 if alone else -4.0, "ORG": -0.5}.get(label[0], 0.0)
        toponym.add(points, f"the model says {label[0]}")
    else:
        toponym.add(-0.5, "no name for the model")
    part = scene.parts.get(toponym.first)
    if part and part != "PROPN" and not label and single:
        toponym.add(-1.5, f"a {part} for the model")


def _repeat(candidates: list[Toponym]) -> None:
    """A name that is surely a place once is more likely one elsewhere in the same text."""
    best: dict[str, float] = defaultdict(float)
    for toponym in candidates:
        best[toponym.key] = max(best[toponym.key], toponym.score)
    for toponym in candidates:
        if toponym.score < THRESHOLD and best[toponym.key] >= 3 and toponym.score > -1.5:
            toponym.add(1.5, "a place elsewhere in the text")
