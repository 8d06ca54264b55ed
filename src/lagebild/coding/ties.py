"""How a word is tied to an event word in the tree, whatever the frame asks for, and how far from it it stands."""

from __future__ import annotations

from collections.abc import Iterable

from lagebild.analysis.document import Document, Word
from lagebild.coding import clause, slots
from lagebild.coding.clause import base
from lagebild.coding.events import Trigger

_NEAREST = ("subject", "object", "dative", "attribute", "agent", "belonging", "complement", "above", "above.object")
_FAR = 6
"""So many sentences away stands who is nowhere on that side."""


class Ties:
    """The deep arguments of an event's triggers and the way up from each, computed once for all people."""

    def __init__(self, triggers: Iterable[Trigger], document: Document) -> None:
        self.document = document
        self.triggers = list(triggers)
        self._arguments: dict[str, set[int]] = {name: set() for name in _NEAREST}
        self._ways: list[dict[int, int]] = []
        self._known: dict[frozenset[int], dict[str, float]] = {}
        self.passive = False
        """Whether a trigger is a passive verb."""
        self.noun = bool(self.triggers) and document.words[self.triggers[0].head].upos in ("NOUN", "PROPN")
        """Whether the clearest trigger is a noun."""
        self.drawn = self._drawn()
        """By label (actor, recipient): the model's strongest arc from the triggers' words to each word."""
        self.sources = {arc.dependent for arc in document.arcs if arc.label == "source" and arc.score >= 0.5}
        """Words that the model takes for a source of what is said."""
        self.cues = {cue.word for cue in document.cues if cue.score >= 0.5}
        """Words that the model takes for cues of speech."""
        self._places: dict[frozenset[int], dict[str, float]] = {}
        for trigger in self.triggers:
            self._add(trigger)

    def _drawn(self) -> dict[str, dict[int, float]]:
        words = {word for trigger in self.triggers for word in (trigger.word, *trigger.words)}
        found: dict[str, dict[int, float]] = {"actor": {}, "recipient": {}}
        for arc in self.document.arcs:
            if arc.head in words and arc.label in found:
                known = found[arc.label]
                known[arc.dependent] = max(known.get(arc.dependent, 0.0), arc.score)
        return found

    def _add(self, trigger: Trigger) -> None:
        document, head = self.document, trigger.head
        word = document.words[head]
        found = self._arguments
        if word.upos in ("VERB", "AUX", "ADJ"):
            self.passive = self.passive or clause.is_passive(document, head)
            found["subject"].update(slots.coordinated(document, clause.deep_subjects(document, head)))
            found["object"].update(slots.coordinated(document, clause.deep_objects(document, head)))
            found["dative"].update(slots.coordinated(document, clause.datives(document, head)))
        else:
            found["attribute"].update(slots.coordinated(document, slots.genitives(document, head)))
            found["agent"].update(slots.coordinated(document, clause.supporters(document, head)))
        nouns = [index for index in trigger.words if index != head and document.words[index].upos == "NOUN"]
        for noun in {*nouns, *(index for index in found["object"] if document.words[index].upos == "NOUN")}:
            found["belonging"].update(slots.coordinated(document, slots.genitives(document, noun)))
            found["belonging"].update(child.index for child in document.dependents(noun, "nmod", "amod"))
        found["complement"].update(slots.coordinated(document, _complements(document, head)))
        for verb in _above(document, head):
            found["above"].update(slots.coordinated(document, clause.deep_subjects(document, verb)))
            objects = [*clause.deep_objects(document, verb), *clause.datives(document, verb)]
            found["above.object"].update(slots.coordinated(document, objects))
        steps = {head: 0}
        for number, ancestor in enumerate(document.ancestors(head), 1):
            steps[ancestor.index] = number
        self._ways.append(steps)

    def signs(self, heads: set[int]) -> dict[str, float]:
        """Numbers by name for somebody whose mentions have these heads; asked once for each side, computed once."""
        key = frozenset(heads)
        if key not in self._known:
            self._known[key] = self._signs(heads)
        return self._known[key]

    def place(self, heads: set[int]) -> dict[str, float]:
        """Where somebody stands as seen from the clearest trigger; asked once for each side, computed once."""
        key = frozenset(heads)
        if key not in self._places:
            self._places[key] = self._place(heads)
        return self._places[key]

    def _place(self, heads: set[int]) -> dict[str, float]:
        document = self.document
        trigger = document.words[self.triggers[0].word]
        words = [document.words[head] for head in sorted(heads) if 0 <= head < len(document.words)]
        if not words:
            return {"far": 1.0}
        here = [word for word in words if word.sentence == trigger.sentence]
        gaps = [trigger.sentence - word.sentence for word in words]
        before = min((gap for gap in gaps if gap > 0), default=_FAR)
        after = min((-gap for gap in gaps if gap < 0), default=_FAR)
        previous = [word for word in words if word.sentence == trigger.sentence - 1]
        return {
            "here": float(bool(here)),
            "here.before": float(any(word.index < trigger.index for word in here)),
            "here.near": 1 / (1 + min(abs(word.index - trigger.index) for word in here)) if here else 0.0,
            "here.subject": float(any(_is_main_subject(word, document) for word in here)),
            "here.speaker": float(any(self._speaks(word) for word in here)),
            "previous": float(before == 1 and not here),
            "previous.subject": float(not here and any(_is_main_subject(word, document) for word in previous)),
            "before2": float(before == 2 and not here),
            "after": float(after == 1 and not here and before > 2),
            "far": float(not here and before > 2 and after > 1),
            "lead": float(any(word.sentence == 0 for word in words)),
            "lead.subject": float(any(word.sentence == 0 and _is_main_subject(word, document) for word in words)),
        }

    def _speaks(self, word: Word) -> bool:
        """Whether the word is the subject of a verb of saying or its source with "laut", "zufolge"."""
        return word.index in self.sources or (base(word) == "nsubj" and word.head in self.cues)

    def _signs(self, heads: set[int]) -> dict[str, float]:
        values = {f"tie.{name}": float(bool(words & heads)) for name, words in self._arguments.items()}
        distance, below, nearest = self._nearest(heads)
        values["tie.path"] = 1 / (1 + distance) if distance is not None else 0.0
        values["tie.below"] = float(below)
        if nearest >= 0:
            values |= self._as(nearest, direct=distance == 1 and below)
        return values

    def _as(self, index: int, *, direct: bool) -> dict[str, float]:
        """How the nearest word stands in its clause: relation, case and prepositions."""
        word = self.document.words[index]
        values = {f"tie.as={base(word)}": 1.0}
        if direct:
            values[f"tie.as.direct={base(word)}"] = 1.0
        marks = {mark.lemma.lower() for mark in clause.cases(self.document, index)}
        values |= {f"tie.mark={mark}": 1.0 for mark in marks}
        if direct:
            values |= {f"tie.mark.direct={mark}": 1.0 for mark in marks}
        elif not marks and "Case" in word.feats:
            values[f"tie.case={word.feats['Case']}"] = 1.0
        return values

    def _nearest(self, heads: set[int]) -> tuple[int | None, bool, int]:
        """Steps from a trigger to the nearest of the words, whether it hangs below the trigger, and the word."""
        best: tuple[int, bool, int] | None = None
        for head in heads:
            if not 0 <= head < len(self.document.words):
                continue
            for way in self._ways:
                found = self._steps(head, way)
                if found is not None and (best is None or found < best[0]):
                    best = (found, found > 0 and self._below(head, way), head)
        return best if best else (None, False, -1)

    def _steps(self, head: int, way: dict[int, int]) -> int | None:
        if head in way:
            return way[head]
        for number, ancestor in enumerate(self.document.ancestors(head), 1):
            if ancestor.index in way:
                return number + way[ancestor.index]
        return None

    def _below(self, head: int, way: dict[int, int]) -> bool:
        start = next(iter(way))
        return any(ancestor.index == start for ancestor in self.document.ancestors(head))


def _is_main_subject(word: Word, document: Document) -> bool:
    return base(word) == "nsubj" and word.head >= 0 and base(document.words[word.head]) in ("root", "parataxis")


def _complements(document: Document, head: int) -> list[int]:
    """Deep subjects of the clauses and infinitives that hang on an event's word ("forderte, dass X ...")."""
    return [
        index
        for child in document.dependents(head, "xcomp", "ccomp", "acl", "csubj")
        if child.deprel != "acl:relcl"
        for index in clause.deep_subjects(document, child.index)
    ]


def _above(document: Document, head: int) -> list[int]:
    """The verbs that an event's word is part of the message or of the object of, nearest first; at most two."""
    return [word.index for word in document.ancestors(head) if word.upos in ("VERB", "AUX")][:2]
