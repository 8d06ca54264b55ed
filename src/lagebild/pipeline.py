"""The one path of the data: report, analysis, grounding, coding, attribution, claims.

The same path serves a single text, a folder and a cluster; only what drives it differs.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Iterator
from itertools import compress, islice

from lagebild import attribution, coding, entities, places, times
from lagebild.analysis import Analyzer
from lagebild.analysis.analyzer import Item
from lagebild.analysis.document import Document
from lagebild.analysis.first_look import LOOKED_AT, PARTLY, first_look
from lagebild.analysis.tokenizer import split_sentences
from lagebild.claims import make_claims
from lagebild.coding.events import Event
from lagebild.records import Grounding, Reading, Report, Span
from lagebild.reports import ReportError, clean, detect, readable

_log = logging.getLogger(__name__)

BATCH = 32
"""Reports analysed together: enough to fill the model's batches with sentences of like length."""

SUPPORTED = ("de", "en")
_SILENT = {"dateline", "credit", "byline", "teaser", "footer"}


Analysed = tuple[Report, Document, Grounding]


class Reader:
    """Reads reports; loads the model once. Not for several threads at a time: give each its own.

    ``threads``: processors for the model, by default all; 1 where as many readers as processors work side by side.
    ``look_first`` leaves out reports and sentences in which a cheap look finds no sign of an event
    (:mod:`lagebild.analysis.first_look`); not with a user's own event types, which it does not know.
    """

    def __init__(
        self,
        *,
        min_confidence: float | None = None,
        frames: coding.Frames | None = None,
        threads: int | None = None,
        look_first: bool = False,
    ) -> None:
        self._analyzer = Analyzer.load(threads=threads)
        self._min_confidence = min_confidence
        self._frames = frames
        self._look_first = look_first and frames is None

    def read(self, reports: Iterable[Report | ReportError]) -> Iterator[Reading | ReportError]:
        """A reading for each report, in order; errors pass through, and a report that fails becomes one."""
        waiting = iter(reports)
        while batch := list(islice(waiting, BATCH)):
            yield from self._read_batch(batch)

    def layers(self, reports: Iterable[Report | ReportError]) -> Iterator[Analysed | ReportError]:
        """The steps up to the grounding, for those who want layers rather than claims."""
        waiting = iter(reports)
        while batch := list(islice(waiting, BATCH)):
            for item, document, _ in self._analysed(batch):
                if isinstance(item, Report) and document is not None:
                    yield item, document, ground(document, item)
                elif isinstance(item, ReportError):
                    yield item

    def _read_batch(self, batch: list[Report | ReportError]) -> Iterator[Reading | ReportError]:
        for item, document, notes in self._analysed(batch, look_first=self._look_first):
            if isinstance(item, ReportError):
                yield item
                continue
            result = Reading(item) if document is None else self._interpreted(document, item)
            if isinstance(result, Reading):
                result.notes += notes
            yield result

    def _interpreted(self, document: Document, report: Report) -> Reading | ReportError:
        """A fault of ours in one report must not stop the others: it becomes that report's error, trace in the log."""
        try:
            return self.interpret(document, report)
        except Exception as error:
            _log.exception("reading %s failed", report.id)
            return ReportError(
                report.id,
                f"reading it failed inside Lagebild ({type(error).__name__}: {error})",
                "Please report this with the text; the other reports are not affected",
            )

    def _analysed(
        self, batch: list[Report | ReportError], *, look_first: bool = False
    ) -> Iterator[tuple[Report | ReportError, Document | None, list[str]]]:
        """Each item with its document and what to note; errors have none, nor have reports that are looked at only."""
        prepared = [_prepared(item) for item in batch]
        looked = [_looked(item, look_first) if isinstance(item, Report) else (None, []) for item in prepared]
        documents = iter(self._analyzer.analyse_tokens([text for text, _ in looked if text]))
        for item, (text, notes) in zip(prepared, looked, strict=True):
            yield item, next(documents) if text else None, notes

    def interpret(self, document: Document, report: Report) -> Reading:
        """From an analysed report to its claims."""
        grounding = ground(document, report)
        events = coding.code(document, report, grounding, frames=self._frames, min_confidence=self._min_confidence)
        events = [event for event in events if not _in_furniture(document, report, event)]
        found = attribution.attribute(document, report, grounding)
        found.link({word: event.type for event in events for word in event.words})
        claims = make_claims(events, document, report, grounding, found)
        return Reading(report, claims, grounding, document.vector)


def prepare(report: Report) -> Report:
    """Language and furniture. Raises :class:`ReportError` where the report cannot be read."""
    if not report.text.strip():
        raise ReportError(report.id, "the report has no text", "Give the text of the report")
    report.language = (report.language or detect(report.text)).lower()[:2]
    if report.language not in SUPPORTED:
        raise ReportError(
            report.id,
            f"its language '{report.language}' has no support yet",
            f"Supported: {', '.join(SUPPORTED)}. If the language was detected wrongly, give --language",
        )
    return clean(report)


def ground(document: Document, report: Report) -> Grounding:
    """What the words refer to."""
    return Grounding(
        mentions=entities.resolve(document, report),
        places=places.resolve(document, report),
        times=times.resolve(document, report),
    )


def read(
    text: str,
    *,
    published: dt.date | str | None = None,
    language: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    report_id: str = "report",
    min_confidence: float | None = None,
) -> Reading:
    """Read one text. Raises :class:`ReportError` where it cannot be read."""
    day = dt.date.fromisoformat(published) if isinstance(published, str) else published
    report = Report(report_id, text, language, day, publisher, title=title)
    (reading,) = Reader(min_confidence=min_confidence).read([report])
    if isinstance(reading, ReportError):
        raise reading
    return reading


def read_many(
    reports: Iterable[Report | ReportError], *, min_confidence: float | None = None
) -> Iterator[Reading | ReportError]:
    """Read many reports as a stream, results in input order; errors come in place of the report."""
    return Reader(min_confidence=min_confidence).read(reports)


def _tokens(report: Report) -> Item:
    text, language = readable(report), report.language or ""
    return text, language, split_sentences(text, language)


def _looked(report: Report, look_first: bool) -> tuple[Item | None, list[str]]:
    """What of a text the network is to read, and the note on what is left out."""
    text, language, sentences = _tokens(report)
    look = first_look(language) if look_first else None
    if look is None:
        return (text, language, sentences), []
    chosen = look.to_read([word for token in tokens for word in token.words] for tokens in sentences)
    if not any(chosen):
        return None, [LOOKED_AT]
    return (text, language, list(compress(sentences, chosen))), [] if all(chosen) else [PARTLY]


def _prepared(item: Report | ReportError) -> Report | ReportError:
    if isinstance(item, ReportError):
        return item
    try:
        return prepare(item)
    except ReportError as error:
        return error


def _in_furniture(document: Document, report: Report, event: Event) -> bool:
    word = document.words[event.word]
    span = Span(word.start, word.end)
    return any(part.kind in _SILENT and part.span.overlaps(span) for part in report.furniture)
