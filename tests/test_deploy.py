"""The files for systemd and containers call what there is, and write only where they may."""

import json
import re
import shlex
from pathlib import Path

import click
import pytest

from lagebild.cli import main

DEPLOY = Path(__file__).parents[1] / "docs" / "deploy"


def unit():
    text = (DEPLOY / "lagebild-watch.service").read_text(encoding="utf-8")
    return shlex.split(re.search(r"^ExecStart=(.*)$", text, re.MULTILINE)[1])[1:]


def container():
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    return json.loads(re.search(r"^CMD (.*)$", text, re.MULTILINE)[1])


@pytest.mark.parametrize(("words", "writable"), [(unit(), "/var/lib/lagebild"), (container(), ".")])
def test_the_watcher_is_called_rightly(words, writable):
    command = main.get_command(click.Context(main), words[0])
    values = command.make_context(words[0], words[1:]).params
    for name in ("db", "state"):  # next to the list, where the state would be else, the service may not write
        assert Path(values[name]).parent == Path(writable)
