"""Claims on the gold reports (``gold/score.py``): who did what to whom, who says so, how certain.

``what``: event type and place; ``whom``: type and codes of both sides; on matched claims ``source``, ``marked``
(planned, possible, hypothetical, negated) and ``mode``. Beside them: ``constant``, the same events with the report's
main country on both sides; ``gold triggers``, roles on the gold's own events; ``frames only`` and ``model only``.
Nothing in here is fitted on these sets. English stands on reports whose gold the combiner was fitted on.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.gold import Example, examples, load_module
from lagebild import attribution, coding
from lagebild.claims import make_claims
from lagebild.coding.assign import assign, people
from lagebild.coding.decide import combiner
from lagebild.coding.events import Event, Role
from lagebild.coding.features import Candidate, lemma_key
from lagebild.coding.frames import Lexicon
from lagebild.coding.match import find
from lagebild.coding.merge import merge_group
from lagebild.coding.modes import choose_mode
from lagebild.coding.own import Frames
from lagebild.coding.roles import Cast
from lagebild.export.gold import to_gold
from lagebild.records import Party

SETS = ("wikinews-dev", "press-dev", "seed", "english-train")
Coder = Callable[[Example], list[Event]]


def shipped(example: Example) -> list[Event]:
    """Events as the pipeline finds them."""
    return coding.code(example.document, example.report, example.grounding)


def frames_only(example: Example) -> list[Event]:
    """Events without the model's event signals and arcs."""
    document = replace(
        example.document, events=[], arcs=[arc for arc in example.document.arcs if "o" not in arc.label[:2]]
    )
    return coding.code(document, example.report, example.grounding)


class NoFrames(Frames):
    """No lexicon at all."""

    def lexicon(self, language: str) -> Lexicon:
        """An empty one."""
        return Lexicon(language)


def model_only(example: Example) -> list[Event]:
    """Events without frames; counts of the training gold stay."""
    return coding.code(example.document, example.report, example.grounding, NoFrames())


def constant(example: Example) -> list[Event]:
    """The shipped events, both sides filled with the country the report is mostly about."""
    home = Cast(example.document, example.report, example.grounding).home
    party = Party(home or "", code=home)
    events = shipped(example)
    for event in events:
        event.actors, event.recipients = [Role(party, event.word)], [Role(party, event.word)]
    return events


def gold_triggers(example: Example) -> list[Event]:
    """The gold's events at the gold's places, with our roles."""
    document = example.document
    cast = Cast(document, example.report, example.grounding)
    matches = find(document, Frames().lexicon(document.language))
    signals = {signal.word: signal for signal in document.events}
    everybody, events = people(cast), []
    for claim in example.claims:
        group = []
        for start, end in claim["spans"]:
            words = document.words_between(start, end)
            inside = [match for match in matches if any(word.index in match.words for word in words)]
            match = next((item for item in inside if item.frame.type == claim["type"]), inside[0] if inside else None)
            main = match.trigger if match else words[0].index if words else None
            if main is not None:
                lemma = lemma_key(document, document.words[main])
                actors, recipients = cast.candidate_roles(main, match)
                group.append(
                    Candidate(main, claim["type"], match, signals.get(main), actors, recipients, lemma, score=1.0)
                )
        if group:
            event = merge_group(group)
            model = combiner()
            event.mode = choose_mode(group, model.modes, model.mode_weights, document.language)
            roles = model.roles["joint" if document.events else "frames"]
            assign(event, cast, everybody, roles)
            events.append(event)
    return events


def records(example: Example, events: list[Event]) -> list[dict[str, Any]]:
    """Events as claims in the gold format."""
    found = attribution.attribute(example.document, example.report, example.grounding)
    found.link({word: event.type for event in events for word in event.words})
    claims = make_claims(events, example.document, example.report, example.grounding, found)
    return [to_gold(claim) for claim in claims]


def figures(shared: Path, gold: Iterable[Example], coder: Coder) -> dict[str, Any]:
    """The scorer's result for some reports."""
    scorer = load_module(shared / "gold/score.py")
    gold = list(gold)
    wanted = [scorer.norm(claim) for example in gold for claim in example.claims]
    predicted = [scorer.norm(record) for example in gold for record in records(example, coder(example))]
    result: dict[str, Any] = scorer.score(wanted, predicted)[0]
    return result


def run(shared: Path) -> dict[str, float]:
    """F1 of each set and of the two German dev sets together, then baselines and ablations on those two."""
    gold = {name: examples(shared, (name,)) for name in SETS}
    dev = [*gold["wikinews-dev"], *gold["press-dev"]]
    numbers: dict[str, float] = {}
    for name, chosen in (("dev", dev), *gold.items()):
        result = figures(shared, chosen, shipped)
        for key in ("what", "whom", "source", "marked"):
            numbers[f"{name} {key}"] = result[key]["f1"]
        for key in ("p", "r"):
            numbers[f"{name} what {key}"] = result["what"][key]
        numbers[f"{name} mode"] = result["mode"]
    for name, coder in (("frames only", frames_only), ("model only", model_only)):
        result = figures(shared, dev, coder)
        numbers[f"dev {name} what"], numbers[f"dev {name} whom"] = result["what"]["f1"], result["whom"]["f1"]
    numbers["dev constant whom"] = figures(shared, dev, constant)["whom"]["f1"]
    numbers["dev gold triggers whom"] = figures(shared, dev, gold_triggers)["whom"]["f1"]
    return numbers


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    for key, value in run(parser.parse_args().shared).items():
        print(f"{key:28s} {value:.3f}")


if __name__ == "__main__":
    main()
