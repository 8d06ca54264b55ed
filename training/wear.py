"""Signals of a model on reports it was trained on, worn down to what it gives on reports it has not seen.

The event heads are trained on the same gold as the combiner. On those reports their probabilities are far better than
on news of tomorrow, and a combiner fitted on them would believe the model blindly. So they are damaged at random, as
much as the reference experiment found on unseen reports (of trigger words known from training 0.68 were found, of
unknown ones, half of all, 0.19; once found the type was right three times in four), until precision and recall of the
bare signals are those of unseen reports. Losses go by lemma, because it is vocabulary that is missing. Not needed for
a model that was trained with the held-out fifth.
"""

from __future__ import annotations

import math
import random
from collections.abc import Container, Iterable
from dataclasses import replace

from lagebild import ontology
from lagebild.analysis.document import Document, EventSignal
from lagebild.coding.features import lemma_key
from lagebild.coding.odds import logit

LOST_KNOWN, LOST_NEW = 0.48, 0.85
"""Share of lemmas at which the model sees nothing: those that other reports use as triggers too, and the others."""
CONFUSED = 0.14
"""Share of signals whose best type becomes another."""
FALSE = 0.1
"""Share of words with a frame, and without a signal, at which the model sees an event of some type."""
SQUASH, NOISE = 0.7, 0.7
"""Factor and standard deviation on the log-odds of the others."""
LOST_ARCS = 0.35


def worn(document: Document, event_like: Iterable[tuple[int, str]], known: Container[str], seed: int) -> Document:
    """The document with damaged event signals and arcs.

    ``event_like`` are words and types that frames name, ``known`` the lemmas that other reports use as triggers.
    """
    rng = random.Random(seed)
    types = list(ontology.event_types())
    lost: dict[str, bool] = {}
    events = []
    for signal in document.events:
        lemma = lemma_key(document, document.words[signal.word])
        if not lost.setdefault(lemma, rng.random() < (LOST_KNOWN if lemma in known else LOST_NEW)):
            events.append(_damaged(signal, types, rng))
    seen = {signal.word for signal in document.events}
    for word, event in event_like:
        if word not in seen and rng.random() < FALSE:
            events.append(
                EventSignal(word, {event if rng.random() < 0.7 else rng.choice(types): rng.uniform(0.2, 0.9)})
            )
            seen.add(word)
    arcs = [arc for arc in document.arcs if arc.label not in ("actor", "recipient") or rng.random() >= LOST_ARCS]
    return replace(document, events=sorted(events, key=lambda item: item.word), arcs=arcs, _children=None)


def _damaged(signal: EventSignal, types: list[str], rng: random.Random) -> EventSignal:
    shaken = {event: _shake(probability, rng) for event, probability in signal.types.items()}
    if shaken and rng.random() < CONFUSED:
        best = max(shaken, key=lambda event: shaken[event])
        other = rng.choice(types)
        shaken[best], shaken[other] = shaken.get(other, 0.02), shaken[best]
    total = max(1.0, sum(shaken.values()))
    return replace(signal, types={event: probability / total for event, probability in shaken.items()})


def _shake(probability: float, rng: random.Random) -> float:
    return 1 / (1 + math.exp(-(SQUASH * logit(probability) + rng.gauss(0, NOISE))))
