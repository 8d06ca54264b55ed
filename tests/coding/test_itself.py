from __future__ import annotations

import pytest

from lagebild.coding.events import Event, Role, Trigger
from lagebild.coding.itself import drop_itself
from lagebild.records import Party


def event(kind: str, recipient: Role) -> Event:
    actor = Role(Party("Kenia", code="KEN", sector="GOV"), 0, None, "subj")
    return Event(kind, [Trigger(1, 1, (1,), 0.9)], actors=[actor], recipients=[recipient])


@pytest.mark.parametrize(
    ("kind", "sector", "via", "kept"),
    [
        ("THREATEN", "GOV", "context", False),
        ("THREATEN", None, "arc", False),
        ("THREATEN", "OPP", "context", True),  # a government threatens its opponents
        ("THREATEN", "GOV", "iobj", True),  # the grammar says so
        ("ACCUSE", "GOV", "context", True),  # ministers blame each other
    ],
)
def test_a_state_is_no_guessed_victim_of_itself(kind: str, sector: str | None, via: str, kept: bool):
    found = event(kind, Role(Party("Nairobi", code="KEN", sector=sector), 3, None, via))
    drop_itself([found])
    assert bool(found.recipients) is kept


def test_another_state_stays():
    found = event("THREATEN", Role(Party("Uganda", code="UGA", sector="GOV"), 3, None, "context"))
    drop_itself([found])
    assert len(found.recipients) == 1
