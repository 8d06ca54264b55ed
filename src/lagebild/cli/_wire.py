"""What the commands of the wire share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from lagebild.wire.sources import SourceList


def loaded(path: Path) -> SourceList:
    """The source list; what is wrong with it, or a missing package, is told without a traceback."""
    try:
        import feedparser  # noqa: F401
        import httpx  # noqa: F401
        import protego  # noqa: F401
        import tenacity  # noqa: F401
    except ImportError as error:
        raise click.ClickException("Watching needs more packages: pip install 'lagebild[wire]'.") from error
    from lagebild.wire import WireError, load_sources

    try:
        return load_sources(path)
    except WireError as error:
        raise click.ClickException(str(error)) from error
