"""Everything at once, streamed: any number of events goes through in pieces."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse

from lagebild.export._store import event_claims, report_of
from lagebild.export.flat import COLUMNS, rows
from lagebild.export.plover import to_plover
from lagebild.picture.questions import Filter
from lagebild.picture.views import plain
from lagebild.store import Store
from lagebild.web.api.shapes import PROBLEMS, wanted
from lagebild.web.cursors import stream
from lagebild.web.render import desk_of

router = APIRouter(prefix="/export", tags=["exports"], responses=PROBLEMS, default_response_class=StreamingResponse)
LINES = "application/x-ndjson"
PIECE = 200
"""Rows sent together."""


def _lines(values: Iterator[object]) -> Iterator[str]:
    waiting: list[str] = []
    for value in values:
        waiting.append(json.dumps(value, ensure_ascii=False, default=str))
        if len(waiting) == PIECE:
            yield "\n".join(waiting) + "\n"
            waiting.clear()
    yield "".join(f"{line}\n" for line in waiting)


@router.get("/events.jsonl", responses={200: {"content": {LINES: {}}}})
def events(request: Request, wanted: Annotated[Filter, Depends(wanted)]) -> StreamingResponse:
    """Events that fit, one JSON object a line, newest first."""
    found = (plain(line) for line in stream(desk_of(request).store, wanted))
    return StreamingResponse(_lines(found), media_type=LINES)


@router.get("/claims.jsonl", responses={200: {"content": {LINES: {}}}})
def claims(request: Request) -> StreamingResponse:
    """All claims of events that stand, PLOVER JSON lines."""
    return StreamingResponse(_lines(_plover(desk_of(request).store)), media_type=LINES)


def _plover(store: Store) -> Iterator[dict[str, object]]:
    for event in event_claims(store):
        for item in event.items:
            yield to_plover(item.claim, report_of(item)) | {"event_id": event.line.id, "origins": event.line.origins}


@router.get("/claims.csv", responses={200: {"content": {"text/csv": {}}}})
def table(request: Request) -> StreamingResponse:
    """All claims of events that stand, a row each. A cell that a spreadsheet would run as a formula is quoted."""
    return StreamingResponse(_csv(desk_of(request).store), media_type="text/csv; charset=utf-8")


def _csv(store: Store) -> Iterator[str]:
    waiting = io.StringIO()
    writer = csv.DictWriter(waiting, COLUMNS)
    writer.writeheader()
    for number, row in enumerate(rows(store), 1):
        writer.writerow({name: _harmless(value) for name, value in row.items()})
        if number % PIECE == 0:
            yield waiting.getvalue()
            waiting.seek(0)
            waiting.truncate()
    yield waiting.getvalue()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
