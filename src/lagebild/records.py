"""The words of Lagebild as types: report, mention, source, claim.

A record is plain data. It goes from one step to the next; a step only adds what it knows. All offsets are Python
character offsets into ``Report.text``, end exclusive.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Status = Literal["occurred", "ongoing", "planned", "possible", "hypothetical", "negated"]
Stance = Literal["asserts", "denies", "doubts", "confirms"]
Form = Literal["direct", "indirect", "konjunktiv", "attribution", "modal", "credit"]
"""How a source speaks: quotation marks; dass-clause or infinitive; free Konjunktiv; laut/zufolge/according to;
soll/will/reportedly; an agency's credit."""


@dataclass(slots=True, frozen=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of a report's text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(slots=True)
class Report:
    """One news text with its metadata. ``furniture`` marks characters that are no statement of the report."""

    id: str
    text: str
    language: str | None = None
    published: dt.date | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    furniture: list[Furniture] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    """Agencies and outlets that the text itself names as where it comes from, e.g. ``dpa``."""
    dateline: str | None = None
    """The place a dateline names ("ANKARA (dpa) -")."""


@dataclass(slots=True)
class Furniture:
    """A part of the text that is layout rather than statement.

    ``break`` is a line break inside a sentence, ``markup`` bold marks, link targets and the like.
    """

    kind: Literal["heading", "dateline", "credit", "byline", "teaser", "footer", "markup", "break"]
    span: Span


@dataclass(slots=True)
class Mention:
    """An entity where the text names or describes it.

    ``head`` is the index of its syntactic head in the document's words. ``kind``: person, organisation, country,
    place, group, role, pronoun. ``country`` is an ISO 3166-1 alpha-3 or PLOVER entity code, ``sector`` a PLOVER
    sector. ``entity`` identifies the entity across reports where it is known (else None), ``cluster`` within this
    report. ``why`` tells in words what led to code and sector.
    """

    span: Span
    text: str
    kind: str
    head: int
    country: str | None = None
    sector: str | None = None
    second_sector: str | None = None
    entity: str | None = None
    name: str | None = None
    """Best known name: canonical if identified, else the longest form in this report."""
    cluster: int | None = None
    why: str = ""


@dataclass(slots=True)
class PlaceMention:
    """A place where the text names it, with its reading in the gazetteer (None where unknown)."""

    span: Span
    text: str
    name: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    geonames: str | None = None
    kind: str | None = None
    """country, city, region, water, ..."""
    why: str = ""


@dataclass(slots=True)
class TimeMention:
    """A time expression: TIMEX3 ``type`` (DATE, TIME, DURATION, SET) and ``value``; first and last day meant."""

    span: Span
    text: str
    type: str
    value: str
    start: dt.date | None = None
    end: dt.date | None = None
    why: str = ""


@dataclass(slots=True)
class Grounding:
    """What a report's words refer to."""

    mentions: list[Mention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)


@dataclass(slots=True)
class Source:
    """Who says so, inside the report.

    ``chain`` runs from the first speaker to the one who passes it on last, this source's own name first.
    ``commitment`` is what the source itself says of the event (a :data:`Status`).
    """

    name: str
    stance: Stance = "asserts"
    form: Form = "indirect"
    span: Span | None = None
    cue: Span | None = None
    content: list[Span] = field(default_factory=list)
    chain: list[str] = field(default_factory=list)
    kind: str | None = None
    country: str | None = None
    sector: str | None = None
    entity: str | None = None
    commitment: Status | None = None
    why: str = ""


@dataclass(slots=True)
class Party:
    """An actor or recipient of a claim."""

    text: str
    span: Span | None = None
    code: str | None = None
    sector: str | None = None
    second_sector: str | None = None
    entity: str | None = None
    name: str | None = None
    why: str = ""


@dataclass(slots=True)
class Claim:
    """What one report says happened, who says so, how certain, and the exact words it rests on."""

    id: str
    report_id: str
    event: str
    mode: str | None = None
    contexts: list[str] = field(default_factory=list)
    actors: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    status: Status = "occurred"
    sources: list[Source] = field(default_factory=list)
    triggers: list[Span] = field(default_factory=list)
    """The words that state the event, the clearest mention first."""
    sentences: list[Span] = field(default_factory=list)
    """The sentence of each trigger."""
    hedges: list[Span] = field(default_factory=list)
    """The words that make it planned, possible, hypothetical or negated."""
    time: TimeMention | None = None
    place: PlaceMention | None = None
    quad: str = ""
    scale: float = 0.0
    cameo: str | None = None
    goldstein: float | None = None
    confidence: float = 0.0
    why: list[str] = field(default_factory=list)
    """The steps that led here, in words: frame or model score, roles, status, time, place."""

    @property
    def contested(self) -> bool:
        """Whether some source denies or doubts it."""
        return any(source.stance in ("denies", "doubts") for source in self.sources)

    @property
    def attributed(self) -> bool:
        """Whether the report leaves it to somebody to say so."""
        return bool(self.sources)


@dataclass(slots=True)
class Reading:
    """A report and the claims read from it."""

    report: Report
    claims: list[Claim] = field(default_factory=list)
    grounding: Grounding = field(default_factory=Grounding)
    vector: list[float] | None = None
    notes: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain JSON-ready data (dates as ISO strings)."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    def to_html(self) -> str:
        """One self-contained page: the report with its evidence marked, the claims beside it."""
        from lagebild.export.html import to_html

        return to_html([self])

    def to_plover(self) -> list[dict[str, Any]]:
        """The claims in the PLOVER format, with status and sources (``docs/plover.schema.json``)."""
        from lagebild.export.plover import to_plover

        return [to_plover(claim, self.report) for claim in self.claims]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value
