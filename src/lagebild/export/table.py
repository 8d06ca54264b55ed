"""A reading as text for the terminal: claims grouped by event type, attribution always visible."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from lagebild.export import wording
from lagebild.ontology import event_types
from lagebild.records import Claim, Reading, Report

WIDTH = 100
_CONTEXT = 60
"""Characters of the sentence shown on either side of the trigger."""
_QUAD_STYLE = {
    "verbal_cooperation": "cyan",
    "material_cooperation": "green",
    "verbal_conflict": "yellow",
    "material_conflict": "red",
}
_STATUS_STYLE = {
    "planned": "blue",
    "ongoing": "default",
    "possible": "magenta",
    "hypothetical": "magenta",
    "negated": "red",
}


def print_reading(reading: Reading, console: Console) -> None:
    """Print one reading."""
    console.print(render(reading))


def render(reading: Reading) -> Group:
    """One reading as a rich renderable."""
    rows: list[RenderableType] = [_title(reading.report)]
    order = list(event_types())
    claims = sorted(reading.claims, key=lambda claim: (order.index(claim.event), claim.triggers[0]))
    for event, group in groupby(claims, key=lambda claim: claim.event):
        kind = event_types()[event]
        rows.append(
            Text(f"\n{event}", style=f"bold {_QUAD_STYLE[kind.quad]}").append(
                f"  {_gist(kind.meaning)}", "not bold dim"
            )
        )
        rows.extend(Padding(_claim(claim, reading.report), (0, 0, 0, 2)) for claim in group)
    if not claims:
        rows.append(Text("\nNo claim was found in this report.", style="dim"))
    rows.extend(Text(f"note: {note}", style="dim") for note in reading.notes)
    return Group(*rows)


def _gist(meaning: str) -> str:
    """The first part of a type's meaning, short enough for one line."""
    first = meaning.split(" - ")[0].split(";")[0].strip()
    return first if len(first) <= WIDTH - 15 else first[: WIDTH - 16] + "…"


def _title(report: Report) -> Text:
    facts = [report.publisher, report.published.isoformat() if report.published else "no date", report.language]
    if report.credits:
        facts.append("credits " + ", ".join(report.credits))
    title = Text(report.title or report.id, style="bold underline")
    return title.append("\n" + " · ".join(fact for fact in facts if fact), "not bold not underline dim")


def _claim(claim: Claim, report: Report) -> Text:
    lines = Text(wording.parties(claim), style="bold")
    if claim.status != "occurred":
        lines.append(f"  [{claim.status.upper()}]", _STATUS_STYLE[claim.status])
    if claim.contested:
        lines.append("  [CONTESTED]", "bold red")
    details = " · ".join(part for part in (claim.mode, wording.when_where(claim), ", ".join(claim.contexts)) if part)
    if details:
        lines.append(f"\n  {details}", "not bold")
    for line in _evidence(claim, report):
        lines.append("\n  ").append_text(line)
    for sentence, style in _voices(claim):
        lines.append(f"\n  {sentence}", style)
    return lines.append(f"\n  {claim.id} · confidence {claim.confidence:.2f}\n", "not bold dim")


def _voices(claim: Claim) -> Iterator[tuple[str, str]]:
    """Each source's line with its style; denials stand out."""
    if not claim.sources:
        yield wording.OWN_VOICE, "not bold dim"
    for source in claim.sources:
        yield wording.source(source, claim), "bold red" if source.stance in ("denies", "doubts") else "not bold italic"


def _evidence(claim: Claim, report: Report) -> Iterator[Text]:
    trigger, sentence = claim.triggers[0], claim.sentences[0]
    start = max(sentence.start, trigger.start - _CONTEXT)
    end = min(sentence.end, trigger.end + _CONTEXT)
    before = ("…" if start > sentence.start else "") + report.text[start : trigger.start]
    after = report.text[trigger.end : end] + ("…" if end < sentence.end else "")
    line = Text("“", style="not bold").append(" ".join(before.split()) + " " * before[-1:].isspace())
    line.append(report.text[trigger.start : trigger.end], "bold reverse")
    line.append(" " * after[:1].isspace() + " ".join(after.split()) + "”")
    if len(claim.triggers) > 1:
        line.append(f" (and {len(claim.triggers) - 1} more)", "dim")
    yield line
