"""The documentation builds as a site without a warning, and tutorials name commands and options that exist."""

import logging
import os
import re
import shlex
from pathlib import Path

import click
import pytest

from lagebild.cli import main
from scripts.tutorials import BLOCK, PAGES, commands, run_page

ROOT = Path(__file__).parents[1]


@pytest.mark.filterwarnings("default")
def test_the_site_builds_strictly(tmp_path, caplog):
    pytest.importorskip("mkdocs", reason="MkDocs is not installed: pip install 'lagebild[docs]'")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    with caplog.at_level(logging.WARNING, logger="mkdocs"):
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path / "site")))
    assert [record.getMessage() for record in caplog.records] == []
    start = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "tutorials/fact-checker/" in start
    assert "https://cdn" not in start


def calls():
    for page in PAGES:
        for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
            for command in commands(block["body"]):
                for part in re.sub(r"\$\(.*\)", "X", command).split("|"):
                    if part.strip().startswith("lagebild "):
                        yield pytest.param(shlex.split(part)[1:], id=f"{page.stem}: {part.strip()[:50]}")


@pytest.mark.parametrize("words", list(calls()))
def test_tutorials_call_what_there_is(words):
    command, context = main, click.Context(main)
    while isinstance(command, click.Group):
        name = words.pop(0)
        command = command.get_command(context, name)
        assert command is not None, f"there is no command {name}"
    try:
        command.make_context("lagebild", words)
    except click.BadParameter as error:  # a file that the page's own commands make
        assert "does not exist" in error.message  # noqa: PT017


def test_blocks_show_what_the_text_says():
    for page in PAGES:
        blocks = list(BLOCK.finditer(page.read_text(encoding="utf-8")))
        assert blocks, page
        for block in blocks:
            assert block["body"].count("\n") > len(commands(block["body"])), f"{page.name}: run scripts/tutorials.py"


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_tutorials_run(page):
    if not os.environ.get("LAGEBILD_TUTORIALS"):
        pytest.skip("takes half a minute a page: LAGEBILD_TUTORIALS=1 runs it")
    assert run_page(page)
