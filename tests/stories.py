"""Readings built by hand from a text and short descriptions of its claims."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lagebild.export.gold import from_gold
from lagebild.records import Claim, Reading, Report


def claim(
    report: Report,
    kind: str,
    trigger: str,
    actors: list[tuple[str, str | None, str | None]],
    recipients: list[tuple[str, str | None, str | None]] | None = None,
    *,
    number: int = 1,
    sources: list[tuple[str, str]] | None = None,
    **more: Any,
) -> Claim:
    """A claim of ``report`` whose trigger words, actors and recipients are looked up in its text."""
    start = report.text.index(trigger)
    mode = more.pop("mode", None)
    record = {
        "type": kind,
        "mode": mode,
        "spans": [[start, start + len(trigger)]],
        "actors": [_party(item) for item in actors],
        "recipients": [_party(item) for item in recipients or []],
        "sources": [{"name": name, "stance": stance} for name, stance in sources or []],
        **more,
    }
    return from_gold(record, report, number=number)


def reading(
    identity: str,
    text: str,
    *claims: tuple[Any, ...],
    published: str | None = "2024-10-12",
    publisher: str = "Tagblatt",
    language: str = "de",
    vector: list[float] | None = None,
    credits: list[str] | None = None,
    title: str | None = None,
) -> Reading:
    """A reading; each claim is ``(type, trigger, actors, recipients, {more})``, the last two optional."""
    day = dt.date.fromisoformat(published) if published else None
    report = Report(identity, text, language, day, publisher, f"https://example.org/{identity}", title)
    report.credits = list(credits or [])
    result = Reading(report, vector=vector)
    for number, (kind, trigger, actors, *rest) in enumerate(claims, 1):
        recipients = rest[0] if rest else []
        more = rest[1] if len(rest) > 1 else {}
        result.claims.append(claim(report, kind, trigger, actors, recipients, number=number, **more))
    return result


def _party(item: tuple[str, str | None, str | None]) -> dict[str, Any]:
    name, country, sector = item
    return {"name": name, "country": country, "sector": sector}


def dam() -> list[Reading]:
    """One broken dam told five times: a wire text and its copy, another paper, a state agency twice; and a meeting."""
    who = [("russische Truppen", "RUS", "MIL")]
    to = [("Dorfbewohner", "UKR", "CVL")]
    when = {"time": "am Dienstag", "date": "2023-06-06", "place": "Nowa Kachowka", "country": "UKR"}
    deny = {"sources": [("Kiew", "asserts"), ("der Kreml", "denies")], **when}
    wire = (
        "Cherson (dpa) - Unbekannte haben am Dienstag den Staudamm von Nowa Kachowka gesprengt. Mindestens 12 Tote "
        "meldeten die Behörden, viele Dorfbewohner flohen vor dem Wasser. Kiew sieht russische Truppen am Werk, der "
        "Kreml bestreitet das."
    )
    blast = ("ASSAULT", "gesprengt", who, to, deny)
    short = "Damm gebrochen\n\n" + wire
    english = (
        "Russian soldiers blew up the dam at Nova Kakhovka on Tuesday, Ukraine said. At least 17 people were killed, "
        "and villagers fled the water."
    )
    tass = "Ukrainian shells destroyed the dam at Nova Kakhovka on Tuesday, TASS reported from the scene near Kherson."
    en_when = {"time": "on Tuesday", "date": "2023-06-06", "place": "Nova Kakhovka", "country": "UKR"}
    hit = ("ASSAULT", "blew up", [("Russian soldiers", "RUS", "MIL")], [("villagers", "UKR", "CVL")], en_when)
    shell = ("ASSAULT", "destroyed", [("Ukrainian shells", "UKR", "MIL")], [], en_when)
    return [
        reading("dam-1", wire, blast, published="2023-06-06", publisher="Nordkurier", credits=["dpa"]),
        reading("dam-2", short, blast, published="2023-06-06", publisher="Abendpost", credits=["dpa"]),
        reading("dam-3", english, hit, published="2023-06-07", publisher="Daily Ledger", language="en"),
        reading("dam-4", tass, shell, published="2023-06-06", publisher="TASS", language="en"),
        reading(
            "dam-5",
            tass.replace("Ukrainian", "Heavy Ukrainian"),
            shell_of(shell),
            published="2023-06-07",
            language="en",
        ),
        meeting(),
    ]


def shell_of(claim: tuple[Any, ...]) -> tuple[Any, ...]:
    """The same claim without its actor, for a text that names it otherwise."""
    return (claim[0], claim[1], [], *claim[3:])


def meeting(day: str = "2023-06-06", **more: Any) -> Reading:
    """Another event on the same day."""
    return reading(
        more.pop("identity", "meeting-1"),
        "In Oslo hat Außenministerin Ingrid Solvang am Dienstag ihren Kollegen Mikko Lehtinen empfangen.",
        (
            "CONSULT",
            "empfangen",
            [("Ingrid Solvang", "NOR", "GOV"), ("Mikko Lehtinen", "FIN", "GOV")],
            [],
            {"time": "am Dienstag", "date": day, "place": "Oslo", "country": "NOR"},
        ),
        published=day,
        publisher=more.pop("publisher", "Küstenblatt"),
        **more,
    )
