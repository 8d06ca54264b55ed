"""A user's own event types, from YAML, beside PLOVER's.

A file describes one type::

    type: JOIN
    meaning: joins an international organisation
    quad: verbal_cooperation
    score: 3
    frames:
      de:
        verbs:
          beitreten: subj > iobj
      en:
        verbs:
          join: subj > obj ?
    examples:
      de: ["Norwegen trat der Organisation bei."]

``frames`` are in the format of ``lang/xx/frames``. ``modes`` (name to score) is optional.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lagebild import ontology
from lagebild.coding.frames import FramesError, Lexicon, add_data, lexicon, read_yaml
from lagebild.ontology import EventType

_KEYS = ("type", "meaning", "quad", "score", "modes", "recipient", "frames", "examples")


class Frames:
    """The frames to code with: the shipped ones and a user's own types."""

    def __init__(self) -> None:
        self.types: dict[str, EventType] = {}
        """The user's own types by name."""
        self.examples: dict[str, dict[str, list[str]]] = {}
        """Example sentences of each own type by language."""
        self._lexicons: dict[str, Lexicon] = {}

    @classmethod
    def load(cls, paths: Iterable[Path]) -> Frames:
        """Read files of own types; raises :class:`FramesError` with every problem found in them."""
        frames, problems = cls(), []
        for path in paths:
            try:
                data = read_yaml(path.read_text(encoding="utf-8"), path.name)
                problems += frames.add(data, path.name)
            except FramesError as error:
                problems += error.problems
            except OSError as error:
                problems.append(f"{path}: cannot be read ({error.strerror})")
        if problems:
            raise FramesError(problems)
        return frames

    @property
    def own_types(self) -> frozenset[str]:
        """Names of the user's own types."""
        return frozenset(self.types)

    def lexicon(self, language: str) -> Lexicon:
        """All frames of a language."""
        return self._lexicons.get(language) or lexicon(language)

    def add(self, data: Mapping[str, Any], name: str) -> list[str]:
        """Add one own type; returns what is wrong with it."""
        kind, problems = _event_type(data, name)
        if kind is None:
            return problems
        self.types[kind.name] = kind
        self.examples[kind.name] = {key: list(value) for key, value in (data.get("examples") or {}).items()}
        by_language = data.get("frames") or {}
        if not isinstance(by_language, dict) or not by_language:
            return [*problems, f"{name}: give 'frames:' with a language and its verbs or nouns"]
        for language, sections in by_language.items():
            target = self._lexicons.setdefault(language, lexicon(language).copy())
            target.types = {**target.types, **self.types}
            problems += add_data(target, {"type": kind.name, **sections}, name)
        return problems


def _event_type(data: Mapping[str, Any], name: str) -> tuple[EventType | None, list[str]]:
    problems = [f"{name}: unknown key {key!r}; known are {', '.join(_KEYS)}" for key in data if key not in _KEYS]
    event = str(data.get("type") or "")
    quads = {kind.quad for kind in ontology.event_types().values()}
    if not event.isupper():
        return None, [*problems, f"{name}: 'type:' must name the new type in capitals, e.g. JOIN"]
    if event in ontology.event_types():
        return None, [*problems, f"{name}: {event} is a PLOVER type; choose another name for your own"]
    if data.get("quad") not in quads:
        return None, [*problems, f"{name}: 'quad:' must be one of {', '.join(sorted(quads))}"]
    modes = {str(key): float(value) for key, value in (data.get("modes") or {}).items()}
    required = data.get("recipient") == "required"
    meaning = str(data.get("meaning") or event)
    return EventType(event, meaning, str(data["quad"]), float(data.get("score", 0)), modes, required), problems
