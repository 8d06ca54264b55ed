"""Hostile cases: how many, and what they are made of.

A few, always the same ones, by default. ``LAGEBILD_FUZZ=10000 pytest tests/fuzz --hypothesis-seed=1`` tries that many
(a tenth of it on the whole path), as is done before a release.
"""

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

CASES = int(os.environ.get("LAGEBILD_FUZZ", "0"))


def hostile(few=100, share=1.0):
    """Settings for ``few`` cases, or for that share of what was asked for."""
    return settings(
        max_examples=max(few, int(CASES * share)),
        derandomize=not CASES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )


SENTENCE = "Die Ministerin reiste nach Oslo und sprach dort über das Abkommen. "
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=12), st.integers(0, 40)), max_size=6)


def spoiled(data, changes):
    """The data with pieces replaced and cut out."""
    for place, noise, cut in changes:
        at = int(place * len(data))
        data = data[:at] + noise + data[at + cut :]
    return data


def spoils(seed):
    """Bytes of any kind, and spoiled versions of a file that was good."""
    return st.one_of(st.binary(max_size=400), CHANGES.map(lambda changes: spoiled(seed, changes)))


def trees(*names):
    """JSON of any shape with names that mean something to a reader."""
    return st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(names), inner),
        max_leaves=12,
    )


PIECES = st.sampled_from([
    "Die Ministerin", " warf ", "Moskau", " vor, ", "„", "“", "\n\n", "+++", "(dpa)", " – ", "am 31. Februar 2024",
    "\u202e", "\ud7ff", "e\u0301", "\ufdfa", "\U0001f469\u200d\U0001f467", "\x00", "\u2028", "\ufeff", "1" * 400,
    "a" * 3000, "ist ", "nicht ", "sagte ", "he said ", ".", "...", "Foto: ", "http://e.org/" + "x" * 200, "&amp;",
    "<b>", "U.S. ", "zwischen ", "und ", "Angriff ", "attack ", "seine ", "\t",
])  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=40).map("".join)
