"""What the watcher remembers of an article that does not come."""

import sqlite3

import pytest

from lagebild.wire.clock import SimulatedClock
from lagebild.wire.entries import Entry
from lagebild.wire.errors import FetchError
from lagebild.wire.pages import Skipped
from lagebild.wire.sources import Settings, SourceList
from lagebild.wire.state import SourceState, State
from lagebild.wire.watch import ATTEMPTS, LASTING_ATTEMPTS, Watcher
from tests.wire.world import START

ENTRY = Entry("http://e.org/1", "http://e.org/1", "m")
FAILED, REFUSED = FetchError("the server answered 503"), Skipped("a consent page", again=True)


def outcome(tmp_path, answers):
    """The article's status after so many answers."""
    watcher = Watcher(SourceList(Settings(state=tmp_path / "wire.db"), []), None, clock=SimulatedClock(START))
    try:
        watcher.state.note("s", SourceState("http://e.org"), [ENTRY], 0.0)
        for answer in answers:
            (item,) = watcher.state.waiting(float("inf"), 1)
            watcher._not_now(item, answer)
        (status,) = watcher.state.counts()
        return status
    finally:
        watcher.close()


def test_an_odd_answer_after_hours_of_failures_is_not_believed_at_once(tmp_path):
    assert outcome(tmp_path, [FAILED] * 6 + [REFUSED]) == "waiting"


def test_failures_after_odd_answers_are_not_the_end_either(tmp_path):
    assert outcome(tmp_path, [REFUSED] * 3 + [FAILED] * 9) == "waiting"


def test_enough_is_enough(tmp_path):
    (tmp_path / "a").mkdir()
    assert outcome(tmp_path, [FAILED] * ATTEMPTS) == "failed"
    assert outcome(tmp_path / "a", [REFUSED] * LASTING_ATTEMPTS) == "skipped"


@pytest.mark.parametrize(("version", "missing"), [(1, ("refusals", "begun")), (2, ("begun",))])
def test_a_file_of_an_older_version_is_read_on(tmp_path, version, missing):
    path = tmp_path / "wire.db"
    state = State(path)
    state.note("s", SourceState("http://e.org"), [ENTRY], 0.0)
    state.close()
    with sqlite3.connect(path) as old:
        for column in missing:
            old.execute(f"ALTER TABLE item DROP COLUMN {column}")
        old.execute(f"PRAGMA user_version = {version}")
    old.close()
    state = State(path)
    state.postpone(ENTRY.key, 5.0, "a consent page", refused=1)
    (item,) = state.waiting(10.0, 1)
    state.close()
    assert (item.entry, item.attempts, item.refusals) == (ENTRY, 0, 1)


def test_a_text_of_the_feed_itself_is_there_when_its_article_is_tried_again(tmp_path):
    entry = Entry("http://e.org/1", "http://e.org/1", "m", text="Der Text.")
    state = State(tmp_path / "wire.db")
    state.note("s", SourceState("http://e.org"), [entry], 1.0)
    state.finish(entry.key, entry.mark, "failed", 2.0, "it broke")
    assert state.retry(3.0) == 1
    (item,) = state.waiting(4.0, 10)
    assert item.entry.text == "Der Text."
    state.finish(entry.key, entry.mark, "done", 5.0)
    assert state._db.execute("SELECT text FROM item").fetchall() == [(None,)]
    state.close()
