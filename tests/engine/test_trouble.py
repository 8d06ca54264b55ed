"""A lost database connection and a full disk: nothing lost, nothing twice, and it goes on by itself."""

import datetime as dt
import ipaddress

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import DBAPIError

from lagebild.records import Reading, Report
from lagebild.store import Store, tables
from lagebild.wire import Settings, Source
from lagebild.wire.clock import SimulatedClock
from lagebild.wire.delivery import PictureDelivery
from lagebild.wire.sources import SourceList
from lagebild.wire.watch import Watcher
from tests import postgres
from tests.wire.serving import answers, feed, server

ARTICLES = {
    f"/{n}": (f"Meldung {n}", f"Die Ministerin reiste am Freitag zum {n}. Mal nach Oslo. " * 6) for n in range(30)
}
NOW = dt.datetime(2024, 10, 12, 12, tzinfo=dt.UTC)


@pytest.fixture
def base():
    found = answers(ARTICLES)
    with server(found) as address:
        found["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed(address, ARTICLES))
        yield address


def watcher_of(base, folder, store, spoil=lambda number: None):
    """A watcher that reads without the model; ``spoil`` is called before each report is read."""
    count = iter(range(10_000))

    def read(reports):
        for report in reports:
            spoil(next(count))
            yield Reading(report)

    settings = Settings(state=folder / "wire.db", delay=0.0, allow_addresses=(ipaddress.ip_network("127.0.0.1/32"),))
    sources = SourceList(settings, [Source("Blatt", f"{base}/feed", language="de")])
    return Watcher(sources, PictureDelivery(store, read), clock=SimulatedClock(NOW))


def stored(store):
    with store.reading() as connection:
        query = select(func.count(), func.count(func.distinct(tables.report.c.key))).select_from(
            tables.report.join(tables.version, tables.version.c.report_id == tables.report.c.id)
        )
        return tuple(connection.execute(query).one())


def test_a_lost_connection_is_made_anew(base, tmp_path):
    if postgres.binaries() is None:
        pytest.skip(postgres.MISSING)
    pytest.importorskip("psycopg", reason="PostgreSQL's driver is not installed: pip install 'lagebild[postgres]'")
    with postgres.server() as url, Store.open(url) as store, Store.open(url) as other:

        def cut(number):
            if number in (3, 17, 18, 40):
                with other.engine.connect() as connection:
                    connection.execute(
                        text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
                    )

        watcher = watcher_of(base, tmp_path, store, cut)
        try:
            failures = 0
            for _ in range(12):
                watcher.step()
                failures += not watcher.health()["ready"]
                watcher._clock.sleep(max(1.0, watcher.wait()))
                if not watcher.state.counts().get("waiting"):
                    break
            assert failures
            assert watcher.state.counts() == {"done": len(ARTICLES)}
            assert stored(store) == (len(ARTICLES), len(ARTICLES))
        finally:
            watcher.close()


def test_a_full_disk_is_waited_out(base, tmp_path):
    limit = {"pages": 2**30}
    with Store.open(tmp_path / "lage.db") as store:

        @event.listens_for(store.engine, "begin")
        def small(connection):
            connection.exec_driver_sql(f"PRAGMA max_page_count = {limit['pages']}")  # what SQLite calls a full disk

        with store.reading() as connection:
            limit["pages"] = connection.exec_driver_sql("PRAGMA page_count").scalar() + 8
        watcher = watcher_of(base, tmp_path, store)
        try:
            watcher.step()
            assert 0 < stored(store)[0] < len(ARTICLES)
            assert not watcher.health()["ready"]
            with pytest.raises(DBAPIError, match="full"):
                list(
                    PictureDelivery(store, lambda reports: map(Reading, reports)).deliver(
                        [Report("x", "Ein Text. " * 5000)]
                    )
                )
            limit["pages"] = 2**30
            for _ in range(4):
                watcher._clock.sleep(max(1.0, watcher.wait()))
                watcher.step()
            assert watcher.health()["ready"]
            assert watcher.state.counts() == {"done": len(ARTICLES)}
            assert stored(store) == (len(ARTICLES), len(ARTICLES))
        finally:
            watcher.close()
