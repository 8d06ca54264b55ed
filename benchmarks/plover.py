"""PLOVER gold standard records (161 English sentences of the CAMEO manual): type, source and target codes.

Best rival, UniversalPetrarch: type top-1 0.491, source F1 0.664, target F1 0.675, event and dyad 0.286.
"""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from benchmarks.cache import analysed
from benchmarks.gold import lines, load_module
from lagebild import attribution, coding, pipeline
from lagebild.analysis.document import Document
from lagebild.claims import make_claims
from lagebild.records import Claim, Party, Report

MINIMUM = 0.05
"""The records are single sentences that each hold one event, so a lower confidence than in the news is right here."""
SHARE = 0.5
"""Events at least this share as sure as the surest one compete for being the main event."""


def claims(record: dict[str, Any], document: Document) -> list[Claim]:
    """The claim of a sentence's main event: of the sure ones the one that no other governs, the surest first."""
    report = pipeline.prepare(Report(record["id"], record["text"], "en", dt.date.fromisoformat(record["date"])))
    grounding = pipeline.ground(document, report)
    events = coding.code(document, report, grounding, min_confidence=MINIMUM)
    best = max((event.confidence for event in events), default=0.0)
    events = [event for event in events if event.confidence >= SHARE * best]
    words = {event.word for event in events}
    outer = [event for event in events if not any(word.index in words for word in document.ancestors(event.word))]
    events = sorted(outer, key=lambda event: -event.confidence)[:1]
    found = attribution.attribute(document, report, grounding)
    found.link({word: event.type for event in events for word in event.words})
    return make_claims(events, document, report, grounding, found)


INTERGOVERNMENTAL = {"UNO": "IGO", "EUR": "IGO"}
"""The records were coded before the United Nations and the European Union had codes of their own: they write ``IGO``
for every intergovernmental organisation and have neither ``UNO`` nor ``EUR``."""


def side(parties: list[Party]) -> list[dict[str, str]]:
    """Parties in the scorer's format and the records' codes."""
    return [
        {"code": INTERGOVERNMENTAL.get(party.code, party.code), "sector": party.sector or ""}
        for party in parties
        if party.code
    ]


def predict(gold: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What we find, in the scorer's format."""
    documents = analysed([(record["text"], "en") for record in gold])
    found = []
    for record, document in zip(gold, documents, strict=True):
        events = [
            {
                "event": claim.event,
                "mode": claim.mode or "",
                "contexts": claim.contexts,
                "source": side(claim.actors),
                "target": side(claim.recipients),
            }
            for claim in claims(record, document)
        ]
        found.append({"id": record["id"], "events": events})
    return found


def run(shared: Path) -> dict[str, float]:
    """The scorer's main figures."""
    scorer = load_module(shared / "data/bench/scorers/score_plover.py")
    gold = lines(shared / "data/bench/plover-gsr/plover_gsr.jsonl")
    result = scorer.score(gold, predict(gold))
    return {
        "type top1": result["type.top1"],
        "type F1": result["type.F1"]["F1"],
        "quad top1": result["quad.top1"],
        "source F1": result["source"]["F1"],
        "target F1": result["target"]["F1"],
        "event+dyad": result["event+dyad"],
        "context": result["context.any"][0] / max(1, result["context.any"][1]),
    }


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    for key, value in run(parser.parse_args().shared).items():
        print(f"{key:28s} {value:.3f}")


if __name__ == "__main__":
    main()
