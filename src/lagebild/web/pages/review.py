"""Review: one event after the other, verdicts by key or button, undo. Works without JavaScript; keys need it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from lagebild.picture import questions as ask
from lagebild.picture import verdicts
from lagebild.picture.questions import Filter
from lagebild.picture.views import EventLine
from lagebild.web.access import reviewer_of, visitor_of
from lagebild.web.desk import Desk
from lagebild.web.pages import query
from lagebild.web.render import desk_of, link, page

router = APIRouter()
QUEUES = {"disputed": Filter(disputed=True), "denied": Filter(denied=True), "all": Filter()}
LENGTH = 200
"""Events in a queue at once: the newest."""
Text = Annotated[str, Form(max_length=500)]
Number = Annotated[int, Form(ge=1, lt=2**31)]


@router.get("/review")
def review(request: Request) -> Response:
    """The event whose turn it is. Events that have a verdict are passed over unless asked for by number."""
    visitor, desk = visitor_of(request), desk_of(request)
    name = query.text(request, "queue") or "disputed"
    if name not in QUEUES:
        raise HTTPException(422)
    lines = ask.events(desk.store, QUEUES[name], limit=LENGTH, facets=False).events
    waiting = [line for line in lines if line.verdict is None]
    at = query.number(request, "at")
    line = _at(lines, waiting, at)
    numbers = [item.id for item in waiting]
    before, after = _neighbours(numbers, line.id if line else None)
    standing = [item for item in verdicts.listed(desk.store)[:50] if item.revoked_at is None]
    mine = next((item for item in standing if item.who == visitor.name), None)
    values: dict[str, Any] = {"queue": name, "queues": list(QUEUES), "waiting": waiting}
    values |= {"view": ask.event(desk.store, line.id) if line else None, "before": before, "after": after}
    values |= {"mine": mine, "recent": standing[:10], "kept": query.text(request, "kept")}
    return page(request, "review.html.j2", **values)


def _at(lines: list[EventLine], waiting: list[EventLine], at: int | None) -> EventLine | None:
    asked = next((line for line in lines if line.id == at), None) if at else None
    return asked or (waiting[0] if waiting else None)


def _neighbours(numbers: list[int], at: int | None) -> tuple[int | None, int | None]:
    """The event before and the one after in the queue; around where it would stand if it has a verdict."""
    if at not in numbers:
        return None, next(iter(numbers), None)
    place = numbers.index(at)
    return (numbers[place - 1] if place else None), (numbers[place + 1] if place + 1 < len(numbers) else None)


@router.post("/review/judge")
def judge(
    request: Request,
    verdict: Annotated[str, Form(pattern="^(accept|reject)$")],
    event: Annotated[int | None, Form(ge=1, lt=2**31)] = None,
    claim: Annotated[int | None, Form(ge=1, lt=2**31)] = None,
    note: Text = "",
    queue: Text = "disputed",
    then: Annotated[int | None, Form(ge=1, lt=2**31)] = None,
    back: Text = "",
) -> Response:
    """Accept or reject an event or a claim, then the next one."""
    visitor, desk = reviewer_of(request), desk_of(request)
    give = verdicts.accept if verdict == "accept" else verdicts.reject
    _done(desk, lambda: give(desk.store, event=event, claim=claim, who=visitor.name, note=note.strip()))
    return RedirectResponse(_back(back) or link("/review", queue=queue, at=then, kept=verdict), 303)


@router.post("/review/undo")
def undo(request: Request, number: Number, queue: Text = "disputed", back: Text = "") -> Response:
    """Take a verdict back, and show its event again."""
    visitor, desk = reviewer_of(request), desk_of(request)
    known = next((item for item in verdicts.listed(desk.store) if item.id == number), None)
    _done(desk, lambda: verdicts.revoke(desk.store, number, who=visitor.name))
    event = known.event if known else None
    return RedirectResponse(_back(back) or link("/review", queue=queue, at=event, kept="undone"), 303)


@router.post("/review/same")
def same(request: Request, event: Number, other: Number) -> Response:
    """Two events are one."""
    visitor, desk = reviewer_of(request), desk_of(request)
    _done(desk, lambda: verdicts.same(desk.store, event, other, who=visitor.name))
    return RedirectResponse(f"/event/{event}", 303)


@router.post("/review/different")
def different(request: Request, event: Number, claims: Annotated[list[int], Form(max_length=200)]) -> Response:
    """These claims are about another event."""
    visitor, desk = reviewer_of(request), desk_of(request)
    chosen = [claim for claim in claims if 0 < claim < 2**31]
    _done(desk, lambda: verdicts.different(desk.store, event=event, claims=chosen, who=visitor.name))
    return RedirectResponse(f"/event/{event}", 303)


@router.post("/review/entity")
def wrong_entity(request: Request, event: Number, party: Number, code: Text = "", name: Text = "") -> Response:
    """An actor or recipient is somebody else."""
    visitor, desk = reviewer_of(request), desk_of(request)
    code, _, sector = code.strip().upper().partition(":")
    if not (code or name.strip()) or len(code) > 8 or len(sector) > 8:
        raise HTTPException(422)
    given = {"code": code or None, "sector": sector or None, "name": name.strip() or None}

    def give() -> int:
        return verdicts.wrong_entity(
            desk.store,
            party=party,
            who=visitor.name,
            code=given["code"],
            sector=given["sector"],
            name=given["name"],
        )

    _done(desk, give)
    return RedirectResponse(f"/event/{event}", 303)


def _done(desk: Desk, give: Any) -> None:
    try:
        give()
    except verdicts.VerdictError as error:
        raise HTTPException(422, str(error)) from error
    desk.forget()


def _back(path: str) -> str | None:
    """Where a form asks to go back to: only to an event or report of ours."""
    kind, _, number = path.removeprefix("/").partition("/")
    return path if kind in ("event", "report") and number.isascii() and number.isdigit() else None
