"""States: their names in any shipped language, adjectives, demonyms, and what stands for their government.

Names come from CLDR (through Babel), capitals from GeoNames (``data/capitals.tsv``) and CLDR's time zone cities,
ISO codes from pycountry; adjectives, demonyms and metonyms from ``lang/*/demonyms.yaml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import pycountry
from babel import Locale

from lagebild import lang
from lagebild.entities.text import Piece, fold, name_key, stem

Kind = Literal["name", "capital", "government", "adjective", "people"]
_NOT_STATES = frozenset(["001", "AQ", "BV", "EZ", "GS", "HM", "TF", "UM", "XA", "XB", "ZZ", "QO", "EU", "UN", "IO"])
_SPECIAL = {"XK": "KOS", "AC": "GBR", "TA": "GBR", "CP": "FRA", "DG": "GBR", "EA": "ESP", "IC": "ESP", "CQ": "GBR"}


@dataclass(slots=True, frozen=True)
class StateHit:
    """A word or words that point to a state; pieces ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    code: str
    kind: Kind
    genitive: bool = False


def alpha3(alpha2: str) -> str | None:
    """PLOVER's country code of an ISO 3166-1 alpha-2 code, None where it is no state or territory."""
    if alpha2 in _NOT_STATES:
        return None
    if alpha2 in _SPECIAL:
        return _SPECIAL[alpha2]
    country = pycountry.countries.get(alpha_2=alpha2)
    return country.alpha_3 if country else None


def alpha2(code: str) -> str | None:
    """ISO 3166-1 alpha-2 code of a PLOVER country code (``XK`` for Kosovo), None for ``EUR`` and the like."""
    if code == "KOS":
        return "XK"
    country = pycountry.countries.get(alpha_3=code)
    return country.alpha_2 if country else None


@cache
def name(code: str, language: str = "en") -> str:
    """Name of a state in a language; the code itself where CLDR has none."""
    special = {"EUR": "EU", "UNO": "UN"}.get(code) or alpha2(code)
    found = Locale.parse(language).territories.get(special or "")
    return str(found) if found else code


@cache
def codes() -> frozenset[str]:
    """All country codes with a name in CLDR."""
    found = {alpha3(key) for key in map(str, Locale.parse("en").territories) if len(key) == 2 and key.isalpha()}
    return frozenset(code for code in found if code)


def _capitals(language: str) -> dict[str, str]:
    rows = (files("lagebild.entities") / "data" / "capitals.tsv").read_text(encoding="utf-8").splitlines()
    capitals = dict(row.split("\t") for row in rows if not row.startswith("#"))
    zones = Locale.parse(language).time_zones
    english = Locale.parse("en").time_zones
    exemplars: dict[str, str] = {}
    for key in map(str, english):
        city = zones.get(key, {}).get("city") if "/" in key else None
        if city:
            own = english[key].get("city") or key.rpartition("/")[2].replace("_", " ")
            exemplars[fold(str(own))] = str(city)
    return {code: exemplars.get(fold(capital), capital) for code, capital in capitals.items()}


class _Table:
    """Everything that points to a state in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words: dict[tuple[str, ...], tuple[str, Kind, str]] = {}
        self.adjectives: dict[str, str] = {}
        self.longest = 1
        grammar = lang.load(language, "roles").get("grammar", {})
        self.endings = [*grammar.get("adjective_endings", []), "", "s"]
        self.not_states = {name_key(text) for text in grammar.get("not_states", [])}
        """Joined words of which the first is no state's adjective ("römisch-katholisch")."""
        territories = Locale.parse(language).territories
        for key, text in territories.items():
            code = alpha3(key) if len(key) == 2 and key.isalpha() else None
            if code:
                self._add(str(text), code, "name")
                for part in str(text).replace(")", "").split(" ("):
                    self._add(part, code, "name")
        data = lang.load(language, "demonyms")
        for code, capital in _capitals(language).items():
            if "capital" not in data.get(code, {}) and fold(capital) != fold(name(code, language)):
                self._add(capital, code, "capital")
        for code, row in data.items():
            self._state(code, row)

    def _state(self, code: str, row: dict[str, list[str]]) -> None:
        for text in row.get("capital", []):
            self._add(text, code, "capital")
        for text in row.get("names", []):
            self._add(text, code, "name")
        for text in row.get("government", []):
            self._add(text, code, "government")
        for text in (*row.get("adj", []), *row.get("regions", [])):
            if text.islower() or text[-3:] == "sch":  # inflected; those that are not are names ("Schweizer", "Swiss")
                self.adjectives[fold(text.replace("-", ""))] = code
                self.adjectives[fold(text)] = code
            else:
                self._add(text, code, "adjective")
        for text in row.get("people", []):
            for form in people_forms(text, self.language):
                self._add(form, code, "people")

    def _add(self, text: str, code: str, kind: Kind) -> None:
        if "'s " in text:
            self._add(text.replace("'s ", " s "), code, kind)  # tokenisers cut "People's" in two
        key = name_key(text)
        if len(key) > 1:
            key = tuple(stem(part) for part in key)
        if key and (kind in ("name", "government") or key not in self.words):
            if kind == "name" and key in self.words and self.words[key][1] == "name" and self.words[key][0] != code:
                # hand-written names come last and win over CLDR's ("Kongo")
                pass
            self.words[key] = (code, kind, text)
            self.longest = max(self.longest, len(key))

    def find(self, text: Sequence[Piece], at: int) -> StateHit | None:
        for length in range(min(self.longest, len(text) - at), 1, -1):
            key = tuple(stem(piece.folded) for piece in text[at : at + length])
            if key in self.words and text[at].text[:1].isupper():
                code, kind, name_ = self.words[key]
                genitive = text[at + length - 1].folded == name_key(name_)[-1] + "s"
                return StateHit(at, at + length, code, kind, genitive)
        return self._hyphened(text, at) or self._word(text, at)

    def _hyphened(self, text: Sequence[Piece], at: int) -> StateHit | None:
        """An adjective of two parts ("saudi-arabische", "nordrhein-westfälischer")."""
        if text[at].last or at + 1 >= len(text) or not self.adjectives:
            return None
        code = self._adjective(text[at].folded + text[at + 1].folded)
        return StateHit(at, at + 2, code, "adjective") if code else None

    def _adjective(self, folded: str) -> str | None:
        found = (self.adjectives.get(folded[: len(folded) - len(end)]) for end in self.endings if folded.endswith(end))
        return next((code for code in found if code), None)

    def _word(self, text: Sequence[Piece], at: int) -> StateHit | None:
        piece = text[at]
        for form in (piece.folded, piece.folded.removesuffix("s")):
            if (form,) in self.words:
                code, kind, name_ = self.words[(form,)]
                short = len(name_) <= 4 and name_.replace(".", "").isupper()
                if piece.text[:1].isupper() and (not short or piece.text.replace(".", "").isupper()):
                    return StateHit(at, at + 1, code, kind, form != piece.folded)
        if self.not_states and not piece.last and at + 1 < len(text) and self._no_state(text[at : at + 2]):
            return None
        code_ = self._adjective(piece.folded)
        return StateHit(at, at + 1, code_, "adjective") if code_ else None

    def _no_state(self, pair: Sequence[Piece]) -> bool:
        left, right = pair[0].folded, pair[1].folded
        return any(left == first and right.startswith(second) for first, second in self.not_states)

    def part(self, folded: str) -> StateHit | None:
        """A state as the first part of a compound."""
        found = self.words.get((folded,))
        if found:
            return StateHit(0, 1, found[0], found[1])
        return StateHit(0, 1, self.adjectives[folded], "adjective") if folded in self.adjectives else None


def people_forms(text: str, language: str) -> list[str]:
    """Inflected forms of a demonym."""
    if language == "de":
        base = text.removesuffix("e")
        if text.endswith("e"):
            return [text, text + "n", base + "in", base + "innen"]
        plural = [text + "en"] if not text.endswith(("er", "i")) else []
        return [text, text + "s", text + "n", text + "in", text + "innen", *plural]
    if text.endswith("man"):
        return [text, text.removesuffix("man") + "men"]
    return [text] if text.endswith(("ese", "ch", "sh", "ss")) else [text, text + "s"]


@cache
def table(language: str) -> _Table:
    """The table of a language; of English where the language is not shipped."""
    return _Table(language if language in lang.languages() else "en")


def find(text: Sequence[Piece], at: int, language: str) -> StateHit | None:
    """The longest state word that starts at a piece, in the text's language or in English."""
    hit = table(language).find(text, at)
    return hit
