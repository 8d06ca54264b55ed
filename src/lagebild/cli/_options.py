"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import click


class Day(click.ParamType):  # type: ignore[type-arg]  # generic only in newer click
    """A calendar day, YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The day as a date."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date; write it as YYYY-MM-DD, e.g. 2024-10-11", param, ctx)


def published_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--published``: for reports that do not say when they were published."""
    return click.option(
        "--published", type=Day(), help="Publication date (YYYY-MM-DD) of reports that do not say; dates need it."
    )(function)


def first_look_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--first-look``: whether what a cheap look finds no event in is left unread; given on as ``look_first``."""
    return click.option(
        "--first-look/--no-first-look",
        "look_first",
        default=False,
        show_default=True,
        help="Leave unread what by its words states no event (docs/scale.md: what it saves and loses).",
    )(function)
