"""Two parties named by one word: "beide Länder", "die beiden Präsidenten", "both sides".

They are the pair of codes that share most sentences before it, near ones counting more, crowded ones less. Words are
data (``duals`` in ``lang/<xx>/coding.yaml``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from lagebild import lang
from lagebild.analysis.document import Document
from lagebild.records import Mention

_FADE = 0.85
"""What a shared sentence counts less for every sentence farther away; chosen, not fitted."""

_BARE = frozenset({"pronoun", "place", "adjective", "modifier"})
"""Kinds of mentions that name no party by themselves ("russische" of "russische Soldaten")."""
_STATES = frozenset({"GOV", "MIL", "REB", "PTY"})
"""Sectors of parties that are two sides of something; newspapers and companies are not meant."""


def is_dual(document: Document, index: int) -> bool:
    """Whether a word names two parties: a noun of parties with a word for two before it, or that word alone."""
    data = lang.load(document.language, "coding").get("duals", {})
    word = document.words[index]
    if word.text.lower() in data.get("alone", ()):
        return True
    if not {word.text.lower(), word.lemma.lower()} & set(data.get("nouns", ())):
        return False
    return any(child.index < index and child.text.lower() in data["marks"] for child in document.children(index))


def pair(document: Document, index: int, mentions: Iterable[Mention]) -> tuple[Mention, Mention] | None:
    """The last mentions before the word of the two parties meant; None where no two are named together."""
    here = document.words[index]
    last: dict[int, dict[str, Mention]] = defaultdict(dict)
    for mention in sorted(mentions, key=lambda item: item.span.start):
        named = mention.country is not None and mention.sector in _STATES and mention.kind not in _BARE
        if named and mention.span.end <= here.start and not is_dual(document, mention.head):
            last[document.words[mention.head].sentence][str(mention.country)] = mention
    scores: dict[tuple[str, str], float] = defaultdict(float)
    for sentence, codes in last.items():
        for first, second in combinations(sorted(codes), 2):
            scores[first, second] += _FADE ** (here.sentence - sentence) / (len(codes) - 1)
    if not scores:
        return None
    best = max(scores, key=lambda codes: scores[codes])
    ours, theirs = (max((found for found in _of(code, last)), key=lambda item: item.span.start) for code in best)
    return ours, theirs


def _of(code: str, last: dict[int, dict[str, Mention]]) -> list[Mention]:
    return [codes[code] for codes in last.values() if code in codes]
