"""What can go wrong on the wire."""

from __future__ import annotations


class WireError(Exception):
    """Something a person has to change: a source list, a missing package. The message says what."""


class StoppedError(Exception):
    """The watcher was told to stop: nothing more is asked for. It says nothing about an address."""


class FetchError(Exception):
    """An address that could not be fetched now.

    ``status`` is the HTTP status where one came; ``lasting`` tells that trying again is useless; ``retry_after`` are
    the seconds the server asks to wait; ``silent`` tells that it gave no answer at all.
    """

    def __init__(
        self,
        problem: str,
        *,
        status: int | None = None,
        lasting: bool = False,
        retry_after: float | None = None,
        silent: bool = False,
    ) -> None:
        super().__init__(problem)
        self.status = status
        self.silent = silent
        self.lasting = lasting
        self.retry_after = retry_after
