"""`lagebild watch` and `retry` as a service runs them: the real model, a real server, stopped by SIGTERM."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner

from lagebild.cli import main
from lagebild.engine import Quarantine
from lagebild.records import Report
from lagebild.reports import ReportError
from tests.wire.serving import ARTICLES, answers, feed, server, source_list

WATCH = [sys.executable, "-c", "from lagebild.cli import main; main()", "watch"]


@pytest.fixture
def base():
    found = answers()
    with server(found) as address:
        found["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed(address))
        yield address


def events(db):
    result = CliRunner().invoke(main, ["events", "--db", str(db), "--json"])
    assert result.exit_code == 0, result.output
    return {event["type"] for event in json.loads(result.stdout)["events"]}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
def test_watched_stopped_by_sigterm_and_started_again(base, tmp_path):
    db = tmp_path / "lage.db"
    path = source_list(tmp_path, base)
    command = [*WATCH, str(path), "--db", str(db), "--log", "json", "--verbose"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        delivered = 0
        for line in running.stderr:
            delivered += json.loads(line)["message"] == "report delivered"
            if delivered == len(ARTICLES):
                break
        os.kill(running.pid, signal.SIGTERM)
        try:
            _, rest = running.communicate(timeout=60)
        finally:
            running.kill()
        assert running.returncode == 0
    assert rest.endswith(
        f"Reports: {len(ARTICLES)} new, 0 changed, 0 same, 0 skipped, 0 failed; 0 wait to be tried again.\n"
    )
    assert {"CONSULT", "PROTEST"} & events(db)
    again = subprocess.run([*command, "--once"], capture_output=True, text=True, timeout=120)
    assert again.returncode == 0, again.stderr
    assert "Reports: 0 new, 0 changed" in again.stderr


def test_what_failed_is_read_again_by_retry(tmp_path):
    db = tmp_path / "lage.db"
    kept = Quarantine(tmp_path / "bad.jsonl")
    title, text = ARTICLES["/1"]
    good = Report("a", text, "de", dt.date(2024, 10, 12), title=title)
    bad = Report("b", "Xin chào thế giới, hôm nay trời đẹp quá và tôi rất vui.", "vi")
    for report in (good, bad):
        kept.put(report, ReportError(report.id, "the process that read it died", ""))
    result = CliRunner().invoke(main, ["retry", str(kept.path), "--db", str(db)])
    assert result.exit_code == 1
    assert result.output == "1 of 2 reports read and added, 1 still fail.\n"
    assert events(db)
    assert [report.id for report in kept.take()] == ["b"]
    assert "'vi' has no support" in kept.path.read_text(encoding="utf-8")
