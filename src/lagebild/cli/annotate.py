"""``lagebild annotate``: stand-off layers of a report, for those who want entities, places, times or quotes alone."""

from __future__ import annotations

import datetime as dt
import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from lagebild.cli._options import published_option

LAYERS = ("entities", "places", "times", "quotes", "syntax")


def _layers(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    chosen = tuple(name.strip() for name in value.split(",") if name.strip())
    unknown = [name for name in chosen if name not in LAYERS]
    if unknown or not chosen:
        raise click.BadParameter(f"{', '.join(unknown) or 'nothing'} is no layer; choose from {', '.join(LAYERS)}")
    return chosen


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--layers", callback=_layers, default=",".join(LAYERS[:4]), show_default=True, help="Comma-separated.")
@click.option("--format", "form", type=click.Choice(["jsonl", "html"]), default="jsonl", show_default=True)
@published_option
@click.option("--language", metavar="xx", help="ISO 639-1 code of the reports' language; detected if not given.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write to instead of the terminal."
)
def command(
    paths: tuple[str, ...],
    layers: tuple[str, ...],
    form: str,
    published: dt.date | None,
    language: str | None,
    out: Path | None,
) -> None:
    """Write entities, places, times, quotes and syntax of reports as stand-off layers.

    JSON lines, one object a report; offsets are characters of the report's text, end exclusive.
    """
    from lagebild.export.layers import layers_of, layers_page
    from lagebild.pipeline import Reader
    from lagebild.reports import ReportError, load

    failed = False
    rows: list[dict[str, Any]] = []
    with out.open("w", encoding="utf-8") if out else nullcontext(sys.stdout) as stream:
        for item in Reader().layers(load(paths, published=published, language=language)):
            if isinstance(item, ReportError):
                failed = True
                click.echo(f"Error: {item}", err=True)
                continue
            row = layers_of(*item, layers)
            if form == "jsonl":
                print(json.dumps(row, ensure_ascii=False), file=stream)
            else:
                rows.append({**row, "text": item[0].text})
        if form == "html":
            print(layers_page(rows), file=stream)
    if failed:
        sys.exit(1)
