"""From the network's scores to drafts of sentences: tree, parts of speech, features."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lagebild.analysis.grammar import Draft, Grammar, load_grammar
from lagebild.analysis.names import decode_names
from lagebild.analysis.network import Scores
from lagebild.analysis.relations import RelationChooser
from lagebild.analysis.signals import SignalReader, softmax
from lagebild.analysis.trees import decode_tree

Array = NDArray[np.float32]
_TOGETHER = 1000
"""Words whose relations are scored in one product."""


class ScoreReader:
    """Knows the labels and tables of the model."""

    def __init__(self, labels: dict[str, Any], relation: Array, role: Array) -> None:
        """``relation`` and ``role``: the bilinear tables of the relations and of the arc signals."""
        self._upos: list[str] = labels["upos"]
        self._name_tags: list[str] = labels["names"]
        self._values: dict[str, list[str]] = labels["features"]
        self._cuts = np.cumsum([len(v) for v in self._values.values()])[:-1]
        self._chooser = RelationChooser(labels["relations"], relation)
        self._grammars: dict[str, Grammar | None] = {}
        self.signals = SignalReader(labels, role)

    def drafts(self, sentences: Sequence[tuple[Sequence[str], str, Scores]]) -> list[Draft]:
        """Drafts of (words, language, scores), the language's grammar applied."""
        heads = [decode_tree(scores.arc) for _, _, scores in sentences]
        result: list[Draft] = []
        at = 0
        while at < len(sentences):
            last, words = at, 0
            while last < len(sentences) and (last == at or words + len(heads[last]) <= _TOGETHER):
                words += len(heads[last])
                last += 1
            result += self._drafts(sentences[at:last], heads[at:last])
            at = last
        return result

    def names(self, scores: Scores) -> list[tuple[int, int, str, float]]:
        """Names of a sentence: first word, last word (exclusive), label, score."""
        return decode_names(softmax(scores.names), self._name_tags)

    def _drafts(
        self, sentences: Sequence[tuple[Sequence[str], str, Scores]], heads: list[NDArray[np.int64]]
    ) -> list[Draft]:
        dep = np.concatenate([s.relation_dep for _, _, s in sentences])
        head = np.concatenate([s.relation_head[h] for (_, _, s), h in zip(sentences, heads, strict=True)])
        chosen, values = self._chooser.choose(dep, head, np.concatenate(heads) == 0)
        result, first = [], 0
        for (words, language, scores), tree in zip(sentences, heads, strict=True):
            last = first + len(tree)
            relations = [self._chooser.names[i] for i in chosen[first:last]]
            result.append(self._draft(words, language, scores, tree, relations, values[first:last]))
            first = last
        return result

    def _draft(
        self, words: Sequence[str], language: str, scores: Scores, tree: NDArray[np.int64], relations: list[str],
        values: Array,
    ) -> Draft:  # fmt: skip
        parts = dict(zip(self._values, np.split(scores.features, self._cuts, 1), strict=True))
        draft = Draft(
            forms=list(words),
            upos=[self._upos[i] for i in scores.upos.argmax(1)],
            heads=[h - 1 for h in tree.tolist()],
            relations=relations,
            feats=self._features(parts, len(words)),
            feature_scores={},
            feature_values=self._values,
            relation_scores={},
        )
        grammar = self._grammar(language)
        if grammar is not None:
            draft.feature_scores = {f: np.log(softmax(parts[f]) + 1e-9) for f in grammar.features}
            draft.relation_scores = {n: values[:, i] for i, n in enumerate(self._chooser.names)}
            grammar.apply(draft)
        return draft

    def _features(self, parts: dict[str, Array], count: int) -> list[dict[str, str]]:
        rows: list[dict[str, str]] = [{} for _ in range(count)]
        for name, part in parts.items():
            best = part.argmax(1)
            values = self._values[name]
            for i in np.flatnonzero(best).tolist():
                rows[i][name] = values[best[i]]
        return rows

    def _grammar(self, language: str) -> Grammar | None:
        if language not in self._grammars:
            rules = load_grammar(language)
            self._grammars[language] = Grammar(rules) if rules else None
        return self._grammars[language]
