"""A report: the text with evidence marked, its claims in the margin."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from lagebild.export.marks import Mark, marks_of, pieces
from lagebild.picture import questions as ask
from lagebild.picture.views import ReportView
from lagebild.records import Reading
from lagebild.web.pages import query
from lagebild.web.render import desk_of, fresh

router = APIRouter()
LONGEST_TEXT = 60_000
"""Characters of a report that are shown at once; the rest on demand."""


@router.get("/report")
def by_key(request: Request) -> Response:
    """A report by its key or address: leads to its newest version."""
    view = ask.report(desk_of(request).store, query.text(request, "key") or "")
    if view is None:
        raise HTTPException(404)
    return RedirectResponse(f"/report/{view.line.version}", 302)


@router.get("/claim/{number:int}")
def claim(request: Request, number: int) -> Response:
    """A claim: leads to its place in its report."""
    view = ask.claim(desk_of(request).store, number) if number < 2**31 else None
    if view is None:
        raise HTTPException(404)
    return RedirectResponse(f"/report/{view.report.version}#c-{number}", 302)


@router.get("/report/{version:int}")
def report(request: Request, version: int) -> Response:
    """One version of a report."""
    view = ask.report(desk_of(request).store, version) if version < 2**31 else None
    if view is None:
        raise HTTPException(404)
    whole = query.flag(request, "all")

    def build() -> dict[str, Any]:
        limit = None if whole else LONGEST_TEXT
        text = view.report.text[:limit]
        cut = pieces(text, [mark for mark in _marks(view) if mark.span.end <= len(text)])
        claims = {str(item.id): item for item in view.claims}
        return {"view": view, "pieces": cut, "claims": claims, "missing": len(view.report.text) - len(text)}

    return fresh(request, "report.html.j2", build)


def _marks(view: ReportView) -> list[Mark]:
    """Evidence of all claims, by the claims' numbers in the store."""
    found = []
    for item in view.claims:
        marks = marks_of(Reading(view.report, [item.claim]))
        found += [Mark(mark.span, mark.kind, str(item.id), mark.label) for mark in marks]
    return found
