"""Dependency trees on the PUD treebanks, on gold tokens and from raw text (CoNLL 2018 rules).

The model was never trained on PUD. Needs ``shared/data/bench/trees``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lagebild.analysis.analyzer import Analyzer
from lagebild.analysis.document import Document
from lagebild.analysis.tokenizer import Token

LANGUAGES = {"de": "german", "en": "english", "fr": "french", "es": "spanish", "ru": "russian", "it": "italian"}
SHOWN_RELATIONS = (
    "root", "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "obl:arg", "nmod", "appos", "flat", "compound",
    "compound:prt", "aux:pass", "cop", "conj", "xcomp", "ccomp", "advcl", "acl", "parataxis",
)  # fmt: skip
SHOWN_FEATURES = ("Case", "Number", "Gender", "Tense", "Mood", "Person")


@dataclass
class GoldWord:
    """A word of a treebank."""

    form: str
    lemma: str
    upos: str
    feats: dict[str, str]
    head: int
    relation: str


@dataclass
class GoldSentence:
    """A sentence with its tokens placed in its own text."""

    text: str
    words: list[GoldWord] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    new_document: bool = False


def read_gold(path: Path, limit: int | None = None) -> list[GoldSentence]:
    """Sentences of a CoNLL-U file; multiword tokens keep the span of the whole token."""
    sentences: list[GoldSentence] = []
    text, new_document = "", False
    rows: list[list[str]] = []
    for line in [*path.read_text("utf8").split("\n"), ""]:
        if line.startswith("# newdoc"):
            new_document = True
        elif line.startswith("# text = "):
            text = line[9:]
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            sentences.append(_place(text, rows, new_document))
            rows, new_document = [], False
            if limit and len(sentences) == limit:
                break
    return sentences


def _place(text: str, rows: list[list[str]], new_document: bool) -> GoldSentence:
    sentence = GoldSentence(text, new_document=new_document)
    at, covered = 0, 0
    for cells in rows:
        if "." in cells[0]:
            continue
        if "-" in cells[0]:
            first, last = map(int, cells[0].split("-"))
            forms = tuple(r[1] for r in rows if r[0].isdigit() and first <= int(r[0]) <= last)
            at = _add_token(sentence, cells[1], forms, at)
            covered = last
            continue
        feats = dict(f.split("=", 1) for f in cells[5].split("|")) if cells[5] != "_" else {}
        sentence.words.append(GoldWord(cells[1], cells[2], cells[3], feats, int(cells[6]), cells[7]))
        if int(cells[0]) > covered:
            at = _add_token(sentence, cells[1], (cells[1],), at)
    return sentence


def _add_token(sentence: GoldSentence, form: str, words: tuple[str, ...], at: int) -> int:
    start = sentence.text.find(form, at)
    start = at if start < 0 else start
    sentence.tokens.append(Token(start, start + len(form), words))
    return start + len(form)


def analyse_gold(analyzer: Analyzer, sentences: list[GoldSentence], language: str) -> list[Document]:
    """One document per gold sentence, on gold tokens."""
    return analyzer.analyse_tokens([(s.text, language, [s.tokens]) for s in sentences])


def base(relation: str) -> str:
    """A relation without its subtype."""
    return relation.partition(":")[0]


def score_gold_tokens(sentences: list[GoldSentence], documents: list[Document]) -> dict[str, Any]:
    """UPOS, UAS, LAS (base relations), LAS with subtypes, lemmas, features, and F1 by relation; all in percent."""
    count: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for sentence, document in zip(sentences, documents, strict=True):
        for g, w in zip(sentence.words, document.words, strict=True):
            attached = w.head + 1 == g.head
            count["words"] += 1
            count["upos"] += w.upos == g.upos
            count["uas"] += attached
            count["las"] += attached and base(w.deprel) == base(g.relation)
            count["las_subtypes"] += attached and w.deprel == g.relation
            count["lemma"] += w.lemma.lower() == g.lemma.lower()
            for name in {g.relation, base(g.relation)}:
                gold[name] += 1
            for name in {w.deprel, base(w.deprel)}:
                found[name] += 1
                right[name] += attached and name in (g.relation, base(g.relation))
            for feature in SHOWN_FEATURES:
                if feature in g.feats:
                    seen[feature] += 1
                    count[feature] += w.feats.get(feature) == g.feats[feature]
    n = count.pop("words")
    result: dict[str, Any] = {k: round(100 * count[k] / n, 2) for k in ("upos", "uas", "las", "las_subtypes", "lemma")}
    result["features"] = {f: round(100 * count[f] / seen[f], 1) for f in SHOWN_FEATURES if seen[f]}
    result["relations"] = {
        r: (gold[r], round(200 * right[r] / (gold[r] + found[r]), 1)) for r in SHOWN_RELATIONS if gold[r]
    }
    return result


def raw_documents(sentences: list[GoldSentence]) -> list[list[GoldSentence]]:
    """Sentences grouped into the treebank's documents."""
    groups: list[list[GoldSentence]] = []
    for sentence in sentences:
        if sentence.new_document or not groups:
            groups.append([])
        groups[-1].append(sentence)
    return groups


def score_raw(analyzer: Analyzer, sentences: list[GoldSentence], language: str) -> dict[str, float]:
    """CoNLL 2018 F1 from raw text: tokens, words, sentences, UAS, LAS (base relations), in percent.

    The gold sentences of a document are joined by spaces. Words are aligned by their characters; the words of a
    multiword token are aligned by their longest common subsequence, as the shared task did.
    """
    total: Counter[str] = Counter()
    groups = raw_documents(sentences)
    documents = analyzer.analyse([(" ".join(s.text for s in group), language) for group in groups])
    for group, document in zip(groups, documents, strict=True):
        total.update(_score_document(group, document))
    result = {}
    for name in ("tokens", "words", "sentences"):
        result[name] = _f1(total[f"{name}_right"], total[f"{name}_gold"], total[f"{name}_found"])
    for name in ("upos", "uas", "las"):
        result[name] = _f1(total[name], total["words_gold"], total["words_found"])
    return result


def _f1(right: int, gold: int, found: int) -> float:
    return round(200 * right / max(1, gold + found), 2)


def _score_document(group: list[GoldSentence], document: Document) -> Counter[str]:
    gold_tokens, gold_words, gold_bounds = _flatten_gold(group)
    found_words = [(w.start, w.end, w.text.lower()) for w in document.words]
    found_tokens = {(s, e) for s, e, _ in found_words}
    pairs = _align(gold_words, found_words)
    total: Counter[str] = Counter()
    total["tokens_gold"], total["tokens_found"] = len(gold_tokens), len(found_tokens)
    total["tokens_right"] = len(gold_tokens & found_tokens)
    total["words_gold"], total["words_found"], total["words_right"] = len(gold_words), len(found_words), len(pairs)
    bounds = {(s.start, s.end) for s in document.sentences}
    total["sentences_gold"], total["sentences_found"] = len(gold_bounds), len(bounds)
    total["sentences_right"] = len(gold_bounds & bounds)
    flat = [(w, first) for s, first in _with_offsets(group) for w in s.words]
    back = {f: g for g, f in pairs}
    for g, f in pairs:
        word, first = flat[g]
        mine = document.words[f]
        total["upos"] += mine.upos == word.upos
        governor = -1 if word.head == 0 else first + word.head - 1
        attached = mine.head < 0 if governor < 0 else back.get(mine.head) == governor
        total["uas"] += attached
        total["las"] += attached and base(mine.deprel) == base(word.relation)
    return total


def _with_offsets(group: list[GoldSentence]) -> list[tuple[GoldSentence, int]]:
    out, first = [], 0
    for sentence in group:
        out.append((sentence, first))
        first += len(sentence.words)
    return out


def _flatten_gold(
    group: list[GoldSentence],
) -> tuple[set[tuple[int, int]], list[tuple[int, int, str]], set[tuple[int, int]]]:
    tokens, words, bounds, shift = set(), [], set(), 0
    for sentence in group:
        for token in sentence.tokens:
            span = (shift + token.start, shift + token.end)
            tokens.add(span)
            words += [(*span, w.lower()) for w in token.words]
        bounds.add((shift + sentence.tokens[0].start, shift + sentence.tokens[-1].end))
        shift += len(sentence.text) + 1
    return tokens, words, bounds


def _align(gold: list[tuple[int, int, str]], found: list[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Pairs of the same word: same span, and inside a gold multiword token the same form."""
    place: dict[tuple[int, int], list[int]] = {}
    for index, (start, end, _) in enumerate(found):
        place.setdefault((start, end), []).append(index)
    pairs: list[tuple[int, int]] = []
    used: set[int] = set()
    sizes = Counter((s, e) for s, e, _ in gold)
    for g, (start, end, form) in enumerate(gold):
        candidates = place.get((start, end), [])
        single = sizes[(start, end)] == 1 and len(candidates) == 1
        if sizes[(start, end)] > 1 and not candidates:
            candidates = [f for f, (s, e, _) in enumerate(found) if s >= start and e <= end]
        for f in candidates:
            if f not in used and (single or found[f][2] == form):
                pairs.append((g, f))
                used.add(f)
                break
    return pairs


def treebank(shared: Path, language: str) -> Path:
    """The PUD file of a language."""
    return shared / f"data/bench/trees/ud-{LANGUAGES[language]}-pud/{language}_pud-ud-test.conllu"


def details(shared: Path, languages: tuple[str, ...] = ("de", "en", "fr"), model: Path | None = None) -> dict[str, Any]:
    """Scores by language: {"de": {"gold_tokens": {...}, "raw": {...}}, ...}."""
    analyzer = Analyzer.load(model)
    result: dict[str, Any] = {}
    for language in languages:
        sentences = read_gold(treebank(shared, language))
        gold = score_gold_tokens(sentences, analyse_gold(analyzer, sentences, language))
        result[language] = {"gold_tokens": gold, "raw": score_raw(analyzer, sentences, language)}
    return result


def run(shared: Path) -> dict[str, float]:
    """Figures in percent; for German also the relations and the feature that claims rest on."""
    figures: dict[str, float] = {}
    for language, scores in details(shared).items():
        gold, raw = scores["gold_tokens"], scores["raw"]
        for name in ("upos", "uas", "las", "las_subtypes", "lemma"):
            figures[f"{language} {name}"] = gold[name]
        figures[f"{language} raw las"] = raw["las"]
        figures[f"{language} raw sentences"] = raw["sentences"]
        if language == "de":
            for name in ("nsubj", "nsubj:pass", "obj", "obl:agent", "compound:prt", "appos"):
                figures[f"de {name}"] = gold["relations"][name][1]
            figures["de Case"] = gold["features"]["Case"]
    return figures


def table(result: dict[str, Any]) -> str:
    """The scores as a Markdown table, relations and features of German below."""
    lines = [
        "| PUD | UPOS | UAS | LAS | LAS with subtypes | lemma | raw: words | raw: sentences | raw: LAS |",
        "|" + "---|" * 9,
    ]
    for language, scores in result.items():
        g, r = scores["gold_tokens"], scores["raw"]
        cells = [
            language,
            g["upos"],
            g["uas"],
            g["las"],
            g["las_subtypes"],
            g["lemma"],
            r["words"],
            r["sentences"],
            r["las"],
        ]
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    for language, scores in result.items():
        relations = ", ".join(f"{k} {f} ({n})" for k, (n, f) in scores["gold_tokens"]["relations"].items())
        lines += ["", f"{language}, F1 by relation (cases): {relations}", ""]
        lines.append(
            f"{language}, features: " + ", ".join(f"{k} {v}" for k, v in scores["gold_tokens"]["features"].items())
        )
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path)
    parser.add_argument("--languages", default="de,en,fr")
    arguments = parser.parse_args()
    print(table(details(arguments.shared, tuple(arguments.languages.split(",")), arguments.model)))


if __name__ == "__main__":
    main()
