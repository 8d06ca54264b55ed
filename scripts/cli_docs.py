"""Writes docs/cli.md from the commands' own help: ``python scripts/cli_docs.py``."""

from __future__ import annotations

from pathlib import Path

import click

from lagebild.cli import main

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"


def _section(path: str, command: click.Command, level: int) -> list[str]:
    context = click.Context(command, info_name=path, terminal_width=100, max_content_width=100)
    lines = [f"{'#' * level} {path}", "", "```", command.get_help(context).strip(), "```", ""]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None:
                lines += _section(f"{path} {name}", child, level + 1)
    return lines


def page() -> str:
    """The whole page as Markdown."""
    context = click.Context(main)
    lines = ["# Command line", "", "Written by `python scripts/cli_docs.py` from the commands' own help.", ""]
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        if command is not None:
            lines += _section(f"lagebild {name}", command, 2)
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
