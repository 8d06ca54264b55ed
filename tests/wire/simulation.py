"""Lets a watcher live through a day of a :class:`tests.wire.world.World`, with crashes and a failing store."""

from __future__ import annotations

import datetime as dt
import ipaddress
import random
import re
from collections import Counter
from pathlib import Path

from lagebild.records import Reading, Report
from lagebild.store import Store
from lagebild.wire import Settings, Source
from lagebild.wire.delivery import Delivered, PictureDelivery
from lagebild.wire.sources import SourceList
from lagebild.wire.watch import Watcher
from tests.wire.world import World


class Crash(BaseException):
    """The process is gone, at this very place."""


class Deliveries:
    """Puts reports into a real store without reading them; fails now and then, before or after the work is done."""

    def __init__(self, store: Store, seed: int, fail: float, crash: float) -> None:
        self.store, self.fail, self.crash = store, fail, crash
        self.draw = random.Random(seed)
        self.happened: Counter[str] = Counter()

    def deliver(self, reports: list[Report]) -> list[Delivered]:
        if self.draw.random() < self.fail:
            self.happened["store failed"] += 1
            raise OSError("no space left on device")
        results = list(PictureDelivery(self.store, lambda items: map(Reading, items)).deliver(reports))
        self.happened.update(result.outcome for result in results)
        if self.draw.random() < self.crash:
            self.happened["crash after store"] += 1
            raise Crash
        return results


def source_list(world: World, folder: Path, *, interval: float = 900.0) -> SourceList:
    settings = Settings(
        state=folder / "wire.db",
        interval=interval,
        delay=0.0,
        timeout=world.stall - 30.0,
        allow_addresses=(ipaddress.ip_network("127.0.0.1/32"),),
    )
    names = range(world.feeds)
    sources = [
        Source(f"feed {n}", world.feed_url(n), "sitemap" if n % 5 == 4 else "feed", "de", timezone="Europe/Berlin")
        for n in names
    ]
    return SourceList(settings, sources)


def live(world: World, folder: Path, *, fail: float = 0.05, crash: float = 0.02, grace: float = 24.0) -> Counter[str]:
    """Watch for the world's hours and ``grace`` more, in which late retries come through; what happened."""
    sources = source_list(world, folder)
    end = world.clock.now() + dt.timedelta(hours=world.hours + grace)
    with Store.open(folder / "lage.db") as store:
        deliveries = Deliveries(store, world.seed, fail, crash)
        watcher = Watcher(sources, deliveries, clock=world.clock, seed=world.seed)
        try:
            while world.clock.now() < end:
                try:
                    watcher.step()
                except Crash:
                    watcher.close()
                    watcher = Watcher(sources, deliveries, clock=world.clock, seed=world.seed)
                world.clock.sleep(max(60.0, min(600.0, watcher.wait())))
            deliveries.happened |= Counter({f"item {k}": v for k, v in watcher.state.counts().items()})
        finally:
            watcher.close()
    return deliveries.happened


def compare(world: World, folder: Path) -> dict[str, int]:
    """What is missing, double or wrong in the store; all zero if all is well."""
    from sqlalchemy import select

    from lagebild.store import tables

    stored: dict[str, list[tuple[str, dt.date | None]]] = {}
    with Store.open(folder / "lage.db") as store, store.reading() as connection:
        query = select(tables.report.c.key, tables.version.c.text, tables.version.c.published).join(
            tables.version, tables.version.c.report_id == tables.report.c.id
        )
        for key, text, published in connection.execute(query.order_by(tables.version.c.number)):
            stored.setdefault(key, []).append((text, published))
    wanted = {world.article_url(article): article for article in world.articles if not article.paywalled}
    found = Counter(dict.fromkeys(("missing", "twice", "foreign", "old version", "wrong day"), 0))
    found["foreign"] = len(set(stored) - set(wanted))
    for url, article in wanted.items():
        versions = [int(re.search(r"Fassung (\d+)", text)[1]) for text, _ in stored.get(url, [])]
        found["missing"] += not versions
        found["twice"] += len(versions) - len(set(versions))
        found["old version"] += bool(versions) and versions[-1] != len(article.changes)
        local = (article.published + dt.timedelta(hours=2)).date()
        found["wrong day"] += any(day != local for _, day in stored.get(url, []))
    return dict(found)
