"""The event ontology PLOVER: types, modes, scores, contexts, sectors and codes, loaded from ``plover.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class EventType:
    """One of PLOVER's 16 event types. ``modes`` maps each mode to its score on the scale from -10 to +10."""

    name: str
    meaning: str
    quad: str
    score: float
    modes: dict[str, float]
    recipient_required: bool


@cache
def _data() -> dict[str, Any]:
    with (files(__package__) / "plover.yaml").open(encoding="utf-8") as stream:
        data: dict[str, Any] = yaml.safe_load(stream)
    return data


@cache
def event_types() -> dict[str, EventType]:
    """All event types by name, in the order of the file."""
    quads = {name: quad for quad, names in _data()["quad_categories"].items() for name in names}
    return {
        name: EventType(
            name=name,
            meaning=entry["meaning"],
            quad=quads[name],
            score=float(entry["score"]),
            modes={mode: float(score) for mode, score in entry.get("modes", {}).items()},
            recipient_required=entry["recipient"] == "required",
        )
        for name, entry in _data()["event_types"].items()
    }


def scale(event: str, mode: str | None) -> float:
    """Conflict-cooperation score of a type, or of its mode where that has one of its own."""
    kind = event_types()[event]
    return kind.modes.get(mode, kind.score) if mode else kind.score


@cache
def contexts() -> tuple[str, ...]:
    """PLOVER's 37 contexts."""
    return tuple(_data()["contexts"])


@cache
def sectors() -> dict[str, str]:
    """Sector codes and what they mean."""
    return dict(_data()["sectors"])


@cache
def entity_codes() -> dict[str, str]:
    """Codes used beside ISO 3166-1 alpha-3 country codes."""
    return dict(_data()["entity_codes"])
