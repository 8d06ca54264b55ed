"""``lagebild mcp``: the picture for language-model assistants."""

from __future__ import annotations

import click

from lagebild.cli._picture import db_option, opened


@click.command()
@db_option
def command(db: str) -> None:
    """Answer an assistant's questions over standard input and output (Model Context Protocol).

    Every answer holds claims with their sources and the exact words they rest on, never bare facts. Nothing can be
    changed this way.
    """
    try:
        from lagebild.web.assistant import server
    except ImportError as error:
        raise click.ClickException("This needs one more package: pip install 'lagebild[mcp]'.") from error
    with opened(db) as store:
        server(store).run("stdio")
