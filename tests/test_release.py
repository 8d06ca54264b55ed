"""What a release promises: the same bytes twice, locked packages, an audit that says when it did not happen."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.audit import verdict
from scripts.release import ROOT, ReleaseError, build_twice, check_builder, hashes

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)((?: ;.*?)?) \\$", re.MULTILINE)


@pytest.mark.slow
def test_two_builds_are_the_same(tmp_path):
    if not os.environ.get("LAGEBILD_RELEASE"):
        pytest.skip("takes a minute: LAGEBILD_RELEASE=1 runs it, as `make dist` does")
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("needs a git checkout")
    found = build_twice(tmp_path)
    assert {Path(name).suffix for name in found} == {".whl", ".gz"}
    sums = (tmp_path / "SHA256SUMS").read_text().split()
    assert set(found.values()) <= set(sums)
    assert hashes(tmp_path).items() >= found.items()


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_every_locked_package_has_hashes(path):
    text = path.read_text()
    pins = PIN.findall(text)
    assert len(pins) > (4 if path.stem == "build" else 30)
    assert len(pins) == len(re.findall("==", re.sub(r"#.*| ;.*", "", text)))
    for block in re.split(r"\n(?=\w)", text):
        if "==" in block:
            assert "--hash=sha256:" in block, block


def test_the_builder_must_have_the_locked_version():
    lock = (ROOT / "requirements/build.txt").read_text()
    (locked,) = (version for name, version, _ in PIN.findall(lock) if name == "hatchling")
    check_builder(lock, locked)
    with pytest.raises(ReleaseError, match=rf"hatchling 0\.1 is installed, {re.escape(locked)} is locked"):
        check_builder(lock, "0.1")


def test_locks_hold_all_that_the_package_names():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["wire"]]
    names = {
        name.lower().replace("_", "-") for name, _, _ in PIN.findall((ROOT / "requirements/service.txt").read_text())
    }
    assert {re.match(r"[\w-]+", each)[0].lower() for each in wanted} <= names


def test_holes_are_told_apart_from_an_audit_that_did_not_happen():
    hole = {"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}
    assert verdict(1, json.dumps({"dependencies": [hole]}), "") == (1, "a 1: PYSEC-1, fixed in 2")
    assert verdict(0, json.dumps({"dependencies": [{"name": "a", "version": "2", "vulns": []}]}), "")[0] == 0
    code, words = verdict(1, "", "Traceback\nConnectionError: no route to host")
    assert code == 0
    assert words.startswith("NOT AUDITED")
    assert "no route" in words


def test_the_command_line_starts_without_the_heavy_packages():
    heavy = "('numpy', 'onnxruntime', 'sqlalchemy', 'trafilatura', 'ray', 'pyarrow', 'fastapi', 'matplotlib')"
    code = f"import sys, lagebild.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
