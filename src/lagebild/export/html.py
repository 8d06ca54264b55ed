"""A reading as one self-contained page: the report with its evidence marked, the claims beside it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from lagebild.export import wording
from lagebild.export.marks import marks_of, pieces
from lagebild.ontology import event_types
from lagebild.records import Reading


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("lagebild.export"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(party=wording.party, headline=wording.headline, when_where=wording.when_where)
    environment.filters.update(source=wording.source, known_from=wording.known_from)
    return environment.get_template("reading.html.j2")


def to_html(readings: Iterable[Reading]) -> str:
    """One page with all readings; scripts in a report stay text, no address is loaded from anywhere."""
    views = [
        {"reading": reading, "pieces": pieces(reading.report.text, marks_of(reading)), "claims": reading.claims}
        for reading in readings
    ]
    quads = {name: kind.quad for name, kind in event_types().items()}
    return _template().render(views=views, quads=quads)
