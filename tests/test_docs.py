"""What can be called is documented, and what is documented can be called."""

import re
from pathlib import Path

import click
import pytest

import lagebild
from lagebild.cli import main

DOCS = Path(__file__).parents[1] / "docs"
COMMANDS = main.list_commands(click.Context(main))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_with_its_options(name):
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    section = re.search(rf"^## lagebild {name}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section, f"docs/cli.md has no section '## lagebild {name}'"
    command = main.get_command(click.Context(main), name)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert max(parameter.opts, key=len) in section[1], f"{name} {parameter.opts}"


def test_no_section_for_a_command_that_is_gone():
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## lagebild ([\w-]+)$", page, re.MULTILINE)) <= set(COMMANDS)


@pytest.mark.parametrize("name", [name for name in lagebild.__all__ if not name.startswith("_")])
def test_every_public_name_is_documented_and_there(name):
    assert f"`lagebild.{name}" in (DOCS / "python.md").read_text(encoding="utf-8")
    assert getattr(lagebild, name).__doc__


def test_no_other_attribute():
    with pytest.raises(AttributeError, match="no attribute"):
        lagebild.nonsense  # noqa: B018
