"""What auxiliaries say of a predicate: modals and the future, by tense, mood and what they govern."""

from __future__ import annotations

from lagebild.analysis.document import Document, Word
from lagebild.attribution import mood, tree
from lagebild.attribution.hedges import Hedges
from lagebild.attribution.verdict import Verdict
from lagebild.records import Status


def modals(document: Document, index: int, verdict: Verdict, table: Hedges) -> None:
    """Add what the modals and the future of a predicate say to a verdict."""
    anterior = perfect(document, index)
    for helper in tree.helpers(document, index):
        rule = table.modals.get(helper.text.lower()) or table.modals.get(helper.lemma.lower())
        if rule is None or helper.deprel == "aux:pass":
            continue
        use = _use(document, helper, index, anterior, rule)
        if "reported" in rule and tree.base(document.words[index]) == "ccomp":
            use = "reported"
        status = rule.get(use)
        if status is not None:
            verdict.add(status, [helper.index], f"“{helper.text}”")


def _use(document: Document, helper: Word, index: int, perfect: bool, rule: dict[str, Status]) -> str:
    """Which use of a modal this is: perfect, future, subjunctive2, subjunctive1, past, present or none."""
    form = mood.of_word(helper, document.language)
    if helper.feats.get("VerbForm") == "Inf" and "future" not in rule and _had(document, index):
        return "past"
    if helper.feats.get("VerbForm") == "Inf" and "future" not in rule:
        others = [mood.of_word(other, document.language) for other in tree.helpers(document, index)]
        form = "II" if "II" in others else form
    if form == "II" and "subjunctive2" in rule:
        return "subjunctive2"
    if "future" in rule:
        if helper.feats.get("Tense") == "Past" or helper.feats.get("VerbForm") == "Part":
            return "none"
        infinitive = any(_infinite(other) for other in [document.words[index], *tree.helpers(document, index)])
        return ("perfect" if perfect else "future") if infinitive else "none"
    if perfect:
        return "perfect"
    if form == "I" and "subjunctive1" in rule:
        return "subjunctive1"
    return "past" if helper.feats.get("Tense") == "Past" else "present"


def _had(document: Document, index: int) -> bool:
    """Whether a modal stands in the past perfect or perfect indicative ("hatten nicht aufhalten können")."""
    return any(
        other.text.lower() in ("hat", "haben", "hatte", "hatten") and mood.of_word(other, document.language) is None
        for other in tree.helpers(document, index)
    )


def _infinite(word: Word) -> bool:
    """Whether a verb is an infinitive, by its feature or because it has the form of its lemma."""
    plain = word.text.lower() == word.lemma.lower() and word.text.endswith("n")
    plain = plain and "Tense" not in word.feats and word.feats.get("VerbForm", "Inf") == "Inf"
    return word.feats.get("VerbForm") == "Inf" or (plain and word.upos in ("VERB", "AUX"))


def perfect(document: Document, index: int) -> bool:
    """Whether the infinitive is a perfect one: "getötet haben", "have killed"."""
    forms = {helper.text.lower() for helper in tree.helpers(document, index) if tree.base(helper) != "cop"}
    if len(forms) > 1 and forms & {"haben", "sein", "have"}:
        return True
    shared = document.words[index].feats.get("VerbForm") == "Part" and document.language == "de"
    return shared and len(forms) == 1 and bool(document.dependents(index, "conj"))
