import datetime as dt
from functools import partial

import pytest
from click.testing import CliRunner

from lagebild.cli import main
from lagebild.engine import Quarantine, paired, read_all
from lagebild.records import Report
from lagebild.reports import ReportError
from tests.engine.stand_in import make, reports


def test_items_keep_their_results():
    read = partial(read_all, driver="here", make=make, batch=3)
    pairs = list(paired(reports(["text", "raise", "text", "text"]), read))
    assert [item.id for item, _ in pairs] == ["r0", "r1", "r2", "r3"]
    assert [isinstance(result, ReportError) for _, result in pairs] == [False, True, False, False]


def test_kept_whole_and_taken_once(tmp_path):
    kept = Quarantine(tmp_path / "q.jsonl")
    assert kept.take() == []
    report = Report("a", "Der Text\nmit „Zeichen“", "de", dt.date(2024, 10, 12), "Blatt", "http://example.org", "Titel")
    for _ in range(2):
        kept.put(report, ReportError("a", "it broke", "Tell us"))
    assert kept.take() == [report]
    kept.replace([])
    assert not kept.path.exists()


def test_a_line_that_a_crash_cut_off_spoils_no_other_and_is_not_thrown_away(tmp_path):
    kept = Quarantine(tmp_path / "q.jsonl")
    kept.path.write_text('{"id": "cut o')
    (report,) = reports(["one"])
    kept.put(report, ReportError("r0", "it broke", ""))
    assert kept.take() == [report]
    kept.replace([])
    assert kept.path.read_text() == '{"id": "cut o\n'
    assert kept.take() == []
    assert kept.unreadable == [b'{"id": "cut o\n']


def test_what_is_put_there_while_others_are_read_again_stays(tmp_path):
    kept = Quarantine(tmp_path / "q.jsonl")
    first, second = reports(["one", "two"])
    kept.put(first, ReportError("r0", "it broke", ""))
    assert kept.take() == [first]
    Quarantine(kept.path).put(second, ReportError("r1", "it broke", ""))  # `lagebild add` runs at the same time
    kept.replace([])
    assert kept.take() == [second]


def test_what_still_fails_stays(tmp_path):
    kept = Quarantine(tmp_path / "q.jsonl")
    first, second = reports(["one", "two"])
    for report in (first, second):
        kept.put(report, ReportError(report.id, "it broke", ""))
    assert kept.take() == [first, second]
    kept.replace([(second, ReportError("r1", "it broke again", ""))])
    assert kept.take() == [second]
    assert "it broke again" in kept.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("status", ["failed", "skipped"])
def test_failed_articles_of_the_wire_are_set_waiting(tmp_path, status):
    from lagebild.wire.entries import Entry
    from lagebild.wire.state import SourceState, State

    path = tmp_path / "wire.db"
    state = State(path)
    state.note("s", SourceState("http://e.org"), [Entry("http://e.org/1", "http://e.org/1", "m")], 1.0)
    state.finish("http://e.org/1", "m", status, 2.0, "it broke")
    state.close()
    result = CliRunner().invoke(main, ["retry", str(path)])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("1" if status == "failed" else "0")
