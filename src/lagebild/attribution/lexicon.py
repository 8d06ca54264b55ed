"""The cues of a language, read from ``lang/<language>/attribution.yaml`` into look-up tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from lagebild import lang
from lagebild.records import Stance, Status

PRIORITY = [
    *("deny", "doubt", "confirm", "accuse", "suspect", "announce", "demand", "expect", "hope", "intend", "ask", "warn"),
    *("report", "speech", "ruling", "findings", "think", "judge"),
]
"""Which group counts where a verb is in several: the one that says most about the content."""
ALL = frozenset({"clause", "quote", "infinitive", "noun", "as"})
"""Every kind of content; what a noun or adjective cue may take."""


@dataclass(slots=True, frozen=True)
class Entry:
    """What a cue says of its content.

    ``fixed`` are further words that must stand below the cue in the tree; ``status`` is the hedge that the cue alone
    puts on its content; ``weak`` cues need a speaker and a clause or quotation.
    """

    group: str
    stance: Stance
    status: Status | None
    takes: frozenset[str]
    fixed: tuple[str, ...] = ()
    weak: bool = False


@dataclass(slots=True)
class Lexicon:
    """All cues of one language, keys in lower case."""

    verbs: dict[str, list[Entry]] = field(default_factory=dict)
    nouns: dict[str, Entry] = field(default_factory=dict)
    endings: dict[str, Entry] = field(default_factory=dict)
    adjectives: dict[str, Entry] = field(default_factory=dict)
    speakers: dict[str, str] = field(default_factory=dict)
    """Noun to kind of speaker ("augenzeuge": "witness")."""
    lists: dict[str, frozenset[str]] = field(default_factory=dict)

    def words(self, name: str) -> frozenset[str]:
        """A plain list of words of the data file, in lower case; empty if the language has none."""
        return self.lists.get(name, frozenset())

    def ends_in(self, lemma: str, name: str) -> bool:
        """Whether a noun is in a list, or a compound whose last part is."""
        key, words = lemma.lower(), self.words(name)
        return key in words or any(key.endswith(word) for word in words if len(word) > 5)

    def noun(self, lemma: str) -> Entry | None:
        """The entry of a noun; compounds are found by their last part."""
        key = lemma.lower()
        if key in self.nouns:
            return self.nouns[key]
        return next((entry for ending, entry in self.endings.items() if key.endswith(ending)), None)

    def speaker_kind(self, lemma: str) -> str | None:
        """Kind of speaker of a noun; compounds are found by their last part."""
        key = lemma.lower()
        if key in self.speakers:
            return self.speakers[key]
        ends = (noun for noun in self.speakers if len(noun) > 4 and key.endswith(noun) and len(key) - len(noun) > 1)
        longest = max(ends, key=len, default=None)  # one letter is no first part: a "president" is no "resident"
        return self.speakers[longest] if longest else None


@cache
def lexicon(language: str) -> Lexicon:
    """The cues of a language; empty tables for a language without data."""
    data: Mapping[str, Any] = lang.load(language, "attribution")
    table = Lexicon(lists=_lists(data))
    weak = {str(word).lower() for word in data.get("weak", [])}
    for group, part in data.get("verbs", {}).items():
        for phrase in part["lemmas"]:
            _add_verb(table, str(phrase), group, part, weak, language)
    for group, part in data.get("nouns", {}).items():
        _add_simple(table.nouns, part["lemmas"], group, part)
    for group, endings in data.get("noun_endings", {}).items():
        _add_simple(table.endings, endings, group, data["nouns"][group])
    for group, part in data.get("adjectives", {}).items():
        _add_simple(table.adjectives, part["lemmas"], group, part)
    for kind, nouns in data.get("speakers", {}).items():
        table.speakers.update({str(noun).lower(): kind for noun in nouns})
    for entries in table.verbs.values():
        entries.sort(key=lambda entry: (-len(entry.fixed), PRIORITY.index(entry.group)))
    return table


def _lists(data: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    lists = {name: value for name, value in data.items() if isinstance(value, list)}
    for outer in ("adpositions", "citing"):
        inner = data.get(outer, {})
        lists.update({f"{outer}.{name}": value for name, value in inner.items() if isinstance(value, list)})
    preposition = data.get("citing", {}).get("preposition")
    lists["citing.preposition"] = [preposition] if preposition else []
    return {name: frozenset(str(word).lower() for word in words) for name, words in lists.items()}


def _add_verb(table: Lexicon, phrase: str, group: str, part: Mapping[str, Any], weak: set[str], language: str) -> None:
    """File a verb phrase under its verb: the last word in German, the first one elsewhere."""
    parts = phrase.lower().split()
    verb, fixed = (parts[-1], parts[:-1]) if language == "de" else (parts[0], parts[1:])
    entry = Entry(
        group,
        part["stance"],
        cast("Status | None", part.get("status")),
        frozenset(part["takes"]),
        tuple(fixed),
        phrase.lower() in weak,
    )
    table.verbs.setdefault(verb, []).append(entry)


def _add_simple(table: dict[str, Entry], words: Iterable[str], group: str, part: Mapping[str, Any]) -> None:
    entry = Entry(group, part["stance"], part.get("status"), ALL)
    for word in words:
        table.setdefault(str(word).lower(), entry)
