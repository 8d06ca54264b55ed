from __future__ import annotations

from lagebild.analysis.document import Document
from lagebild.attribution import attribute
from lagebild.attribution.layout import layout
from lagebild.records import Report
from tests.parses import parse

NESTED = """
The the DET 2 det
mayor mayor NOUN 3 nsubj
said say VERB 0 root VerbForm=Fin
that that SCONJ 6 mark
residents resident NOUN 6 nsubj
claim claim VERB 3 ccomp VerbForm=Fin
that that SCONJ 9 mark
taxes tax NOUN 9 nsubj
rise rise VERB 6 ccomp VerbForm=Fin
. . PUNCT 3 punct
"""
PLAN = """
The the DET 2 det
mayor mayor NOUN 3 nsubj
{form} {lemma} VERB 0 root VerbForm=Fin
to to PART 5 mark
resign resign VERB 3 xcomp VerbForm=Inf
. . PUNCT 3 punct
"""
SUPPORT = """
The the DET 2 det
mayor mayor NOUN 3 nsubj
backs back VERB 0 root VerbForm=Fin
the the DET 5 det
ban ban NOUN 3 obj
. . PUNCT 3 punct
"""


def told(document: Document) -> list[tuple[str, str]]:
    rows = layout(document, attribute(document, Report("r", document.text, document.language)).quotes)
    text = document.text
    return [
        (" ".join(text[a:b] for a, b in row["cue"]), " ".join(text[a:b] for a, b in row["content"])) for row in rows
    ]


def test_a_cue_in_what_somebody_says_is_part_of_it_in_english() -> None:
    assert told(parse(NESTED, language="en")) == [("said", "that residents claim that taxes rise")]


def test_plans_count_where_a_clause_tells_them() -> None:
    assert told(parse(PLAN.format(form="plans", lemma="plan"), language="en")) == [("plans", "to resign")]


def test_an_attempt_is_no_plan() -> None:
    assert told(parse(PLAN.format(form="tries", lemma="try"), language="en")) == []


def test_a_deed_is_no_judgement() -> None:
    deed = SUPPORT.replace("backs back", "attacks attack").replace("ban ban", "town town")
    assert told(parse(deed, language="en")) == []


def test_a_common_verb_tells_a_judgement() -> None:
    document = parse(SUPPORT, language="en")
    assert told(document) == [("backs", "the ban")]
    attribution = attribute(document, Report("r", document.text, "en"))
    assert attribution.sources_of(4) == []
