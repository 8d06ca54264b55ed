"""A sentence that was analysed before is not run again, and gives the same."""

from __future__ import annotations

import numpy as np
import pytest

from lagebild.analysis import Analyzer
from lagebild.analysis.grammar import Draft
from lagebild.analysis.parts import Part, PartMemory

FIRST = "Der Minister von Nordland reiste am Montag nach Südland. Dort traf er die Präsidentin."
SECOND = (
    "Ein ganz anderer Anfang. Dort traf er die Präsidentin. Der Minister von Nordland reiste am Montag nach Südland."
)


def part() -> Part:
    return Part(Draft([], [], [], [], [], {}, {}, {}), [], [], [], [], np.zeros(2, np.float32))


def test_known_sentences_are_not_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    analyzer = Analyzer.load(threads=1)
    alone = Analyzer.load(threads=1).analyse([(SECOND, "de")])
    analyzer.analyse([(FIRST, "de")])
    asked: list[list[str]] = []
    run = analyzer._runner.run
    monkeypatch.setattr(analyzer._runner, "run", lambda words: (asked.extend(map(list, words)), run(words))[1])
    (again,) = analyzer.analyse([(SECOND, "de")])
    assert asked == [["Ein", "ganz", "anderer", "Anfang", "."]]
    assert again.words == alone[0].words
    assert [(name.start, name.end, name.label) for name in again.names] == [
        (name.start, name.end, name.label) for name in alone[0].names
    ]
    assert again.vector == pytest.approx(alone[0].vector, abs=1e-3)


def test_a_sentence_that_comes_twice_is_run_once(monkeypatch: pytest.MonkeyPatch) -> None:
    analyzer = Analyzer.load(threads=1)
    asked: list[list[str]] = []
    run = analyzer._runner.run
    monkeypatch.setattr(analyzer._runner, "run", lambda words: (asked.extend(map(list, words)), run(words))[1])
    first, second = analyzer.analyse([(FIRST, "de"), (FIRST, "de")])
    assert len(asked) == 2
    assert first == second


def test_the_same_words_in_another_language_are_another_sentence() -> None:
    memory = PartMemory()
    memory.put(("de", ("die",)), part())
    assert memory.get(("en", ("die",))) is None


def test_the_one_unused_for_longest_is_forgotten() -> None:
    memory = PartMemory(most_words=4)
    for word in "ab":
        memory.put(("de", (word, ".")), part())
    memory.get(("de", ("a", ".")))
    memory.put(("de", ("c", ".")), part())
    assert memory.get(("de", ("b", "."))) is None
    assert memory.get(("de", ("a", "."))) is not None
