"""Counters of the watcher for Prometheus, and a small server for them, for health and for readiness."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """The figures, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        register: dict[str, Any] = {"registry": self.registry}
        self.polls = Counter("lagebild_polls", "Sources asked, by how it ended", ["result"], **register)
        self.entries = Counter("lagebild_entries", "Entries seen for the first time or changed", ["kind"], **register)
        self.items = Counter("lagebild_items", "Articles, by how they ended", ["result"], **register)
        self.gaps = Counter("lagebild_gaps", "Polls that met nothing known: the source may have moved on", **register)
        self.waiting = Gauge("lagebild_items_waiting", "Articles not yet finished", **register)
        self.failing = Gauge("lagebild_sources_failing", "Sources whose last poll failed", **register)
        self.last_round = Gauge("lagebild_last_round_seconds", "End of the last round, seconds since 1970", **register)
        self.fetch = Histogram(
            "lagebild_poll_seconds", "Time a source took", buckets=(0.1, 0.3, 1, 3, 10, 30), **register
        )
        self.delivery = Histogram(
            "lagebild_delivery_seconds", "Time to read and store a batch", buckets=(0.1, 1, 3, 10, 30, 100), **register
        )

    def text(self) -> bytes:
        """The figures in Prometheus' text format."""
        return generate_latest(self.registry)


def serve(host: str, port: int, metrics: Metrics, health: Callable[[], dict[str, Any]]) -> ThreadingHTTPServer:
    """Start a server in a thread of its own: ``/metrics``, ``/health`` (alive), ``/ready`` (working; else 503)."""

    class Handler(BaseHTTPRequestHandler):
        """Three pages."""

        def do_GET(self) -> None:
            """Answer."""
            if self.path == "/metrics":
                self._answer(200, metrics.text(), "text/plain; version=0.0.4; charset=utf-8")
            elif self.path in ("/health", "/ready"):
                state = health()
                fine = state["alive"] if self.path == "/health" else state["ready"]
                self._answer(200 if fine else 503, json.dumps(state).encode(), "application/json")
            else:
                self._answer(404, b"There are /metrics, /health and /ready.\n", "text/plain")

        def _answer(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """No line a request."""

    server = ThreadingHTTPServer((host, port), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
    return server
