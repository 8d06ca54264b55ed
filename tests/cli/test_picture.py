"""The commands that ask and change a store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lagebild.cli import main
from lagebild.picture import add
from lagebild.store import Store
from tests.stories import dam


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that tests only read."""
    path = tmp_path_factory.mktemp("cli") / "lage.db"
    with Store.open(path) as store:
        for item in dam():
            add(store, item)
    return path


def run(db: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--db", str(db)])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("events",), ["2 events", "5 reports", "state-controlled", "disputed:"]),
        (("events", "--actor", "NOR", "--with", "FIN", "--type", "consult"), ["1 events", "Oslo, NOR"]),
        (("disputed",), ["1 disputed events", "UKR"]),
        (
            ("event", "1", "--why"),
            ["Denied or doubted by der Kreml", "Origin 1", "state-controlled", "fit 0.", "opened"],
        ),
        (("event", "1", "--as-of", "2023-06-06"), ["3 reports"]),
        (("between", "RUS", "UKR"), ["2023-06", "█", "1 events"]),
        (("entity", "Solvang"), ["Ingrid Solvang NOR:GOV", "Did (1)"]),
        (("who-says", "der Kreml"), ["denies", "Contradicts Kiew"]),
        (("report", "dam-1"), ["trigger   gesprengt", "origin dpa", "dam-2"]),
        (("diff", "--since", "2023-06-06"), ["New since 2023-06-06 (2)"]),
        (("search", "Staudamm"), ["dam-1", "2 reports"]),
    ],
)
def test_answers_in_the_terminal(db: Path, words: tuple[str, ...], found: list[str]) -> None:
    result = run(db, *words)
    assert result.exit_code == 0, result.output
    for text in found:
        assert text in result.output


@pytest.mark.parametrize(
    "words",
    [
        ("events",),
        ("disputed",),
        ("event", "1"),
        ("between", "RUS", "UKR"),
        ("entity", "Solvang"),
        ("who-says", "der Kreml"),
        ("report", "dam-1"),
        ("diff", "--since", "7d"),
        ("search", "Staudamm"),
    ],
)
def test_answers_as_json(db: Path, words: tuple[str, ...]) -> None:
    assert json.loads(run(db, *words, "--json").output)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("event", "99"), "no event 99"),
        (("report", "none"), "lagebild search"),
        (("entity", "Nobody Known"), "Nobody Known"),
        (("verdict", "accept", "--event", "99"), "no event 99"),
        (("verdict", "accept"), "either an event or a claim"),
        (("verdict", "wrong-entity", "1"), "--code, --sector or --name"),
        (("diff", "--since", "soon"), "YYYY-MM-DD"),
        (("between", "RUS", "UKR", "--plot", "pair.gif"), ".svg or .png"),
    ],
)
def test_what_is_wrong_is_told(db: Path, words: tuple[str, ...], message: str) -> None:
    result = run(db, *words)
    assert result.exit_code != 0
    assert message in result.output
    assert "Traceback" not in result.output


def test_no_database_no_traceback(tmp_path: Path) -> None:
    result = run(tmp_path / "none.db", "events")
    assert result.exit_code == 1
    assert "lagebild add" in result.output


def test_verdicts_from_the_command_line(db: Path, tmp_path: Path) -> None:
    run(db, "backup", str(tmp_path / "mine.db"))
    db = tmp_path / "mine.db"
    assert "Verdict 1 kept" in run(db, "verdict", "reject", "--event", "1", "--who", "ada", "--note", "a film").output
    assert "1 events" in run(db, "events").output
    assert "ada: reject" in run(db, "verdict", "list").output
    assert run(db, "verdict", "revoke", "1", "--who", "ada").exit_code == 0
    assert "2 events" in run(db, "events").output
    assert run(db, "verdict", "same", "1", "2").exit_code == 0
    assert "1 events" in run(db, "events").output
    assert json.loads(run(db, "verdict", "list", "--json").output)[0]["kind"] == "same"


def test_export_and_backup(db: Path, tmp_path: Path) -> None:
    assert "6 written" in run(db, "export", "csv", str(tmp_path / "claims.csv")).output
    assert run(db, "backup", str(tmp_path / "copy.db")).exit_code == 0
    assert "2 events" in run(tmp_path / "copy.db", "events").output
