"""The frames lexicon: which predicates state which event, and where its actors and recipients stand.

A frame is one line of ``lang/<xx>/frames/<type>.yaml``::

    verbs:
      zu Besuch kommen {nach}: subj > nach [visit]

The key names the predicate (fixed words, reflexive, obligatory ``{preposition}``), the value the slots of the actors
and recipients, the mode and a flag. ``families`` name many predicates at once: every combination of their words is one.
The file of type ``none`` lists phrases that state no event. ``docs/frames.md`` describes the format for people who
write frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any, Literal

import yaml

from lagebild import ontology
from lagebild.coding.grammar import Grammar, grammar
from lagebild.ontology import EventType

try:  # the C loader reads the lexicon in a tenth of the time
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - depends on how PyYAML was built
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

Kind = Literal["verb", "noun", "head"]
SECTIONS: Mapping[str, Kind] = {"verbs": "verb", "nouns": "noun", "heads": "head"}
SLOTS = frozenset({"subj", "obj", "iobj", "xcomp", "gen", "adj", "mod"})
NONE = "none"
"""The type of the file that lists phrases which state no event ("eine Rolle spielen")."""
_VALUE = re.compile(
    r"^(?P<left>[^>=\[\]?!]*)(?P<sign>[>=])(?P<right>[^>=\[\]?!]*)(\[(?P<mode>[\w-]+)\])?\s*(?P<flag>[?!])?\s*$"
)


class FramesError(ValueError):
    """A frames file breaks the format. ``problems`` lists every broken line with what to do."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Frame:
    """One predicate of one event type, and the slots of its roles."""

    type: str
    kind: Kind
    key: str
    lemma: str
    """The governing word, lower case: verb, noun, or the second part of compounds (kind ``head``)."""
    actors: tuple[str, ...]
    """Slots in order of preference; with ``reciprocal`` all their fillers are actors."""
    recipients: tuple[str, ...]
    reciprocal: bool = False
    mode: str | None = None
    fixed: tuple[str, ...] = ()
    reflexive: bool = False
    needs: tuple[str, ...] = ()
    """Prepositions or complement marks, one of each must be there."""
    weak: bool = False
    strong: bool = False
    language: str = ""

    @property
    def specificity(self) -> int:
        """How much the frame asks for beyond its lemma; of two that match the more specific one is meant."""
        return 2 * len(self.fixed) + 2 * self.reflexive + len(self.needs)

    @property
    def id(self) -> str:
        """Name for explanations, e.g. ``de/CONSULT/treffen``."""
        return f"{self.language}/{self.type}/{self.key}"


@dataclass(slots=True)
class Lexicon:
    """All frames of one language, looked up by lemma."""

    language: str
    frames: list[Frame] = field(default_factory=list)
    modifiers: dict[str, dict[str, str]] = field(default_factory=dict)
    """By event type: first part of a compound, lower case, to mode."""
    types: dict[str, EventType] = field(default_factory=dict)
    """Event types that frames may name: PLOVER's and the user's own."""
    verbs: dict[str, list[Frame]] = field(default_factory=dict)
    nouns: dict[str, list[Frame]] = field(default_factory=dict)
    heads: dict[str, list[Frame]] = field(default_factory=dict)
    blocked: list[Frame] = field(default_factory=list)
    """Phrases that state no event, their type is :data:`NONE`; looked up in the same tables."""

    def add(self, frame: Frame) -> None:
        """Add a frame to the lists and the index."""
        self.frames.append(frame)
        self._table(frame.kind).setdefault(frame.lemma, []).append(frame)

    def block(self, frame: Frame) -> None:
        """Add a phrase that states no event."""
        self.blocked.append(frame)
        self._table(frame.kind).setdefault(frame.lemma, []).append(frame)

    def _table(self, kind: Kind) -> dict[str, list[Frame]]:
        return {"verb": self.verbs, "noun": self.nouns, "head": self.heads}[kind]

    def compound(self, lemma: str) -> tuple[str, list[Frame]]:
        """First part and frames of a compound by its longest known second part; ``("", [])`` where there is none."""
        for start in range(1, len(lemma) - 2):
            found = self.heads.get(lemma[start:])
            if found and start >= 2:
                return lemma[:start], found
        return "", self.heads.get(lemma, [])

    def modifier_mode(self, event: str, first_part: str) -> str | None:
        """Mode that the first part of a compound gives to an event type, the longest known part winning."""
        known = self.modifiers.get(event, {})
        hits = [part for part in known if part in first_part]
        return known[max(hits, key=len)] if hits else None

    def copy(self) -> Lexicon:
        """An independent lexicon with the same frames, for adding a user's own."""
        twin = Lexicon(self.language, types=dict(self.types))
        twin.modifiers = {event: dict(table) for event, table in self.modifiers.items()}
        for frame in self.frames:
            twin.add(frame)
        for frame in self.blocked:
            twin.block(frame)
        return twin


@cache
def lexicon(language: str) -> Lexicon:
    """The shipped frames of a language; empty where it has none. Treat as read-only.

    Raises :class:`FramesError` where a file breaks the format.
    """
    result = Lexicon(language, types=dict(ontology.event_types()))
    problems: list[str] = []
    folder = files("lagebild.lang") / language / "frames"
    loaded: list[tuple[str, dict[str, Any]]] = []
    if folder.is_dir():
        for entry in sorted(folder.iterdir(), key=lambda item: item.name):
            if entry.name.endswith(".yaml"):
                name = f"lang/{language}/frames/{entry.name}"
                loaded.append((name, read_yaml(entry.read_text(encoding="utf-8"), name)))
    for name, data in loaded:
        problems += add_data(result, {key: value for key, value in data.items() if key != "families"}, name)
    taken = {(frame.kind, frame.key) for frame in result.frames}
    for name, data in loaded:
        problems += _add_families(result, data, name, taken)
    if problems:
        raise FramesError(problems)
    return result


def read_yaml(text: str, name: str) -> dict[str, Any]:
    """Parse a frames file; raises :class:`FramesError` for broken YAML, doubled keys, or anything but a mapping."""
    try:
        data = yaml.load(text, Loader=_UniqueLoader)
    except yaml.YAMLError as error:
        raise FramesError(
            [f"{name}: not valid YAML ({error}); quote keys that contain ': ' or start with '{{'"]
        ) from error
    if not isinstance(data, dict):
        raise FramesError([f"{name}: must hold 'type:' and at least one of {', '.join(SECTIONS)}"])
    return data


class _UniqueLoader(_Loader):
    """YAML in which a key may stand only once, so that no frame silently hides another."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
        doubled = {str(key) for key in keys if keys.count(key) > 1}
        if doubled:
            problem = f"doubled keys: {', '.join(sorted(doubled))}"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        pairs: dict[Any, Any] = super().construct_mapping(node, deep)
        return pairs


def add_data(target: Lexicon, data: Mapping[str, Any], name: str) -> list[str]:
    """Add the frames of one file's data to a lexicon; returns the problems found, each with file and line's key."""
    event = data.get("type")
    if event == NONE:
        return list(_add_blocked(target, data, name))
    if event not in target.types:
        return [f"{name}: type {event!r} is unknown; known are {', '.join(target.types)}"]
    problems = [
        f"{name}: unknown section {key!r}; known are type, modifiers, families, {', '.join(SECTIONS)}"
        for key in data
        if key not in ("type", "modifiers", "families", *SECTIONS)
    ]
    known = len(target.frames)
    for section, kind in SECTIONS.items():
        for key, value in (data.get(section) or {}).items():
            for line in value if isinstance(value, list) else [value]:
                found = parse_frame(str(event), kind, str(key), str(line), target)
                if isinstance(found, Frame):
                    target.add(found)
                else:
                    problems.append(f"{name}: {section}: {key!r}: {found}")
    problems += _add_families(target, data, name, {(frame.kind, frame.key) for frame in target.frames[known:]})
    return problems + list(_add_modifiers(target, str(event), data.get("modifiers") or {}, name))


def _add_families(target: Lexicon, data: Mapping[str, Any], name: str, taken: set[tuple[Kind, str]]) -> Iterator[str]:
    """Add the members of a file's families; keys in ``taken`` are left out, a line of its own says it better."""
    for family in data.get("families") or []:
        section = next((key for key in SECTIONS if key in family), "")
        if not section:
            yield f"{name}: families: {family!r}: one of {', '.join(SECTIONS)} must hold the words"
            continue
        kind = SECTIONS[section]
        pattern: Frame | str = "names no predicate"
        for number, key in enumerate(members(family[section])):
            if number == 0:  # the roles of all members are read once
                pattern = parse_frame(str(data["type"]), kind, key, str(family.get("roles", "")), target)
            if isinstance(pattern, str):
                yield f"{name}: families: {key!r}: {pattern}"
                break
            if (kind, key) in taken:
                continue
            taken.add((kind, key))
            found = _predicate(kind, key, grammar(target.language))
            if isinstance(found, str):
                yield f"{name}: families: {key!r}: {found}"
                break
            target.add(_filled(found, pattern))


def _filled(predicate: Frame, pattern: Frame) -> Frame:
    """The predicate with the type, roles and flags of the pattern (``replace`` is slow for tens of thousands)."""
    return Frame(
        pattern.type,
        predicate.kind,
        predicate.key,
        predicate.lemma,
        pattern.actors,
        pattern.recipients,
        pattern.reciprocal,
        pattern.mode,
        predicate.fixed,
        predicate.reflexive,
        predicate.needs,
        pattern.weak,
        pattern.strong,
        pattern.language,
    )


def members(groups: Iterable[Any]) -> list[str]:
    """Every key of a family: ``["als", ["falsch", "feige"], "bezeichnen"]`` has two."""
    choices = [group if isinstance(group, list) else [group] for group in groups]
    return [" ".join(map(str, words)) for words in product(*choices)]


def _add_blocked(target: Lexicon, data: Mapping[str, Any], name: str) -> Iterator[str]:
    for section, kind in SECTIONS.items():
        for item in data.get(section) or []:
            for key in [item] if isinstance(item, str) else members(item):
                found = _predicate(kind, key, grammar(target.language))
                if isinstance(found, str):
                    yield f"{name}: {section}: {key!r}: {found}"
                else:
                    target.block(replace(found, type=NONE, language=target.language))


def _add_modifiers(target: Lexicon, event: str, table: Mapping[str, str], name: str) -> Iterator[str]:
    for part, mode in table.items():
        if mode not in target.types[event].modes:
            yield f"{name}: modifiers: {part!r}: {_unknown_mode(target.types[event], mode)}"
            continue
        target.modifiers.setdefault(event, {})[str(part).strip("-").lower()] = mode


def parse_frame(event: str, kind: Kind, key: str, value: str, target: Lexicon) -> Frame | str:
    """Read one line of a frames file; returns the frame, or what is wrong with the line."""
    match = _VALUE.match(value.strip())
    if not match:
        return (
            f"cannot read {value!r}; write 'actors > recipients [mode] flag', e.g. 'subj > obj [visit]' or 'subj = mit'"
        )
    actors, recipients = (_alternatives(match[side]) for side in ("left", "right"))
    rules = grammar(target.language)
    known = SLOTS | rules.prepositions | frozenset(rules.complement_words)
    for slot in (*actors, *recipients):
        if slot not in known:
            return f"unknown slot {slot!r}; use {', '.join(sorted(SLOTS))} or a preposition listed in coding.yaml"
    mode = match["mode"]
    if mode and mode not in target.types[event].modes:
        return _unknown_mode(target.types[event], mode)
    frame = _predicate(kind, key, rules)
    if isinstance(frame, str):
        return frame
    return replace(
        frame,
        type=event,
        actors=actors,
        recipients=recipients,
        reciprocal=match["sign"] == "=",
        mode=mode,
        weak=match["flag"] == "?",
        strong=match["flag"] == "!",
        language=target.language,
    )


def _unknown_mode(kind: EventType, mode: str) -> str:
    return f"{kind.name} has no mode {mode!r}; it has {', '.join(kind.modes) or 'none'}"


def _alternatives(text: str) -> tuple[str, ...]:
    return tuple(slot.strip().lower() for slot in text.split("|") if slot.strip())


def _predicate(kind: Kind, key: str, rules: Grammar) -> Frame | str:
    """The part of a frame that its key gives."""
    parts = key.lower().split()
    needs = tuple(part[1:-1] for part in parts if part[0] == "{" and part[-1] == "}" and len(part) > 2)
    words = [part for part in parts if part[0] != "{" or part[-1] != "}"]
    reflexive = kind == "verb" and any(word in rules.reflexives for word in words)
    if reflexive:
        words = [word for word in words if word not in rules.reflexives]
    if not words or any(brace in "".join(words) for brace in "{}"):
        return "names no predicate, or a brace is open; write e.g. 'sich treffen {mit}'"
    head = words.pop(0 if kind == "verb" and rules.verb_first else -1)
    if kind == "noun" and len(words) > 1 and (cut := _noun_head([*words, head], rules)):
        head, words = cut
    fixed = tuple(rules.contractions.get(word, word) for word in words if word not in rules.articles)
    lemma = head.strip("-") if kind == "head" else head
    return Frame("", kind, key, lemma, (), (), fixed=fixed, reflexive=reflexive, needs=needs)


def _noun_head(words: list[str], rules: Grammar) -> tuple[str, list[str]] | None:
    """In 'declaration of war' the head stands before the preposition."""
    cuts = [number for number, word in enumerate(words) if number and word in rules.prepositions]
    if not cuts:
        return None
    at = cuts[0] - 1
    return words[at], words[:at] + words[at + 1 :]


def load_file(path: Path, base: Lexicon) -> Lexicon:
    """A copy of ``base`` with one more frames file of its language (the shipped format, PLOVER types only)."""
    result = base.copy()
    problems = add_data(result, read_yaml(path.read_text(encoding="utf-8"), path.name), path.name)
    if problems:
        raise FramesError(problems)
    return result
