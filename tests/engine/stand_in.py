"""A reader that stands in for the model: fails or dies where a report's text says so."""

import os
import signal

from lagebild.records import Reading, Report
from lagebild.reports import ReportError


class StandIn:
    def read(self, reports):
        for item in reports:
            if isinstance(item, ReportError):
                yield item
                continue
            if item.text == "die":
                os.kill(os.getpid(), signal.SIGKILL)
            if item.text == "raise":
                raise ValueError("poison")
            if item.text.startswith("once:"):
                die_once(item.text.removeprefix("once:"))
            yield Reading(item, notes=[str(os.getpid())])


def die_once(flag):
    """The first process that comes here dies; the flag is a file."""
    try:
        os.close(os.open(flag, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def make():
    return StandIn()


def reports(texts):
    return [Report(f"r{number}", text) for number, text in enumerate(texts)]
