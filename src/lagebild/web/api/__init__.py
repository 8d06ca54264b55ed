"""The JSON API: everything that the pages show. Stable names are those of ``lagebild.picture.views``."""

from __future__ import annotations

from fastapi import APIRouter

from lagebild.web.api import asking, exports, judging

router = APIRouter()
for module in (asking, judging, exports):
    router.include_router(module.router)
