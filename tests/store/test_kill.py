"""The store after kill -9: a few rounds of what ``benchmarks/kill.py`` does two hundred times."""

from __future__ import annotations

import sys

import pytest

from benchmarks.kill import kills


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_nothing_half_there_lost_or_doubled() -> None:
    assert kills(4, 40) == {"kills": 4.0, "reports in the end": 40.0}
