"""`lagebild backup` and `restore`: what was copied is what is there again, or nothing changes."""

import shutil

import pytest
from click.testing import CliRunner

from lagebild.cli import main
from lagebild.picture import add
from lagebild.store import Store
from tests.stories import dam


def run(db, *words):
    return CliRunner().invoke(main, [*words, "--db", str(db)])


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "lage.db"
    with Store.open(path) as store:
        for item in dam():
            add(store, item)
    return path


def reports(db):
    return run(db, "events").output.partition("\n")[0]


def test_a_copy_becomes_the_database_of_a_new_place(db, tmp_path):
    assert run(db, "backup", str(tmp_path / "copy.db")).exit_code == 0
    found = run(tmp_path / "new.db", "restore", str(tmp_path / "copy.db"))
    assert found.exit_code == 0, found.output
    assert reports(tmp_path / "new.db") == reports(db)


def test_what_is_there_is_only_replaced_when_asked_to_and_open_readers_see_it(db, tmp_path):
    copy = tmp_path / "copy.db"
    run(db, "backup", str(copy))
    before = reports(db)
    with Store.open(db) as watching:  # keeps the file open, and its write-ahead log beside it
        run(db, "verdict", "reject", "--event", "1", "--who", "ada", "--note", "a film")
        changed = reports(db)
        refused = run(db, "restore", str(copy))
        assert (refused.exit_code, changed == before) == (1, False)
        assert "--force" in refused.output
        assert reports(db) == changed
        assert run(db, "restore", str(copy), "--force").exit_code == 0
        assert reports(db) == before
        with watching.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM verdict").scalar() == 0


@pytest.mark.parametrize("wrong", ["damaged", "empty", "text", "other", "itself"])
def test_what_is_no_whole_copy_changes_nothing(db, tmp_path, wrong):
    copy = tmp_path / "copy.db"
    run(db, "backup", str(copy))
    if wrong == "damaged":
        data = bytearray(copy.read_bytes())
        data[5000 : len(data) - 5000] = b"\xff" * (len(data) - 10_000)
        copy.write_bytes(data)
    elif wrong == "other":
        shutil.copy(db, copy)
        with Store.open(copy) as store, store.writing() as connection:
            connection.exec_driver_sql("DROP TABLE verdict_claim")
            connection.exec_driver_sql("ALTER TABLE event RENAME TO happening")
    elif wrong == "itself":
        copy = db
    else:
        copy.write_bytes(b"" if wrong == "empty" else b"no database at all" * 100)
    before = reports(db)
    found = run(db, "restore", str(copy), "--force")
    assert found.exit_code == 1, found.output
    assert isinstance(found.exception, SystemExit)
    assert reports(db) == before


def test_postgresql_has_its_own_way(db):
    found = run("postgresql://nobody@localhost/x", "restore", str(db))
    assert "pg_restore" in found.output
