"""A spaCy CNN pipeline (tagger, parser, names) trained on the same German and English data, for comparison.

Needs spaCy and the training data: ``python -m benchmarks.rival_spacy --minutes 12 --out FOLDER`` trains and measures,
``measure(shared, folder)`` measures a trained one. One pipeline for both languages, as ours is one model.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import Any

from benchmarks.names import read_iob2
from benchmarks.trees import GoldSentence, base, read_gold, treebank
from training.data import Example, load

SOURCES = ("de-gsd", "en-ewt", "en-gum", "de-germeval", "de-smartdata")
CONFIG = {
    "@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 96, "depth": 4, "embed_size": 2000,
    "window_size": 1, "maxout_pieces": 3, "subword_features": True,
}  # fmt: skip


def train(shared: Path, minutes: float, out: Path) -> None:
    """Train for some minutes on one processor and save to ``out``."""
    import spacy
    from spacy.training import Example as Pair

    sources, _ = load(shared / "data/train", shared / "gold")
    examples = [e for s in SOURCES for e in sources[s] for _ in range(3 if s == "de-gsd" else 1)]
    nlp = spacy.blank("xx")
    nlp.add_pipe("tok2vec", config={"model": CONFIG})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    nlp.add_pipe("morphologizer", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    for name, kind, hidden in (("parser", "parser", 128), ("ner", "ner", 64)):
        model = {
            "@architectures": "spacy.TransitionBasedParser.v2", "state_type": kind, "extra_state_tokens": False,
            "hidden_width": hidden, "maxout_pieces": 2, "use_upper": True, "tok2vec": listener,
        }  # fmt: skip
        nlp.add_pipe(name, config={"model": model})
    pairs = [p for p in (_pair(nlp, e, Pair) for e in examples) if p is not None]
    optimiser = nlp.initialize(lambda: random.Random(0).sample(pairs, 4000))
    started, rng, step = time.monotonic(), random.Random(0), 0
    while time.monotonic() - started < 60 * minutes:
        optimiser.learn_rate = 0.001 * max(0.05, 1 - (time.monotonic() - started) / (60 * minutes))
        nlp.update(rng.sample(pairs, 64), sgd=optimiser, drop=0.1)
        step += 1
    nlp.to_disk(out)
    print(f"{step} steps of 64 sentences, {len(pairs)} sentences")


def _pair(nlp: Any, example: Example, pair: Any) -> Any:
    from spacy.tokens import Doc

    words = example.words
    heads = relations = upos = None
    if example.heads and example.relations and example.upos:
        heads = [h - 1 if h else i for i, h in enumerate(example.heads)]
        relations = ["ROOT" if r == "root" else base(r) for r in example.relations]
        upos = example.upos
    names = [t or "O" for t in example.names] if example.names else None
    try:
        gold = Doc(nlp.vocab, words=words, heads=heads, deps=relations, pos=upos, ents=_repair(names))
        return pair(Doc(nlp.vocab, words=words), gold)
    except ValueError:
        return None


def _repair(tags: list[str] | None) -> list[str] | None:
    if tags is None:
        return None
    return [
        "B" + t[1:] if t.startswith("I-") and (i == 0 or tags[i - 1][2:] != t[2:]) else t for i, t in enumerate(tags)
    ]


def measure(shared: Path, folder: Path) -> dict[str, Any]:
    """UPOS, UAS, LAS, names F1 on German and English PUD with gold tokens, and words per second."""
    import spacy
    from spacy.tokens import Doc

    nlp = spacy.load(folder)
    result: dict[str, Any] = {
        "files_mb": round(sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6, 1)
    }
    for language, folder_name in (("de", "german"), ("en", "english")):
        sentences = read_gold(treebank(shared, language))
        docs = [Doc(nlp.vocab, words=[w.form for w in s.words]) for s in sentences]
        started = time.perf_counter()
        parsed = list(nlp.pipe(docs, batch_size=64))
        seconds = time.perf_counter() - started
        result[language] = _score(sentences, parsed)
        result[language]["words_per_second"] = round(sum(map(len, parsed)) / seconds)
        file = shared / f"data/bench/ner/uner-{folder_name}-pud/{language}_pud-ud-test.iob2"
        result[language]["names_f1"] = _names(nlp, read_iob2(file))
    return result


def _score(sentences: list[GoldSentence], parsed: list[Any]) -> dict[str, float]:
    words = upos = uas = las = 0
    for sentence, document in zip(sentences, parsed, strict=True):
        for gold, token in zip(sentence.words, document, strict=True):
            head = 0 if token.head.i == token.i else token.head.i + 1
            words += 1
            upos += token.pos_ == gold.upos
            uas += head == gold.head
            las += head == gold.head and (token.dep_.lower() == base(gold.relation))
    return {k: round(100 * v / words, 2) for k, v in (("upos", upos), ("uas", uas), ("las", las))}


def _names(nlp: Any, sentences: list[tuple[list[str], set[tuple[int, int, str]]]]) -> float:
    from spacy.tokens import Doc

    right = both = 0
    documents = nlp.pipe(Doc(nlp.vocab, words=words) for words, _ in sentences)
    for (_, gold), document in zip(sentences, documents, strict=True):
        found = {(e.start, e.end, e.label_) for e in document.ents}
        right += len(gold & found)
        both += len(gold) + len(found)
    return round(200 * right / max(1, both), 1)


def main() -> None:
    """Train, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    if not arguments.out.exists():
        train(arguments.shared, arguments.minutes, arguments.out)
    print(measure(arguments.shared, arguments.out))


if __name__ == "__main__":
    main()
