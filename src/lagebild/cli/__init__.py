"""The command line: one file a command; each file defines ``command``, loaded only when it is called."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import click

from lagebild import __version__


class LazyGroup(click.Group):
    """Finds commands among this package's modules, so that one command never pays for another's imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, sorted."""
        names = (module.name for module in pkgutil.iter_modules(__path__))
        return sorted(name.replace("_", "-") for name in names if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{__name__}.{cmd_name.replace('-', '_')}").command
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lagebild")
def main() -> None:
    """Read news reports into a sourced picture: who did what to whom, and who says so."""
