"""To whom those belong that a report names without saying so: "ihr Sprecher", "ein Sprecher", "das Unternehmen".

All look back only: at the subject of the clause or sentence before, then at what was named last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lagebild.analysis.document import Document, Word
from lagebild.entities import lexicon
from lagebild.entities.drafts import Draft, has_tree
from lagebild.entities.home import NO_STATE, SUPRANATIONAL, of_subject
from lagebild.entities.roles import roles
from lagebild.entities.text import fold, name_key, stem

BACK = 3
"""Sentences before that an antecedent is looked for in."""
_SILENT = frozenset({"CVL", "JRN", "REF", "UNK", "CRM", "UAF", "AGR"})
"""Sectors of groups that have no spokesman, and of media, which report what others' say."""


@dataclass(slots=True, frozen=True)
class Owner:
    """Whom somebody belongs to, and why that is thought."""

    country: str | None
    sector: str | None
    why: str


class Antecedents:
    """Looks back through a report's drafts, which are in text order and known up to the one asked about."""

    def __init__(self, document: Document, drafts: Sequence[Draft], main: str | None) -> None:
        """``main`` is the country that the report is most about."""
        self.document = document
        self.main = main
        self.known = roles(document.language)
        self.tree = has_tree(document)
        self._by_sentence: dict[int, list[Draft]] = {}
        for item in drafts:
            if item.mention.kind not in ("adjective", "modifier", "pronoun", "place"):
                self._by_sentence.setdefault(self._sentence(item), []).append(item)

    def owner(self, item: Draft) -> Owner | None:
        """Whom a draft belongs to that names no state of its own, or None where nothing tells."""
        if not self.tree:
            return None
        return (
            self._possessor(item)
            or self._inner(item)
            or self._same_body(item)
            or self._spoken_for(item)
            or self._office(item)
        )

    def _possessor(self, item: Draft) -> Owner | None:
        """Who "his", "its" or "ihr" before a noun stands for ("ihr Sprecher", "his ministry")."""
        pronoun = self._possessive(item)
        wants = frozenset(self.known.possessives.get(pronoun.lemma.lower(), ())) if pronoun else frozenset()
        if not pronoun or not wants:
            return None
        for other in self._possessors(item):
            if self._may_own(other, wants):
                return self._owner(item, other, f"{pronoun.text}: of “{other.mention.text}”")
        return None

    def _possessive(self, item: Draft) -> Word | None:
        words = self.document.words
        for head in (item.mention.head, item.found.head):
            for child in self.document.children(head) if 0 <= head < len(words) else ():
                if child.feats.get("Poss") == "Yes" and child.feats.get("Person", "3") == "3":
                    return child
        return None

    def _possessors(self, item: Draft) -> Iterator[Draft]:
        """Who is named right before ("der Präsident und seine Minister"), then subjects."""
        head = self._head(item)
        if head.deprel == "conj":
            yield from (other for other in self._by_sentence[head.sentence] if other.mention.head == head.head)
        yield from self._subjects(item)

    def _may_own(self, other: Draft, wants: frozenset[str]) -> bool:
        head = self._head(other)
        if head.feats.get("Number") == "Plur":
            return "Plur" in wants
        gender = head.feats.get("Gender")
        if gender and (head.upos == "NOUN" or not other.person):
            return gender in wants
        if other.person:
            return bool(wants & {"Masc", "Fem"})
        return len(wants) > 1 or not wants <= {"Masc", "Fem"}

    def _inner(self, item: Draft) -> Owner | None:
        """A land or body told inside the description ("die Armee des Landes", "the ministry's spokesman")."""
        for other in self._by_sentence.get(self._sentence(item), []):
            role = other.found.role
            inside = item.first <= other.first and other.last <= item.last and other.mention.head != item.mention.head
            if inside and role and role.group and other.bare and other.definite and other.mention.country:
                return self._owner(item, other, f"of “{other.mention.text}”")
        return None

    def _same_body(self, item: Draft) -> Owner | None:
        """What "the court", "das Unternehmen" or "das Königreich" was called before."""
        role = item.found.role
        head = self.document.words[item.found.head]
        if role is None or not role.group or not item.definite or head.feats.get("Number") == "Plur":
            return None
        base = fold(role.base)
        if base in self.known.lands:
            return self._land(item, base)
        if item.found.head - item.first > 1 or item.found.former or stem(fold(head.text)) != stem(base.split()[-1]):
            return None  # of "Kassationsgerichtshof" no other court is the name
        for other in self._before(item):
            if self._is_called(base, role.sector, role.transparent, other):
                return self._owner(item, other, f"as “{other.mention.text}”")
        return None

    def _land(self, item: Draft, base: str) -> Owner | None:
        """The state that "das Königreich" takes up; "das Nachbarland" is not the one the report is about."""
        other_than = self.main if base in self.known.neighbours else None
        found = [other for other in self._before(item) if other.mention.country not in (None, other_than, *NO_STATE)]
        found.sort(key=lambda other: (-self._sentence(other), other.mention.kind != "country"))
        other = next((other for other in found if not other.bare), None)
        return self._owner(item, other, f"as “{other.mention.text}”") if other else None

    def _is_called(self, base: str, sector: str | None, transparent: bool, other: Draft) -> bool:
        mention = other.mention
        if mention.kind not in ("organisation", "group") or not mention.country:
            return False
        last = name_key(mention.text)[-1:]
        if last and (stem(last[0]) == stem(base) or (len(base) > 4 and last[0].endswith(base))):
            return True
        told = other.found.role is not None and fold(other.found.role.base) in self.known.general and not other.bare
        named = other.found.entity is not None or mention.kind == "organisation" or told
        return named and base in self.known.general and (sector == mention.sector or (transparent and sector is None))

    def _spoken_for(self, item: Draft) -> Owner | None:
        """Whom a bare spokesman or leader speaks for: the body that acted last."""
        role = item.found.role
        if role is None or role.group or not role.transparent or item.found.former:
            return None
        if self.document.words[item.found.head].feats.get("Number") == "Plur":
            return None
        leads = fold(role.base) in self.known.heads_of
        for other in self._subjects(item):
            if self._is_carried(item):
                fits = leads and other.mention.sector == item.found.sector
            else:
                fits = leads and self._has_spokesman(other, role.sector)
            if fits or self._echoes(item, other):
                return self._owner(item, other, f"{role.base}: of “{other.mention.text}”")
        return None

    def _office(self, item: Draft) -> Owner | None:
        """The state that has just acted, for one who holds an office of state ("Außenminister X sagte")."""
        role = item.found.role
        if role is None or role.group or role.posted or item.found.former or role.sector != "GOV":
            return None
        if role.transparent and role.office is None:
            return None
        for other in self._before(item):
            if self._sentence(item) - self._sentence(other) > 1:
                return None
            if other.mention.kind == "country" and self._is_subject(other):
                return self._owner(item, other, f"{role.base}: of “{other.mention.text}”")
        return None

    def _is_carried(self, item: Draft) -> bool:
        """Whether the description itself tells whose they are ("Regierungssprecher")."""
        return item.found.role is not None and item.found.sector != item.found.role.sector

    def _echoes(self, item: Draft, other: Draft) -> bool:
        """Whether a description repeats the last word of a body's name ("a commission spokesman")."""
        last = [stem(part) for part in name_key(other.mention.text)[-1:]]
        words = [stem(part) for part in name_key(item.mention.text)]
        return bool(last) and (last[0] in words[:-1] or words[-1].startswith(last[0]))

    def _has_spokesman(self, other: Draft, sector: str | None) -> bool:
        mention = other.mention
        if mention.country is None or mention.sector in _SILENT:
            return False
        fits = sector is None or mention.sector == sector or mention.country in SUPRANATIONAL
        return fits or (sector == "MIL" and mention.sector in lexicon.ARMED)

    def _owner(self, item: Draft, other: Draft, why: str) -> Owner | None:
        country, sector, role = other.mention.country, other.mention.sector, item.found.role
        if country is None:
            return None
        passes = role is not None and role.transparent and not self._is_carried(item) and sector not in _SILENT
        own = item.mention.sector
        return Owner(country, sector if passes and (own is None or sector in lexicon.ARMED) else own, why)

    def _before(self, item: Draft) -> Iterator[Draft]:
        """What was named before, the nearest first; of a sentence before its subjects first."""
        here = self._sentence(item)
        for back in range(BACK + 1):
            found = self._by_sentence.get(here - back, [])
            if back == 0:
                found = [other for other in found if other.last <= item.first]
            found = list(reversed(found))
            yield from sorted(found, key=lambda other: not self._is_subject(other))

    def _subjects(self, item: Draft) -> Iterator[Draft]:
        """Subjects before, nearest sentence first; then bodies named otherwise in the sentence before."""
        here = self._sentence(item)
        for back in range(BACK + 1):
            found = self._by_sentence.get(here - back, [])
            if back == 0:
                found = [other for other in found if other.last <= item.first]
            yield from (other for other in reversed(found) if self._is_subject(other))
            if back == 1:
                yield from (other for other in reversed(found) if other.mention.kind in ("organisation", "group"))

    def _is_subject(self, other: Draft) -> bool:
        """Whether it is a subject, or a subject's owner where it is a state ("Jordan's foreign minister said")."""
        if other.mention.kind == "country":
            return of_subject(self.document, other.mention.head)
        return self._head(other).deprel.startswith("nsubj")

    def _head(self, item: Draft) -> Word:
        return self.document.words[item.mention.head]

    def _sentence(self, item: Draft) -> int:
        return self._head(item).sentence


__all__ = ["Antecedents", "Owner"]
