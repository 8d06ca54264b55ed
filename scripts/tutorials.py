"""Runs every ``console`` block of docs/tutorials and docs/cookbook.md and writes what really came out beneath it.

Lines that begin with ``$ `` (and those after them with ``> ``) are run by bash, all blocks of a page in one fresh
folder that has ``examples``. A comment before a block says what must hold:

``<!-- must show: SANCTION; Iran -->``
    these words must be in the block's output, else the page no longer fits its text and the script fails;
``<!-- event: --type SANCTION --since 2024-10-14 -->``
    event numbers in the block's commands are set to the first event that ``lagebild events`` finds with this.

``python scripts/tutorials.py [PAGE...]``; what a new model changes shows in the diff.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = [*sorted((ROOT / "docs/tutorials").glob("*.md")), ROOT / "docs/cookbook.md"]
BLOCK = re.compile(r"(?P<notes>(?:<!-- .*? -->\n)*)```console\n(?P<body>.*?)```", re.DOTALL)
NOTE = re.compile(r"<!-- (must show|event): (.*?) -->")
_NUMBER = re.compile(r"(?<=event )\d+")


class TutorialError(Exception):
    """A page's commands do not do what its text says."""


def commands(body: str) -> list[str]:
    """The commands of a block, each with its lines after ``> ``."""
    found = re.findall(r"^\$ (.*(?:\n> ?.*)*)$", body, re.MULTILINE)
    return [re.sub(r"^> ?", "", command, flags=re.MULTILINE) for command in found]


def run_page(page: Path) -> str:
    """The page with fresh output. Raises :class:`TutorialError` where a command fails or shows something else."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "examples").symlink_to(ROOT / "examples")
        return BLOCK.sub(lambda found: _block(found, Path(folder), page.name), page.read_text(encoding="utf-8"))


def _block(found: re.Match[str], folder: Path, name: str) -> str:
    notes = dict(NOTE.findall(found["notes"]))
    lines = []
    for command in commands(found["body"]):
        if "event" in notes and _NUMBER.search(command):
            command = _NUMBER.sub(str(_event(notes["event"], folder)), command)
        lines += [
            "$ " + command.replace("\n", "\n> ").replace("> \n", ">\n"),
            *_run(command, folder, name).splitlines(),
            "",
        ]
    text = "\n".join(lines[:-1]) + "\n"
    for words in filter(None, map(str.strip, notes.get("must show", "").split(";"))):
        if words not in text:
            raise TutorialError(f"{name}: {words!r} is not shown by\n{text}")
    return f"{found['notes']}```console\n{text}```"


def _event(query: str, folder: Path) -> int:
    answer = json.loads(_run(f"lagebild events {query} --json", folder, query))
    return int(answer["events"][0]["id"])


def _run(command: str, folder: Path, name: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    known = os.environ | {
        "PATH": path,
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
        "HOME": str(folder),
        "USER": "you",
    }
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=known, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600)  # fmt: skip
    if done.returncode:
        raise TutorialError(f"{name}: {command} ended with {done.returncode}:\n{done.stdout}")
    output = done.stdout.replace(str(folder), "~")
    return "\n".join(line.rstrip() for line in output.splitlines()).strip("\n")


def main() -> None:
    """Rewrite the pages given, by default all."""
    for page in [Path(argument) for argument in sys.argv[1:]] or PAGES:
        page.write_text(run_page(page), encoding="utf-8")
        print(page.name)


if __name__ == "__main__":
    main()
