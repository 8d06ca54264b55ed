"""``lagebild add``: reads reports into the picture."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lagebild.cli._adding import Adding, trouble_told
from lagebild.cli._options import first_look_option, published_option
from lagebild.cli._picture import db_option, opened

if TYPE_CHECKING:
    from lagebild.records import Report
    from lagebild.reports import ReportError
    from lagebild.store import Store


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@db_option
@published_option
@click.option("--language", metavar="xx", help="ISO 639-1 code of the reports' language; detected if not given.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave out claims below this confidence.")
@first_look_option
@click.option("--workers", type=click.IntRange(min=1), help="Processes for many reports; all cores if not given.")
@click.option(
    "--driver",
    type=click.Choice(["here", "cores", "ray"]),
    default="cores",
    show_default=True,
    help="What reads: this process, all cores, or a Ray cluster (RAY_ADDRESS; needs lagebild[cluster]).",
)
@click.option(
    "--quarantine",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keep reports that fail there, with their error; `lagebild retry FILE` reads them again.",
)
def command(
    paths: tuple[str, ...],
    db: str,
    published: dt.date | None,
    language: str | None,
    min_confidence: float | None,
    look_first: bool,
    workers: int | None,
    driver: str,
    quarantine: Path | None,
) -> None:
    """Read reports and add them to the picture.

    PATH is what `lagebild read` takes: files of any of its formats, folders of them, or - for standard input. A
    report that is there already is left alone; one whose text has changed becomes its newest version. It may be
    stopped at any time: what was added is whole, and the same command goes on where it ended.
    """
    from lagebild.engine import Quarantine, paired, read_all
    from lagebild.engine.cluster import ClusterError
    from lagebild.records import Report
    from lagebild.reports import ReportError, load

    read = partial(read_all, workers=workers, min_confidence=min_confidence, driver=driver, look_first=look_first)
    kept = Quarantine(quarantine) if quarantine else None
    same: Counter[str] = Counter()
    failed = 0

    def fail(item: Report | ReportError, error: ReportError) -> None:
        nonlocal failed
        failed += 1
        click.echo(f"Error: {error}", err=True)
        if kept and isinstance(item, Report):
            kept.put(item, error)

    with opened(db, create=True) as store, trouble_told():
        adding = Adding(store, fail)
        items = load(paths, published=published, language=language)
        try:
            for item, result in paired(_unknown(store, items, same), read):
                if isinstance(result, ReportError):
                    fail(item, result)
                else:
                    adding.take(result)
        except ClusterError as error:
            adding.flush()
            raise click.ClickException(str(error)) from error
        adding.flush()
    counts = adding.counts + same
    click.echo(
        f"{counts['new']} reports new, {counts['changed']} changed, {counts['same']} there already; "
        f"{counts['events']} events touched."
    )
    if failed:
        click.echo(f"{failed} reports could not be read.", err=True)
        sys.exit(1)


def _unknown(
    store: Store, items: Iterable[Report | ReportError], counts: Counter[str]
) -> Iterator[Report | ReportError]:
    """Reports that are not in the store yet, so that only these are read."""
    from lagebild.engine.storing import patiently
    from lagebild.picture import is_known
    from lagebild.records import Report

    for item in items:
        if isinstance(item, Report) and patiently(partial(is_known, store, item)):
            counts["same"] += 1
        else:
            yield item
