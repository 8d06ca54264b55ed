"""`lagebild backup` never spoils what is there: neither an older copy nor another file."""

import sqlite3

import pytest
from click.testing import CliRunner

from lagebild.cli import main
from lagebild.picture import add
from lagebild.store import Store, StoreError
from tests.stories import dam


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "lage.db"
    with Store.open(path) as store:
        add(store, next(iter(dam())))
    return path


def backup(db, path):
    return CliRunner().invoke(main, ["backup", str(path), "--db", str(db)])


def test_an_older_copy_is_replaced_only_by_a_whole_one(db, tmp_path, monkeypatch):
    def full(_store, path):
        path.write_bytes(b"SQLite format 3\0 half")
        raise StoreError("no space left on device")

    copy = tmp_path / "copy.db"
    assert backup(db, copy).exit_code == 0
    before = copy.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(Store, "backup", full)
        found = backup(db, copy)
    assert (found.exit_code, found.output) == (1, "Error: no space left on device\n")
    assert copy.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["copy.db", "lage.db"]
    assert backup(db, copy).output == f"Copied to {copy}.\n"


def test_other_files_and_copies_in_use_are_left_alone(db, tmp_path):
    text = tmp_path / "notes.txt"
    text.write_text("not to be lost")
    assert "is no database. Give another name." in backup(db, text).output
    assert text.read_text() == "not to be lost"
    assert "is the database itself" in backup(db, db).output
    copy = tmp_path / "copy.db"
    backup(db, copy)
    user = sqlite3.connect(copy)
    user.execute("CREATE TABLE mine (x)")
    assert "is open as a database" in backup(db, copy).output
    user.close()


def test_a_folder_that_is_not_there_is_told(db, tmp_path):
    found = backup(db, tmp_path / "none" / "copy.db")
    assert found.exit_code == 1
    assert found.output.startswith("Error: ")
    assert "Traceback" not in found.output
