"""``lagebild entity``: what somebody did, suffered and says."""

from __future__ import annotations

import click

from lagebild.cli._picture import console, db_option, event_table, json_option, opened, show_json, stance_line


@click.command()
@click.argument("name")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@db_option
@json_option
def command(name: str, limit: int, db: str, as_json: bool) -> None:
    """Show an entity by name in any spelling (or number): what it did, what was done to it, what it says."""
    from lagebild.picture import questions as ask

    with opened(db) as store:
        view = ask.entity(store, int(name) if name.isdigit() else name, limit=limit)
    if view is None:
        raise click.ClickException(f"Nobody in the store is called {name!r}.")
    if as_json:
        show_json(view)
        return
    screen = console()
    code = ":".join(part for part in (view.line.code, view.line.sector) if part)
    screen.print(f"{view.line.name} {code} (entity {view.line.id})", markup=False, style="bold")
    screen.print(f"also written {', '.join(view.names)}", markup=False)
    if view.same_name:
        alike = ", ".join(f"{other.name} {other.code or ''} ({other.id})" for other in view.same_name)
        screen.print(f"names alike: {alike}", markup=False)
    for office in view.offices:
        where = office.of or office.country or ""
        screen.print(
            f"{office.office.replace('_', ' ')} {where}, {office.first or '?'} to {office.last or 'now'}", markup=False
        )
    partners = ", ".join(f"{count.value} {count.count}" for count in view.partners)
    screen.print(f"deals with {partners}\n" if partners else "", markup=False)
    screen.print(event_table(view.did.events, f"Did ({view.did.total})"))
    screen.print(event_table(view.suffered.events, f"Was done to it ({view.suffered.total})"))
    for stance in view.says:
        screen.print(stance_line(stance), markup=False)
