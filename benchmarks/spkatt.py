"""Speaker attribution in parliament: SpkAtt 2023, on the fifth of the speeches that the model was not trained on.

Both the network and the reader of speech (:mod:`lagebild.attribution.speech`) are trained on the other four fifths.
Only the eight numbers that join the network's cue signals with the reader's own signs are fitted on the held-out
speeches, because the network's signals are too good on its own training speeches; ``python -m training.speech`` prints
what they come to when they are cross-fitted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.quotes import scorer
from lagebild.analysis.analyzer import Analyzer
from lagebild.analysis.document import Document
from lagebild.analysis.tokenizer import Token, tokenize
from lagebild.attribution import speech

Json = dict[str, Any]
Place = tuple[int, int]
"""Sentence and token in the corpus."""


def held_out(identifier: str) -> bool:
    """Whether a speech belongs to the fifth that is kept from training."""
    return hashlib.sha256(identifier.encode()).digest()[0] % 5 == 0


def parse(records: Sequence[Json]) -> list[tuple[Document, list[Place]]]:
    """Speeches analysed along the corpus' tokens, with the corpus' place of every word."""
    prepared = [_tokens(record) for record in records]
    documents = Analyzer.load().analyse_tokens([(text, "de", sentences) for text, sentences, _ in prepared])
    return [(document, places) for document, (_, _, places) in zip(documents, prepared, strict=True)]


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


def annotations(found: Sequence[speech.Speech], places: Sequence[Place]) -> list[Json]:
    """What the reader found, in places of the corpus."""
    return [{role: sorted({places[i] for i in words}) for role, words in one.items() if words} for one in found]


def score(shared: Path, records: Sequence[Json], predicted: Sequence[list[Json]]) -> dict[str, float]:
    """Cue, source, message and whole-match F1 of the shared scorer."""
    rows = [{"id": record["id"], "annotations": found} for record, found in zip(records, predicted, strict=True)]
    scores = scorer(shared, "score_spkatt").score(records, rows)
    names = {"Match-cue": "cue", "Match": "match", "Match-source": "source", "Match-message": "message"}
    return {f"spkatt {name}": scores[key]["F1"] for key, name in names.items()}


def run(shared: Path) -> dict[str, float]:
    """Cue, source, message and whole-match F1 on the held-out speeches."""
    path = shared / "data" / "train" / "spkatt-2023" / "train.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    gold = [record for record in records if held_out(record["id"])]
    predicted = [annotations(speech.read(document), places) for document, places in parse(gold)]
    return score(shared, gold, predicted)
