"""Logs as text for people, or as JSON lines for machines that collect them."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
from typing import Any, TextIO

_USUAL = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class TextFormatter(logging.Formatter):
    """Time, level, message, and what the call gave as ``extra``: ``source failed: source=Blatt, retry_in=900``."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%d %H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The first line."""
        extra = ", ".join(f"{name}={' '.join(str(value).split())}" for name, value in _extra(record).items())
        return super().formatMessage(record) + (f": {extra}" if extra else "")


class JsonFormatter(logging.Formatter):
    """One object a line: ``time``, ``level``, ``logger``, ``message``, and what the call gave as ``extra``."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        found: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        found |= _extra(record)
        if record.exc_info:
            found["trace"] = self.formatException(record.exc_info)
        return json.dumps(found, ensure_ascii=False, default=str)


def _extra(record: logging.LogRecord) -> dict[str, Any]:
    """What the call gave; names with an underscore in front are other libraries' own (Ray stamps every record)."""
    return {name: value for name, value in record.__dict__.items() if name not in _USUAL and name[:1] != "_"}


def set_up(*, as_json: bool, verbose: bool = False, stream: TextIO | None = None) -> None:
    """Send Lagebild's log to standard error (or ``stream``), as JSON or as text for people."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter() if as_json else TextFormatter())
    logger = logging.getLogger("lagebild")
    for old in list(logger.handlers):
        logger.removeHandler(old)
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG if verbose else logging.INFO)
    logger.propagate = False
