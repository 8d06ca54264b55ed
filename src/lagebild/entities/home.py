"""The country a report is about, for those it names without one ("die Polizei", "the president")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from lagebild.analysis.document import Document
from lagebild.entities import gazetteer
from lagebild.entities.items import Item, scan
from lagebild.entities.roles import roles
from lagebild.entities.text import tokenise
from lagebild.records import Report

SUPRANATIONAL = frozenset({"UNO", "EUR", "IGO"})
NO_STATE = SUPRANATIONAL | {"NGO", "IMG", "MNC"}
"""Codes that are no country's."""
TITLE, DATELINE, FIRST = 2.0, 3.0, 1.0
"""Weights beside 1 for each mention: headline, dateline, first tenth of the items."""


def weigh(items: list[Item], report: Report, language: str) -> dict[str, float]:
    """How much a report is about each country: its mentions, headline and dateline, weighted."""
    weights: dict[str, float] = defaultdict(float)
    early = max(10, len(items) // 10)
    for number, item in enumerate(items):
        if item.country and item.country not in NO_STATE:
            weights[item.country] += 1.0 + (FIRST if number < early else 0.0)
    if report.title:
        for item in scan(tokenise(report.title), language, report.published):
            if item.country and item.country not in NO_STATE:
                weights[item.country] += TITLE
    if report.dateline:
        code = gazetteer.country(report.dateline, language)
        if code and (code in weights or not weights):  # else only the correspondent sits there
            weights[code] += DATELINE
    return weights


REPORT, HERE, BEFORE, FADE, SUBJECT, SCENE = 9.0, 1.5, 0.5, 0.3, 2.0, 3.0
"""Weights of the whole report (its countries share it out), of a country in the same sentence before, of one in the
sentence before, how much each further sentence takes from that, and how much more a subject counts and a place that
opens its sentence. Country right of 1,251 parties of the training gold that name none themselves: 0.873 by the report
alone, 0.890 so; flat around these values."""
BACK = 4
"""Sentences before that count."""


def near(document: Document, weights: dict[str, float], items: Mapping[int, Sequence[Item]], word: int
         ) -> tuple[str | None, str]:  # fmt: skip
    """The country that a place in a report is about, and why.

    ``weights`` are the report's, ``items`` what was found in each sentence; ``word`` is the index of the place's word.
    """
    local: dict[str, float] = defaultdict(float)
    total = sum(weights.values())
    for code, weight in weights.items():
        local[code] = REPORT * weight / total
    here, acts = document.words[word].sentence, of_subject(document, word)
    for back in range(BACK + 1):
        weight = HERE if back == 0 else BEFORE * FADE ** (back - 1)
        best: dict[str, float] = {}
        for item in items.get(here - back, ()):
            if item.country and item.country not in NO_STATE and item.last_word < word:
                best[item.country] = max(best.get(item.country, 0.0), weight * _prominence(document, item, acts))
        for code, weight in best.items():
            local[code] += weight
    return home(local, document.language)


def _prominence(document: Document, item: Item, acts: bool) -> float:
    """More than 1 for what is, or belongs to, a subject, and for a place that opens the sentence ("In Niger, ...").

    An adjective of a subject says nothing of those who do not act: "A Russian missile struck civilians".
    """
    opens = item.word - document.sentences[document.words[item.word].sentence].first in (1, 2)
    if opens and document.words[item.word - 1].text.lower() in roles(document.language).locative:
        return SCENE
    adjective = not acts and document.words[item.last_word].deprel == "amod"
    return SUBJECT if of_subject(document, item.last_word) and not adjective else 1.0


_INSIDE = frozenset({"nmod", "amod", "compound", "flat", "appos", "det", "case"})


def of_subject(document: Document, index: int) -> bool:
    """Whether a word is the head of a subject or stands in its noun phrase."""
    word = document.words[index]
    for above in document.ancestors(index):
        if word.deprel.partition(":")[0] not in _INSIDE:
            break
        word = above
    return word.deprel.startswith("nsubj")


def home(weights: dict[str, float], language: str) -> tuple[str | None, str]:
    """The country of most weight, and why; that of the language where no country is mentioned."""
    if not weights:
        code = roles(language).home
        return code, f"assumed: home of the report's language ({code})" if code else ""
    code, weight = max(weights.items(), key=lambda pair: pair[1])
    return code, f"assumed: this part of the report is most about {code} ({weight:.1f} of {sum(weights.values()):.1f})"
