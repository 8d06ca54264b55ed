"""``lagebild sources``: looks after a list of sources."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lagebild.cli._picture import console, json_option
from lagebild.cli._wire import loaded

if TYPE_CHECKING:
    from rich.table import Table

    from lagebild.wire.check import Finding
    from lagebild.wire.sources import SourceList


@click.command()
@click.argument("action", type=click.Choice(["check", "list", "status"]))
@click.argument("path", type=click.Path(path_type=Path), metavar="SOURCES.TOML")
@json_option
def command(action: str, path: Path, as_json: bool) -> None:
    """Look after the sources of a list.

    `check` asks each once and tells which are dead, broken, moved, slow or silent (exit code 1 if any is dead or
    broken). `list` shows what the list says, and `status` what `lagebild watch` has met: when each source last
    answered and brought something, and why articles wait or were skipped; both without asking anybody.
    """
    sources = loaded(path)
    if action == "list":
        for source in sources.sources:
            click.echo(f"{source.name}\t{source.kind}\t{source.language or '-'}\t{source.timezone}\t{source.url}")
        return
    if action == "status":
        _status(sources, as_json)
        return
    from lagebild.wire.check import check

    findings = check(sources)
    if as_json:
        click.echo(json.dumps([_plain(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        _show(findings)
    if any(finding.state in ("dead", "broken") for finding in findings):
        sys.exit(1)


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "name": finding.source.name,
        "url": finding.source.url,
        "state": finding.state,
        "advice": finding.advice,
        "entries": finding.entries,
        "newest": finding.newest.isoformat() if finding.newest else None,
        "seconds": round(finding.seconds, 2),
    }


def _show(findings: list[Finding]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for name in ("Source", "State", "Entries", "Newest (UTC)", "Seconds", "What to do"):
        table.add_column(name, overflow="fold", justify="right" if name in ("Entries", "Seconds") else "left")
    for finding in findings:
        newest = f"{finding.newest.astimezone(dt.UTC):%Y-%m-%d %H:%M}" if finding.newest else "-"
        cells = (finding.source.name, finding.state, str(finding.entries), newest)
        table.add_row(*(Text(cell) for cell in (*cells, f"{finding.seconds:.1f}", finding.advice)))
    console().print(table)


def _status(sources: SourceList, as_json: bool) -> None:
    """What the state file says. Raises ClickException where there is none."""
    from lagebild.wire import WireError
    from lagebild.wire.state import State

    path = sources.settings.state
    if not path.exists():
        raise click.ClickException(f"There is no state file {path}: `lagebild watch` has not run with this list yet.")
    try:
        state = State(path)
    except WireError as error:
        raise click.ClickException(str(error)) from error
    known = {source.name: state.source(source.name, source.url) for source in sources.sources}
    counts, reasons = state.counts(), state.reasons()
    state.close()
    rows = [
        {"name": name, "answered": _moment(one.last_ok), "brought": _moment(one.last_new), "failures": one.failures,
         "gaps": one.gaps, "problem": one.problem or (f"moved to {one.moved}" if one.moved else None)}
        for name, one in known.items()
    ]  # fmt: skip
    if as_json:
        why = [{"status": status, "reason": reason, "articles": number} for status, reason, number in reasons]
        click.echo(json.dumps({"sources": rows, "articles": counts, "reasons": why}, ensure_ascii=False, indent=1))
        return
    console().print(_table(("Source", "Answered (UTC)", "Brought (UTC)", "Failures", "Gaps", "Problem"), rows))
    click.echo("Articles: " + (", ".join(f"{number} {status}" for status, number in sorted(counts.items())) or "none"))
    for status, reason, number in reasons:
        click.echo(f"  {number} {status}: {reason}")


def _moment(seconds: float | None) -> str | None:
    return f"{dt.datetime.fromtimestamp(seconds, dt.UTC):%Y-%m-%d %H:%M}" if seconds else None


def _table(names: Iterable[str], rows: Iterable[Mapping[str, object]]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold", justify="right" if name in ("Failures", "Gaps") else "left")
    for row in rows:
        table.add_row(*(Text("-" if value is None else str(value)) for value in row.values()))
    return table
