"""What the fit of event coding starts from: reports with candidates, truths, and counts of lemmas."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.cache import analysed
from benchmarks.gold import Example
from gold.published import load as published
from lagebild import pipeline
from lagebild.analysis.document import Document
from lagebild.coding import spotted
from lagebild.coding.decide import Combiner, choose
from lagebild.coding.events import Event
from lagebild.coding.features import MODEL_MINIMUM, Candidate, keys
from lagebild.coding.match import find
from lagebild.coding.merge import groups, merge_group
from lagebild.coding.own import Frames
from lagebild.coding.roles import Cast
from lagebild.records import Report
from lagebild.reports import readable
from training.corpus import corpus
from training.wear import worn

FOLDS = 5
NEAR = 80
"""Characters between a trigger and the gold's that still count as the same place (the scorer's figure)."""
CORPUS = "training corpus"
"""Publisher given to the sentences of ``training/corpus``."""
UNCLEAR = 0.3
"""From this probability of the model on, a word beside the gold's trigger is neither right nor wrong."""
Pair = tuple[str, str]


@dataclass(slots=True)
class Prepared:
    """A training report with its candidates' raw material."""

    example: Example
    own: dict[Pair, list[float]] = field(default_factory=dict)
    """(lemma, type) to right and wrong in this report."""
    honest: bool = False
    """The model never saw it: its signals are those of a new text."""

    @property
    def written(self) -> bool:
        """Written for training: teaches weights, roles and modes, but no threshold or calibration; too eventful."""
        return self.example.report.publisher == CORPUS

    @property
    def single(self) -> bool:
        """A lone sentence: it teaches the weights of triggers only."""
        return self.written and self.example.report.published is None


def near(document: Document, word: int, spans: Iterable[Sequence[int]]) -> bool:
    """Whether a word stands within reach of one of the spans."""
    start, end = document.words[word].start, document.words[word].end
    return any(start - NEAR < last and first - NEAR < end for first, last in spans)


def tight(document: Document, word: int, spans: Iterable[Sequence[int]]) -> bool:
    """Whether a word overlaps one of the spans."""
    start, end = document.words[word].start, document.words[word].end
    return any(start < last and first < end for first, last in spans)


def count(example: Example, pairs: Mapping[str, set[str]], by_key: Mapping[int, str]) -> dict[Pair, list[float]]:
    """How often each lemma of a report states each type it can state, and how often it does not."""
    found: dict[Pair, list[float]] = defaultdict(lambda: [0.0, 0.0])
    spans: dict[str, list[Sequence[int]]] = defaultdict(list)
    for claim in example.claims:
        spans[claim["type"]] += claim["spans"]
    for index, lemma in by_key.items():
        for event in pairs.get(lemma, ()):
            if tight(example.document, index, spans[event]):
                found[lemma, event][0] += 1
            elif not near(example.document, index, spans[event]):
                found[lemma, event][1] += 1
    return dict(found)


def stated(example: Example, by_key: Mapping[int, str]) -> set[Pair]:
    """Lemmas inside the gold's trigger spans with the type stated there."""
    words = example.document.words_between
    return {
        (by_key[word.index], claim["type"])
        for claim in example.claims
        for start, end in claim["spans"]
        for word in words(start, end)
        if word.index in by_key
    }


def prepare(gold: list[Example], honest: Container[str] = ()) -> list[Prepared]:
    """Counts for each report, over the pairs that any report or frame names; ``honest``: see :class:`Prepared`."""
    pairs: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    all_keys = []
    for example in gold:
        document, language = example.document, example.document.language
        matches = find(document, Frames().lexicon(language))
        by_key = keys(document, matches)
        all_keys.append(by_key)
        found = stated(example, by_key)
        found |= {(by_key.get(match.trigger, ""), match.frame.type) for match in matches}
        found |= {
            (by_key.get(signal.word, ""), event)
            for signal in document.events
            for event, chance in signal.types.items()
            if chance >= MODEL_MINIMUM
        }
        for lemma, event in found:
            pairs[language][lemma].add(event)
    prepared = []
    for example, by_key in zip(gold, all_keys, strict=True):
        own = count(example, pairs[example.document.language], by_key)
        prepared.append(Prepared(example, own, example.report.id in honest))
    return prepared


def tables(
    prepared: Iterable[Prepared], without: Prepared | None = None
) -> dict[str, dict[str, dict[str, tuple[float, float]]]]:
    """Summed counts by language, lemma, type; one report's own left out."""
    total: dict[str, dict[str, dict[str, list[float]]]] = defaultdict(lambda: defaultdict(dict))
    for item in prepared:
        if item is without:
            continue
        for (lemma, event), (right, wrong) in item.own.items():
            cell = total[item.example.document.language][lemma].setdefault(event, [0.0, 0.0])
            cell[0] += right
            cell[1] += wrong
    return {
        language: {
            lemma: {event: (cell[0], cell[1]) for event, cell in table.items()} for lemma, table in lemmas.items()
        }
        for language, lemmas in total.items()
    }


def minus(total: Mapping[str, Any], item: Prepared) -> dict[str, Any]:
    """The summed counts without one report's own; rare pairs may be missing there (:func:`training.coding.pruned`)."""
    language = item.example.document.language
    lemmas = dict(total[language])
    for (lemma, event), (right, wrong) in item.own.items():
        table = dict(lemmas.get(lemma, {}))
        all_right, all_wrong = table.pop(event, (0.0, 0.0))
        if all_right + all_wrong > right + wrong:
            table[event] = (max(0.0, all_right - right), max(0.0, all_wrong - wrong))
        lemmas[lemma] = table
    return {**total, language: lemmas}


def labelled(item: Prepared, counts: Mapping[str, Any]) -> list[tuple[Candidate, bool]]:
    """The candidates of a report, and whether the gold has the event there."""
    example = item.example
    cast = Cast(example.document, example.report, example.grounding)
    found = []
    for candidate in spotted(example.document, cast, Frames(), Combiner(counts=dict(counts))):
        claims = [claim for claim in example.claims if claim["type"] == candidate.type]
        spans = [span for claim in claims if claim.get("core", True) for span in claim["spans"]]
        good = tight(example.document, candidate.word, spans)
        if not good and any(tight(example.document, candidate.word, claim["spans"]) for claim in claims):
            continue  # only one of two readers sees the event
        if not good and near(example.document, candidate.word, spans):
            # a frame's word close to the gold's trigger states the same event; other words there only stand beside it
            if candidate.match is None and (candidate.model or 0.0) >= UNCLEAR:
                continue
            good = candidate.match is not None
        found.append((candidate, good))
    return found


def corpus_examples(chosen: Callable[[str], bool] = lambda _: True) -> list[Example]:
    """The texts of the training corpus, those whose id is ``chosen``."""
    found = []
    for language in ("de", "en"):
        records, claims = corpus(language)
        found += _examples([record for record in records if chosen(record["id"])], claims, CORPUS)
    return found


def published_examples(data: Path) -> list[Example]:
    """The reports of the project's own published annotation."""
    found = []
    for language in ("de", "en"):
        found += _examples(*published(data, language), "published")
    return found


def _examples(records: list[dict[str, Any]], claims: list[dict[str, Any]], publisher: str) -> list[Example]:
    by_report: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for claim in claims:
        by_report[claim["doc"]].append(claim)
    reports = []
    for record in records:
        day = dt.date.fromisoformat(record["published"]) if record["published"] else None
        title = record["title"] or None
        report = Report(record["id"], record["text"], record["language"], day, publisher, title=title)
        reports.append(pipeline.prepare(report))
    documents = analysed([(readable(report), report.language or "") for report in reports])
    return [
        Example(report, document, pipeline.ground(document, report), by_report[report.id])
        for report, document in zip(reports, documents, strict=True)
    ]


def worn_examples(gold: list[Example], honest: Container[str] = ()) -> list[Example]:
    """The examples with signals as good as on unseen reports; those in ``honest`` are unseen and stay."""
    matches = [find(item.document, Frames().lexicon(item.document.language)) for item in gold]
    used: Counter[str] = Counter()
    lemmas = []
    for item, found in zip(gold, matches, strict=True):
        lemmas.append({lemma for lemma, _ in stated(item, keys(item.document, found))})
        used.update(lemmas[-1])
    result = []
    for number, (item, found) in enumerate(zip(gold, matches, strict=True)):
        if item.report.id in honest:
            result.append(item)
            continue
        named = [(match.trigger, match.frame.type) for match in found]
        known = {lemma for lemma, uses in used.items() if uses > (lemma in lemmas[number])}
        result.append(replace(item, document=worn(item.document, named, known, number)))
    return result


def events_of(item: Prepared, scored: list[Candidate], model: Combiner, variant: str) -> list[Event]:
    """Merged events of a report before any threshold."""
    return [merge_group(group) for group in groups_of(item, scored, model, variant)]


def groups_of(item: Prepared, scored: list[Candidate], model: Combiner, variant: str) -> list[list[Candidate]]:
    """The triggers of each event of a report before any threshold."""
    return groups(choose(scored, model, variant), item.example.document, model.merging)
