"""What a server is started with."""

from __future__ import annotations

import getpass
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Role = Literal["read", "review"]


class SettingsError(ValueError):
    """The server cannot be started like this; the message says what to do."""


@dataclass(slots=True, frozen=True)
class User:
    """Somebody with a token. ``review`` may give verdicts, ``read`` may not."""

    name: str
    role: Role
    token: str = field(repr=False)


@dataclass(slots=True, frozen=True)
class Settings:
    """How the server is run. Without ``users`` and ``user_header`` it is open, and so must stay on loopback."""

    db: str
    users: tuple[User, ...] = ()
    user_header: str | None = None
    """Header in which a reverse proxy names who is signed in. Trusted as it comes: only the proxy may reach us."""
    reviewers: tuple[str, ...] = ()
    """Names from ``user_header`` that may give verdicts."""
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    """Names under which the server is asked; others are refused, so that no foreign page gets in by DNS."""
    rate: float = 20.0
    """Requests a second and visitor, on average."""
    burst: int = 200
    """Requests that a visitor may make at once after a pause."""
    max_body: int = 64 * 1024
    """Bytes of a request's body."""
    stale: float = 20.0
    """Seconds for which counts over the whole store (sources, network, map) may lag behind while others add."""

    @property
    def is_open(self) -> bool:
        """Whether everybody who reaches the server may read and judge."""
        return not self.users and not self.user_header

    @property
    def local_name(self) -> str:
        """Who gives verdicts on an open server: the person whose process this is."""
        try:
            return getpass.getuser()
        except (KeyError, OSError):
            return "local"


SHORTEST = 16
"""Characters of a token; shorter ones can be guessed."""


def load_users(path: Path) -> tuple[User, ...]:
    """Users from a file with lines ``NAME ROLE TOKEN``; empty lines and lines with ``#`` are skipped.

    Raises SettingsError if a line is not like that; tokens are never in the message.
    """
    users = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        parts = line.split()
        if not parts or parts[0].startswith("#"):
            continue
        if len(parts) != 3 or parts[1] not in ("read", "review"):
            raise SettingsError(f"{path} line {number}: write NAME, then read or review, then the token.")
        if len(parts[2]) < SHORTEST:
            raise SettingsError(f"{path} line {number}: the token needs {SHORTEST} characters or more.")
        users.append(User(parts[0], "review" if parts[1] == "review" else "read", parts[2]))
    if not users:
        raise SettingsError(f"{path} names no user: write lines of NAME, read or review, TOKEN.")
    return tuple(users)
