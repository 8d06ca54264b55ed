"""Keeps a fetcher out of private networks: every connection goes to an address that was checked after resolving.

A feed is written by others and can name any address. Checking the URL is not enough: a public name may resolve to
127.0.0.1, and may do so only at the second look. Therefore the name is resolved here, each address is checked, and the
connection is made to that very address; redirects pass the same door since each hop opens a connection.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from lagebild.wire.errors import FetchError
from lagebild.wire.sources import Network

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LOCAL = tuple(map(ipaddress.ip_network, ("fec0::/10", "192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
"""Nobody's public addresses, which not every Python knows as such: once site-local, of protocols, of examples."""


def check_address(text: str, allowed: Iterable[Network] = ()) -> None:
    """Raise :class:`FetchError` unless the address is a public one or lies in an allowed network."""
    address = _inner(ipaddress.ip_address(text.split("%")[0]))
    if any(address.version == network.version and address in network for network in allowed):
        return
    known = any(address.version == network.version and address in network for network in _LOCAL)
    if known or not address.is_global or address.is_multicast or address.is_reserved:
        raise FetchError(
            f"{text} is a private or local address; if that is meant, name it under allow_addresses", lasting=True
        )


def _inner(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for (mapped, 6to4, NAT64), else itself."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address.sixtofour:
            return address.sixtofour
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


class GuardedBackend(httpcore.SyncBackend):
    """Opens connections to checked addresses only."""

    def __init__(self, allowed: tuple[Network, ...]) -> None:
        super().__init__()
        self._allowed = allowed

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve, check every address, connect to the first that answers."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} cannot be resolved ({error})") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            check_address(address, self._allowed)
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses[:4]:
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """Never."""
        raise FetchError("local sockets are not fetched from", lasting=True)


class GuardedTransport(httpx.HTTPTransport):
    """httpx's transport over a :class:`GuardedBackend`."""

    def __init__(self, allowed: tuple[Network, ...] = (), *, connections: int = 32) -> None:
        super().__init__()
        self._pool.close()
        # TLS names stay those of the URL: only the connection below is pinned to the checked address.
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(),
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=15.0,
            network_backend=GuardedBackend(allowed),
        )
