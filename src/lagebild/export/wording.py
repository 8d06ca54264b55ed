"""Short phrases about a claim, the same in every output, so that a claim is never mistaken for a fact."""

from __future__ import annotations

from lagebild.attribution.sides import side
from lagebild.records import Claim, Party, Source

_STANCE = {"asserts": "said by", "confirms": "confirmed by", "denies": "DENIED by", "doubts": "DOUBTED by"}
_SIDE = {
    ("party", True): "party to the conflict",
    ("party", False): "party to it",
    ("medium of a party", True): "speaks for a party to the conflict",
    ("medium of a party", False): "speaks for a party to it",
}
OWN_VOICE = "said by the report itself"
_FORM = {
    "direct": "quoted",
    "indirect": "reported speech",
    "konjunktiv": "reported speech (subjunctive)",
    "attribution": "according to",
    "modal": "hearsay",
    "credit": "agency credit",
}


def party(item: Party) -> str:
    """Name with code and sector: ``Wladimir Putin (RUS GOV)``."""
    code = " ".join(part for part in (item.code, item.sector, item.second_sector) if part)
    return f"{item.text} ({code})" if code else item.text


def parties(claim: Claim) -> str:
    """Who to whom; an unnamed side is shown as such."""
    actors = ", ".join(map(party, claim.actors)) or "(not named)"
    recipients = ", ".join(map(party, claim.recipients))
    return f"{actors} → {recipients}" if recipients else actors


def source(item: Source, claim: Claim | None = None) -> str:
    """Who says so, how, and who passes it on: ``said by US-Beamte (officials, according to), via CNN``.

    With the claim it says too whether the source is a party to what it tells.
    """
    sided = side(claim, item) if claim is not None else None
    conflict = claim is not None and "conflict" in claim.quad
    flag = _SIDE[sided, conflict] if sided else None
    details = ", ".join(part for part in (item.kind, flag, _FORM.get(item.form, item.form)) if part)
    line = f"{_STANCE[item.stance]} {item.name} ({details})"
    passed_on = [name for name in item.chain if name != item.name]
    return f"{line}, via {' → '.join(passed_on)}" if passed_on else line


def known_from(item: Source) -> str:
    """Where a named source's kind is known from; empty where the kind is read from the text alone."""
    _, found, known = item.why.rpartition(f": {item.kind} (")
    return known.rstrip(")") if found and item.kind else ""


def when_where(claim: Claim) -> str:
    """Time as written with its reading, and place."""
    parts = []
    if claim.time:
        parts.append(f"{claim.time.text} [{claim.time.value}]")
    if claim.place:
        country = f" ({claim.place.country})" if claim.place.country else ""
        parts.append(f"in {claim.place.text}{country}")
    return ", ".join(parts)


def headline(claim: Claim) -> str:
    """Type and mode: ``ASSAULT / aerial``."""
    return f"{claim.event} / {claim.mode}" if claim.mode else claim.event
