"""Texts of many kinds, read by the full path into a store on which the first look is fitted.

``python -m training.first_look_texts --shared ../shared --store LAGE.DB`` reads only texts that may be trained on. The
look must know what politics is not, so most kinds are none: company news, tweets, travel, textbooks, web text. A
report's key begins with its kind.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from datetime import date
from itertools import groupby, islice
from pathlib import Path

from benchmarks.feed import conllu
from lagebild.engine.storing import A_TRANSACTION
from lagebild.picture import add_all
from lagebild.pipeline import Reader
from lagebild.records import Reading, Report
from lagebild.store import Store
from training.corpus import corpus
from training.data import GUM_FREE, germeval, held_out

A_TEXT = 10
"""Sentences of a text where a source has single ones."""
A_SPEECH = 40
"""Sentences of a speech that are read."""


def reports(shared: Path) -> Iterator[Report]:
    """All texts, kind by kind."""
    train = shared / "data/train"
    kinds = {
        "de wikinews": wikinews(shared), "de written": written("de"), "de company news": company_news(train),
        "de parliament": parliament(train), "de sentences": single_sentences(train),
        "de encyclopedia": conllu(train / "ud-german-gsd/de_gsd-ud-test.conllu"),
        "en wikinews": gold(shared, "english-train"), "en written": written("en"), "en free genres": gum(train),
        "en web": conllu(train / "ud-english-ewt/en_ewt-ud-train.conllu"),
    }  # fmt: skip
    for kind, texts in kinds.items():
        for number, text in enumerate(texts):
            yield Report(f"{kind} {number}", text, kind[:2], date(2024, 10, 12))


def gold(shared: Path, name: str) -> Iterator[str]:
    """Texts of a gold set for training."""
    for line in (shared / f"gold/{name}.reports.jsonl").read_text("utf8").splitlines():
        yield json.loads(line)["text"]


def wikinews(shared: Path) -> Iterator[str]:
    """German Wikinews of all kinds, without what is in benchmarks."""
    yield from gold(shared, "wikinews-train")
    for line in (shared / "data/train/raw-de-wikinews/wikinews_de_2005ff.jsonl").read_text("utf8").splitlines():
        article = json.loads(line)
        if article["split"] == "train":
            yield article["text"]


def written(language: str) -> Iterator[str]:
    """Whole reports of ``training/corpus``."""
    for report in corpus(language)[0]:
        if "-reports" in report["id"]:
            yield report["text"]


def company_news(train: Path) -> Iterator[str]:
    """SmartData: German news of companies and traffic, tweets among it."""
    with gzip.open(train / "smartdata/train.jsonl.gz", "rt", encoding="utf8") as file:
        yield from (json.loads(line)["text"]["string"] for line in file)


def parliament(train: Path) -> Iterator[str]:
    """Beginnings of every other speech of SpkAtt 2023 that is trained on."""
    lines = (train / "spkatt-2023/train.jsonl").read_text("utf8").splitlines()
    speeches = [record for record in map(json.loads, lines) if not held_out(record["id"])]
    for record in speeches[::2]:
        yield " ".join(sentence["text"] for sentence in record["sentences"][:A_SPEECH])


def single_sentences(train: Path) -> Iterator[str]:
    """GermEval 2014 dev: single sentences of news and Wikipedia."""
    sentences = germeval(train)
    while some := list(islice(sentences, A_TEXT)):
        yield " ".join(" ".join(example.words) for example in some)


def gum(train: Path) -> Iterator[str]:
    """The free genres of GUM: interviews, travel, biographies, textbooks, courts, news."""
    for genre, files in groupby(sorted((train / "gum").glob("GUM_*.conllu")), lambda path: path.name.split("_")[1]):
        if genre in GUM_FREE:
            yield from (text for file in files for text in conllu(file))


def main() -> None:
    """Read them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--store", type=Path, required=True)
    chosen = parser.parse_args()
    with Store.open(chosen.store) as store:
        readings = (item for item in Reader().read(reports(chosen.shared)) if isinstance(item, Reading))
        while some := list(islice(readings, A_TRANSACTION)):
            add_all(store, some)
            print(some[-1].report.id, flush=True)


if __name__ == "__main__":
    main()
