"""CAMEO codes and Goldstein scores of PLOVER events, for data sets and tools that still speak CAMEO."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from lagebild import lang


def cameo(event: str, mode: str | None, lemma: str | None = None) -> tuple[str, float]:
    """CAMEO code and Goldstein score (-10 conflict to +10 cooperation) of a PLOVER event.

    The trigger's ``lemma`` (German or English, any case) makes the code more exact where it says more than type and
    mode: "begnadigen" is 056 beside CONCEDE's 080. A mode is more exact than a detail, except where the detail has
    modes of its own (demands beside appeals). Raises ``KeyError`` for a type that PLOVER does not have.
    """
    kind = _data()["types"][event]
    detail = kind.get("details", {}).get(_detail(event, lemma.lower())) if lemma else None
    if isinstance(detail, dict):
        kind, detail = detail, None
    code = str(kind.get("modes", {}).get(mode) or detail or kind["code"])
    return code, score(code)


def score(code: str) -> float:
    """Goldstein score of a CAMEO code; a code without one of its own has its parent's.

    Raises ``KeyError`` for codes of a root that this mapping never uses.
    """
    table = _data()["goldstein"]
    for length in range(len(code), 2, -1):
        if code[:length] in table:
            return float(table[code[:length]])
    raise KeyError(f"no Goldstein score for CAMEO code {code!r}; see ontology/cameo.yaml")


@cache
def _data() -> dict[str, Any]:
    with (files(__package__) / "cameo.yaml").open(encoding="utf-8") as stream:
        data: dict[str, Any] = yaml.safe_load(stream)
    return data


@lru_cache(maxsize=1 << 12)
def _detail(event: str, lemma: str) -> str | None:
    """The detail a lemma tells, by whole word in any language first, then by the longest known end of a compound."""
    whole, ends = _words(event)
    if lemma in whole:
        return whole[lemma]
    fitting = [end for end in ends if lemma.endswith(end) and len(lemma) > len(end) + 1]
    return ends[max(fitting, key=len)] if fitting else None


@cache
def _words(event: str) -> tuple[dict[str, str], dict[str, str]]:
    whole: dict[str, str] = {}
    ends: dict[str, str] = {}
    for language in lang.languages():
        for detail, words in lang.load(language, "cameo").get(event, {}).items():
            for word in words:
                table = ends if word.startswith("-") else whole
                table.setdefault(word.lstrip("-").lower(), detail)
    return whole, ends
