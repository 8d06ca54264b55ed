"""``lagebild explain``: why a claim was read."""

from __future__ import annotations

import datetime as dt
import sys

import click

from lagebild.cli._options import published_option


@click.command()
@click.argument("path")
@click.option("--claim", "claim_id", required=True, metavar="ID", help="The claim's id as `lagebild read` shows it.")
@published_option
@click.option("--language", metavar="xx", help="ISO 639-1 code of the report's language; detected if not given.")
def command(path: str, claim_id: str, published: dt.date | None, language: str | None) -> None:
    """Show which words, rules, scores and readings of time, place and source led to a claim."""
    from rich.console import Console

    from lagebild.export.explanation import explain
    from lagebild.pipeline import read_many
    from lagebild.records import Reading
    from lagebild.reports import load

    known: list[str] = []
    for result in read_many(load([path], published=published, language=language)):
        if not isinstance(result, Reading):
            click.echo(f"Error: {result}", err=True)
            continue
        for claim in result.claims:
            if claim.id == claim_id:
                Console(width=100).print(explain(claim, result.report))
                return
            known.append(f"  {claim.id}  {claim.event}")
    click.echo(f"No claim {claim_id!r} in {path}. Its claims are:\n" + "\n".join(known), err=True)
    sys.exit(1)
