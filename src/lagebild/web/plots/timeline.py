"""Cooperation and conflict over time, drawn by pygal.

The SVG goes into the page itself: pygal's own styles, scripts and addresses are taken out (the page's policy allows
none), and the page's style sheet colours it, so that it is right in light, dark and print.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import groupby

import pygal
from lxml import etree  # type: ignore[import-untyped]

from lagebild.picture.views import Month
from lagebild.web.locale import Words

# pygal hooks an import finder of an old kind into Python for its map plugins; we use none, and it warns at each import.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "PluginImportFixer"]

MONTHS, QUARTERS = 30, 30
"""More months than this are drawn as quarters, more quarters than this as years."""
HEIGHT, WIDTH = 300, 900
KEEP = frozenset({"svg", "g", "rect", "path", "line", "text", "circle"})


@dataclass(slots=True)
class Period:
    """A month, quarter or year."""

    name: str
    events: int
    cooperation: int
    conflict: int
    disputed: int
    score: float


def periods(months: list[Month]) -> list[Period]:
    """Months without gaps, or quarters or years where there would be too many to draw."""
    if not months:
        return []
    known = {month.month: month for month in months}
    first, last = (_index(months[place].month) for place in (0, -1))
    span = last - first + 1
    step = 1 if span <= MONTHS else 3 if span <= 3 * QUARTERS else 12
    names = [f"{index // 12:04d}-{index % 12 + 1:02d}" for index in range(first, last + 1)]
    grouped = groupby(names, key=lambda name: _name(name, step))
    return [_sum(name, [known[month] for month in group if month in known]) for name, group in grouped]


def _index(month: str) -> int:
    year, _, number = month.partition("-")
    return 12 * int(year) + int(number) - 1


def _name(month: str, step: int) -> str:
    year, _, number = month.partition("-")
    return month if step == 1 else f"{year} Q{(int(number) + 2) // 3}" if step == 3 else year


def _sum(name: str, months: list[Month]) -> Period:
    events = sum(month.events for month in months)
    score = sum(month.score * month.events for month in months) / events if events else 0.0
    good, bad = sum(month.cooperation for month in months), sum(month.conflict for month in months)
    return Period(name, events, good, bad, sum(month.disputed for month in months), round(score, 2))


def svg(shown: list[Period], words: Words) -> str:
    """Bars of cooperation above the line and of conflict below it, as an SVG element."""
    chart = pygal.StackedBar(
        js=[],
        width=WIDTH,
        height=HEIGHT,
        margin=10,
        show_legend=False,
        x_label_rotation=45 if len(shown) > 8 else 0,
        print_values=False,
        show_x_guides=False,
        disable_xml_declaration=True,
        value_formatter=lambda value: words.number(abs(value or 0)),
    )
    chart.x_labels = [period.name for period in shown]
    most = max(max(period.cooperation, period.conflict) for period in shown)
    step = max(1, round(most / 4))
    chart.y_labels = [step * place for place in range(-(most // step + 1), most // step + 2)]
    chart.add(words("pair.cooperation"), [period.cooperation for period in shown])
    chart.add(words("pair.conflict"), [-period.conflict for period in shown])
    return _bare(chart.render(), words("pair.alt"))


def _bare(text: bytes | str, label: str) -> str:
    """Only shapes and words; no style, script, id or address."""
    data = text.encode() if isinstance(text, str) else text
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in list(root.iter()):
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name not in KEEP or {"tooltip", "text-overlay"}.intersection(element.get("class", "").split()):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        for attribute in list(element.attrib):
            if attribute in ("id", "style") or "href" in str(attribute) or str(attribute).startswith("on"):
                del element.attrib[attribute]
    root.set("role", "img")
    root.set("aria-label", label)
    root.set("class", "plot")
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))
