"""Codes as the PLOVER records write them."""

from __future__ import annotations

from benchmarks.plover import side
from lagebild.records import Party


def test_records_have_one_code_for_intergovernmental_organisations() -> None:
    parties = [Party("the United Nations", code="UNO"), Party("Brussels", code="EUR"), Party("Peru", code="PER")]
    assert [party["code"] for party in side(parties)] == ["IGO", "IGO", "PER"]


def test_parties_without_a_code_are_left_away() -> None:
    assert side([Party("somebody")]) == []
