"""Short reports written for training, with their events marked in the text: CC BY 4.0, by the project.

The gold reports are few; half of the trigger words of a new text never occur in them. These sentences bring in
vocabulary and constructions, evenly over the event types, and everyday senses of the same words as counter-examples.

Markup, one report a line, blank lines and lines with ``#`` ignored::

    {a:Die Rebellen} haben am Montag {r:die Armee} [ASSAULT/firearms:angegriffen].
    {a1 r2:Iran} [1 REQUEST:fordert] {r1 a2:die USA} auf, die [2 SANCTION/h:Sanktionen] aufzuheben.

``[n TYPE/mode/s:words]`` is the trigger of event n (1 if not given), ``{a:...}`` and ``{r:...}`` its actor and
recipient. s is the status: o occurred (default), g ongoing, p planned, s possible, h hypothetical, n negated.
A second ``[n +:words]`` adds a further trigger part or mention to event n.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lagebild.ontology import event_types

HERE = Path(__file__).parent
STATUSES = {"o": "occurred", "g": "ongoing", "p": "planned", "s": "possible", "h": "hypothetical", "n": "negated"}
_TOKEN = re.compile(r"\[(?:(?P<event>\d) )?(?P<code>[A-Z]+(?:/[\w-]+)*|\+):|\{(?P<roles>[ar]\d?(?: [ar]\d?)*):|[\]}]")


class MarkupError(ValueError):
    """A line whose markup is wrong, with its place."""


@dataclass
class _Event:
    type: str = ""
    mode: str | None = None
    status: str = "occurred"
    spans: list[list[int]] = field(default_factory=list)
    roles: dict[str, list[str]] = field(default_factory=lambda: {"a": [], "r": []})


def corpus(language: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Reports and claims of one language in the format of the gold sets (codes of actors are not given)."""
    reports, claims = [], []
    for path in sorted(HERE.glob(f"{language}*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                identifier = f"{path.stem}-{number}"
                text, events = parse(line.strip(), identifier)
                reports.append({"id": identifier, "language": language, "published": None, "title": "", "text": text})
                claims.extend(_claims(identifier, events))
    return reports, claims


def parse(line: str, where: str = "line") -> tuple[str, dict[str, _Event]]:
    """Plain text of a marked line, and its events by number. Raises :class:`MarkupError`."""
    text, position, stack, events = "", 0, list[tuple[re.Match[str], int]](), dict[str, _Event]()
    for match in _TOKEN.finditer(line):
        text += line[position : match.start()]
        position = match.end()
        if match.group() in "]}":
            if not stack:
                raise MarkupError(f"{where}: a bracket closes that none opened: {line}")
            opened, start = stack.pop()
            _close(opened, text, start, events, where)
        else:
            stack.append((match, len(text)))
    text += line[position:]
    wrong = [number for number, event in events.items() if event.type not in event_types()]
    if stack or wrong or any(mark in text for mark in "[]{}"):
        raise MarkupError(f"{where}: unclosed bracket or event without type: {line}")
    return text, events


def _close(opened: re.Match[str], text: str, start: int, events: dict[str, _Event], where: str) -> None:
    if opened["roles"]:
        for role in opened["roles"].split():
            events.setdefault(role[1:] or "1", _Event()).roles[role[0]].append(text[start:])
        return
    event = events.setdefault(opened["event"] or "1", _Event())
    event.spans.append([start, len(text)])
    if opened["code"] == "+":
        return
    event.type, *details = opened["code"].split("/")
    if event.type not in event_types():
        raise MarkupError(f"{where}: there is no event type {event.type}")
    for detail in details:
        if detail in STATUSES:
            event.status = STATUSES[detail]
        elif detail in event_types()[event.type].modes:
            event.mode = detail
        else:
            raise MarkupError(f"{where}: {event.type} has no mode {detail}")


def _claims(identifier: str, events: dict[str, _Event]) -> Iterator[dict[str, Any]]:
    for event in events.values():
        yield {
            "doc": identifier,
            "type": event.type,
            "mode": event.mode,
            "actors": [{"name": name, "country": None, "sector": None} for name in event.roles["a"]],
            "recipients": [{"name": name, "country": None, "sector": None} for name in event.roles["r"]],
            "spans": event.spans,
            "status": event.status,
            "sources": [],
            "country": None,
            "time": None,
        }
