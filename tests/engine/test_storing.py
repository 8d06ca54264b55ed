"""What the store cannot take costs only itself; a store in trouble is asked again; nothing is there twice."""

import pytest
from click.testing import CliRunner
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import DBAPIError

from lagebild.cli import main
from lagebild.engine import Quarantine, storing
from lagebild.engine.storing import is_trouble, patiently, store_all
from lagebild.picture import Added, add_all
from lagebild.records import Reading, Report
from lagebild.reports import ReportError
from lagebild.store import Store, tables
from lagebild.wire.delivery import PictureDelivery
from tests import postgres


def readings(*texts):
    return [Reading(Report(f"r{number}", text, "de")) for number, text in enumerate(texts)]


def keys(store):
    with store.reading() as connection:
        return sorted(connection.scalars(select(tables.report.c.key)))


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "lage.db") as opened:
        yield opened


UNSTORABLE = "half a pair of UTF-16: \ud800"


def test_a_report_that_the_store_cannot_take_costs_only_itself(store):
    found = store_all(store, readings("eins", UNSTORABLE, "drei"))
    assert [type(each) for each in found] == [Added, ReportError, Added]
    assert "storing it failed (UnicodeEncodeError" in found[1].problem
    assert keys(store) == ["r0", "r2"]
    assert [each.outcome for each in store_all(store, readings("eins")) if isinstance(each, Added)] == ["same"]


def test_the_watcher_stores_what_was_read_together_and_tells_each_outcome(store):
    transactions = []
    event.listen(store.engine, "commit", transactions.append)
    delivery = PictureDelivery(store, lambda reports: map(Reading, reports))
    reports = [each.report for each in readings("eins", "zwei", UNSTORABLE, "vier")]
    assert [each.outcome for each in delivery.deliver(reports[:2])] == ["new", "new"]
    assert len(transactions) == 1
    assert [each.outcome for each in delivery.deliver(reports)] == ["same", "same", "failed", "new"]
    assert keys(store) == ["r0", "r1", "r3"]


def test_a_store_in_trouble_is_told_from_a_report_that_is(store):
    @event.listens_for(store.engine, "begin")
    def small(connection):
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # what SQLite calls a full disk

    with pytest.raises(DBAPIError, match="full") as caught:
        store_all(store, readings("eins " * 5000, "zwei"))
    assert is_trouble(caught.value)
    assert is_trouble(OSError("no space left on device"))
    assert not is_trouble(ValueError("a number too large"))


def test_a_store_in_trouble_is_asked_again(store):
    asked = []

    def ask():
        asked.append(1)
        if len(asked) < 3:
            raise OSError("the connection was lost")
        return add_all(store, readings("eins"))

    assert [each.outcome for each in patiently(ask, pauses=(0, 0))] == ["new"]
    asked.clear()
    with pytest.raises(OSError, match="lost"):
        patiently(ask, pauses=(0,))


def test_what_postgresql_cannot_hold_and_a_lost_connection():
    if postgres.binaries() is None:
        pytest.skip(postgres.MISSING)
    pytest.importorskip("psycopg", reason="PostgreSQL's driver is not installed: pip install 'lagebild[postgres]'")
    with postgres.server() as url, Store.open(url) as store, Store.open(url) as other:
        items = readings("eins", "null \x00 Zeichen", "drei", "vier")
        items[3].report.id = "".join(chr(256 + n * 7919 % 20_000) for n in range(20_000))  # no index takes that
        found = store_all(store, items)
        assert [type(each) for each in found] == [Added, ReportError, Added, ReportError]
        with other.engine.connect() as connection:
            connection.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
            )
        again = patiently(lambda: store_all(store, readings("eins", "zwei neu")), pauses=(0,))
        assert [each.outcome for each in again] == ["same", "new"]
        with store.reading() as connection:
            assert connection.scalar(select(func.count()).select_from(tables.report)) == 3


@pytest.fixture
def spoiled(monkeypatch):
    """A store that takes no report with this word."""

    def refuse(store, items):
        if any("Wladiwostok" in each.report.text for each in items):
            raise ValueError("not this one")
        return add_all(store, items)

    monkeypatch.setattr(storing, "add_all", refuse)


GOOD = "Der Minister reiste nach Oslo. Dort sprach er mit der Regierung."


@pytest.mark.usefixtures("spoiled")
def test_add_and_retry_keep_what_the_store_cannot_take(tmp_path):
    for number, line in enumerate((GOOD, GOOD.replace("Oslo", "Wladiwostok"), GOOD.replace("Oslo", "Madrid"))):
        (tmp_path / f"{number}.txt").write_text(line, encoding="utf-8")
    bad, db = tmp_path / "bad.jsonl", tmp_path / "lage.db"
    files = [str(tmp_path / f"{number}.txt") for number in range(3)]
    result = CliRunner().invoke(
        main, ["add", *files, "--db", str(db), "--language", "de", "--driver", "here", "--quarantine", str(bad)]
    )
    assert result.exit_code == 1
    assert "2 reports new" in result.output
    assert "storing it failed (ValueError: not this one)" in result.output
    assert [report.id for report in Quarantine(bad).take()] == [files[1]]
    result = CliRunner().invoke(main, ["retry", str(bad), "--db", str(db)])
    assert result.exit_code == 1
    assert "0 of 1 reports read and added, 1 still fail." in result.output
    assert [report.id for report in Quarantine(bad).take()] == [files[1]]


def test_add_tells_that_the_store_failed(tmp_path, monkeypatch):
    def full(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(storing, "add_all", full)
    monkeypatch.setattr("time.sleep", lambda _: None)
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    result = CliRunner().invoke(
        main, ["add", str(tmp_path / "a.txt"), "--db", str(tmp_path / "lage.db"), "--driver", "here"]
    )
    assert result.exit_code == 1
    assert "The database failed: no space left on device." in result.output
    assert "goes on where it ended" in result.output
