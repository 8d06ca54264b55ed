"""Readings that fill the pages: two states over a year, a broken dam told five times, a meeting, a hostile report."""

from __future__ import annotations

from lagebild.picture import add, verdicts
from lagebild.records import Reading
from lagebild.store import Store
from tests.readings import vienna
from tests.stories import dam, reading

IRAN, RUSSIA = [("Teheran", "IRN", "GOV")], [("Moskau", "RUS", "GOV")]
PLACES = (
    ("Wien", "AUT", 48.2, 16.4),
    ("Baku", "AZE", 40.4, 49.9),
    ("Maskat", "OMN", 23.6, 58.4),
    ("Genf", "CHE", 46.2, 6.1),
)
KINDS = (
    ("CONSULT", "beraten"),
    ("AGREE", "vereinbart"),
    ("ACCUSE", "beschuldigt"),
    ("AID", "unterstützt"),
    ("THREATEN", "gedroht"),
    ("COOPERATE", "zusammengearbeitet"),
)
BIDI, GIANT = "\u202e", "x" * 30_000
SCRIPT = "<script>document.title='broken'</script><img src=x onerror=alert(1)>"


def dealings() -> list[Reading]:
    """Moscow and Tehran, month by month, in two papers; some of it denied."""
    found = []
    for month in range(1, 13):
        kind, verb = KINDS[month % len(KINDS)]
        place, country, lat, lon = PLACES[month % len(PLACES)]
        day = f"2023-{month:02d}-{month + 8:02d}"
        for paper in ("Morgenblatt", "Der Kurier")[: 1 + month % 2]:
            text = (
                f"{place} - Moskau hat nach Angaben der Delegation in dieser Woche mit Teheran {verb}. {paper} meldet "
                f"ein Treffen der Unterhändler in {place}. Kiew sprach von einer Bedrohung; Teheran wies das zurück."
            )
            denied = [("Kiew", "asserts"), ("Teheran", "denies")] if month % 3 == 0 else [("die Delegation", "asserts")]
            more = {"time": "in dieser Woche", "date": day, "place": place, "country": country, "sources": denied}
            one = reading(
                f"tie-{month}-{paper[:3]}",
                text,
                (kind, verb, RUSSIA, IRAN, more),
                published=day,
                publisher=paper,
                title=f"Moskau und Teheran in {place}",
            )
            for claim in one.claims:
                if claim.place:
                    claim.place.lat, claim.place.lon = lat, lon
                for source in claim.sources:
                    source.country = {"Teheran": "IRN", "Kiew": "UKR", "die Delegation": "RUS"}[source.name]
            found.append(one)
    return found


def hostile() -> Reading:
    """A report that attacks its readers: scripts, turned reading direction, a giant word, a dangerous address."""
    text = f"{SCRIPT} Minister {BIDI}moT hat am Montag in Oslo Gäste empfangen. {GIANT}"
    one = reading(
        "hostile",
        text,
        ("CONSULT", "empfangen", [(f"Minister {BIDI}moT", "NOR", "GOV"), ("Gäste", "SWE", "GOV")], [], {}),
        published="2023-06-08",
        publisher=SCRIPT,
        title=f"{BIDI}{SCRIPT}",
    )
    one.report.url = "javascript:alert(1)"
    return one


def fill(store: Store) -> None:
    """All of them, and a verdict."""
    for item in [*dealings(), *dam(), vienna(), hostile()]:
        add(store, item)
    verdicts.accept(store, event=1, who="ada", note="seen")
