from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.entities import compare
from lagebild.entities.variants import SAME, person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wolodymyr Selenskyj", "Volodymyr Zelensky"),
        ("Wolodymyr Selenskyj", "Volodymyr Zelenskyy"),
        ("Massud Peseschkian", "Masoud Pezeshkian"),
        ("Muammar al-Gaddafi", "Moammar Qaddafi"),
        ("Muammar Gaddafi", "Mouammar Kadhafi"),
        ("Wladimir Putin", "Vladimir Poutine"),
        ("Nikita Chruschtschow", "Nikita Khrushchev"),
        ("Michail Gorbatschow", "Mikhail Gorbachev"),
        ("Boris Jelzin", "Boris Yeltsin"),
        ("Eduard Schewardnadse", "Eduard Shevardnadze"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Mahmud Ahmadinedschad", "Mahmoud Ahmadinejad"),
        ("Benjamin Netanjahu", "Binyamin Netanyahu"),
        ("Baschar al-Assad", "Bashar Assad"),
        ("Алексей Навальный", "Alexej Nawalny"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    match = compare(one, other)
    assert match.score >= SAME, match.why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Li Peng", "Li Ping"),
        ("Kim Jong-un", "Kim Jong-il"),
        ("Peter Müller", "Hans Müller"),
        ("George Bush", "Kate Bush"),
        ("John Kerry", "John Corry"),
        ("Xi Jinping", "Zi Jinpang"),
        ("Ali Larijani", "Sadeq Larijani"),
        ("Ali", "Ben Ali"),
        ("Merkel", "Angela Merkel"),
    ],
)
def test_names_that_do_not_collapse(one: str, other: str) -> None:
    match = compare(one, other)
    assert match.score < SAME, match.why


def test_a_surname_means_who_is_in_office() -> None:
    found, why = person("Sarkozy", dt.date(2010, 1, 1))
    assert found is not None
    assert found.name == "Nicolas Sarkozy"
    assert "in office" in why
    assert person("Sarkozy", dt.date(2020, 1, 1))[0] is None


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=30), st.text(max_size=30))
def test_scores_are_symmetric_and_bounded(one: str, other: str) -> None:
    assert 0 <= compare(one, other).score <= 1
    assert compare(one, other).score == pytest.approx(compare(other, one).score)


def test_parts_that_share_a_sound_but_few_letters_are_not_one() -> None:
    assert compare("Ali Samani", "Ali Chamenei").score < SAME
