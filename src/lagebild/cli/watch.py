"""``lagebild watch``: reads feeds, sitemaps and pages as they change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lagebild.cli._options import first_look_option
from lagebild.cli._picture import db_option, opened
from lagebild.cli._wire import loaded

if TYPE_CHECKING:
    from lagebild.wire.watch import Watcher


@click.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="SOURCES.TOML")
@db_option
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where it remembers what it has seen, whatever the list says.",
)
@click.option("--once", is_flag=True, help="One round, then end (for cron).")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave out claims below this confidence.")
@first_look_option
@click.option("--listen", metavar="HOST:PORT", help="Serve /metrics (Prometheus), /health and /ready there.")
@click.option("--log", "log", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--verbose", is_flag=True, help="Log every report.")
def command(
    path: Path,
    db: str,
    state: Path | None,
    once: bool,
    min_confidence: float | None,
    look_first: bool,
    listen: str | None,
    log: str,
    verbose: bool,
) -> None:
    """Watch sources and add their reports to the picture.

    It may be stopped (SIGTERM, Ctrl-C) or killed at any time: started again, it goes on where it was, and no report
    is lost or read twice. `docs/operation.md` shows how to run it as a service.
    """
    sources = loaded(path)
    if state:
        sources = replace(sources, settings=replace(sources.settings, state=state))
    from lagebild.pipeline import Reader
    from lagebild.wire import WireError
    from lagebild.wire.delivery import PictureDelivery
    from lagebild.wire.logs import set_up
    from lagebild.wire.stopping import stopping
    from lagebild.wire.watch import Watcher

    set_up(as_json=log == "json", verbose=verbose)
    with stopping() as stop, opened(db, create=True) as store:
        delivery = PictureDelivery(store, Reader(min_confidence=min_confidence, look_first=look_first).read)
        try:
            watcher = Watcher(sources, delivery, stop=stop)
        except WireError as error:
            raise click.ClickException(str(error)) from error
        try:
            _watch(watcher, once, listen)
        finally:
            watcher.close()
    click.echo(_summary(watcher), err=True)


def _watch(watcher: Watcher, once: bool, listen: str | None) -> None:
    from lagebild.wire.metrics import serve

    server = None
    if listen:
        host, _, port = listen.rpartition(":")
        if not port.isdigit():
            raise click.BadParameter("write it as HOST:PORT, e.g. 127.0.0.1:9108", param_hint="--listen")
        try:
            server = serve(host or "127.0.0.1", int(port), watcher.metrics, watcher.health)
        except OSError as error:
            raise click.ClickException(f"Nothing can listen at {listen}: {error.strerror}.") from error
    try:
        if once:
            watcher.step()
        else:
            watcher.run()
    finally:
        if server:
            server.shutdown()
            server.server_close()


def _summary(watcher: Watcher) -> str:
    value = watcher.metrics.registry.get_sample_value
    counts = {name: int(value("lagebild_items_total", {"result": name}) or 0) for name in ("new", "changed", "same")}
    lost = {name: int(value("lagebild_items_total", {"result": name}) or 0) for name in ("skipped", "failed")}
    parts = ", ".join(f"{number} {name}" for name, number in (counts | lost).items())
    return f"Reports: {parts}; {int(value('lagebild_items_waiting') or 0)} wait to be tried again."
