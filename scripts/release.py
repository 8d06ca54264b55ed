"""What a release needs: builds that come out the same twice, and installs that work with nothing else there.

``python scripts/release.py build OUT``
    builds wheel and sdist twice from the committed files and fails where a byte differs; writes ``OUT/SHA256SUMS``.
``python scripts/release.py install WHEEL PYTHON...``
    installs the wheel alone into a fresh environment of each interpreter, reads a report there, and prints size and
    times.

Builds take the time of the last commit as the time of every file (SOURCE_DATE_EPOCH), and need hatchling in the
version of ``requirements/build.txt``, which its wheels name: another one gives other bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import time
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]

_IMPORT = """
import json, sys, time
started = time.perf_counter()
import lagebild
bare = time.perf_counter() - started
import lagebild.cli
shell = time.perf_counter() - started
heavy = [name for name in ("numpy", "onnxruntime", "sqlalchemy", "trafilatura", "rich") if name in sys.modules]
print(json.dumps({"import": bare, "command line": shell, "heavy modules": heavy}))
"""


class ReleaseError(Exception):
    """The release does not hold what it promises."""


def committed(target: Path, commit: str) -> int:
    """Unpack the files of a commit; its time in seconds since 1970."""
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(target, filter="data")
    time_of = ["git", "log", "-1", "--format=%ct", commit]
    return int(subprocess.run(time_of, cwd=ROOT, capture_output=True, check=True).stdout)


def check_builder(lock: str, installed: str) -> None:
    """Raise :class:`ReleaseError` unless hatchling has the version that the lock file names."""
    locked = re.search(r"^hatchling==(\S+)", lock, re.MULTILINE)
    if locked is None or locked[1] != installed:
        raise ReleaseError(
            f"hatchling {installed} is installed, {locked[1] if locked else 'none'} is locked: "
            "pip install --require-hashes -r requirements/build.txt"
        )


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of each file, by name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def build(source: Path, out: Path, moment: int) -> dict[str, str]:
    """Build wheel and sdist of a source tree into ``out``; their hashes."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(moment)}
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(out)]
    subprocess.run(
        command, cwd=source, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return hashes(out)


def build_twice(out: Path) -> dict[str, str]:
    """Two builds in two folders at two times. Raises :class:`ReleaseError` where they differ."""
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout.strip()
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        moment = committed(Path(first), commit)
        found = build(Path(first), out, moment)
        committed(Path(second), commit)
        for path in Path(second).rglob("*"):
            os.utime(path, (1, 1), follow_symlinks=False)
        again = build(Path(second), Path(second) / "again", moment)
    if found != again:
        raise ReleaseError(f"two builds differ: {found} {again}")
    (out / "SHA256SUMS").write_text("".join(f"{digest}  {name}\n" for name, digest in found.items()))
    return found


def install(wheel: Path, python: str) -> dict[str, object]:
    """Install the wheel bare for one interpreter and use it; what it takes."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([python, "-m", "venv", folder], check=True)
        inside = Path(folder) / "bin"
        empty = _size(Path(folder))
        started = time.perf_counter()
        _run(str(inside / "pip"), "install", "--quiet", "--no-cache-dir", str(wheel))
        seconds = time.perf_counter() - started
        version = _run(
            str(inside / "python"), "-c", "import sys; print('.'.join(map(str, sys.version_info[:3])))"
        ).strip()
        _run(str(inside / "python"), "-c", "import lagebild.cli")  # bytecode is written once
        times = json.loads(_run(str(inside / "python"), "-c", _IMPORT))
        example = str(ROOT / "examples/aschgabat.txt")
        started = time.perf_counter()
        read = _run(str(inside / "lagebild"), "read", example, "--published", "2024-10-12", "--format", "json")
        reading = time.perf_counter() - started
        packages = _run(str(inside / "pip"), "list", "--format", "freeze").count("==") - 2
        claims = len(json.loads(read)["claims"]) if read.startswith("{") else read.count("event")
        return {
            "python": version, "packages": packages, "MB": round((_size(Path(folder)) - empty) / 1e6),
            "install s": round(seconds), "import lagebild s": round(times["import"], 2),
            "import command line s": round(times["command line"], 2), "loaded": times["heavy modules"],
            "read one report s": round(reading, 1), "claims": claims,
        }  # fmt: skip


def _size(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _run(*command: str) -> str:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise ReleaseError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    """Build or install, as the first argument says."""
    match sys.argv[1:]:
        case ["build", out]:
            check_builder((ROOT / "requirements/build.txt").read_text(), metadata.version("hatchling"))
            Path(out).mkdir(parents=True, exist_ok=True)
            for name, digest in build_twice(Path(out)).items():
                print(digest, name)
        case ["install", wheel, *pythons] if pythons:
            for python in pythons:
                print(json.dumps(install(Path(wheel), python)), flush=True)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
