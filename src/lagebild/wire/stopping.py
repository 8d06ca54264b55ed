"""The wish to stop: SIGTERM or Ctrl-C as an event that other threads can wait for."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that is set at the first signal; the second ends the process as usual. For the main thread.

    Python runs handlers in the main thread only, between two steps of it. Where that thread waits and the system gave
    the signal to another one, or gave it just before the wait began, a handler that sets the event would run only when
    the wait is over. So the event is set by a thread of its own, woken by the byte that the interpreter writes as the
    signal comes in.
    """
    stop = threading.Event()
    heard, told = socket.socketpair()
    told.setblocking(False)
    before = {number: signal.signal(number, _again) for number in SIGNALS}
    old = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
    listener = threading.Thread(target=_listen, args=(heard, stop), name="signals", daemon=True)
    listener.start()
    try:
        yield stop
    finally:
        signal.set_wakeup_fd(old)
        for number, handler in before.items():
            signal.signal(number, handler)
        told.close()
        listener.join()
        heard.close()


def _listen(heard: socket.socket, stop: threading.Event) -> None:
    while received := heard.recv(16):
        if not set(SIGNALS).isdisjoint(received):  # each byte is the number of a signal
            stop.set()


def _again(number: int, _frame: FrameType | None) -> None:
    """The first was heard by :func:`_listen`; whoever asks again does not want to wait."""
    signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
