"""What is known about a word that may state an event: frames, the model's signal, roles, and where it stands.

One :class:`Candidate` is a pair of word and event type. Its ``features`` are plain numbers by name; the combiner
(:mod:`lagebild.coding.decide`) weighs them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from lagebild.analysis.document import Document, EventSignal, Word
from lagebild.coding.clause import base, is_passive
from lagebild.coding.events import Role
from lagebild.coding.grammar import grammar, noun_lemmas, verb_lemmas
from lagebild.coding.match import Match
from lagebild.coding.neighbours import Neighbours
from lagebild.coding.odds import logit
from lagebild.coding.roles import Cast, codes
from lagebild.coding.setting import Setting

MODEL_MINIMUM = 0.08
"""Below this probability a type that the model names is not considered (unless a frame names it too)."""
ODD_MINIMUM = 0.4
"""The same for words that are neither verb nor noun; names never state an event by themselves."""
LEMMA_MINIMUM = 2.0
"""So often a lemma must have stated a type in the training gold to count without frame or model."""

CONTENT = frozenset({"VERB", "NOUN", "ADJ", "PROPN"})
"""Parts of speech that state events."""
POLITICAL = frozenset({"GOV", "MIL", "REB", "COP", "JUD", "LEG", "PTY", "PRM", "SPY", "OPP", "UAF"})
_ACTING = (*sorted(POLITICAL), "CVL", "JRN", "BUS", "CRM", "SOC", "REL")

Counts = Mapping[str, Mapping[str, tuple[float, float]]]
"""Lemma to event type to how often it did and did not state that type in the training gold."""


@dataclass(slots=True)
class Candidate:
    """A word that may state an event of a type."""

    word: int
    type: str
    match: Match | None = None
    signal: EventSignal | None = None
    actors: list[Role] = field(default_factory=list)
    recipients: list[Role] = field(default_factory=list)
    lemma: str = ""
    features: dict[str, float] = field(default_factory=dict)
    score: float = 0.0
    setting: Setting | None = field(default=None, repr=False, compare=False)
    """What stands beside it, looked up when first asked for."""

    @property
    def model(self) -> float | None:
        """The model's probability of the type at this word, None where it gave no signal."""
        return self.signal.types.get(self.type, 0.0) if self.signal else None


def lemma_key(document: Document, word: Word) -> str:
    """The dictionary form that counts of the training gold are kept by."""
    if word.upos in ("VERB", "AUX", "ADJ"):
        return verb_lemmas(document, word)[0]
    return noun_lemmas(document, word)[0]


def phrase_key(match: Match) -> str:
    """The same for a light verb: its fixed words count, the verb alone says little ("zu Besuch kommen")."""
    return " ".join((*match.frame.fixed, match.frame.lemma))


def keys(document: Document, matches: Iterable[Match]) -> dict[int, str]:
    """The key of every content word; words inside a light verb have none, its main word has the phrase's."""
    phrases = {match.trigger: phrase_key(match) for match in matches if match.frame.fixed}
    inside = {index for match in matches if match.frame.fixed for index in match.words} - set(phrases)
    return {
        word.index: phrases.get(word.index) or lemma_key(document, word)
        for word in document.words
        if word.upos in CONTENT and word.index not in inside
    }


def candidates(
    document: Document, matches: Iterable[Match], cast: Cast, counts: Counts, silent: Container[int] = ()
) -> list[Candidate]:
    """Every word and type that a frame, the model, or the training gold names, with its features filled in.

    Words in ``silent``, those of phrases that state no event, are none.
    """
    matches = list(matches)
    by_key = keys(document, matches)
    found: dict[tuple[int, str], Candidate] = {}
    for match in matches:
        found[match.trigger, match.frame.type] = Candidate(match.trigger, match.frame.type, match)
    signals = {signal.word: signal for signal in document.events}
    for signal in document.events:
        upos = document.words[signal.word].upos
        if signal.word in silent or document.words[signal.word].deprel == "compound:prt":
            continue  # the verb states it, not its particle
        least = {"VERB": MODEL_MINIMUM, "NOUN": MODEL_MINIMUM}.get(upos, ODD_MINIMUM)
        for event, probability in signal.types.items():
            if probability >= least and upos != "PROPN":
                found.setdefault((signal.word, event), Candidate(signal.word, event))
    for index, key in by_key.items():
        if index in silent:
            continue
        named = document.words[index].upos == "PROPN"
        for event, (right, wrong) in counts.get(key, {}).items():
            if right >= LEMMA_MINIMUM and right >= wrong and not named:
                found.setdefault((index, event), Candidate(index, event))
    by_word: dict[int, list[Candidate]] = {}
    for candidate in found.values():
        candidate.signal = signals.get(candidate.word)
        word = document.words[candidate.word]
        candidate.lemma = by_key.get(candidate.word) or lemma_key(document, word)
        candidate.actors, candidate.recipients = cast.candidate_roles(candidate.word, candidate.match)
        by_word.setdefault(candidate.word, []).append(candidate)
    context = Context(document, cast, found.values())
    for group in by_word.values():
        for candidate in group:
            candidate.features = describe(candidate, group, document, cast, context, counts)
    return sorted(found.values(), key=lambda item: (item.word, item.type))


class Context:
    """Facts about a document that many candidates share."""

    def __init__(self, document: Document, cast: Cast, everything: Iterable[Candidate]) -> None:
        everything = list(everything)
        self.neighbours = Neighbours(document, everything)
        self.quoted = quoted_words(document)
        self.named = {
            index for name in document.names if name.last - name.first > 1 for index in range(name.first, name.last)
        }
        self.sentences = max(1, len(document.sentences))
        named = [item for item in everything if item.match]
        self.stated: dict[int, list[Candidate]] = {}
        for item in named:
            self.stated.setdefault(item.word, []).append(item)
        self.governing = {
            ancestor.index
            for item in named
            for ancestor in document.ancestors(item.word)
            if ancestor.index != item.word
        }
        self.told = Counter((item.lemma, item.type) for item in named)
        self.in_sentence = Counter(document.words[item.word].sentence for item in named)
        self.density = 100 * len(named) / max(60, len(document.words))
        sectors = [mention.sector for mention in cast.mentions if mention.kind != "pronoun"]
        self.political = sum(sector in POLITICAL for sector in sectors) / max(5, len(sectors))


def quoted_words(document: Document) -> set[int]:
    """Words between quotation marks, within a paragraph."""
    opening, closing, straight = set("„“«»‚‹›"), set("“”»«’‹›"), '"'
    inside: set[int] = set()
    start: int | None = None
    for word in document.words:
        mark = word.text[:1]
        if start is not None and "\n" in document.text[document.words[word.index - 1].end : word.start]:
            start = None
        if len(word.text) > 1 or mark not in opening | closing | {straight}:
            continue
        if start is None:
            start = word.index
        else:
            inside.update(range(start + 1, word.index))
            start = None
    return inside


def describe(
    candidate: Candidate, group: list[Candidate], document: Document, cast: Cast, context: Context, counts: Counts
) -> dict[str, float]:
    """All features of a candidate; names that do not occur count as 0."""
    values: dict[str, float] = {f"type={candidate.type}": 1.0}
    values |= _frame_features(candidate, group)
    values |= _model_features(candidate)
    values |= _lemma_features(candidate, counts)
    values |= _role_features(candidate, cast)
    values |= _place_features(document.words[candidate.word], document, context)
    values |= _report_features(candidate, document, context)
    values |= _nesting(candidate, document, context)
    values |= context.neighbours.features(candidate)
    if candidate.match:
        frame = candidate.match.frame
        flag = "weak" if frame.weak else "strong" if frame.strong else "plain"
        values[f"{flag}*none"] = values["role.none"]
        values[f"{flag}*coded"] = values["role.coded"]
        values[f"{flag}*both"] = values["role.both"]
        values[f"{flag}*new"] = values.get("lemma.new", 0.0)
        if candidate.model is not None:
            values["frame*model"] = values["model.logit"]
    return values


_RELATIONS = frozenset(
    {"nsubj", "obj", "obl", "nmod", "conj", "advcl", "ccomp", "xcomp", "acl", "compound", "appos", "root", "amod"}
)
"""Relations common enough to have a weight of their own."""
_COMPLEMENT = frozenset({"xcomp", "ccomp", "acl", "csubj", "advcl"})
_STEPS = 4


def _nesting(candidate: Candidate, document: Document, context: Context) -> dict[str, float]:
    """Whether the word stands inside what another event word says: "threatened to arrest", "forderte den Abzug"."""
    values = {"over": float(candidate.word in context.governing)}
    below = document.words[candidate.word]
    clause = False
    for step, ancestor in enumerate(document.ancestors(candidate.word)):
        if step == _STEPS:
            break
        clause = clause or base(below) in _COMPLEMENT
        if base(below) in ("conj", "parataxis", "root"):
            below = ancestor
            continue
        above = context.stated.get(ancestor.index)
        if above:
            link = "clause" if clause else "phrase"
            values |= {f"under={item.type}": 1.0 for item in above}
            values[f"under.{link}"] = 1.0
            values["under.same"] = float(any(item.type == candidate.type for item in above))
            values["under.model"] = max(item.model or 0.0 for item in above)
            break
        below = ancestor
    return values


def _report_features(candidate: Candidate, document: Document, context: Context) -> dict[str, float]:
    """How often the report tells of it, and how political and eventful the report is."""
    told = context.told[candidate.lemma, candidate.type]
    sentence = document.words[candidate.word].sentence
    return {
        "report.told": math.log1p(max(0, told - 1)),
        "report.sentence": math.log1p(max(0, context.in_sentence[sentence] - 1)),
        "report.density": context.density,
        "report.political": context.political,
    }


def _frame_features(candidate: Candidate, group: list[Candidate]) -> dict[str, float]:
    match = candidate.match
    rivals = sum(1 for other in group if other is not candidate and other.match)
    if match is None:
        return {"frame.none": 1.0, "frame.rivals": float(rivals > 0)}
    frame = match.frame
    return {
        f"frame.type={frame.type}": 1.0,
        f"frame.{frame.kind}": 1.0,
        "frame.weak": float(frame.weak),
        "frame.strong": float(frame.strong),
        "frame.fixed": float(bool(frame.fixed)),
        "frame.needs": float(bool(frame.needs)),
        "frame.rivals": float(rivals > 0),
        "frame.mode": float(match.mode is not None),
    }


def _model_features(candidate: Candidate) -> dict[str, float]:
    probability = candidate.model
    if probability is None:
        return {"model.silent": 1.0}
    signal = candidate.signal
    assert signal is not None
    any_event = min(0.999, sum(signal.types.values()))
    best = max(signal.types.values(), default=0.0)
    return {
        "model.logit": logit(probability),
        "model.any": logit(any_event),
        "model.best": float(probability >= best and probability > 0),
    }


def _lemma_features(candidate: Candidate, counts: Counts) -> dict[str, float]:
    """How the training gold used the lemma; smoothed towards half a count against."""
    table = counts.get(candidate.lemma, {})
    right, wrong = table.get(candidate.type, (0.0, 0.0))
    if right + wrong == 0:
        return {"lemma.new": 1.0}
    return {
        "lemma.odds": math.log((right + 0.4) / (wrong + 1.0)),
        "lemma.sure": math.log1p(right + wrong) * math.log((right + 0.4) / (wrong + 1.0)),
        "lemma.never": float(right == 0),
    }


def _role_features(candidate: Candidate, cast: Cast) -> dict[str, float]:
    actors, recipients = candidate.actors, candidate.recipients
    sectors = {f"actor={role.party.sector}" for role in actors if role.party.sector in _ACTING}
    sectors |= {f"recipient={role.party.sector}" for role in recipients if role.party.sector in _ACTING}
    political = [role for role in (*actors, *recipients) if role.mention and role.mention.country]
    return {
        "role.actor": float(bool(actors)),
        "role.recipient": float(bool(recipients)),
        "role.both": float(bool(actors) and bool(recipients)),
        "role.none": float(not actors and not recipients),
        "role.coded": float(bool(political)),
        "role.foreign": float(bool(codes([*actors, *recipients]) - {cast.home})),
        "role.sector": float(any(role.party.sector for role in (*actors, *recipients))),
        "role.described": float(any(role.via.endswith("+") for role in (*actors, *recipients))),
        **dict.fromkeys(sectors, 1.0),
    }


def _place_features(word: Word, document: Document, context: Context) -> dict[str, float]:
    rules = grammar(document.language)
    children = document.children(word.index)
    marks = {child.lemma.lower() for child in children if base(child) == "mark"}
    position = word.sentence / context.sentences
    return {
        "where.first": float(word.sentence == 0),
        "where.lead": float(word.sentence in (1, 2)),
        "where.position": position,
        "where.quoted": float(word.index in context.quoted),
        "where.name": float(word.index in context.named),
        "word.verb": float(word.upos in ("VERB", "AUX")),
        "word.noun": float(word.upos in ("NOUN", "PROPN")),
        "word.adjective": float(word.upos == "ADJ"),
        "word.root": float(base(word) in ("root", "parataxis")),
        "word.attribute": float(base(word) in ("amod", "acl")),
        "word.object": float(base(word) in ("obj", "nsubj") and word.upos == "NOUN"),
        "word.oblique": float(base(word) in ("obl", "nmod") and word.upos == "NOUN"),
        "word.passive": float(word.upos in ("VERB", "ADJ") and is_passive(document, word.index)),
        "word.modal": float(any(child.deprel == "aux" and child.feats.get("VerbForm") == "Fin" for child in children)),
        "word.infinitive": float(word.feats.get("VerbForm") == "Inf" or bool(marks & rules.infinitive_marks)),
        "word.negated": float(any(child.feats.get("Polarity") == "Neg" for child in children)),
        "word.bare": float(
            word.upos == "NOUN" and not any(base(child) != "det" and base(child) != "case" for child in children)
        ),
        "word.plural": float(word.upos == "NOUN" and word.feats.get("Number") == "Plur"),
        "word.definite": float(any(child.feats.get("Definite") == "Def" for child in children)),
        "word.relative": float(word.deprel == "acl:relcl"),
        "word.finite": float(word.feats.get("VerbForm") == "Fin"),
        "word.past": float(word.feats.get("Tense") == "Past"),
        "word.subjunctive": float(word.feats.get("Mood") == "Sub"),
        "word.depth": float(sum(1 for _ in document.ancestors(word.index))),
        "word.children": float(len(document.children(word.index))),
        f"word.is={base(word)}": float(base(word) in _RELATIONS),
    }
