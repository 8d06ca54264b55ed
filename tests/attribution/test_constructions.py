"""The tables of short constructions, read by the shipped model: source, stance, chain and status of each.

A parser is never perfect, so a floor holds for each column; what a change breaks is listed by the failing test.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from lagebild.analysis.analyzer import Analyzer
from lagebild.analysis.document import Document
from lagebild.analysis.model_files import MODEL_FOLDER
from lagebild.attribution import attribute
from lagebild.records import Report

FOLDER = Path(__file__).parent / "constructions"
FLOOR = 0.96
MINIMUM = {"de": 150, "en": 100}
Row = dict[str, Any]

pytestmark = pytest.mark.skipif(not (MODEL_FOLDER / "network.onnx").is_file(), reason="needs the analysis model")


@pytest.fixture(scope="module", params=["de", "en"])
def table(request: pytest.FixtureRequest) -> tuple[str, list[tuple[Row, Document]]]:
    language: str = request.param
    rows = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    documents = Analyzer.load().analyse([(row["text"], language) for row in rows])
    return language, list(zip(rows, documents, strict=True))


def event_word(row: Row, document: Document) -> int:
    start = row["text"].index(row["event"])
    return next(word.index for word in document.words if word.start <= start < word.end)


def misses(row: Row, document: Document) -> list[str]:
    """Which columns of a row come out wrong."""
    found = attribute(document, Report("r", document.text, document.language))
    word = event_word(row, document)
    found.link([word])
    sources = found.sources_of(word)
    wanted = [(row["source"], row["stance"])] if row["source"] else []
    wanted += [(name, stance) for name, stance in row.get("also", [])]
    wrong = []
    if bool(wanted) != bool(sources) or any(
        not any(name.lower() in source.name.lower() and stance == source.stance for source in sources)
        for name, stance in wanted
    ):
        wrong.append("source")
    if found.status_of(word)[0] != row["status"]:
        wrong.append("status")
    return wrong


def test_the_table_is_long_enough_and_each_event_is_in_its_text(table: tuple[str, list[tuple[Row, Document]]]) -> None:
    language, rows = table
    assert len(rows) >= MINIMUM[language]
    assert all(row["event"] in row["text"] for row, _ in rows)


@pytest.mark.parametrize("column", ["source", "status"])
def test_constructions_are_read(table: tuple[str, list[tuple[Row, Document]]], column: str) -> None:
    _, rows = table
    wrong = [row["text"] for row, document in rows if column in misses(row, document)]
    assert len(wrong) <= (1 - FLOOR) * len(rows), "\n".join(wrong)


def test_chains_run_from_the_first_speaker_to_the_last(table: tuple[str, list[tuple[Row, Document]]]) -> None:
    _, rows = table
    for row, document in rows:
        if "chain" not in row:
            continue
        found = attribute(document, Report("r", document.text, document.language))
        chains = [source.chain for source in found.sources_of(event_word(row, document))]
        assert any(
            len(chain) == len(row["chain"])
            and all(part.lower() in name.lower() for part, name in zip(row["chain"], chain, strict=True))
            for chain in chains
        ), (row["text"], chains)
