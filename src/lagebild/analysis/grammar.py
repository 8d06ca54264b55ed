"""What agreement and case say about a finished tree, by the language's ``grammar.yaml``.

The network reads each word's case, gender and number, and each arc's relation, on its own. Together they say more:
the words of a noun phrase agree, a clause has one subject, subjects are nominative. Languages without the file are
left as they are.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import numpy as np
import yaml
from numpy.typing import NDArray

Array = NDArray[np.float32]
_PREPOSITION = 2.0
"""Log-probability that a preposition's case outweighs."""
_CASE_WEIGHT = 0.5
"""Of case against the network's own belief in a relation; both come from one network and are not independent."""
_NUMBER_WEIGHT = 0.3
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ", "X"})
_CLAUSE = frozenset({"VERB", "AUX", "ADJ"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_MOST_CANDIDATES = 4


@dataclass(frozen=True)
class GrammarRules:
    """The language's data; empty fields switch a rule off."""

    relations: frozenset[str] = frozenset()
    features: tuple[str, ...] = ()
    roles: dict[str, str] = field(default_factory=dict)
    prepositions: dict[str, str] = field(default_factory=dict)
    agents: frozenset[str] = frozenset()
    possessors: tuple[str, ...] = ()
    """Endings of a name in the genitive."""
    doubtful: frozenset[str] = frozenset()
    """Relations that such a name may have been given instead."""


@cache
def load_grammar(language: str) -> GrammarRules | None:
    """Rules of a language code, None where there are none."""
    path = resources.files("lagebild").joinpath("lang", language, "grammar.yaml")
    if not language.isalpha() or not path.is_file():
        return None
    data = yaml.safe_load(path.read_text("utf8"))
    agreement = data.get("agreement", {})
    return GrammarRules(
        relations=frozenset(agreement.get("relations", ())),
        features=tuple(agreement.get("features", ())),
        roles=dict(data.get("roles", {})),
        prepositions=dict(data.get("prepositions", {})),
        agents=frozenset(data.get("agents", {}).get("prepositions", ())),
        possessors=tuple(data.get("possessors", {}).get("endings", ())),
        doubtful=frozenset(data.get("possessors", {}).get("instead_of", ())),
    )


@dataclass
class Draft:
    """A parsed sentence before it becomes words; all lists run over its words."""

    forms: list[str]
    upos: list[str]
    heads: list[int]
    """Index of the governor, -1 for the root."""
    relations: list[str]
    feats: list[dict[str, str]]
    feature_scores: dict[str, Array]
    """Feature to log-probabilities (words, values); value 0 is "absent"."""
    feature_values: dict[str, list[str]]
    relation_scores: dict[str, Array]
    """Shown relation to its log-probability for every word's arc."""


class Grammar:
    """Applies a language's rules to drafts."""

    def __init__(self, rules: GrammarRules) -> None:
        self._rules = rules
        self.features = rules.features
        """Features whose log-probabilities a draft must bring."""

    def apply(self, draft: Draft) -> None:
        """Change relations and features of the draft in place."""
        children: list[list[int]] = [[] for _ in draft.heads]
        for i, head in enumerate(draft.heads):
            if head >= 0:
                children[head].append(i)
        phrases = {i: self._agree(draft, i, children[i]) for i in range(len(draft.heads)) if draft.upos[i] in _NOMINAL}
        if self._rules.roles:
            for i, below in enumerate(children):
                if below and (draft.upos[i] in _CLAUSE or any(draft.relations[c] in _SUBJECTS for c in below)):
                    self._assign_roles(draft, i, below, children, phrases)
        if self._rules.agents:
            self._mark_agents(draft, children)
        if self._rules.possessors:
            self._mark_possessors(draft)

    def _agree(self, draft: Draft, noun: int, below: list[int]) -> dict[str, Array]:
        """Scores of the noun phrase's features (value 0 excluded), not yet normalised; sets them on its words."""
        members = [noun, *(c for c in below if draft.relations[c] in self._rules.relations)]
        case = next(
            (self._rules.prepositions.get(draft.forms[c].lower()) for c in below if draft.relations[c] == "case"), None
        )
        found: dict[str, Array] = {}
        for feature in self._rules.features:
            marked = [m for m in members if feature in draft.feats[m]]
            if not marked:
                continue
            values = draft.feature_values[feature]
            scores = draft.feature_scores[feature]
            total: Array = scores[marked, 1:].sum(0) if len(marked) > 1 else scores[marked[0], 1:]
            if feature == "Case" and case in values:
                total = total + _PREPOSITION * (np.array(values[1:]) == case)
            found[feature] = total
            if len(marked) > 1 or case:
                value = values[1 + int(total.argmax())]
                for member in marked:
                    draft.feats[member][feature] = value
        return found

    def _assign_roles(
        self, draft: Draft, verb: int, below: list[int], children: list[list[int]], phrases: dict[int, dict[str, Array]]
    ) -> None:
        """Give a clause's bare nominals the best set of core roles, each role once."""
        names = [*self._rules.roles]
        passive = any(draft.relations[c] == "aux:pass" for c in below)
        bare = [
            c
            for c in below
            if (draft.relations[c] in _SUBJECTS or draft.relations[c] in self._rules.roles)
            and not any(draft.relations[g] in ("case", "mark") for g in children[c])
        ][:_MOST_CANDIDATES]
        if not bare:
            return
        number = self._clause_number(draft, verb, below)
        table = np.array([[self._role_score(draft, c, r, phrases.get(c, {}), number) for r in names] for c in bare])
        best, chosen = -np.inf, None
        for option in itertools.product(range(len(names)), repeat=len(bare)):
            if len(set(option)) == len(option):
                score = table[np.arange(len(bare)), option].sum()
                if score > best:
                    best, chosen = score, option
        if chosen is None:
            return
        for c, k in zip(bare, chosen, strict=True):
            role = names[k]
            if role == "nsubj":
                role = "nsubj:pass" if passive else "nsubj"
            draft.relations[c] = role
            self._set_case(draft, c, self._rules.roles[names[k]], children[c])

    def _role_score(self, draft: Draft, word: int, role: str, phrase: dict[str, Array], number: str | None) -> float:
        forms = ("nsubj", "nsubj:pass") if role == "nsubj" else (role,)
        score = float(
            np.logaddexp.reduce([draft.relation_scores[r][word] for r in forms if r in draft.relation_scores])
        )
        if "Case" in phrase:
            case = draft.feature_values["Case"].index(self._rules.roles[role]) - 1
            score += _CASE_WEIGHT * _log_probability(phrase["Case"], case)
        if role == "nsubj" and number and "Number" in phrase:
            at = draft.feature_values["Number"].index(number) - 1
            score += _NUMBER_WEIGHT * _log_probability(phrase["Number"], at)
        return score

    @staticmethod
    def _clause_number(draft: Draft, verb: int, below: list[int]) -> str | None:
        """Number of the finite verb of a clause."""
        for i in (*(c for c in below if draft.upos[c] == "AUX"), verb):
            feats = draft.feats[i]
            if feats.get("VerbForm", "Fin") == "Fin" and "Mood" in feats and "Number" in feats:
                return feats["Number"]
        return None

    def _set_case(self, draft: Draft, noun: int, case: str, below: list[int]) -> None:
        for i in (noun, *(c for c in below if draft.relations[c] in self._rules.relations)):
            if "Case" in draft.feats[i]:
                draft.feats[i]["Case"] = case

    def _mark_agents(self, draft: Draft, children: list[list[int]]) -> None:
        """A passive verb's phrase with an agent preposition is its agent."""
        for i, head in enumerate(draft.heads):
            if head < 0 or draft.relations[i] not in ("obl", "obl:agent", "obl:arg"):
                continue
            case = next((draft.forms[c].lower() for c in children[i] if draft.relations[c] == "case"), "")
            passive = any(draft.relations[c] == "aux:pass" for c in children[head])
            if case in self._rules.agents and passive and draft.upos[head] in ("VERB", "AUX", "ADJ"):
                draft.relations[i] = "obl:agent"

    def _mark_possessors(self, draft: Draft) -> None:
        """A name in the genitive before its noun is the noun's possessor, also at the start of a sentence."""
        for i, head in enumerate(draft.heads):
            if draft.upos[i] != "PROPN" or draft.relations[i] not in self._rules.doubtful or head <= i:
                continue
            between = all(draft.heads[k] == head and draft.relations[k] == "amod" for k in range(i + 1, head))
            if between and draft.upos[head] == "NOUN" and draft.forms[i].endswith(self._rules.possessors):
                draft.relations[i] = "nmod:poss"


def _log_probability(scores: Array, at: int) -> float:
    """Of one value among all; few phrases are asked, so that scores are normalised only here."""
    normal = scores - np.log(np.exp(scores - scores.max()).sum()) - scores.max()
    return float(normal[at])
