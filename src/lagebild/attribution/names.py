"""Names of speakers, and whom they cite in turn: an ordered chain."""

from __future__ import annotations

from lagebild.analysis.document import Document, Word
from lagebild.attribution import tree
from lagebild.attribution.lexicon import Lexicon, lexicon
from lagebild.attribution.model import Quote
from lagebild.records import Mention


def name_all(document: Document, quotes: list[Quote], mentions: list[Mention], credits: list[str]) -> None:
    """Set source span, name, mention and chain of every quote."""
    by_head = {mention.head: mention for mention in mentions}
    by_cluster: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.cluster is not None:
            by_cluster.setdefault(mention.cluster, []).append(mention)
    for quote in quotes:
        _name(document, quote, by_head, by_cluster)
    _pronouns(document, quotes)
    leads = {id(quote): quote.parent for quote in quotes if quote.carried}
    for quote in quotes:
        if quote.parent is None:
            quote.parent = _outer(quote, quotes)
    for quote in quotes:
        lead = quote.base or leads.get(id(quote))
        if lead is not None:
            quote.parent = lead.parent
    for quote in quotes:
        quote.chain = _chain(document, quote, credits)


def _name(document: Document, quote: Quote, by_head: dict[int, Mention], by_cluster: dict[int, list[Mention]]) -> None:
    if quote.speaker is None or not quote.source_words:
        return
    quote.source = tree.closed_extent(document, quote.source_words)
    head, words = quote.speaker, quote.source_words
    if quote.himself is not None:
        head, words = quote.himself, tree.phrase(document, quote.himself)
    quote.mention = _mention(head, words, by_head)
    surface = _surface(document, words)
    mention = quote.mention
    if mention is not None and _pronominal(document, head):
        known = by_cluster.get(mention.cluster, []) if mention.cluster is not None else []
        named = [m for m in known if m.kind != "pronoun"]
        surface = max((m.text for m in named), key=len, default=mention.name or surface)
    quote.name = surface


def _mention(head: int, words: list[int], by_head: dict[int, Mention]) -> Mention | None:
    """The mention of the speaker: at the head, or the first one inside the phrase."""
    if head in by_head:
        return by_head[head]
    return next((by_head[index] for index in words if index in by_head), None)


def _surface(document: Document, words: list[int]) -> str:
    span = tree.closed_extent(document, words)
    return document.text[span.start : span.end] if span else ""


def _pronominal(document: Document, index: int) -> bool:
    return document.words[index].upos in ("PRON", "DET")


def _pronouns(document: Document, quotes: list[Quote]) -> None:
    """A pronoun that coreference left open: relative pronouns take their noun, others the last speaker named."""
    ordered = sorted((q for q in quotes if q.speaker is not None), key=lambda q: q.speaker or 0)
    last: Quote | None = None
    for quote in ordered:
        index = quote.speaker
        if index is None:
            continue
        if not _pronominal(document, index):
            last = quote
            continue
        if quote.name and quote.name.lower() != document.words[index].text.lower():
            continue
        antecedent = _antecedent(document, index)
        if antecedent is not None:
            quote.name = _surface(document, tree.phrase(document, antecedent))
        elif last is not None and _personal(document, index) and _agrees(document, index, last):
            quote.name, quote.mention = last.name, quote.mention or last.mention


def _personal(document: Document, index: int) -> bool:
    word = document.words[index]
    return word.feats.get("Person") != "1" and word.feats.get("PronType") != "Ind"


def _agrees(document: Document, index: int, last: Quote) -> bool:
    """Whether a pronoun may stand for the last speaker: number, and gender where no person is named."""
    pronoun, speaker = document.words[index].feats, document.words[last.speaker or 0].feats
    told = ("Number",) if last.mention is not None and last.mention.kind == "person" else ("Number", "Gender")
    return all(pronoun.get(f, speaker.get(f)) == speaker.get(f, pronoun.get(f)) for f in told)


def _antecedent(document: Document, index: int) -> int | None:
    """The noun that a relative pronoun stands for."""
    if document.words[index].feats.get("PronType") not in ("Rel", "Dem", "Int", None):
        return None
    for governor in [document.words[index], *document.ancestors(index)]:
        if governor.deprel.startswith("acl") and governor.head >= 0:
            return governor.head
        if tree.base(governor) in ("root", "ccomp"):
            return None
    return None


def _outer(quote: Quote, quotes: list[Quote]) -> Quote | None:
    """The smallest other quote that reports this one: its content holds this one's cue or speaker."""
    anchor = quote.head if quote.head is not None else quote.speaker
    if anchor is None:
        return None
    around = [
        other
        for other in quotes
        if other is not quote
        and other.head != quote.head
        and anchor in other.words
        and other.source_words != quote.source_words
        and other.clausal
    ]
    return min(around, key=lambda other: len(other.words), default=None)


def _chain(document: Document, quote: Quote, credits: list[str]) -> list[str]:
    """Names from whom a source cites over itself to those that report it, without repetition."""
    chain = [quote.name] if quote.name else []
    seen, outer = {id(quote)}, quote.parent
    while outer is not None and id(outer) not in seen:
        seen.add(id(outer))
        if outer.name and outer.name not in chain:
            chain.append(outer.name)
        outer = outer.parent
    if len(credits) == 1 and credits[0] not in chain:
        chain.append(credits[0])
    return chain


def cite(document: Document, quotes: list[Quote]) -> list[Quote]:
    """Quotes of those whom a source cites: "unter Berufung auf X", "citing X". They say what it says."""
    lex = lexicon(document.language)
    found = []
    for quote in quotes:
        if quote.head is None or not quote.words:
            continue
        for head in _cited(document, quote, lex):
            cited = Quote("attribution", quote.stance, quote.status, quote.group, quote.cue, quote.head, head)
            cited.source_words = tree.phrase(document, head)
            cited.words, cited.content, cited.clause = set(quote.words), list(quote.content), quote.clause
            cited.parent = quote
            cited.why = "cited by the source"
            quote.cited.append(head)
            found.append(cited)
    return found


def _cited(document: Document, quote: Quote, lex: Lexicon) -> list[int]:
    """Heads of the phrases of those whom a source cites, with a noun or with a participle ("citing two officials")."""
    if quote.clause is None:
        return []
    places = {quote.clause, quote.head}
    found = []
    for word in document.words:
        lemma = word.lemma.lower()
        if lemma in lex.words("citing.nouns") and tree.clause_head(document, word.index) in places:
            below = document.dependents(word.index, "nmod", "obl")
            found += [child.index for child in below if _behind(document, child.index, lex)]
        elif lemma in lex.words("citing.verbs") and _beside(document, word, quote, places):
            below = document.dependents(word.index, "obj", "obl")
            below = [child for child in below if child.upos in ("NOUN", "PROPN")]
            found += [child.index for child in below if child.deprel == "obj" or _behind(document, child.index, lex)]
    return found


def _beside(document: Document, word: Word, quote: Quote, places: set[int | None]) -> bool:
    """Whether a participle stands beside a cue or its speaker; behind a comma the tree may put it with what is told."""
    if word.feats.get("VerbForm") not in ("Part", "Ger") or tree.base(word) not in ("advcl", "acl"):
        return False
    aside = document.words[word.index - 1].text == "," and quote.clausal and word.index in quote.words
    return aside or word.head in places or word.head in quote.source_words


def _behind(document: Document, index: int, lex: Lexicon) -> bool:
    case = {c.text.lower() for c in document.dependents(index, "case")}
    return bool(case & lex.words("citing.preposition"))
