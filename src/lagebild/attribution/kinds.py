"""What kind of source speaks: state-controlled medium, agency, newspaper, government, witness, unnamed ...

Named outlets and organisations come from ``kinds.yaml``, dated and with where that is known from; everybody else is
typed by the noun that describes them or by the sector of the mention. The kind is shown, never used to hide a claim.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from lagebild.analysis.document import Document
from lagebild.attribution.lexicon import Lexicon, lexicon
from lagebild.attribution.model import Quote

_SECTORS = {
    "GOV": "government",
    "MIL": "military",
    "COP": "police",
    "JUD": "judiciary",
    "LEG": "parliament",
    "PTY": "party",
    "OPP": "opposition",
    "REB": "armed group",
    "SPY": "intelligence service",
    "PRM": "armed group",
    "JRN": "media",
    "BUS": "company",
    "SOC": "civil society",
    "EDU": "expert",
    "REL": "religious body",
    "CVL": "civilian",
    "REF": "civilian",
    "CRM": "criminal group",
}
_ORGANISATIONS = {"IGO", "UNO", "EUR"}


@dataclass(slots=True, frozen=True)
class Kind:
    """Kind of a source in words, its country where known, and where that is known from."""

    kind: str | None = None
    country: str | None = None
    why: str = ""


@dataclass(slots=True, frozen=True)
class Outlet:
    """A named outlet or organisation in one period; ``since`` and ``until`` may be open."""

    name: str
    kind: str
    country: str | None
    since: dt.date | None
    until: dt.date | None
    known: str


@cache
def outlets() -> dict[str, tuple[Outlet, ...]]:
    """Outlets by every name they go by, in lower case."""
    text = files(__package__).joinpath("kinds.yaml").read_text(encoding="utf-8")
    table: dict[str, list[Outlet]] = {}
    for kind, entries in yaml.safe_load(text)["kinds"].items():
        for entry in entries:
            outlet = _outlet(kind, entry)
            for name in (entry["name"], *entry.get("also", ())):
                table.setdefault(str(name).lower(), []).append(outlet)
    return {name: tuple(group) for name, group in table.items()}


def _outlet(kind: str, entry: dict[str, Any]) -> Outlet:
    return Outlet(entry["name"], kind, entry.get("country"), entry.get("since"), entry.get("until"), entry["known"])


@cache
def _common() -> frozenset[str]:
    text = files(__package__).joinpath("kinds.yaml").read_text(encoding="utf-8")
    return frozenset(str(name).lower() for name in yaml.safe_load(text).get("common", ()))


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(outlets(), key=len, reverse=True)
    return re.compile(r"(?<!\w)(" + "|".join(re.escape(name) for name in names) + r")s?(?!\w)", re.IGNORECASE)


def named(name: str, on: dt.date | None = None) -> Outlet | None:
    """The outlet or organisation that a source's name holds, as it was on a day (today's form without one)."""
    for match in _pattern().finditer(name):
        for outlet in outlets()[match.group(1).lower()]:
            if not _case_fits(match.group(1), outlet) or not _whole(match, name):
                continue
            if on is None and outlet.until is None:
                return outlet
            if on is not None and (outlet.since or dt.date.min) <= on <= (outlet.until or dt.date.max):
                return outlet
    return None


def _case_fits(found: str, outlet: Outlet) -> bool:
    """Short capitals such as "AP" must stand in capitals; other names must start with one where they do."""
    return found[:1].isupper() or not outlet.name[:1].isupper() or (found.islower() and "." in found)


def _whole(match: re.Match[str], name: str) -> bool:
    """Whether a name that is a common word too stands alone, or at the end behind words without capital names."""
    if match.group(1).lower() not in _common():
        return True
    before = name[: match.start()].split()
    after = name[match.end() :].strip(" “”\"»«'’,.)")
    bare = [word for word in before if word[:1].isupper() and len(word) > 3]
    return not after and len(bare) <= 1 and (bool(before) or match.start() <= 1)


def of(quote: Quote, document: Document, on: dt.date | None = None) -> Kind:
    """The kind of a quote's speaker."""
    outlet = named(quote.name, on)
    if outlet is not None:
        return Kind(outlet.kind, outlet.country, f"{outlet.name}: {outlet.kind} ({outlet.known})")
    noun = _by_noun(quote, document)
    if noun is not None:
        return Kind(noun)
    mention = quote.mention
    if mention is not None and mention.country in _ORGANISATIONS:
        return Kind("international organisation")
    if mention is not None and mention.sector in _SECTORS:
        return Kind(_SECTORS[mention.sector])
    return Kind("person") if mention is not None and mention.kind == "person" else Kind()


MEDIA = frozenset(
    {"broadcaster", "news agency", "newspaper or magazine", "public broadcaster", "state-controlled medium"}
)


def is_medium(quote: Quote, document: Document) -> bool:
    """Whether a quote's speaker is a newspaper, agency or broadcaster: it tells of others, hardly ever of itself."""
    return of(quote, document).kind in (*MEDIA, "media", "report")


def _by_noun(quote: Quote, document: Document) -> str | None:
    lex = lexicon(document.language)
    heads = [quote.speaker] if quote.speaker is not None else []
    for index in [*heads, *quote.source_words]:
        lemma = document.words[index].lemma
        kind = lex.speaker_kind(lemma) or _by_first_part(lemma, lex)
        if kind is not None:
            return _state(quote, document, kind)
    bare = bool(heads) and lex.noun(document.words[heads[0]].lemma) is not None
    return "unnamed" if bare and quote.mention is None else None


def _by_first_part(lemma: str, lex: Lexicon) -> str | None:
    """Kind of the first part of a compound that ends in what is said: "Behördenangaben", "Polizeibericht"."""
    key = lemma.lower()
    for ending in lex.endings:
        stem = key.partition(ending)[0] if ending in key else ""
        for owner in (stem, stem[:-1], stem[:-2]):
            if len(owner) > 3 and owner in lex.speakers:
                return lex.speakers[owner]
    return None


def _state(quote: Quote, document: Document, kind: str) -> str:
    """A medium with an adjective that says who controls it: "amtliche Nachrichtenagentur", "state television"."""
    labels = {"state_media": "state-controlled medium", "ngo": "non-governmental organisation"}
    if kind == "media":
        adjectives = lexicon(document.language).words("state_adjectives")
        if any(document.words[i].lemma.lower() in adjectives for i in quote.source_words):
            return labels["state_media"]
    return labels.get(kind, kind)
