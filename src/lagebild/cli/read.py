"""``lagebild read``: reports to claims, as a table, JSON, PLOVER lines or one page."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from lagebild.cli._options import published_option

if TYPE_CHECKING:
    from lagebild.records import Reading
    from lagebild.reports import ReportError


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "plover", "html"]), default="table", show_default=True
)
@published_option
@click.option("--language", metavar="xx", help="ISO 639-1 code of the reports' language; detected if not given.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write to instead of the terminal."
)
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave out claims below this confidence.")
@click.option(
    "--frames",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="YAML file with an event type of your own; may be given several times.",
)
@click.option("--workers", type=click.IntRange(min=1), help="Processes for many reports; all cores if not given.")
def command(
    paths: tuple[str, ...],
    form: str,
    published: dt.date | None,
    language: str | None,
    out: Path | None,
    min_confidence: float | None,
    frames: tuple[Path, ...],
    workers: int | None,
) -> None:
    """Read reports and show who did what to whom, and who says so.

    PATH is a .txt, .md, .html, .json, .jsonl (also packed: .jsonl.gz), .parquet, .warc or .warc.gz file, a folder of
    them, or - for standard input. A report that cannot be read is named with the reason, the others go on; the exit
    code is then 1.
    """
    from lagebild.coding import Frames, FramesError
    from lagebild.engine import read_all
    from lagebild.reports import load

    try:
        Frames.load(frames)
    except FramesError as error:
        raise click.UsageError(str(error)) from error
    items = list(load(paths, published=published, language=language))
    results = read_all(items, workers=workers, min_confidence=min_confidence, frames=frames)
    failures: list[ReportError] = []
    with out.open("w", encoding="utf-8") if out else nullcontext(sys.stdout) as stream:
        _WRITERS[form](_watched(results, len(items), failures, out is not None), stream)
    if failures:
        click.echo(f"{len(failures)} of {len(items)} reports could not be read.", err=True)
        sys.exit(1)


def _watched(
    results: Iterable[Reading | ReportError], total: int, failures: list[ReportError], to_file: bool
) -> Iterator[Reading]:
    """The readings alone, under a progress bar where there are many; failures are told at once and kept."""
    from rich.console import Console
    from rich.progress import Progress

    from lagebild.reports import ReportError

    console = Console(stderr=True)
    show = total > 8 and console.is_terminal and (to_file or not sys.stdout.isatty())
    with Progress(console=console, disable=not show, transient=True) as progress:
        task = progress.add_task("Reading reports", total=total)
        for result in results:
            progress.advance(task)
            if isinstance(result, ReportError):
                failures.append(result)
                click.echo(f"Error: {result}", err=True)
            else:
                yield result


def _write_table(readings: Iterable[Reading], stream: TextIO) -> None:
    from rich.console import Console

    from lagebild.export.table import WIDTH, print_reading

    terminal = Console(file=stream)
    console = terminal if terminal.is_terminal and terminal.width <= WIDTH else Console(file=stream, width=WIDTH)
    for reading in readings:
        print_reading(reading, console)


def _write_json(readings: Iterable[Reading], stream: TextIO) -> None:
    for reading in readings:
        print(json.dumps(reading.to_dict(), ensure_ascii=False), file=stream)


def _write_plover(readings: Iterable[Reading], stream: TextIO) -> None:
    from lagebild.export.plover import lines

    for line in lines(readings):
        print(line, file=stream)


def _write_html(readings: Iterable[Reading], stream: TextIO) -> None:
    from lagebild.export.html import to_html

    print(to_html(readings), file=stream)


_WRITERS = {"table": _write_table, "json": _write_json, "plover": _write_plover, "html": _write_html}
