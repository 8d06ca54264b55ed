"""Stores readings in transactions: one that the store cannot take costs only itself, a store in trouble is asked again.

The two are told apart by the error: what the database or its connection is to blame for (a full disk, a lost
connection, a lock) is no fault of a report; all else is (a character or a number that the database has no place for).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy.exc import DatabaseError, DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError

from lagebild.picture import Added, add_all
from lagebild.records import Reading
from lagebild.reports import ReportError
from lagebild.store import Store

_log = logging.getLogger(__name__)

A_TRANSACTION = 16
"""Reports that are best stored in one transaction: an event that several of them tell of is summed up once."""
PAUSES = (1.0, 5.0, 15.0)
"""Seconds before a store in trouble is asked again: a database that is started anew comes back in that time."""
_OWN = (DataError, IntegrityError, NotSupportedError, ProgrammingError)
"""Errors of a database that speak of what it was given, not of itself."""
_TOO_MUCH = "54"
"""SQLSTATE's class of what is larger than the database can hold, which drivers count among its own troubles."""

T = TypeVar("T")


def is_trouble(error: Exception) -> bool:
    """Whether the store or its connection is to blame, not what it was given."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, OSError)
    if error.connection_invalidated:
        return True
    too_much = str(getattr(error.orig, "sqlstate", None) or "").startswith(_TOO_MUCH)
    return isinstance(error, DatabaseError) and not isinstance(error, _OWN) and not too_much


def words_of(error: Exception) -> str:
    """What went wrong on one line, without the statement and the texts that were to be stored."""
    return " ".join(str(getattr(error, "orig", error)).split())[:300]


def store_all(store: Store, readings: Sequence[Reading]) -> list[Added | ReportError]:
    """Add readings in one transaction; if one of them cannot be stored, each by itself.

    One outcome a reading, in order. Raises what the store raised where the store itself is in trouble: some readings
    may be in it then, and adding them again changes nothing.
    """
    if not readings:
        return []
    try:
        return list(add_all(store, readings))
    except Exception as error:
        if is_trouble(error):
            raise
        if len(readings) == 1:
            return [_refused(readings[0], error)]
    return [outcome for reading in readings for outcome in store_all(store, [reading])]


def _refused(reading: Reading, error: Exception) -> ReportError:
    _log.error("storing %.200s failed: %s", reading.report.id, words_of(error))
    return ReportError(
        reading.report.id,
        f"storing it failed ({type(error).__name__}: {words_of(error)})",
        "Please report this with the text; the other reports are not affected",
    )


def patiently(ask: Callable[[], T], pauses: Sequence[float] = PAUSES) -> T:
    """What ``ask`` returns; while the store is in trouble it is asked again after each pause, then the error goes on.

    ``ask`` must be such that doing it twice does no harm.
    """
    for pause in pauses:
        try:
            return ask()
        except Exception as error:
            if not is_trouble(error):
                raise
            _log.warning("the store failed and is asked again in %g s: %s", pause, words_of(error))
        time.sleep(pause)
    return ask()
