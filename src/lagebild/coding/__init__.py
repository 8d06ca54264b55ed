"""Coding: from a grounded document to events with type, mode, roles and confidence."""

from __future__ import annotations

from lagebild.analysis.document import Document
from lagebild.coding.announced import without_announced
from lagebild.coding.assign import assign, people
from lagebild.coding.confidence import event_features
from lagebild.coding.decide import FLOOR, Combiner, choose, combiner
from lagebild.coding.events import Event, Role, Trigger, final_type, trigger_span
from lagebild.coding.features import Candidate, candidates
from lagebild.coding.frames import FramesError
from lagebild.coding.itself import drop_itself
from lagebild.coding.match import look
from lagebild.coding.merge import groups, merge_group
from lagebild.coding.modes import choose_mode
from lagebild.coding.observers import drop_observers
from lagebild.coding.own import Frames
from lagebild.coding.roles import Cast
from lagebild.records import Grounding, Report

__all__ = [
    "Event",
    "Frames",
    "FramesError",
    "Role",
    "Trigger",
    "code",
    "final_type",
    "trigger_span",
]


def code(
    document: Document,
    report: Report,
    grounding: Grounding,
    frames: Frames | None = None,
    *,
    min_confidence: float | None = None,
    model: Combiner | None = None,
) -> list[Event]:
    """Events the report states, in text order, status and sources not yet read.

    ``frames`` adds a user's own event types; ``min_confidence`` (0 to 1) replaces the shipped threshold, which was
    set for the best F1 on the training gold; ``model`` replaces the shipped combiner (for experiments).
    """
    frames = frames or Frames()
    model = model or combiner()
    variant = "joint" if document.events else "frames"
    cast = Cast(document, report, grounding)
    found = spotted(document, cast, frames, model)
    floor = FLOOR if min_confidence is None else min(FLOOR, min_confidence / 2)
    grouped = groups(choose(found, model, variant, frames.own_types, floor), document, model.merging)
    plover = [group for group in grouped if group[0].type not in frames.types]
    values = {
        id(group): value for group, value in zip(plover, event_features(plover, document, model.merging), strict=True)
    }
    everybody = people(cast)
    kept = []
    for group in grouped:
        event = merge_group(group)
        event.own = frames.types.get(group[0].type)
        own = event.own is not None
        event.confidence = group[0].score if own else model.confidence(values[id(group)], variant)
        threshold = min_confidence if min_confidence is not None else 0.5 if own else model.threshold[variant]
        if event.confidence < threshold:
            continue
        if not own:
            event.mode = choose_mode(group, model.modes, model.mode_weights, document.language)
            assign(event, cast, everybody, model.roles[variant])
        kept.append(event)
    drop_observers(kept, document)
    drop_itself(kept)
    return sorted(without_announced(kept, document), key=lambda event: event.word)


def spotted(document: Document, cast: Cast, frames: Frames, model: Combiner) -> list[Candidate]:
    """All candidates with their features; what training and the decision both start from."""
    matches, silent = look(document, frames.lexicon(document.language))
    return candidates(document, matches, cast, model.counts.get(document.language, {}), silent)
