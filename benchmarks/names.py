"""Names on UNER German and English PUD (gold tokens): F1 of exact span and label PER, ORG, LOC.

The model was never trained on PUD. Needs ``shared/data/bench/ner``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from lagebild.analysis.analyzer import Analyzer
from lagebild.analysis.tokenizer import Token

Span = tuple[int, int, str]
LABELS = ("PER", "ORG", "LOC")


def read_iob2(path: Path) -> list[tuple[list[str], set[Span]]]:
    """Words and name spans (first word, last word exclusive, label) of every sentence."""
    sentences: list[tuple[list[str], set[Span]]] = []
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text("utf8").split("\n"), ""]:
        cells = line.split("\t")
        if len(cells) > 2 and cells[0].isdigit():
            words.append(cells[1])
            tags.append(cells[2])
        elif words and not line.strip():
            sentences.append((words, spans(tags)))
            words, tags = [], []
    return sentences


def spans(tags: list[str]) -> set[Span]:
    """Spans of BIO tags; other labels than PER, ORG and LOC are no names here."""
    found: set[Span] = set()
    at = 0
    while at < len(tags):
        last = at + 1
        if tags[at][2:] in LABELS:
            while last < len(tags) and tags[last] == "I-" + tags[at][2:]:
                last += 1
            found.add((at, last, tags[at][2:]))
        at = last
    return found


def score(analyzer: Analyzer, sentences: list[tuple[list[str], set[Span]]], language: str) -> dict[str, float]:
    """F1, precision, recall overall and F1 by label, in percent."""
    items = []
    for words, _ in sentences:
        tokens, at = [], 0
        for word in words:
            tokens.append(Token(at, at + len(word), (word,)))
            at += len(word) + 1
        items.append((" ".join(words), language, [tokens]))
    count: Counter[str] = Counter()
    for (_, gold), document in zip(sentences, analyzer.analyse_tokens(items), strict=True):
        found = {(n.first, n.last, n.label) for n in document.names}
        for label in ("all", *LABELS):
            g = {s for s in gold if label in ("all", s[2])}
            f = {s for s in found if label in ("all", s[2])}
            count[f"{label}_gold"] += len(g)
            count[f"{label}_found"] += len(f)
            count[f"{label}_right"] += len(g & f)
    result = {
        "precision": round(100 * count["all_right"] / max(1, count["all_found"]), 1),
        "recall": round(100 * count["all_right"] / max(1, count["all_gold"]), 1),
    }
    for label in ("all", *LABELS):
        both = count[f"{label}_gold"] + count[f"{label}_found"]
        result["f1" if label == "all" else label] = round(200 * count[f"{label}_right"] / max(1, both), 1)
    return result


def details(shared: Path, model: Path | None = None) -> dict[str, Any]:
    """Scores by language."""
    analyzer = Analyzer.load(model)
    folder = shared / "data/bench/ner"
    return {
        "de": score(analyzer, read_iob2(folder / "uner-german-pud/de_pud-ud-test.iob2"), "de"),
        "en": score(analyzer, read_iob2(folder / "uner-english-pud/en_pud-ud-test.iob2"), "en"),
    }


def run(shared: Path) -> dict[str, float]:
    """F1, precision and recall by language, and F1 by label, in percent."""
    return {f"{language} {k}": v for language, scores in details(shared).items() for k, v in scores.items()}


def table(result: dict[str, Any]) -> str:
    """The scores as a Markdown table."""
    lines = ["| UNER PUD | F1 | precision | recall | PER | ORG | LOC |", "|" + "---|" * 7]
    for language, s in result.items():
        cells = [language, s["f1"], s["precision"], s["recall"], s["PER"], s["ORG"], s["LOC"]]
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path)
    arguments = parser.parse_args()
    print(table(details(arguments.shared, arguments.model)))


if __name__ == "__main__":
    main()
