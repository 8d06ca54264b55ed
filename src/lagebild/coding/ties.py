"""How a word of the same sentence is tied to an event word in the tree, whatever the frame asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lagebild.analysis.document import Document
from lagebild.coding import clause, slots
from lagebild.coding.clause import base
from lagebild.coding.events import Trigger

_NEAREST = ("subject", "object", "dative", "attribute", "agent", "belonging", "complement", "above", "above.object")


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

    def where(self, heads: set[int], find: Callable[[set[int], Ties], dict[str, float]]) -> dict[str, float]:
        """What ``find`` says about somebody's place; asked once for each side, computed once."""
        key = frozenset(heads)
        if key not in self._places:
            self._places[key] = find(heads, self)
        return self._places[key]

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
