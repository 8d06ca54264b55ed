"""The list of sources: a TOML file to :class:`Source` and :class:`Settings`, every mistake told with its place."""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lagebild import __version__
from lagebild.wire.errors import WireError

KINDS = ("feed", "sitemap", "page")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd]?)")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(slots=True, frozen=True)
class Settings:
    """How to watch. Times in seconds, sizes in bytes."""

    state: Path = Path("wire.db")
    """Where the watcher remembers what it has seen."""
    user_agent: str = f"Lagebild/{__version__}"
    """Give an address at which you can be reached: many servers ask for it."""
    interval: float = 900.0
    delay: float = 2.0
    """Between two requests to one host, unless its robots.txt asks for more."""
    timeout: float = 30.0
    """For one request as a whole."""
    max_bytes: int = 5_000_000
    """For one answer, after unpacking."""
    robots: bool = True
    keep_pages: Path | None = None
    """Folder in which every page is kept as fetched (WARC)."""
    allow_addresses: tuple[Network, ...] = ()
    """Networks that may be fetched from although they are private, e.g. 10.1.0.0/16."""
    threads: int = 8


@dataclass(slots=True, frozen=True)
class Source:
    """One address that is watched."""

    name: str
    url: str
    kind: str = "feed"
    language: str | None = None
    publisher: str | None = None
    timezone: str = "UTC"
    """Zone of its dates that carry none, and the zone whose calendar day is the publication date."""
    interval: float | None = None
    text: str = "page"
    """``page``: the article is fetched; ``feed``: the feed itself carries the whole text."""

    @property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.timezone)


@dataclass(slots=True, frozen=True)
class SourceList:
    """A source list as read."""

    settings: Settings
    sources: list[Source] = field(default_factory=list)


def load_sources(path: Path) -> SourceList:
    """Read a source list. Raises :class:`WireError` naming the entry that is wrong and what to write instead."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise WireError(f"There is no source list {path}. docs/operation.md shows how to write one.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WireError(f"{path} cannot be read as TOML: {error}") from error
    return parse_sources(data, path)


def parse_sources(data: Mapping[str, Any], path: Path) -> SourceList:
    """The list from its data; relative paths in it start at the file's folder."""
    unknown = set(data) - {"watch", "source"}
    if unknown:
        raise WireError(f"{path}: unknown part {', '.join(sorted(unknown))}; there are [watch] and [[source]].")
    entries = data.get("source", [])
    if not isinstance(entries, list) or not entries:
        raise WireError(f"{path} names no source. Add [[source]] with name and url.")
    sources = [_source(entry, f"{path}, source {number}") for number, entry in enumerate(entries, 1)]
    for attribute in ("name", "url"):
        values = [getattr(source, attribute) for source in sources]
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise WireError(f"{path}: two sources share the {attribute} {twice[0]!r}. Remove one.")
    return SourceList(_settings(data.get("watch", {}), path), sources)


def seconds(value: object, where: str) -> float:
    """A length of time: a number of seconds or ``30s``, ``15m``, ``2h``, ``1d``."""
    match = _LENGTH.fullmatch(str(value).strip()) if not isinstance(value, bool) else None
    if match is None:
        raise WireError(f"{where}: {value!r} is no length of time. Write 30s, 15m, 2h or 1d.")
    return float(match[1]) * _UNITS[match[2] or "s"]


def _source(entry: Any, where: str) -> Source:
    values = _known(entry, Source, where)
    for name in ("name", "url"):
        if not values.get(name):
            raise WireError(f"{where}: {name!r} is missing.")
    for name, value in values.items():
        if name != "interval" and not isinstance(value, str):
            raise WireError(f"{where}: {name!r} must be written in quotation marks.")
    where = f"{where} ({values['name']})"
    _check_url(values["url"], where)
    _check_one_of(values.get("kind", "feed"), KINDS, f"{where}: kind")
    _check_one_of(values.get("text", "page"), ("page", "feed"), f"{where}: text")
    try:
        ZoneInfo(values.get("timezone", "UTC"))
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise WireError(f"{where}: there is no time zone {values['timezone']!r}. Write e.g. Europe/Berlin.") from error
    if "interval" in values:
        values["interval"] = max(30.0, seconds(values["interval"], where))
    return Source(**values)


def _settings(entry: Any, path: Path) -> Settings:
    where = f"{path}, [watch]"
    values = _known(entry, Settings, where)
    for name in ("interval", "delay", "timeout"):
        if name in values:
            values[name] = seconds(values[name], f"{where}: {name}")
    for name in ("state", "keep_pages"):
        if name in values:
            values[name] = path.parent / str(values[name])
    for name in ("max_bytes", "threads"):
        if name in values and (not isinstance(values[name], int) or values[name] < 1):
            raise WireError(f"{where}: {name} must be a whole number above 0.")
    values["allow_addresses"] = tuple(_network(text, where) for text in values.get("allow_addresses", ()))
    values.setdefault("state", path.parent / "wire.db")
    return Settings(**values)


def _known(entry: Any, kind: type, where: str) -> dict[str, Any]:
    if not isinstance(entry, dict):
        raise WireError(f"{where}: this must be a table of name = value.")
    names = {each.name for each in fields(kind)}
    unknown = sorted(set(entry) - names)
    if unknown:
        raise WireError(f"{where}: unknown setting {unknown[0]!r}. There are {', '.join(sorted(names))}.")
    return dict(entry)


def _network(text: object, where: str) -> Network:
    try:
        return ipaddress.ip_network(str(text))
    except ValueError as error:
        raise WireError(f"{where}: allow_addresses: {error}. Write e.g. 10.1.0.0/16.") from error


def _check_url(url: str, where: str) -> None:
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fine = False
    if not fine:
        raise WireError(f"{where}: {url!r} is no web address. It must start with http:// or https://.")


def _check_one_of(value: str, allowed: tuple[str, ...], where: str) -> None:
    if value not in allowed:
        raise WireError(f"{where} {value!r} is unknown. There are {', '.join(allowed)}.")
