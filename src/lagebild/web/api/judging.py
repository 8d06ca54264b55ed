"""Verdicts over HTTP: for reviewers only, each kept with who and when, each to be taken back."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from lagebild.picture import verdicts
from lagebild.store import Store
from lagebild.web.access import Visitor, reviewer_of
from lagebild.web.api.shapes import PROBLEMS, Kept, Number, Verdicts, answer, clean, utc
from lagebild.web.render import desk_of

router = APIRouter(tags=["verdicts"], responses=PROBLEMS)
Reviewer = Annotated[Visitor, Depends(reviewer_of)]
Id = Annotated[int, Field(ge=1, lt=2**31, strict=True)]
Text = Annotated[str, Field(max_length=500)]


class NewVerdict(BaseModel):
    """A verdict to give. Which fields it needs depends on ``kind``.

    accept, reject: ``event`` or ``claim``; same: ``event`` and ``other``; different: ``event`` and ``claims``;
    wrong-entity: ``party`` and at least one of ``code``, ``sector``, ``name``.
    """

    model_config = ConfigDict(extra="forbid")
    kind: Literal["accept", "reject", "same", "different", "wrong-entity"]
    event: Id | None = None
    claim: Id | None = None
    other: Id | None = None
    claims: Annotated[list[Id], Field(max_length=200)] = []
    party: Id | None = None
    code: Annotated[str, Field(max_length=8)] | None = None
    sector: Annotated[str, Field(max_length=8)] | None = None
    name: Text | None = None
    note: Text = ""


@router.get("/verdicts", response_model=Verdicts)
def listed(request: Request, event: Annotated[int | None, Field(ge=1, lt=2**31)] = None) -> Response:
    """Verdicts, newest first."""
    store = desk_of(request).store

    def question() -> Verdicts:
        found = verdicts.listed(store, event=event)[:500]
        for verdict in found:
            verdict.at, verdict.revoked_at = utc(verdict.at) or verdict.at, utc(verdict.revoked_at)
        return Verdicts(found)

    return answer(request, Verdicts, question)


@router.post("/verdicts", status_code=201, response_model=Kept)
def give(request: Request, new: NewVerdict, who: Reviewer) -> Kept:
    """Give a verdict; it takes effect at once."""
    desk = desk_of(request)
    try:
        number = _give(desk.store, new, who.name)
    except verdicts.VerdictError as error:
        raise HTTPException(422, str(error)) from error
    desk.forget()
    return Kept(number)


def _give(store: Store, new: NewVerdict, who: str) -> int:
    note = str(clean(new.note) or "")
    if new.kind in ("accept", "reject"):
        judge = verdicts.accept if new.kind == "accept" else verdicts.reject
        return judge(store, event=new.event, claim=new.claim, who=who, note=note)
    if new.kind == "same":
        if new.event is None or new.other is None:
            raise verdicts.VerdictError("Name both events.")
        return verdicts.same(store, new.event, new.other, who=who, note=note)
    if new.kind == "different":
        if new.event is None:
            raise verdicts.VerdictError("Name the event and its claims.")
        return verdicts.different(store, event=new.event, claims=new.claims, who=who, note=note)
    given = {name: clean(getattr(new, name)) for name in ("code", "sector", "name")}
    if new.party is None or not any(given.values()):
        raise verdicts.VerdictError("Name the party, and its code, sector or name.")
    return verdicts.wrong_entity(store, party=new.party, who=who, note=note, **given)


@router.delete("/verdicts/{number}", status_code=204)
def revoke(request: Request, number: Number, who: Reviewer) -> None:
    """Take a verdict back."""
    desk = desk_of(request)
    try:
        verdicts.revoke(desk.store, number, who=who.name)
    except verdicts.VerdictError as error:
        raise HTTPException(404, str(error)) from error
    desk.forget()
