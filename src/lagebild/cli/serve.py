"""``lagebild serve``: the pages and the API."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from lagebild.cli._picture import db_option, opened

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@db_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8300, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--tokens",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File with lines NAME read|review TOKEN; then everybody has to sign in.",
)
@click.option("--user-header", help="Header in which a reverse proxy names who is signed in, e.g. X-Remote-User.")
@click.option("--reviewer", multiple=True, help="A name from that header that may give verdicts; repeatable.")
@click.option("--allow-host", multiple=True, help="A host name under which the server may be asked; repeatable.")
@click.option("--rate", default=20.0, show_default=True, help="Requests a second and visitor, on average.")
def command(
    db: str,
    host: str,
    port: int,
    tokens: Path | None,
    user_header: str | None,
    reviewer: tuple[str, ...],
    allow_host: tuple[str, ...],
    rate: float,
) -> None:
    """Serve the pages and the API on this machine; elsewhere only with tokens or behind a proxy."""
    try:
        import uvicorn

        from lagebild.web import Settings, SettingsError, create_app, load_users
    except ImportError as error:
        raise click.ClickException("The pages need more packages: pip install 'lagebild[web]'.") from error
    if host not in LOOPBACK and not tokens and not user_header:
        raise click.ClickException(
            f"Listening on {host} would let everybody in. Give --tokens FILE, or --user-header NAME behind a proxy."
        )
    try:
        users = load_users(tokens) if tokens else ()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    named = host if ":" not in host else f"[{host}]"
    hosts = ("localhost", "127.0.0.1", "[::1]", named, *allow_host)
    settings = Settings(db, users, user_header, reviewer, hosts, rate=rate)
    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("lagebild.web").setLevel(logging.INFO)
    with opened(db, create=True) as store:
        click.echo(f"http://{named}:{port}/ shows {db}; stop with Ctrl-C", err=True)
        # Uvicorn's own log has whole addresses with what people searched for; ours leaves that out.
        uvicorn.run(
            create_app(store, settings),
            host=host,
            port=port,
            access_log=False,
            log_level="warning",
            server_header=False,
        )
