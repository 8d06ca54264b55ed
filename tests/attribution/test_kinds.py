from __future__ import annotations

import datetime as dt

import pytest

from lagebild.attribution import attribute, kinds
from lagebild.records import Report
from tests.parses import parse


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("der Nachrichtenagentur RIA Novosti", "state-controlled medium"),
        ("Reuters", "news agency"),
        ("Human Rights Watch", "non-governmental organisation"),
        ("dem „Spiegel“", "newspaper or magazine"),
    ],
)
def test_named_outlets(name: str, kind: str) -> None:
    outlet = kinds.named(name)
    assert outlet is not None
    assert outlet.kind == kind
    assert outlet.known


@pytest.mark.parametrize("name", ["Petra Weber", "die Zeit danach", "mehr Menschen", "der Sprecher"])
def test_words_that_are_also_names_of_outlets(name: str) -> None:
    assert kinds.named(name) is None


def test_kinds_are_dated() -> None:
    assert kinds.named("Sputnik", dt.date(2005, 1, 1)) is None
    assert kinds.named("Sputnik", dt.date(2020, 1, 1)) is not None
    assert kinds.named("Tanjug", dt.date(2010, 1, 1)) is not None
    assert kinds.named("Tanjug") is None


def test_every_outlet_says_where_its_kind_is_known_from() -> None:
    assert all(outlet.known for group in kinds.outlets().values() for outlet in group)


def test_a_witness_is_typed_by_the_noun() -> None:
    document = parse(
        """
        Ein ein DET 2 det
        Augenzeuge Augenzeuge NOUN 3 nsubj
        berichtete_ berichten VERB 0 root VerbForm=Fin|Tense=Past
        , , PUNCT 6 punct
        Panzer Panzer NOUN 6 nsubj
        kämen kommen VERB 3 ccomp VerbForm=Fin|Mood=Sub
        """
    )
    (source,) = attribute(document, Report("r", document.text, "de")).sources_of(5)
    assert source.kind == "witness"
