"""Tab-separated rows in the columns of GDELT 2.0's event table, with CAMEO codes, for tools that read that.

One row an event, first actor and first recipient (of a mutual event the second actor). Unlike GDELT's, ``NumSources``
counts independent origins, and events that are only planned, possible, hypothetical, negated or denied are left out:
the format cannot say so. Column order: GDELT Event Codebook 2.0; no header. Tone is not measured and left empty.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

from lagebild.export._store import EventClaims, event_claims
from lagebild.picture.views import EventLine, PartyLine
from lagebild.store import Store

# PLOVER made 16 types of CAMEO's 20 roots (PLOVER manual); here the nearest root.
ROOTS = {
    "AGREE": "03",
    "CONSULT": "04",
    "SUPPORT": "05",
    "COOPERATE": "06",
    "AID": "07",
    "CONCEDE": "08",
    "RETREAT": "08",
    "REQUEST": "10",
    "ACCUSE": "11",
    "REJECT": "12",
    "THREATEN": "13",
    "PROTEST": "14",
    "MOBILIZE": "15",
    "SANCTION": "16",
    "COERCE": "17",
    "ASSAULT": "19",
}
_QUADS = {"03": 1, "04": 1, "05": 1, "06": 2, "07": 2, "08": 2}
_MATERIAL_CONFLICT = {"14", "15", "16", "17", "18", "19", "20"}
COLUMNS = 61


def write(store: Store, path: Path) -> int:
    """Write all events that happened and nobody denies. Returns how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        for event in event_claims(store):
            if event.line.status in ("occurred", "ongoing") and not event.line.is_denied:
                stream.write("\t".join(row(event)) + "\n")
                count += 1
    return count


def row(event: EventClaims) -> list[str]:
    """An event's 61 cells."""
    line = event.line
    day = line.first_day or line.first_known or dt.date.min
    code = _code(event)
    parties = [*line.actors[:1], *(line.recipients[:1] or line.actors[1:2])]
    first, second = [*parties, None, None][:2]
    urls = [item.version.url or "" for item in event.items]
    cells = [str(line.id), f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day.year}", _fraction(day)]
    cells += _party(first) + _party(second)
    cells += ["1", code, code[:3], code[:2], str(_quad(code[:2])), _goldstein(event)]
    cells += [str(line.claims), str(line.origins), str(line.reports), ""]
    cells += [""] * 16 + _place(line)
    cells += [f"{line.first_known or day:%Y%m%d}000000", next((url for url in urls if url), "")]
    return [cell.replace("\t", " ").replace("\n", " ") for cell in cells]


def _code(event: EventClaims) -> str:
    codes = Counter(
        item.claim.cameo for item in event.items if item.claim.cameo and item.claim.event == event.line.type
    )
    return codes.most_common(1)[0][0] or "" if codes else ROOTS[event.line.type]


def _goldstein(event: EventClaims) -> str:
    values = [item.claim.goldstein for item in event.items if item.claim.goldstein is not None]
    return f"{values[0]:.1f}" if values else f"{event.line.scale:.1f}"


def _quad(root: str) -> int:
    return _QUADS.get(root, 4 if root in _MATERIAL_CONFLICT else 3)


def _fraction(day: dt.date) -> str:
    return f"{day.year + (day.timetuple().tm_yday - 1) / 365:.4f}"


def _party(party: PartyLine | None) -> list[str]:
    if party is None:
        return [""] * 10
    code, sector = party.code or "", party.sector or ""
    return [code + sector, party.name.upper(), code, "", "", "", "", sector, "", ""]


def _place(line: EventLine) -> list[str]:
    """Type (1 country, 4 city), name, country, ADM1, ADM2, latitude, longitude, feature."""
    if not line.place and not line.country:
        return ["0", *[""] * 7]
    point = [f"{line.lat:.4f}", f"{line.lon:.4f}"] if line.lat is not None and line.lon is not None else ["", ""]
    name = ", ".join(part for part in (line.place, line.country) if part)
    return ["4" if line.place else "1", name, line.country or "", "", "", *point, ""]
