"""The model's signals by themselves: events on the gold dev sets, reported speech on the held-out speeches of SpkAtt.

These are raw material: claims and sources are scored by the other benchmarks, after lexicon and rules. Each number is
taken at the best of a few thresholds on the same set, so it says what the signal holds, not what it gives unseen.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lagebild.analysis.analyzer import Analyzer
from lagebild.analysis.document import Document
from lagebild.analysis.tokenizer import Token, tokenize

THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6)


def f1(right: int, gold: int, found: int) -> float:
    """F1 in percent."""
    return round(200 * right / max(1, gold + found), 1)


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf8").splitlines()]


def score_events(analyzer: Analyzer, shared: Path, name: str) -> dict[str, float]:
    """F1 of (mention, type) and of mentions alone; a mention is found by any of its words; status of typed mentions."""
    claims = read_jsonl(shared / f"gold/{name}.claims.jsonl")
    reports = read_jsonl(shared / f"gold/{name}.reports.jsonl")
    documents = analyzer.analyse([(r["text"], r["language"]) for r in reports])
    best: dict[str, float] = {"typed": 0.0}
    for threshold in THRESHOLDS:
        count: Counter[str] = Counter()
        for report, document in zip(reports, documents, strict=True):
            count.update(_events(document, [c for c in claims if c["doc"] == report["id"]], threshold))
        scores = {
            "typed": f1(count["typed"], count["gold"], count["found"]),
            "mention": f1(count["mention"], count["gold"], count["found"]),
            "status_accuracy": round(100 * count["status"] / max(1, count["typed"]), 1),
        }
        best = max(best, scores, key=lambda s: s["typed"])
    return best


def _events(document: Document, claims: list[dict[str, Any]], threshold: float) -> Counter[str]:
    count: Counter[str] = Counter()
    signals = {s.word: s for s in document.events if max(s.types.values(), default=0) >= threshold}
    spans = {(*span, c["type"], c["status"]) for c in claims if c.get("core", True) for span in c["spans"]}
    open_words = {w.index for c in claims for span in c["spans"] for w in document.words_between(*span)}
    count["found"] = len(_groups(signals.keys() - open_words))
    for start, end, kind, status in spans:
        here = [signals[w.index] for w in document.words_between(start, end) if w.index in signals]
        count["gold"] += 1
        if here:
            best = max(here, key=lambda s: max(s.types.values()))
            count["found"] += 1
            count["mention"] += 1
            right = max(best.types, key=lambda t: best.types[t]) == kind
            count["typed"] += right
            count["status"] += right and max(best.statuses, key=lambda t: best.statuses[t]) == status
    return count


def _groups(words: Iterable[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for word in sorted(words):
        if groups and word == groups[-1][-1] + 1:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def score_speech(analyzer: Analyzer, shared: Path) -> dict[str, float]:
    """F1 of cue words, and of the source, message and addressee words of gold cues in the cue's sentence."""
    from training.data import held_out

    count: Counter[str] = Counter()
    for record in read_jsonl(shared / "data/train/spkatt-2023/train.jsonl"):
        if held_out(record["id"]):
            count.update(_speech(analyzer, record))
    result = {}
    for name in ("cue", "source", "message", "addressee"):
        values = [f1(count[f"{name}_right_{t}"], count[f"{name}_gold"], count[f"{name}_found_{t}"]) for t in THRESHOLDS]
        result[name] = max(values)
    return result


def _speech(analyzer: Analyzer, record: dict[str, Any]) -> Counter[str]:
    sentences, owners = [], []
    for sentence in record["sentences"]:
        tokens, owner = _place(sentence["tokens"], record["lang"])
        sentences.append(("", record["lang"], [tokens]))
        owners.append(owner)
    documents = analyzer.analyse_tokens(sentences)
    count: Counter[str] = Counter()
    for sentence, document, owner in zip(record["sentences"], documents, owners, strict=True):
        here = [a for a in record["annotations"] if a["cue"] and a["cue"][0][0] == sentence["sid"]]
        gold = {t for a in here for s, t in a["cue"] if s == sentence["sid"]}
        count["cue_gold"] += len(gold)
        for threshold in THRESHOLDS:
            found = {owner[c.word] for c in document.cues if c.score >= threshold}
            count[f"cue_found_{threshold}"] += len(found)
            count[f"cue_right_{threshold}"] += len(gold & found)
        for annotation in here:
            _roles(document, owner, annotation, sentence["sid"], count)
    return count


def _roles(document: Document, owner: list[int], annotation: dict[str, Any], sid: int, count: Counter[str]) -> None:
    cue = {t for s, t in annotation["cue"] if s == sid}
    for name, key in (("source", "Source"), ("message", "Message"), ("addressee", "Addr")):
        gold = {t for s, t in annotation[key] if s == sid} - cue
        count[f"{name}_gold"] += len(gold)
        for threshold in THRESHOLDS:
            arcs = [a for a in document.arcs if a.label == name and a.score >= threshold and owner[a.head] in cue]
            found = {owner[a.dependent] for a in arcs} - cue
            count[f"{name}_found_{threshold}"] += len(found)
            count[f"{name}_right_{threshold}"] += len(gold & found)


def _place(words: list[str], language: str) -> tuple[list[Token], list[int]]:
    """Tokens cut as the product cuts them, and for every word the index of the corpus's token."""
    tokens: list[Token] = []
    owner: list[int] = []
    at = 0
    for index, word in enumerate(words):
        for token in tokenize(word, language) or [Token(0, len(word), (word,))]:
            tokens.append(Token(at + token.start, at + token.end, token.words))
            owner += [index] * len(token.words)
        at += len(word) + 1
    return tokens, owner


def details(shared: Path, model: Path | None = None) -> dict[str, dict[str, float]]:
    """Scores by set."""
    analyzer = Analyzer.load(model)
    result = {n: score_events(analyzer, shared, n) for n in ("wikinews-dev", "press-dev", "seed")}
    result["spkatt-held-out"] = score_speech(analyzer, shared)
    return result


def run(shared: Path) -> dict[str, float]:
    """The scores flat."""
    return {f"{name} {k}": v for name, scores in details(shared).items() for k, v in scores.items()}


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path)
    arguments = parser.parse_args()
    for name, scores in details(arguments.shared, arguments.model).items():
        print(name, scores)


if __name__ == "__main__":
    main()
