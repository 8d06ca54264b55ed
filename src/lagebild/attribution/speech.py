"""A learned reader of reported speech, thought and writing: cues with everything that belongs to them.

The rules read news: who says what. Speeches in parliament hold far more kinds of cues ("die Frage stellen", "im Antrag
der Fraktion") and more roles (topic, medium, evidence). Here two small logistic regressions over the tree, the cue
lexicon and the model's signals find them, trained on four fifths of the speeches of SpkAtt 2023
(``python -m training.speech``). News are read by the rules (:mod:`lagebild.attribution.attribute`).
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping
from itertools import pairwise

import numpy as np

from lagebild.analysis.document import Document, Word
from lagebild.attribution import nouns, phrases, tree, verbs
from lagebild.attribution.model import Quote
from lagebild.attribution.speech_model import Array, Weights, key, weights
from lagebild.attribution.speech_signs import LABELS, ROLES, View, cue_of, of_cue, of_link, of_stretch, tail
from lagebild.attribution.speech_stretches import stretches

Speech = dict[str, set[int]]
"""Word indices by role: ``cue`` and some of ``ROLES``."""
CUE, ROLE = 0.45, 0.3
"""Beliefs from which on a word is a cue and a stretch has a role (match F1 on the held-out speeches is flat around
them: 0.746 to 0.748 for cues from 0.4 to 0.5, 0.744 to 0.747 for roles from 0.25 to 0.35)."""
PART = 0.15
"""Belief from which on a candidate may be a further part of a cue."""
AGAINST = 0.5
"""A role must be so likely, measured by the belief that there is none."""
_BRIDGE = 3


def read(document: Document, learned: Weights | None = None) -> list[Speech]:
    """All cues of a document with their roles, in text order; empty for a language without trained weights.

    ``learned``: other weights than the shipped ones.
    """
    learned = learned or weights(document.language)
    if learned is None:
        return []
    view = View(document)
    beliefs = cue_beliefs(view, learned)
    return [roles(view, cue, learned) for cue in joined(view, beliefs, learned)]


def rules(document: Document) -> dict[int, Quote]:
    """What the rules for news find, by the cue's main word."""
    found: dict[int, Quote] = {}
    for quote in (*verbs.find(document), *nouns.find(document), *phrases.find(document)):
        if quote.head is not None:
            found.setdefault(quote.head, quote)
    return found


def candidates(view: View, ruled: Mapping[int, Quote], known: Container[int]) -> list[Word]:
    """Words that may be cues: verbs, known lemmas and their compounds, what the model or the rules take for one."""
    sure = {signal.word for signal in view.document.cues} | set(ruled)
    return [
        word
        for word in view.document.words
        if word.upos != "PUNCT" and (word.upos == "VERB" or word.index in sure or _known(word, known))
    ]


def _known(word: Word, known: Container[int]) -> bool:
    lemma = word.lemma.lower()
    return key(lemma) in known or (word.upos == "NOUN" and key(tail(lemma)) in known)


def cue_beliefs(view: View, learned: Weights) -> dict[int, float]:
    """The probability of each candidate to be a cue."""
    ruled, found = rules(view.document), {}
    signals = cue_signals(view)
    for word in candidates(view, ruled, learned.known):
        score = float(learned.cue.scores(of_cue(view, word, ruled.get(word.index)))[0])
        total = float(np.dot(learned.trust[:-1], evidence(score, signals.get(word.index))) + learned.trust[-1])
        found[word.index] = 1 / (1 + math.exp(-total))
    return found


def cue_signals(view: View) -> dict[int, tuple[float, ...]]:
    """By word: the model's belief in a cue, in its likeliest source and addressee, and its sum over the message."""
    found: dict[int, tuple[float, ...]] = {}
    for signal in view.document.cues:
        source, message, addressee = (view.arcs.get((signal.word, label), {}).values() for label in LABELS)
        found[signal.word] = (signal.score, max(source, default=0.0), max(addressee, default=0.0), sum(message))
    return found


def evidence(score: float, signal: tuple[float, ...] | None) -> list[float]:
    """What decides on a cue: the score of its signs and the model's signals, as log-odds where they are beliefs."""
    belief, source, addressee, message = signal or (0.0, 0.0, 0.0, 0.0)
    odds = _odds(belief)
    return [score, odds, float(signal is None), _odds(source), math.log1p(message), addressee, score * odds / 5]


def _odds(belief: float) -> float:
    clipped = min(0.999, max(0.02, belief))
    return math.log(clipped / (1 - clipped))


def joined(view: View, beliefs: Mapping[int, float], learned: Weights) -> list[set[int]]:
    """Cues: likely words, each with what hangs on it as a part of the same cue ("stellt ... Frage")."""
    own = {index: {index} for index, belief in beliefs.items() if belief >= CUE}
    for index, upper in edges(view.document, set(own)):
        sure = all(i in own or beliefs.get(i, 0.0) >= PART for i in (index, upper) if i in beliefs)
        if sure and learned.link.scores(of_link(view, index))[0] >= 0:
            cue = own.get(index, {index}) | own.get(upper, {upper})
            own.update(dict.fromkeys(cue, cue))
    cues = {id(cue): cue for cue in own.values()}
    return sorted(cues.values(), key=min)


def edges(document: Document, words: set[int]) -> list[tuple[int, int]]:
    """Pairs of a word and its governor of which at least one is among ``words``."""
    found = {(index, document.words[index].head) for index in words if document.words[index].head >= 0}
    found |= {(child.index, index) for index in words for child in document.children(index)}
    return sorted(found)


def roles(view: View, cue: set[int], learned: Weights) -> Speech:
    """One cue with the words of its roles."""
    common, found = cue_of(view, cue), Speech(cue=set(cue))
    for stretch in stretches(view.document, cue):
        role = _role(learned.role.scores(of_stretch(view, common, stretch)))
        if role is not None:
            found.setdefault(role, set()).update(stretch.words)
    return _tidied(view.document, found)


def _role(scores: Array) -> str | None:
    beliefs = 1 / (1 + np.exp(-scores))
    best = int(beliefs[1:].argmax()) + 1
    return ROLES[best - 1] if beliefs[best] >= max(ROLE, AGAINST * beliefs[0]) else None


def _tidied(document: Document, speech: Speech) -> Speech:
    """With marks between two parts of a role, without marks at its ends, each word in one role only."""
    taken: set[int] = set()
    found = Speech()
    for role in ("cue", *ROLES):
        words = _bridged(document, speech.get(role, set())) - taken
        if role != "cue":
            words = {i for run in _runs(words) for i in tree.trim(document, run)}
        if words:
            found[role] = words
        taken |= words
    return found


def _bridged(document: Document, words: set[int]) -> set[int]:
    ordered, added = sorted(words), set[int]()
    for first, second in pairwise(ordered):
        gap = range(first + 1, second)
        if len(gap) < _BRIDGE and all(document.words[i].upos == "PUNCT" for i in gap):
            added.update(gap)
    return words | added


def _runs(words: Iterable[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in sorted(words):
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs
