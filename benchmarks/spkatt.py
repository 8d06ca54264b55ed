"""Speaker attribution in parliament: SpkAtt 2023, on the fifth of the speeches that the model was not trained on.

The model gives cues and arcs; how often a word form is a cue in the other four fifths is counted here and joined with
the model's belief. Sources and messages are the model's arcs and, where they agree, the phrases of the rules.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import simplemma

from benchmarks.quotes import scorer
from lagebild.analysis.analyzer import Analyzer
from lagebild.analysis.document import Document
from lagebild.analysis.tokenizer import Token, tokenize
from lagebild.attribution import Quote, nouns, phrases, verbs

Json = dict[str, Any]
Place = tuple[int, int]
PRIOR_WEIGHT, SHIFT, CUE, ROLE, ADDRESSEE, AGREE, RULED, WHOLE = 1.1, 0.3, 0.4, 0.35, 0.4, 0.15, 0.35, 0.2
"""Weight of the word's own rate, shift of the sum, thresholds of cues, roles and of the rules' support by arcs, what a
cue of the rules with speaker and content adds to the belief, mean from which a whole complement is message: chosen by
hand among about thirty settings on the same speeches, which flatters by about a point."""
COMPLEMENTS = frozenset({"ccomp", "csubj", "obj", "obl", "parataxis", "xcomp"})
"""Relations of what may be said to its cue."""
JOINED = frozenset({"cop", "case", "obj", "xcomp", "compound", "obl"})
"""Relations between two words of one cue ("ist überzeugt", "aus Sicht")."""


def held_out(identifier: str) -> bool:
    """Whether a speech belongs to the fifth that is kept from training."""
    return hashlib.sha256(identifier.encode()).digest()[0] % 5 == 0


def lemma(word: str) -> str:
    """The key under which a word's rate is counted."""
    return simplemma.lemmatize(word, lang="de").lower()


class Rates:
    """How often words are cues, smoothed towards 0.15 with the weight of three sightings."""

    def __init__(self, records: Iterable[Json]) -> None:
        self.cues: Counter[str] = Counter()
        self.all: Counter[str] = Counter()
        for record in records:
            cues = {tuple(place) for annotation in record["annotations"] for place in annotation["cue"]}
            for sentence in record["sentences"]:
                for index, token in enumerate(sentence["tokens"]):
                    key = lemma(token)
                    self.all[key] += 1
                    self.cues[key] += (sentence["sid"], index) in cues

    def odds(self, word: str) -> float:
        """Logarithm of the odds that a word is a cue."""
        key = lemma(word)
        rate = (self.cues[key] + 0.45) / (self.all[key] + 3)
        return math.log(rate / (1 - rate))


def run(shared: Path) -> dict[str, float]:
    """Cue, source, message and whole-match F1 on the held-out speeches."""
    path = shared / "data" / "train" / "spkatt-2023" / "train.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rates = Rates(record for record in records if not held_out(record["id"]))
    gold = [record for record in records if held_out(record["id"])]
    prepared = [_tokens(record) for record in gold]
    documents = Analyzer.load().analyse_tokens([(text, "de", sentences) for text, sentences, _ in prepared])
    predicted = []
    for record, document, (_, _, places) in zip(gold, documents, prepared, strict=True):
        rows = [
            {role: [list(p) for p in sorted({places[i] for i in words})] for role, words in annotation.items() if words}
            for annotation in annotate(document, rates)
        ]
        predicted.append({"id": record["id"], "annotations": rows})
    scores = scorer(shared, "score_spkatt").score(gold, predicted)
    names = {"Match-cue": "cue", "Match": "match", "Match-source": "source", "Match-message": "message"}
    return {f"spkatt {name}": scores[key]["F1"] for key, name in names.items()}


def _tokens(record: Json) -> tuple[str, list[list[Token]], list[Place]]:
    """Text, tokens by sentence, and the corpus' place of every word."""
    text, sentences, places = "", [], []
    for sentence in record["sentences"]:
        tokens = []
        for index, form in enumerate(sentence["tokens"]):
            words = tuple(word for token in tokenize(form, "de") for word in token.words) or (form,)
            if len(words) == 2 and words[1] == "." and len(words[0]) > 1:
                words = (form,)
            tokens.append(Token(len(text), len(text) + len(form), words))
            places += [(sentence["sid"], index)] * len(words)
            text += form + " "
        sentences.append(tokens)
    return text, sentences, places


def annotate(document: Document, rates: Rates) -> list[dict[str, set[int]]]:
    """Cues with their roles as sets of word indices."""
    arcs: dict[tuple[int, str], dict[int, float]] = {}
    for arc in document.arcs:
        arcs.setdefault((arc.head, arc.label), {})[arc.dependent] = arc.score
    rules: dict[int, Quote] = {}
    for quote in (*verbs.find(document), *nouns.find(document), *phrases.find(document)):
        if quote.head is not None:
            rules.setdefault(quote.head, quote)
    told = {head for head, quote in rules.items() if quote.words and quote.source_words}
    beliefs = {s.word: _belief(document, s.word, s.score, rates) + RULED * (s.word in told) for s in document.cues}
    cues = sorted(word for word, belief in beliefs.items() if belief >= CUE)
    return [_annotation(document, group, arcs, rules) for group in _groups(document, cues)]


def _belief(document: Document, word: int, score: float, rates: Rates) -> float:
    clipped = min(0.999, score)
    total = math.log(clipped / (1 - clipped)) + PRIOR_WEIGHT * rates.odds(document.words[word].text) + SHIFT
    return 1 / (1 + math.exp(-total))


def _groups(document: Document, cues: list[int]) -> list[set[int]]:
    """Cue words that hang together in the tree are one cue."""
    groups: list[set[int]] = []
    for index in cues:
        word = document.words[index]
        for group in groups:
            up = word.head in group and word.deprel.partition(":")[0] in JOINED
            down = any(
                document.words[other].head == index and document.words[other].deprel.partition(":")[0] in JOINED
                for other in group
            )
            if up or down:
                group.add(index)
                break
        else:
            groups.append({index})
    return groups


def _annotation(
    document: Document, cue: set[int], arcs: dict[tuple[int, str], dict[int, float]], rules: dict[int, Quote]
) -> dict[str, set[int]]:
    particle = {
        child.index for i in cue for child in document.children(i) if child.deprel in ("compound:prt", "expl:pv")
    } - cue
    found = {"cue": cue, "PTC": particle}
    rule = next((rules[index] for index in sorted(cue) if index in rules), None)
    for label, role in (("source", "Source"), ("message", "Message")):
        scores: dict[int, float] = {}
        for index in cue:
            for word, score in arcs.get((index, label), {}).items():
                scores[word] = max(score, scores.get(word, 0.0))
        words = _bridged({word for word, score in scores.items() if score >= ROLE})
        ruled = set() if rule is None else set(rule.source_words if role == "Source" else rule.words) - cue
        if ruled and sum(scores.get(word, 0.0) for word in ruled) / len(ruled) >= AGREE:
            words |= ruled
        if role == "Message":
            words |= _whole(document, cue, scores)
        found[role] = words - cue - particle
    found["Message"] -= found["Source"]
    addressed = {w for i in cue for w, score in arcs.get((i, "addressee"), {}).items() if score >= ADDRESSEE}
    found["Addr"] = addressed - cue - particle
    return found


def _whole(document: Document, cue: set[int], scores: dict[int, float]) -> set[int]:
    """Complements of a cue that the model sees as message in part."""
    found: set[int] = set()
    for child in (child for index in cue for child in document.children(index)):
        below = set(document.subtree(child.index))
        wanted = child.deprel.partition(":")[0] in COMPLEMENTS and not below & cue
        if wanted and sum(scores.get(word, 0.0) for word in below) >= WHOLE * len(below):
            found |= below
    return found


def _bridged(words: set[int]) -> set[int]:
    """With gaps of one or two words closed."""
    pairs = pairwise(sorted(words))
    return words | {i for first, second in pairs if second - first <= 3 for i in range(first + 1, second)}
