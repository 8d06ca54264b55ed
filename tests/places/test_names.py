from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.places.names import key_of, name_hash


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ürümqi", "urumqi"),
        ("N'Djamena", "ndjamena"),
        ("N’Djamena", "ndjamena"),
        ("St. Petersburg", "saint petersburg"),
        ("Straßburg", "strassburg"),
        ("Port-au-Prince", "port au prince"),
        ("Łódź", "lodz"),
        ("Mt. Everest", "mount everest"),
        ("St.", "st"),
        ("𝑨den", "aden"),
        ("N＇Djamena", "ndjamena"),
    ],
)
def test_keys(name: str, key: str) -> None:
    assert key_of(name) == key


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    assert key_of(key_of(name)) == key_of(name)


@given(st.text(max_size=40))
def test_hashes_have_forty_bits(key: str) -> None:
    assert 0 <= name_hash(key) < 2**40
