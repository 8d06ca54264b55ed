"""``lagebild sources``: looks after a list of sources."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lagebild.cli._picture import console, json_option
from lagebild.cli._wire import loaded

if TYPE_CHECKING:
    from lagebild.wire.check import Finding


@click.command()
@click.argument("action", type=click.Choice(["check", "list"]))
@click.argument("path", type=click.Path(path_type=Path), metavar="SOURCES.TOML")
@json_option
def command(action: str, path: Path, as_json: bool) -> None:
    """Look after the sources of a list.

    `check` asks each once and tells which are dead, broken, moved, slow or silent (exit code 1 if any is dead or
    broken); `list` shows what the list says, without asking anybody.
    """
    sources = loaded(path)
    if action == "list":
        for source in sources.sources:
            click.echo(f"{source.name}\t{source.kind}\t{source.language or '-'}\t{source.timezone}\t{source.url}")
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
        newest = f"{finding.newest:%Y-%m-%d %H:%M}" if finding.newest else "-"
        cells = (finding.source.name, finding.state, str(finding.entries), newest)
        table.add_row(*(Text(cell) for cell in (*cells, f"{finding.seconds:.1f}", finding.advice)))
    console().print(table)
