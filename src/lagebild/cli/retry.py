"""``lagebild retry``: reads quarantined reports and failed articles again."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lagebild.cli._adding import Adding, trouble_told
from lagebild.cli._picture import db_option, is_sqlite, opened

if TYPE_CHECKING:
    from lagebild.records import Report
    from lagebild.reports import ReportError


@click.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@db_option
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave out claims below this confidence.")
def command(path: Path, db: str, min_confidence: float | None) -> None:
    """Read again what failed.

    FILE is a quarantine (`lagebild add --quarantine FILE`): what can be read now goes to the picture and leaves it,
    the rest stays with its newest error. Or it is the state file of `lagebild watch`: failed articles are then
    fetched again in the watcher's next round.
    """
    if is_sqlite(path):
        _retry_wire(path)
        return
    from lagebild.engine import Quarantine, paired, read_all
    from lagebild.reports import ReportError

    quarantine = Quarantine(path)
    failed: list[tuple[Report, ReportError]] = []
    reports = quarantine.take()
    with opened(db, create=True) as store, trouble_told():
        adding = Adding(store, lambda report, error: failed.append((report, error)))
        read = partial(read_all, min_confidence=min_confidence, driver="cores")
        for report, result in paired(reports, read):
            if isinstance(result, ReportError):
                failed.append((report, result))  # type: ignore[arg-type]  # only reports went in
            else:
                adding.take(result)
        adding.flush()
    quarantine.replace(failed)
    added = len(reports) - len(failed)
    click.echo(f"{added} of {len(reports)} reports read and added, {len(failed)} still fail.")
    if quarantine.unreadable:
        click.echo(f"{len(quarantine.unreadable)} lines of {path} are no reports; they stay there.", err=True)
    if failed or quarantine.unreadable:
        sys.exit(1)


def _retry_wire(path: Path) -> None:
    import time

    from lagebild.wire import WireError
    from lagebild.wire.state import State

    try:
        state = State(path)
    except WireError as error:
        raise click.ClickException(str(error)) from error
    count = state.retry(time.time())
    state.close()
    click.echo(f"{count} articles will be fetched again in the watcher's next round.")
