"""Kept answers: who waits for them, and who gets the last one."""

from __future__ import annotations

import threading
import time

from lagebild.picture import add
from lagebild.picture import questions as ask
from lagebild.store import Store
from lagebild.web import Settings
from lagebild.web.desk import LATE, Desk
from tests.stories import meeting

LONG = 30.0


def _aged(desk: Desk, seconds: float) -> None:
    """Make all answers older."""
    for entry in desk._kept.values():
        entry.at -= seconds


def test_an_older_answer_is_given_once_more_while_the_next_is_made(db: Store) -> None:
    desk, made = Desk(db, Settings("", stale=LONG)), threading.Event()
    before = desk.kept("reports", lambda: ask.overview(db).reports)
    add(db, meeting(identity="later"))
    assert desk.kept("reports", lambda: 0) == before, "within the time it is not asked again"
    _aged(desk, LONG)

    def slow() -> int:
        made.wait(10)
        return ask.overview(db).reports

    assert desk.kept("reports", slow) == before
    made.set()
    deadline = time.monotonic() + 10
    while desk.kept("reports", slow) == before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert desk.kept("reports", slow) == before + 1


def test_much_too_old_an_answer_is_made_anew_first(db: Store) -> None:
    desk = Desk(db, Settings("", stale=LONG))
    desk.kept("reports", lambda: ask.overview(db).reports)
    add(db, meeting(identity="later"))
    _aged(desk, LATE * LONG + 1)
    assert desk.kept("reports", lambda: "anew") == "anew"


def test_an_answer_that_fails_later_is_asked_for_again(db: Store) -> None:
    desk = Desk(db, Settings("", stale=LONG))
    desk.kept("reports", lambda: "first")
    add(db, meeting(identity="later"))
    _aged(desk, LONG)

    def broken() -> str:
        raise RuntimeError("disk is gone")

    assert desk.kept("reports", broken) == "first"
    deadline = time.monotonic() + 10
    while desk.kept("reports", lambda: "second") == "first" and time.monotonic() < deadline:
        time.sleep(0.01)
    assert desk.kept("reports", lambda: "third") == "second"
