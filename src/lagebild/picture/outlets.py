"""Which outlet a name means, and whether a state controls it. The facts are in ``outlets.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from lagebild import lang

_NEAR = 45
"""Characters between an outlet's name and the word that passes its report on."""
_STOP = re.compile(r"[.!?]\s|\n")


@dataclass(frozen=True, slots=True)
class Outlet:
    """An agency or outlet. ``kind`` is ``agency`` or ``outlet``; ``country`` an ISO 3166-1 alpha-3 code."""

    name: str
    kind: str
    country: str
    state: bool
    names: tuple[str, ...]


@cache
def outlets() -> tuple[Outlet, ...]:
    """All outlets of the file, in its order."""
    with (files(__package__) / "outlets.yaml").open(encoding="utf-8") as stream:
        rows = yaml.safe_load(stream)
    return tuple(
        Outlet(row["name"], row["kind"], row["country"], row.get("state", False), (row["name"], *row.get("also", ())))
        for row in rows
    )


@cache
def _by_name() -> dict[str, Outlet]:
    return {_key(name): outlet for outlet in outlets() for name in outlet.names}


def _key(name: str) -> str:
    return re.sub(r"[\s.-]+", " ", re.sub(r"^(www\.|https?://)+", "", name.casefold())).strip()


@lru_cache(maxsize=4096)
def find(name: str | None) -> Outlet | None:
    """The outlet of that name, None where it is not on the list."""
    if not name:
        return None
    return _by_name().get(_key(name)) or _by_name().get(re.sub(r"^(the|der|die|das) ", "", _key(name)))


def canonical(name: str) -> str:
    """The name under which an outlet counts; the name itself where it is not on the list."""
    outlet = find(name)
    return outlet.name if outlet else name.strip()


def controlled(name: str | None) -> bool:
    """Whether a state controls the outlet; False where it is not on the list."""
    outlet = find(name)
    return bool(outlet and outlet.state)


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted((name for outlet in outlets() for name in outlet.names if len(name) > 2), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(name) for name in names) + r")(?![\w])")


@cache
def _passing_on(language: str) -> re.Pattern[str] | None:
    words = lang.load(language, "picture").get("passing_on")
    return re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE) if words else None


def cited(text: str, language: str | None) -> list[tuple[str, int]]:
    """Outlets that a text names as where it has something from, with the place of their names; each once."""
    rule = _passing_on(language or "en") or _passing_on("en")
    found: dict[str, int] = {}
    for match in _pattern().finditer(text):
        before = _STOP.split(text[max(0, match.start() - _NEAR) : match.start()])[-1]
        after = _STOP.split(text[match.end() : match.end() + _NEAR])[0]
        if rule and (rule.search(before) or rule.search(after)):
            found.setdefault(canonical(match.group()), match.start())
    return list(found.items())
