"""Reports and sentences written for training, with their events marked in the text: CC BY 4.0, by the project.

The gold reports are few; half of the trigger words of a new text never occur in them. These texts bring in
vocabulary and constructions, evenly over the event types, and everyday senses of the same words as counter-examples.
They were written by instances of a large language model. Nothing in them is a report of fact: where they are modelled
on real events and name real people, details, quotes and attributions are invented. They must never be quoted, cited or
shown as news; the first line of every file says so.

Files ``xx-*.txt`` hold one short text a line; blank lines and lines with ``#`` are ignored. Files ``xx-reports*.txt``
hold whole reports: a line ``## 2024-05-03 | Title`` opens one, the lines up to the next are its paragraphs.
Markup::

    {a:Die Rebellen} haben am Montag {r:die Armee} [ASSAULT/firearms:angegriffen].
    {a1 r2=IRN.GOV:Iran} [1 REQUEST:fordert] {r1 a2=USA.GOV:die USA} auf, die [2 SANCTION/h:Sanktionen] aufzuheben.
    {s3=LBN.MED:Der Sender} meldet, {a3=UAF:Bewaffnete} hätten {t3:am Freitag} den Ort [3 ASSAULT/@LBN:überfallen].

``[n TYPE/mode/s/@XXX:words]`` is the trigger of event n (1 if not given). s is the status: o occurred (default),
g ongoing, p planned, s possible, h hypothetical, n negated; ``@XXX`` the country where it takes place.
``[n +:words]`` adds a further part or mention of the trigger. ``{...:words}`` is a party to the events it lists:
a actor, r recipient, s source that asserts, d source that denies, u source that doubts, t the time;
``=COUNTRY.SECTOR`` (or ``=COUNTRY``, ``=-.SECTOR``) its codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pycountry

from lagebild.ontology import entity_codes, event_types, sectors

HERE = Path(__file__).parent
STATUSES = {"o": "occurred", "g": "ongoing", "p": "planned", "s": "possible", "h": "hypothetical", "n": "negated"}
STANCES = {"s": "asserts", "d": "denies", "u": "doubts"}
PLACES = {country.alpha_3 for country in pycountry.countries} | set(entity_codes())
_HEADING = re.compile(r"## (\d{4}-\d{2}-\d{2}) \| (.+)")
_TOKEN = re.compile(
    r"\[(?:(?P<event>\d+) )?(?P<code>[A-Z]+(?:/[@\w-]+)*|\+):"
    r"|\{(?P<roles>[arsdut]\d*(?: [arsdut]\d*)*)(?: ?=(?P<country>[A-Z]{3}|-)?(?:\.?(?P<sector>[A-Z]{3}))?)?:"
    r"|[\]}]"
)


class MarkupError(ValueError):
    """A line whose markup is wrong, with its place."""


@dataclass
class Marked:
    """One event as it is marked."""

    type: str = ""
    mode: str | None = None
    status: str = "occurred"
    country: str | None = None
    spans: list[list[int]] = field(default_factory=list)
    parties: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {role: [] for role in "arsdut"})
    """Role letter to mentions (name, country, sector, span)."""


def corpus(language: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Reports and claims of one language in the format of the gold sets. Raises :class:`MarkupError`."""
    reports, claims = [], []
    for identifier, published, title, marked in _texts(language):
        text, events = parse(marked, identifier)
        reports.append(
            {"id": identifier, "language": language, "published": published, "title": title, "text": text}
        )  # fmt: skip
        claims.extend(_claims(identifier, events))
    return reports, claims


def _texts(language: str) -> Iterator[tuple[str, str | None, str, str]]:
    """Identifier, day, title and marked text of all reports of a language."""
    for path in sorted(HERE.glob(f"{language}-*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        if path.stem.startswith(f"{language}-reports"):
            yield from _reports(path.stem, lines)
        else:
            for number, line in enumerate(lines, 1):
                if line.strip() and not line.startswith("#"):
                    yield f"{path.stem}-{number}", None, "", line.strip()


def _reports(stem: str, lines: list[str]) -> Iterator[tuple[str, str | None, str, str]]:
    heading: re.Match[str] | None = None
    start, paragraphs = 0, list[str]()
    for number, line in enumerate([*lines, "## "], 1):
        if not line.startswith("## "):
            if line.strip() and not line.startswith("#"):
                paragraphs.append(line.strip())
            continue
        if heading and paragraphs:
            yield f"{stem}-{start}", heading[1], heading[2].strip(), "\n\n".join(paragraphs)
        heading, start, paragraphs = _HEADING.fullmatch(line.strip()), number, []
        if not heading and number <= len(lines):
            raise MarkupError(f"{stem}-{number}: a report starts with '## 2024-05-03 | Title', not with {line!r}")


def parse(line: str, where: str = "line") -> tuple[str, dict[str, Marked]]:
    """Plain text of a marked text, and its events by number. Raises :class:`MarkupError`."""
    text, position, stack, events = "", 0, list[tuple[re.Match[str], int]](), dict[str, Marked]()
    for match in _TOKEN.finditer(line):
        text += line[position : match.start()]
        position = match.end()
        if match.group() not in "]}":
            stack.append((match, len(text)))
            continue
        if not stack or stack[-1][0].group()[0] + match.group() not in ("[]", "{}"):
            raise MarkupError(f"{where}: a bracket closes that none opened: ...{line[:position][-80:]}")
        _close(*stack.pop(), text, events, where)
    text += line[position:]
    if wrong := [number for number, event in events.items() if not event.type]:
        raise MarkupError(f"{where}: no trigger gives a type to event {', '.join(wrong)}")
    if stack or (stray := re.search(r"[\[\]{}]", text)):
        place = text[stack[0][1] :] if stack else text[stray.start() :]  # type: ignore[union-attr]
        raise MarkupError(f"{where}: a bracket that is not closed, or wrong markup: {place[:80]}")
    return text, events


def _close(opened: re.Match[str], start: int, text: str, events: dict[str, Marked], where: str) -> None:
    if opened["roles"]:
        party = {"name": text[start:], **_codes(opened, where), "span": [start, len(text)]}
        for role in opened["roles"].split():
            known = events.setdefault(role[1:] or "1", Marked()).parties[role[0]]
            if all(other["name"] != party["name"] for other in known):
                known.append(party)
        return
    event = events.setdefault(opened["event"] or "1", Marked())
    event.spans.append([start, len(text)])
    if opened["code"] != "+":
        _describe(event, opened["code"], where)


def _codes(opened: re.Match[str], where: str) -> dict[str, str | None]:
    country, sector = opened["country"], opened["sector"]
    if country and country != "-" and country not in PLACES:
        raise MarkupError(f"{where}: there is no country or entity code {country!r}")
    if sector and sector not in sectors():
        raise MarkupError(f"{where}: there is no sector {sector!r}")
    return {"country": None if country == "-" else country, "sector": sector}


def _describe(event: Marked, code: str, where: str) -> None:
    event.type, *details = code.split("/")
    if event.type not in event_types():
        raise MarkupError(f"{where}: there is no event type {event.type}")
    for detail in details:
        if detail in STATUSES:
            event.status = STATUSES[detail]
        elif detail.startswith("@") and detail[1:] in PLACES:
            event.country = detail[1:]
        elif detail in event_types()[event.type].modes:
            event.mode = detail
        else:
            raise MarkupError(f"{where}: {event.type} has no mode, status or country {detail}")


def _claims(identifier: str, events: dict[str, Marked]) -> Iterator[dict[str, Any]]:
    for event in events.values():
        yield {
            "doc": identifier,
            "type": event.type,
            "mode": event.mode,
            "actors": event.parties["a"],
            "recipients": event.parties["r"],
            "spans": event.spans,
            "status": event.status,
            "sources": [
                {"name": party["name"], "stance": stance}
                for letter, stance in STANCES.items()
                for party in event.parties[letter]
            ],
            "country": event.country,
            "time": next((party["name"] for party in event.parties["t"]), None),
        }
