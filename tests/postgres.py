"""A PostgreSQL server for tests, from the binaries that Debian's package ``postgresql`` installs."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MISSING = "PostgreSQL's server is not installed (Debian: apt-get install postgresql); this test needs it."


def binaries() -> Path | None:
    """The folder with initdb and pg_ctl, None where there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    folders += [Path(found).parent] if found else []
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


@contextmanager
def server() -> Iterator[str]:
    """The URL of a fresh database server that listens on a socket in a folder of its own; gone afterwards."""
    found = binaries()
    assert found is not None, MISSING
    folder = Path(tempfile.mkdtemp(prefix="lagebild-pg-"))
    owner = _unprivileged()
    if owner:
        shutil.chown(folder, owner)
    data = folder / "data"
    _run(owner, str(found / "initdb"), "-D", str(data), "-U", "lagebild", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    control = (str(found / "pg_ctl"), "-D", str(data))
    _run(owner, *control, "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield f"postgresql://lagebild@/postgres?host={folder}"
    finally:
        _run(owner, *control, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> str | None:
    """Whom the server runs as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def _run(owner: str | None, *command: str) -> None:
    # the server keeps the streams it is given: pipes would never close
    subprocess.run(command, user=owner, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
