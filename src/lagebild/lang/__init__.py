"""What differs by language, as data: one folder a language, one YAML file a topic."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages with a folder here, sorted."""
    root = files(__package__)
    return tuple(sorted(entry.name for entry in root.iterdir() if entry.is_dir() and len(entry.name) == 2))


@cache
def load(language: str, topic: str) -> Any:
    """The data of ``lang/<language>/<topic>.yaml``; an empty dict where the language has no such file.

    Treat the result as read-only: it is shared by all callers.
    """
    path = files(__package__) / language / f"{topic}.yaml"
    if not path.is_file():
        return {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open(encoding="utf-8") as stream:
        return yaml.load(stream, Loader=loader) or {}
