"""Which language a text is in."""

from __future__ import annotations

import py3langid

_ENOUGH = 4000
"""Characters looked at: more no longer changes the answer."""


def detect(text: str) -> str:
    """ISO 639-1 code of the language of a text (py3langid's naive Bayes over byte n-grams)."""
    return str(py3langid.classify(text[:_ENOUGH])[0])
