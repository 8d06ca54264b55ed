"""How names of places are compared: the key of a name, and the number it is stored under."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_SPECIAL = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "e"}
)
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_SEPARATORS = re.compile(r"[\s\-‐–./]+")
_DROPPED = re.compile(r"['’ʻʼ‘`´ˈ]")


@lru_cache(maxsize=1 << 14)
def key_of(name: str) -> str:
    """The form under which a name is looked up: no case, accents, hyphens or apostrophes; "St." is "saint".

    >>> key_of("Ürümqi"), key_of("St. Louis"), key_of("N'Djamena")
    ('urumqi', 'saint louis', 'ndjamena')
    """
    plain = unicodedata.normalize("NFKD", _DROPPED.sub("", name.lower()).translate(_SPECIAL))
    plain = _DROPPED.sub("", plain.lower()).translate(_SPECIAL)  # again: "𝑨" has no lower case before it is an "A"
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    words = [word for word in _SEPARATORS.split(plain) if word]
    if len(words) > 1:
        words = [_SHORT.get(word, word) for word in words]
    return " ".join(words)


def name_hash(key: str) -> int:
    """A 40-bit number for a key: among a million names a stranger meets one by chance once in a million look-ups."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=5).digest(), "big")
