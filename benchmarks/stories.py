"""Reads the stories of the merging benchmark: reports with their true origins, claims with their true events.

The format is told in ``data/merging/README.md``. ``python -m benchmarks.stories`` writes them out as JSON lines.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data" / "merging"
_MARK = re.compile(
    r"\[(?P<key>[A-Z@t]):(?P<words>[^\]=]+)(?:=(?P<day>[\d-]+))?\]|\{(?P<event>[a-z])(?P<how>[^:}]*):(?P<trigger>[^}]+)\}"
)
_HEAD = re.compile(r"(?P<number>\d+) (?P<outlet>.+) (?P<day>\d{4}-\d\d-\d\d) (?P<language>\w\w) (?P<origin>.+)")
_COPY = re.compile(r"= (?P<outlet>.+) (?P<day>\d{4}-\d\d-\d\d) (?P<number>\d+)(?P<rest>.*)")


@dataclass
class Story:
    """What is true: parties by key, events by key, and the reports in marked-up text."""

    name: str
    who: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    origins: dict[str, tuple[str, str]] = field(default_factory=dict)


def load() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Reports (``id``, ``text``, ``origin``, ...) and claims (gold format with ``event``) of all stories."""
    reports: list[dict[str, Any]] = []
    claims: list[dict[str, Any]] = []
    for path in sorted(FOLDER.glob("stories-*.txt")):
        for block in re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            _story(block.strip().splitlines(), reports, claims)
    return reports, claims


def _story(lines: list[str], reports: list[dict[str, Any]], claims: list[dict[str, Any]]) -> None:
    story = Story(lines[0].strip())
    position = 1
    while position < len(lines):
        line = lines[position]
        position += 1
        if line.startswith("who "):
            _who(story, line)
        elif line.startswith("event "):
            _event(story, line)
        elif copied := _COPY.fullmatch(line):
            _add(story, copied, _changed(story.texts[copied["number"]], copied["rest"]), reports, claims)
        elif head := _HEAD.fullmatch(line):
            text = lines[position]
            position += 1
            story.texts[head["number"]] = text
            story.origins[head["number"]] = (head["language"], head["origin"])
            _add(story, head, text, reports, claims)
        else:
            raise ValueError(f"{story.name}: {line!r} is no part of a story.")


def _who(story: Story, line: str) -> None:
    for part in line.removeprefix("who ").split("|"):
        key, code, sector = part.split()
        story.who[key] = (None if code == "-" else code, None if sector == "-" else sector)


def _event(story: Story, line: str) -> None:
    _, key, kind, parties, day, *place, country = line.split()
    kind, _, mode = kind.partition(":")
    actors, _, recipients = parties.partition(">")
    story.events[key] = {
        "type": kind,
        "mode": mode or None,
        "actors": [name for name in actors.split(",") if name],
        "recipients": [name for name in recipients.split(",") if name],
        "day": day,
        "country": None if country == "-" else country,
        "place": " ".join(place),
    }


def _changed(text: str, rest: str) -> str:
    """A wire text as another desk prints it."""
    cut = re.search(r"cut=(\d+)", rest)
    if cut:
        text = " ".join(re.split(r"(?<=[.!?]) (?=[\[{A-ZÄÖÜ])", text)[: -int(cut[1])])
    added, head = re.search(r"add=(.+)", rest), re.search(r"head=(.+)", rest)
    text = f"{text} {added[1]}" if added else text
    return f"{head[1]}\n\n{text}" if head else text


def _add(
    story: Story, head: re.Match[str], marked: str, reports: list[dict[str, Any]], claims: list[dict[str, Any]]
) -> None:
    language, origin = story.origins[head["number"]]
    identity = f"{story.name}-{len([report for report in reports if report['story'] == story.name]) + 1}"
    text, marks = _unmarked(marked)
    reports.append(
        {
            "id": identity,
            "story": story.name,
            "language": language,
            "published": head["day"],
            "publisher": head["outlet"],
            "text": text,
            "origin": f"{story.name}/{head['outlet'] if origin == 'own' else origin}",
        }
    )
    claims.extend(_claims(story, identity, marks))


def _unmarked(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """The plain text, and the marks with their places in it."""
    text, marks, position = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[position : match.start()]
        words = match["words"] or match["trigger"]
        marks.append(match.groupdict() | {"span": [len(text), len(text) + len(words)], "text": words})
        text += words
        position = match.end()
    return text + marked[position:], marks


def _claims(story: Story, identity: str, marks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for mark in marks:
        if not mark["event"]:
            continue
        if mark["event"] in found:
            found[mark["event"]]["spans"].append(mark["span"])
            continue
        found[mark["event"]] = _claim(story, identity, mark, marks)
    return list(found.values())


def _claim(story: Story, identity: str, mark: dict[str, Any], marks: list[dict[str, Any]]) -> dict[str, Any]:
    event = story.events[mark["event"]]
    time = next((item for item in marks if item["key"] == "t"), None)
    place = next((item for item in marks if item["key"] == "@"), None)
    how, kind = mark["how"][:1], mark["how"][1:]
    main = mark["event"] == "e"
    sides = ("recipients", "actors") if how == "<" else ("actors", "recipients")
    return {
        "doc": identity,
        "event": f"{story.name}/{mark['event']}",
        "type": kind or event["type"],
        "mode": None if kind else event["mode"],
        "actors": _parties(story, event[sides[0]], marks),
        "recipients": _parties(story, event[sides[1]], marks),
        "spans": [mark["span"]],
        "status": {"?": "possible", "+": "planned", "-": "negated"}.get(how, "occurred"),
        "sources": _sources(story, marks) if main else [],
        "country": event["country"] if place else None,
        "place": place["text"] if place and main else None,
        "time": time["text"] if time else None,
        "date": (time["day"] or event["day"]) if time else None,
    }


def _parties(story: Story, keys: list[str], marks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parties as this report names them first; one that names others for the deed has these."""
    found: dict[str, dict[str, Any]] = {}
    for mark in marks:
        if mark["key"] in keys and mark["key"] not in found:
            code, sector = story.who[mark["key"]]
            found[mark["key"]] = {"name": mark["text"], "country": code, "sector": sector, "span": mark["span"]}
    return list(found.values())


def _sources(story: Story, marks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    stances = {key: stance for key, stance in (("S", "asserts"), ("D", "denies")) if key not in story.who}
    return [
        {"name": mark["text"], "stance": stances[mark["key"]], "span": mark["span"]}
        for mark in marks
        if mark["key"] in stances
    ]


def main() -> None:
    """Write ``reports.jsonl`` and ``claims.jsonl``."""
    reports, claims = load()
    for name, rows in (("reports", reports), ("claims", claims)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (FOLDER / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    events = {claim["event"] for claim in claims}
    print(f"{len(reports)} reports, {len(claims)} claims, {len(events)} events")


if __name__ == "__main__":
    main()
