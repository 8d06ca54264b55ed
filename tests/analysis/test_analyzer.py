"""The shipped model on texts of our own: what must hold for any text, and some German and English sentences."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.analysis.analyzer import Analyzer
from lagebild.analysis.document import Document
from lagebild.analysis.model_files import MODEL_FOLDER, ModelFileError, open_model

pytestmark = pytest.mark.skipif(not (MODEL_FOLDER / "manifest.json").exists(), reason="the analysis model is not built")
SOUP = st.lists(
    st.sampled_from(
        ["Moskau", "warf Kiew vor", "am", "US-Präsident", ".", "?!", "„", "“", "**", "[x](http://y.de)", "\n", "\n\n",
         " ", "\u00ad", "a\u0308", "🇩🇪", "3.", "| a | b |", "\ud800", "\u200b", "\x00"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer.load(threads=1)


def check(document: Document) -> None:
    text, words = document.text, document.words
    for index, word in enumerate(words):
        assert word.index == index
        assert 0 <= word.start < word.end <= len(text)
        assert text[word.start : word.end].strip()
        assert word.head != index
        assert -1 <= word.head < len(words)
    for sentence in document.sentences:
        inside = words[sentence.first : sentence.last]
        assert inside
        assert [w.head for w in inside].count(-1) == 1
        assert all(w.head == -1 or sentence.first <= w.head < sentence.last for w in inside)
        assert all(w.sentence == sentence.index for w in inside)
    for name in document.names:
        assert name.label in ("PER", "ORG", "LOC")
        assert (name.start, name.end) == (words[name.first].start, words[name.last - 1].end)
    for arc in document.arcs:
        assert words[arc.head].sentence == words[arc.dependent].sentence
        assert 0 < arc.score <= 1
    assert (document.vector is None) == (not words)


@settings(max_examples=40)
@given(
    texts=st.lists(st.one_of(SOUP, st.text(max_size=40)), max_size=4),
    language=st.sampled_from(["de", "en", "ru", "xx"]),
)
def test_any_text_gives_a_sound_document(analyzer: Analyzer, texts: list[str], language: str) -> None:
    documents = analyzer.analyse([(text, language) for text in texts])
    assert [d.text for d in documents] == texts
    for document in documents:
        check(document)


def relation(document: Document, text: str) -> str:
    return next(w.deprel for w in document.words if w.text == text)


def test_active_and_passive(analyzer: Analyzer) -> None:
    (document,) = analyzer.analyse([("Die Polizei nahm in Köln drei Verdächtige fest. Der Minister wurde von "
                                     "Demonstranten mit Eiern beworfen.", "de")])  # fmt: skip
    check(document)
    assert len(document.sentences) == 2
    assert relation(document, "Polizei") == "nsubj"
    assert relation(document, "Verdächtige") == "obj"
    assert relation(document, "fest") == "compound:prt"
    assert relation(document, "Minister") == "nsubj:pass"
    assert relation(document, "Demonstranten") == "obl:agent"


def test_names_and_lemmas(analyzer: Analyzer) -> None:
    german, english = analyzer.analyse(
        [("Angela Merkel reiste nach Paris.", "de"), ("The White House said Joe Biden went to Kyiv.", "en")]
    )
    found = {german.text[n.start : n.end]: n.label for n in german.names}
    assert found == {"Angela Merkel": "PER", "Paris": "LOC"}
    assert next(w.lemma for w in german.words if w.text == "reiste") == "reisen"
    assert {"Joe Biden", "Kyiv"} <= {english.text[n.start : n.end] for n in english.names}
    assert next(w.lemma for w in english.words if w.text == "went") == "go"


def test_texts_do_not_change_each_other(analyzer: Analyzer) -> None:
    one = ("Der Präsident sprach mit Reportern.", "de")
    alone = analyzer.analyse([one])[0]
    together = analyzer.analyse([one, ("Ein ganz anderer und sehr viel längerer Satz steht hier daneben.", "de")])[0]
    assert alone == together


def test_a_very_long_sentence_is_one_tree(analyzer: Analyzer) -> None:
    (document,) = analyzer.analyse([("Die Minister aus " + ", ".join(f"Ort{i}" for i in range(700)) + " kamen.", "de")])
    check(document)
    assert len(document.sentences) == 1


def test_nothing_gives_nothing(analyzer: Analyzer) -> None:
    assert analyzer.analyse([]) == []
    assert analyzer.analyse([("", "de")])[0].words == []


def test_a_translation_is_nearer_than_another_report(analyzer: Analyzer) -> None:
    texts = [("Russland griff am Montag die Stadt Charkiw mit Raketen an.", "de"),
             ("Russia attacked the city of Kharkiv with missiles on Monday.", "en"),
             ("Der Verband der Bäcker wählte eine neue Vorsitzende.", "de")]  # fmt: skip
    first, second, third = (d.vector or [] for d in analyzer.analyse(texts))
    assert sum(a * b for a, b in zip(first, second, strict=True)) > sum(
        a * b for a, b in zip(first, third, strict=True)
    )


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL_FOLDER, folder)
    (folder / "tables.npz").write_bytes(b"broken")
    with pytest.raises(ModelFileError, match="damaged"):
        open_model(folder)
    (folder / "tables.npz").unlink()
    with pytest.raises(ModelFileError, match="missing"):
        open_model(folder)
    with pytest.raises(ModelFileError, match="no analysis model"):
        open_model(tmp_path)


def test_the_shipped_files_are_small_enough() -> None:
    assert sum(f.stat().st_size for f in MODEL_FOLDER.iterdir()) <= 50_000_000
