"""The pages, one file each; every module has a ``router``."""

from __future__ import annotations

from fastapi import APIRouter

from lagebild.web.pages import (
    entity,
    event,
    events,
    graph,
    pair,
    report,
    review,
    searching,
    sign,
    sources,
    today,
    worldmap,
)


def routers() -> list[APIRouter]:
    """All pages."""
    modules = (today, events, event, report, entity, pair, graph, worldmap, searching, sources, review, sign)
    return [module.router for module in modules]
