"""``lagebild report``: one report with its claims, copies and versions."""

from __future__ import annotations

import click

from lagebild.cli._picture import console, db_option, json_option, opened, show_json


@click.command()
@click.argument("key", metavar="ID")
@db_option
@json_option
def command(key: str, db: str, as_json: bool) -> None:
    """Show a report by its id, address or version number: what it claims in which words, and what it copies."""
    from lagebild.picture import questions as ask

    with opened(db) as store:
        view = ask.report(store, key)
    if view is None:
        raise click.ClickException(f"There is no report {key!r}. `lagebild search WORDS` finds reports.")
    if as_json:
        show_json(view)
        return
    screen = console()
    line = view.line
    heading = f"{line.key}: {line.publisher or 'unknown publisher'}, {line.known}, version {line.number}"
    screen.print(f"{heading} of {len(view.versions)}, origin {view.origin}", markup=False, style="bold")
    screen.print(f"{line.title or ''}\n", markup=False)
    for claim in view.claims:
        record = claim.claim
        actors = ", ".join(party.text for party in record.actors)
        recipients = ", ".join(party.text for party in record.recipients)
        parties = f"{actors} → {recipients}" if recipients else actors
        verdict = f" [{claim.verdict}]" if claim.verdict else ""
        head = f"claim {claim.id}, event {claim.event}: {record.event} {record.status} {parties}{verdict}"
        screen.print(head, markup=False)
        for words in claim.words:
            if words.kind != "sentence":
                screen.print(f"    {words.start:>5}-{words.end:<5} {words.kind:<9} {words.text}", markup=False)
        numbers = ", ".join(map(str, claim.parties))
        screen.print(f"    parties {numbers}" if numbers else "", markup=False)
    for copy in view.copies:
        other = copy.report
        screen.print(f"{copy.kind} {copy.score:.2f} {other.publisher} {other.key}: {copy.why}", markup=False)
