from __future__ import annotations

import pytest

from lagebild.coding.events import Event, Trigger, final_type
from lagebild.records import Span
from tests.parses import parse


@pytest.mark.parametrize(
    ("event", "status", "expected"),
    [
        ("CONSULT", "planned", ("AGREE", None)),
        ("AID", "planned", ("AGREE", None)),
        ("CONSULT", "occurred", ("CONSULT", "visit")),
        ("CONSULT", "possible", ("CONSULT", "visit")),
        ("PROTEST", "planned", ("PROTEST", "visit")),
        ("JOIN", "planned", ("JOIN", "visit")),
    ],
)
def test_planned_meetings_and_help_are_agreements(event: str, status: str, expected: tuple[str, str | None]):
    assert final_type(Event(event, [], "visit"), status) == expected  # type: ignore[arg-type]


def test_spans_are_runs_of_trigger_words():
    document = parse("""
Bern Bern PROPN 2 nsubj
kam kommen VERB 0 root
zu zu ADP 4 case
Besuch Besuch NOUN 2 obl
gern_ gern ADV 2 advmod
. . PUNCT 2 punct""")
    event = Event("CONSULT", [Trigger(1, 1, (1, 2, 3), 0.9), Trigger(4, 4, (1, 4), 0.5)])
    assert event.word == 1
    assert event.words == [1, 4]
    assert [document.text[s.start : s.end] for s in event.spans(document)] == ["kam zu Besuch", "gern"]
    assert event.spans(document)[0] == Span(5, 18)
