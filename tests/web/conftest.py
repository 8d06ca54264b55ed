"""A filled store, the application over it, a real server, a real browser."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient

from lagebild.store import Store
from lagebild.web import Settings, create_app
from tests.web.stories import fill

FAST = {"rate": 5000.0, "burst": 50_000, "stale": 0.0}
TEST_HOSTS = ("testserver", "127.0.0.1", "localhost")


@pytest.fixture(scope="session")
def filled_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file to copy from."""
    path = tmp_path_factory.mktemp("filled") / "lage.db"
    with Store.open(path) as store:
        fill(store)
        with store.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def db(filled_path: Path, tmp_path: Path) -> Iterator[Store]:
    """A filled store of one's own."""
    target = tmp_path / "lage.db"
    shutil.copy(filled_path, target)
    with Store.open(target) as store:
        yield store


@pytest.fixture(scope="module")
def seen(filled_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of an open server, for tests that only read."""
    target = tmp_path_factory.mktemp("seen") / "lage.db"
    shutil.copy(filled_path, target)
    with Store.open(target) as store:
        yield TestClient(create_app(store, Settings(str(target), hosts=TEST_HOSTS, **FAST)), follow_redirects=False)


@pytest.fixture
def client(db: Store) -> TestClient:
    """A client of an open server, for tests that change something."""
    return TestClient(create_app(db, Settings("", hosts=TEST_HOSTS, **FAST)), follow_redirects=False)


class Server:
    """A real server on a free port of this machine, in a thread."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self._server = uvicorn.Server(
            uvicorn.Config(create_app(store, settings), log_level="warning", access_log=False)
        )
        self._thread = threading.Thread(target=self._server.run, args=([self.socket],), daemon=True)

    def __enter__(self) -> Server:
        self._thread.start()
        deadline = time.monotonic() + 60
        while not self._server.started and time.monotonic() < deadline:
            time.sleep(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(20)
        self.socket.close()


@pytest.fixture(scope="module")
def served(filled_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server over a filled store."""
    target = tmp_path_factory.mktemp("served") / "lage.db"
    shutil.copy(filled_path, target)
    with Store.open(target) as store, Server(store, Settings(str(target), **FAST)) as server:
        yield server.address
