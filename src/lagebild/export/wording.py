"""Short phrases about a claim, the same in every output, so that a claim is never mistaken for a fact."""

from __future__ import annotations

from lagebild.records import Claim, Party, Source

_STANCE = {"asserts": "said by", "confirms": "confirmed by", "denies": "DENIED by", "doubts": "DOUBTED by"}
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


def source(item: Source) -> str:
    """Who says so, how, and who passes it on: ``said by US-Beamte (officials, according to), via CNN``."""
    details = ", ".join(part for part in (item.kind, _FORM.get(item.form, item.form)) if part)
    line = f"{_STANCE[item.stance]} {item.name} ({details})"
    passed_on = [name for name in item.chain if name != item.name]
    return f"{line}, via {' → '.join(passed_on)}" if passed_on else line


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
