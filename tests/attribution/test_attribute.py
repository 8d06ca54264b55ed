from __future__ import annotations

from lagebild.attribution import Attribution, attribute, contradicting
from lagebild.records import Report, Source
from tests.parses import parse

SAID = """
Ein ein DET 2 det
Sprecher Sprecher NOUN 3 nsubj
sagte_ sagen VERB 0 root VerbForm=Fin|Mood=Ind|Tense=Past
, , PUNCT 8 punct
die der DET 6 det
Armee Armee NOUN 8 nsubj
habe haben AUX 8 aux VerbForm=Fin|Mood=Sub
angegriffen_ angreifen VERB 3 ccomp VerbForm=Part
. . PUNCT 3 punct
"""
GOES_ON = """
Zwei zwei NUM 2 nummod
Dörfer Dorf NOUN 5 nsubj:pass
seien sein AUX 5 aux:pass VerbForm=Fin|Mood=Sub
nun nun ADV 5 advmod
besetzt_ besetzen VERB 0 root VerbForm=Part
. . PUNCT 5 punct
"""
NO_LONGER = """
Rebellen Rebell NOUN 2 nsubj
verließen verlassen VERB 0 root VerbForm=Fin|Mood=Ind|Tense=Past
die der DET 4 det
Stadt_ Stadt NOUN 2 obj
. . PUNCT 2 punct
"""


def read(*sentences: str, language: str = "de") -> Attribution:
    document = parse(*sentences, language=language)
    return attribute(document, Report("r", document.text, language))


def word(attribution: Attribution, form: str) -> int:
    return next(w.index for w in attribution.document.words if w.text == form)


def test_indirect_speech_names_its_source() -> None:
    found = read(SAID)
    (source,) = found.sources_of(word(found, "angegriffen"))
    assert (source.name, source.stance, source.form) == ("Ein Sprecher", "asserts", "indirect")
    assert found.status_of(word(found, "angegriffen")) == ("occurred", [])


def test_source_is_carried_while_the_konjunktiv_runs_and_not_longer() -> None:
    found = read(SAID, GOES_ON, NO_LONGER)
    (source,) = found.sources_of(word(found, "besetzt"))
    assert (source.name, source.form) == ("Ein Sprecher", "konjunktiv")
    assert found.sources_of(word(found, "verließen")) == []


def test_cue_itself_is_not_attributed() -> None:
    found = read(SAID)
    assert found.sources_of(word(found, "sagte")) == []


TAKEN_UP = """
Demnach demnach ADV 5 advmod
wurden werden AUX 5 aux:pass VerbForm=Fin|Mood=Ind
zwei zwei NUM 4 nummod
Dörfer Dorf NOUN 5 nsubj:pass
geräumt_ räumen VERB 0 root VerbForm=Part
. . PUNCT 5 punct
"""
DEMANDS = """
Die die DET 2 det
Opposition Opposition NOUN 3 nsubj
verlangt_ verlangen VERB 0 root VerbForm=Fin|Mood=Ind
, , PUNCT 8 punct
dass dass SCONJ 8 mark
Truppen Truppe NOUN 8 nsubj
endlich endlich ADV 8 advmod
abziehen_ abziehen VERB 3 ccomp VerbForm=Fin
. . PUNCT 3 punct
"""


def test_a_sentence_that_takes_up_the_source_before_has_its_source() -> None:
    found = read(SAID, TAKEN_UP)
    (source,) = found.sources_of(word(found, "geräumt"))
    assert source.name == "Ein Sprecher"
    assert read(NO_LONGER, TAKEN_UP).sources_of(word(read(NO_LONGER, TAKEN_UP), "geräumt")) == []


def test_who_demands_something_does_not_say_that_it_happened() -> None:
    found = read(DEMANDS)
    assert found.sources_of(word(found, "abziehen")) == []
    assert found.status_of(word(found, "abziehen"), "RETREAT")[0] == "hypothetical"
    assert found.status_of(word(found, "abziehen"), "REQUEST")[0] == "occurred"


def test_who_criticises_in_so_many_words_is_no_source_of_the_criticism() -> None:
    found = read(SAID)
    assert found.sources_of(word(found, "angegriffen"), "ACCUSE") == []
    assert found.sources_of(word(found, "angegriffen"), "ASSAULT") != []


def test_contradicting_sources() -> None:
    says, contradicts = Source("A", commitment="occurred"), Source("B", commitment="negated")
    assert [source.stance for source in contradicting([says, contradicts])] == ["asserts", "denies"]
    assert [source.stance for source in contradicting([contradicts])] == ["asserts"]
