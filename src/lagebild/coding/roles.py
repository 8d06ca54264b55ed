"""From the words that fill a slot to parties: the entity meant, its code and sector, and the words that show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from functools import cached_property

from lagebild import entities, lang, ontology
from lagebild.analysis.document import Document
from lagebild.coding import duals
from lagebild.coding.clause import base, cases
from lagebild.coding.events import Role
from lagebild.coding.grammar import grammar
from lagebild.coding.match import Match
from lagebild.coding.slots import Filler, coordinated, fill
from lagebild.records import Grounding, Mention, Party, Report, Span

_CLAUSE_SLOTS = frozenset({"subj", "obj", "iobj", "xcomp"})
_BELONGING = frozenset({"nmod", "amod", "det", "compound", "appos", "flat"})
"""Relations of those whom a noun belongs to."""
_ARC_MINIMUM = 0.5
"""From this probability on a role that the model draws is taken over."""


class Cast:
    """All who appear in one report, looked up by word."""

    def __init__(self, document: Document, report: Report, grounding: Grounding) -> None:
        self.document = document
        self.report = report
        self.mentions = grounding.mentions
        self.places = grounding.places
        self._by_head: dict[int, Mention] = {}
        self._covering: dict[int, Mention] = {}
        self._clusters: dict[int, list[Mention]] = {}
        for mention in sorted(self.mentions, key=lambda item: item.span.end - item.span.start):
            self._by_head[mention.head] = mention  # the longest mention of a head stands last and stays
            if mention.cluster is not None:
                self._clusters.setdefault(mention.cluster, []).append(mention)
            for word in document.words_between(mention.span.start, mention.span.end):
                self._covering.setdefault(word.index, mention)

    @cached_property
    def home(self) -> str | None:
        """The country the report is mostly about: the one named most often, counted double in the first sentences."""
        known = ontology.entity_codes()
        counts: Counter[str] = Counter()
        early = self.document.sentences[min(2, len(self.document.sentences) - 1)].end if self.document.sentences else 0
        shown = [(item.country, item.span.start) for item in self.mentions]
        shown += [(item.country, item.span.start) for item in self.places]
        for country, start in shown:
            if country and country not in known:
                counts[country] += 2 if start < early else 1
        return counts.most_common(1)[0][0] if counts else None

    @cached_property
    def duals(self) -> dict[int, tuple[Mention, Mention]]:
        """The two parties meant by words like "beide Länder", by the word's index."""
        found = {}
        for word in self.document.words:
            if duals.is_dual(self.document, word.index):
                both = duals.pair(self.document, word.index, self.mentions)
                if both:
                    found[word.index] = both
        return found

    def mention_at(self, index: int) -> Mention | None:
        """The mention whose head the word is, else the smallest one around it, else the name it is part of."""
        found = self._by_head.get(index) or self._covering.get(index)
        if found:
            return found
        for child in self.document.children(index):
            if base(child) in ("flat", "appos", "compound") and child.index in self._by_head:
                return self._by_head[child.index]
        return None

    def cluster(self, mention: Mention) -> list[Mention]:
        """All mentions of the same entity in this report, the given one first."""
        others = self._clusters.get(mention.cluster, []) if mention.cluster is not None else []
        return [mention, *(other for other in others if other is not mention)]

    def antecedent(self, mention: Mention) -> Mention:
        """What a pronoun or a bare description stands for: the named mention of its cluster, the nearest before it."""
        if mention.kind not in ("pronoun",) and mention.country:
            return mention
        named = [other for other in self.cluster(mention) if other.kind != "pronoun"]
        coded = [other for other in named if other.country] or named
        before = [other for other in coded if other.span.start <= mention.span.start]
        if not coded:
            return mention
        return max(before, key=lambda other: other.span.start) if before else coded[0]

    def roles(self, filler: Filler) -> list[Role]:
        """The parties a slot's filler stands for: none if it is no entity that acts, one, or all that a noun names."""
        if filler.part:
            role = self._part_role(filler)
            return [role] if role else []
        if filler.word in self.duals:
            both = self.duals[filler.word]
            return [Role(self.party(mention), filler.word, mention, filler.slot) for mention in both]
        mention = self.mention_at(filler.word)
        if mention is None:
            return self._described(filler)
        meant = self.antecedent(mention)
        return [] if meant.kind == "pronoun" else [Role(self.party(meant), filler.word, meant, filler.slot)]

    def party(self, mention: Mention) -> Party:
        """Code and sector of a mention as a party of a claim."""
        return Party(
            text=mention.text,
            span=mention.span,
            code=mention.country,
            sector=mention.sector,
            second_sector=mention.second_sector,
            entity=mention.entity,
            name=mention.name or mention.text,
            why=mention.why,
        )

    def _part_role(self, filler: Filler) -> Role | None:
        """The first part of a compound, if it names somebody ("US-Angriff")."""
        assert filler.part is not None
        start, end = filler.part
        text = self.document.text[start:end]
        known = entities.code(text, on=self.report.published, language=self.document.language)
        if not known.country:
            return None
        party = Party(text, Span(start, end), known.country, known.sector, why=f"first part of a compound: {known.why}")
        return Role(party, filler.word, None, filler.slot)

    def _described(self, filler: Filler) -> list[Role]:
        """Those to whom a noun belongs that is no mention ("Ziele in Syrien", "a loan to Kenya and Malawi")."""
        if self.document.words[filler.word].upos not in ("NOUN", "PROPN"):
            return []
        for index in self.document.subtree(filler.word):
            if index not in self._by_head or self.document.words[index].head != filler.word:
                continue
            if base(self.document.words[index]) not in _BELONGING:
                continue
            owners = [self._by_head[joint] for joint in coordinated(self.document, [index]) if joint in self._by_head]
            known = [meant for owner in owners if (meant := self.antecedent(owner)).country]
            if known:
                return [Role(self.party(meant), filler.word, meant, f"{filler.slot}+") for meant in known]
        return []

    def fill(self, match: Match) -> tuple[list[Role], list[Role]]:
        """Actors and recipients of a frame found in the text."""
        frame = match.frame
        actors = self._side(match, frame.actors, every=frame.reciprocal)
        recipients = self._side(match, frame.recipients, every=frame.reciprocal)
        if not actors and match.noun and frame.actors:
            acted_on = {role.word for role in recipients}  # "die Invasion der Ukraine" is none that Ukraine makes
            actors = [role for role in self._side(match, ("subj",), every=False) if role.word not in acted_on]
        if frame.reciprocal:
            return distinct([*actors, *recipients]), []
        taken = {role.word for role in actors}
        return distinct(actors), distinct(role for role in recipients if role.word not in taken)

    def _side(self, match: Match, slots: Sequence[str], *, every: bool) -> list[Role]:
        """Fillers of the first slot that holds a party; of all slots where the event is reciprocal."""
        found: list[Role] = []
        apart = {*match.frame.actors, *match.frame.recipients} & grammar(self.document.language).genitive_prepositions
        for slot in slots:
            fillers = fill(self.document, match.head, slot, noun=match.noun, part=match.part)
            if slot == "gen" and apart:  # the frame has a slot of its own for "of"
                fillers = [item for item in fillers if not self._marked(item.word, apart)]
            if not fillers and slot not in _CLAUSE_SLOTS:
                fillers = self._at_fixed_noun(match, slot)
            found += [
                role
                for filler in fillers
                if filler.word not in match.words or filler.part
                for role in self.roles(filler)
            ]
            if found and not every:
                break
        return found

    def _marked(self, index: int, prepositions: Set[str]) -> bool:
        """Whether one of the prepositions governs the word."""
        return any(mark.text.lower() in prepositions for mark in cases(self.document, index))

    def _at_fixed_noun(self, match: Match, slot: str) -> list[Filler]:
        """A light verb's arguments often hang on its noun: "forderte den Rücktritt der Regierung"."""
        nouns = [index for index in match.words if index != match.head and self.document.words[index].upos == "NOUN"]
        return [filler for index in nouns for filler in fill(self.document, index, slot, noun=True)]

    def candidate_roles(self, word: int, match: Match | None) -> tuple[list[Role], list[Role]]:
        """Roles by the frame, open ones by the model's arcs; without a frame by the arcs, then the usual slots."""
        actors, recipients = self.fill(match) if match else ([], [])
        reciprocal = bool(match and match.frame.reciprocal)
        if not actors:
            actors = self.arcs(word, "actor")
        if not recipients and not reciprocal:
            recipients = self.arcs(word, "recipient")
        if match is None:
            noun = self.document.words[word].upos in ("NOUN", "PROPN")
            sides = self._usual["noun" if noun else "verb"]
            actors = actors or self._first(word, sides[0], noun)
            recipients = recipients or self._first(word, sides[1], noun)
        taken = {role.word for role in actors}
        return actors, [role for role in recipients if role.word not in taken]

    @cached_property
    def _usual(self) -> dict[str, tuple[list[str], ...]]:
        """Slots of predicates that no frame knows, from ``coding.yaml``."""
        data = lang.load(self.document.language, "coding").get("usual_slots", {})
        return {kind: tuple(data.get(kind, ([], []))) for kind in ("verb", "noun")}

    def _first(self, word: int, slots: Sequence[str], noun: bool) -> list[Role]:
        for slot in slots:
            fillers = fill(self.document, word, slot, noun=noun)
            found = [role for filler in fillers for role in self.roles(filler)]
            if found:
                return distinct(found)
        return []

    def arcs(self, word: int, label: str) -> list[Role]:
        """Roles that the model draws from an event word."""
        found = [
            arc.dependent
            for arc in self.document.arcs
            if arc.head == word and arc.label == label and arc.score >= _ARC_MINIMUM
        ]
        fillers = (Filler(index, "arc") for index in coordinated(self.document, found))
        return distinct(role for filler in fillers for role in self.roles(filler))


def distinct(roles: Iterable[Role]) -> list[Role]:
    """Each party once, the first mention kept."""
    found: dict[object, Role] = {}
    for role in roles:
        key = role.mention.cluster if role.mention and role.mention.cluster is not None else role.party.text
        found.setdefault(key, role)
    return list(found.values())


def codes(roles: Iterable[Role]) -> frozenset[str]:
    """The country or entity codes of roles."""
    return frozenset(role.party.code for role in roles if role.party.code)
