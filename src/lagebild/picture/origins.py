"""Where the reports of one event really come from.

Reports are one origin if they copy one text, carry one agency's credit, come from one outlet, translate each other, or
name the same outlet as where they have it from. Each joining has its reason, so that the count can be checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lagebild.picture.items import Item, VersionInfo
from lagebild.picture.outlets import canonical, controlled, find

DAYS = 3
"""Days within which two texts with one agency's credit count as its one report of an event."""
LEAD = 600
"""Characters from the start within which a cited outlet counts as where a report has its news from."""

Copies = Mapping[tuple[int, int], tuple[str, str]]
"""Pairs of versions (smaller, larger number) to kind and reason."""


@dataclass(slots=True)
class Member:
    """A report of an event as far as its origin goes."""

    version: int
    report: int
    publisher: str
    day: int
    agencies: frozenset[str]
    cites: frozenset[str]


@dataclass(slots=True)
class Origin:
    """Reports that are one origin. ``why`` has one reason for each report but the first."""

    name: str
    state_controlled: bool
    versions: list[int] = field(default_factory=list)
    why: dict[int, str] = field(default_factory=dict)


def member(version: VersionInfo, items: Iterable[Item]) -> Member:
    """A report's credits, and what it cites for these claims of an event."""
    agencies = {canonical(name) for name in version.credits}
    publisher = canonical(version.publisher or version.key)
    outlet = find(version.publisher)
    if outlet and outlet.kind == "agency":
        agencies.add(outlet.name)
    cites = {name for name, place in version.cites if place < LEAD}
    for item in items:
        for source in item.claim.sources:
            named = [found.name for name in (source.name, *source.chain) if (found := find(name))]
            cites.update(named)
        sentences = item.claim.sentences
        cites.update(name for name, at in version.cites if any(span.start <= at < span.end for span in sentences))
    cites -= {publisher}
    return Member(
        version.id,
        version.report,
        publisher,
        version.known.toordinal(),
        frozenset(agencies),
        frozenset(cites - agencies),
    )


def group(members: list[Member], copies: Copies) -> list[Origin]:
    """Origins of an event's reports, the one with the earliest report first."""
    ordered = sorted(members, key=lambda item: (item.day, item.version))
    parent = {item.version: item.version for item in ordered}
    why: dict[int, str] = {}

    def root(version: int) -> int:
        while parent[version] != version:
            version = parent[version]
        return version

    for place, later in enumerate(ordered):
        for earlier in ordered[:place]:
            reason = _one_origin(earlier, later, copies)
            if reason:
                first, second = root(earlier.version), root(later.version)
                why.setdefault(later.version, reason)
                if first != second:
                    parent[second] = first
    groups: dict[int, list[Member]] = {}
    for item in ordered:
        groups.setdefault(root(item.version), []).append(item)
    return [_origin(found, why) for found in groups.values()]


def _one_origin(earlier: Member, later: Member, copies: Copies) -> str | None:
    """Why two reports are one origin; None if nothing says so."""
    if earlier.report == later.report:
        return "another version of the same report"
    pair = (min(earlier.version, later.version), max(earlier.version, later.version))
    if pair in copies:
        return copies[pair][1]
    near = abs(later.day - earlier.day) <= DAYS
    agencies = earlier.agencies & later.agencies
    if agencies and near:
        return f"both credit {min(agencies)}"
    if earlier.publisher == later.publisher:
        return f"both by {earlier.publisher}"
    for one, other in ((later, earlier), (earlier, later)):
        passed_on = one.cites & ({other.publisher} | other.agencies)
        if passed_on and near:
            return f"cites {min(passed_on)}"
    common = earlier.cites & later.cites
    return f"both cite {min(common)}" if common and near else None


def _origin(members: list[Member], why: dict[int, str]) -> Origin:
    name = _name(members)
    reasons = {item.version: why.get(item.version, "") for item in members[1:]}
    return Origin(name, controlled(name), [item.version for item in members], reasons)


def _name(members: list[Member]) -> str:
    """The agency that most credit, else the outlet that all but its own report cite, else the first publisher."""
    agencies = Counter(name for item in members for name in sorted(item.agencies))
    if agencies:
        return agencies.most_common(1)[0][0]
    cites = Counter(name for item in members for name in sorted(item.cites))
    publishers = {item.publisher for item in members}
    for name, count in cites.most_common():
        if count >= len(members) - (name in publishers):
            return name
    return members[0].publisher
