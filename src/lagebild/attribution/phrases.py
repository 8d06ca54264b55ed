"""Phrases that name a source without a verb: "laut X", "nach Angaben von X", "so X", "according to X"."""

from __future__ import annotations

from lagebild.analysis.document import Document, Word
from lagebild.attribution import speakers, tree
from lagebild.attribution.lexicon import Entry, Lexicon, lexicon
from lagebild.attribution.model import Quote

_CLOSERS = frozenset(",“”\"«»–—-'’‘;")
_PLAIN = Entry("speech", "asserts", None, frozenset())


def find(document: Document) -> list[Quote]:
    """Quotes whose cue is an adposition or a particle."""
    lex = lexicon(document.language)
    quotes: list[Quote] = []
    for word in document.words:
        quote = _adposition(document, word, lex) or _so(document, word, lex)
        if quote is not None and not any(set(quote.source_words) == set(q.source_words) for q in quotes):
            quotes.append(quote)
    return quotes


def _adposition(document: Document, word: Word, lex: Lexicon) -> Quote | None:
    governed = _governed(document, word, lex)
    if governed is None:
        return None
    form = word.text.lower()
    noun = lex.noun(governed.lemma)
    if form not in lex.words("adpositions.always") and not _speaks(document, form, governed, noun, lex):
        return None
    quote = Quote("attribution", "asserts", None, "speech", head=word.index)
    fixed = [c.index for c in document.children(word.index) if tree.base(c) == "fixed"]
    quote.cue = sorted([word.index, *fixed])
    if noun is not None:
        quote.status = noun.status
        quote.group = noun.group
    _name_speaker(document, quote, governed, noun, lex)
    inside = tree.subtree_set(document, governed.index) | set(quote.cue) | set(quote.source_words)
    _fill(document, quote, governed, inside)
    quote.why = f"“{document.words[quote.cue[0]].text}” names the source"
    return quote if quote.words else None


def _governed(document: Document, word: Word, lex: Lexicon) -> Word | None:
    """The noun behind (or before) an adposition that can name a source."""
    form = word.text.lower()
    if form not in lex.words("adpositions.always") | lex.words("adpositions.with_noun"):
        return None
    if word.head < 0 or tree.base(word) not in ("case", "mark", "advmod", "compound", "fixed"):
        return None
    governed = document.words[word.head]
    if form in lex.words("adpositions.postposed") and word.index > 0:
        governed = _right_before(document, word) or governed
    near = abs(governed.index - word.index) < 12 and governed.upos in (*tree.NOMINAL, "ADJ", "X")
    return governed if near and governed.sentence == word.sentence else None


def _right_before(document: Document, word: Word) -> Word | None:
    """The head of the noun phrase that ends right before a postposition."""
    before = document.words[word.index - 1]
    if before.upos not in tree.NOMINAL:
        return None
    current = before
    while current.head >= 0 and document.words[current.head].upos in tree.NOMINAL and current.head < word.index:
        current = document.words[current.head]
        if max(tree.phrase(document, current.index)) != word.index - 1:
            break
    return current


def _speaks(document: Document, form: str, governed: Word, noun: Entry | None, lex: Lexicon) -> bool:
    lemma = governed.lemma.lower()
    if form in ("aus", "in", "by", "per"):
        return lemma in lex.words(f"adpositions.{form}")
    return (
        noun is not None
        and noun.group in lex.words("adpositions.noun_groups")
        and not any(lemma.endswith(noun) for noun in lex.words("adpositions.not_after_nach"))
    )


def _name_speaker(document: Document, quote: Quote, governed: Word, noun: Entry | None, lex: Lexicon) -> None:
    """Who speaks: the owner of "Angaben", or the noun itself."""
    owner = holder(document, governed, lex) if noun is not None else None
    himself = _oneself(document, governed, lex)
    if himself is not None:
        quote.himself = himself.index
    quote.speaker = owner.index if owner is not None else governed.index
    quote.source_words = [i for i in speakers.whole(document, governed.index, lex) if i not in quote.cue]
    quote.source_words = _without_agent(document, governed, quote.source_words, lex)
    if owner is not None and owner.index not in quote.source_words:
        quote.source_words = sorted({*quote.source_words, *tree.phrase(document, owner.index)})


def _oneself(document: Document, governed: Word, lex: Lexicon) -> Word | None:
    """The subject of the clause in "nach eigenen Angaben": it speaks of itself."""
    if not any(child.lemma.lower() in lex.words("own") for child in document.dependents(governed.index, "amod")):
        return None
    clause = tree.clause_head(document, governed.index)
    who = next(iter(document.dependents(clause, "nsubj", "nsubj:pass")), None)
    return who if who is not None and who.upos in tree.NOMINAL else None


def _without_agent(document: Document, governed: Word, words: list[int], lex: Lexicon) -> list[int]:
    """Without the agent of a passive that the tree hangs on a name ("wurde laut BBC von Soldaten besetzt")."""
    if governed.upos != "PROPN" or not tree.passive(document, tree.clause_head(document, governed.index)):
        return words
    for child in document.dependents(governed.index, "nmod"):
        if child.upos == "NOUN" and lex.words("agent") & {
            c.text.lower() for c in document.dependents(child.index, "case")
        }:
            words = [index for index in words if index not in document.subtree(child.index)]
    return words


def holder(document: Document, noun: Word, lex: Lexicon) -> Word | None:
    """Whose statement a noun is: genitive, "von", possessive, or a name beside it."""
    for child in document.children(noun.index):
        relation = tree.base(child)
        case = {c.text.lower() for c in document.dependents(child.index, "case")}
        if child.deprel in ("det:poss", "nmod:poss"):
            return child
        if relation == "det" and child.lemma.lower() in lex.words("possessive"):
            return child
        if relation == "nmod" and (not case or case & lex.words("agent") or case & {"of", "by", "from", "aus"}):
            return child
        if relation in ("appos", "flat") and child.upos == "PROPN":
            return child
    return None


def _fill(document: Document, quote: Quote, governed: Word, inside: set[int]) -> None:
    """The content is the clause around the phrase."""
    head = tree.clause_head(document, governed.head) if governed.head >= 0 else governed.index
    head = _first_joined(document, head, inside)
    quote.clause = head
    words = tree.subtree_set(document, head) - inside
    sentence = document.words[head].sentence
    words = {index for index in words if document.words[index].sentence == sentence}
    quote.fill(document, _without_openers(document, head, words), inside)


def _first_joined(document: Document, head: int, inside: set[int]) -> int:
    """The first of joined clauses if the phrase opens their sentence, or closes it behind a comma: it bears on all."""
    sentence = document.sentences[document.words[head].sentence]
    first, last = min(inside), max(inside)
    closes = all(document.words[index].upos == "PUNCT" for index in range(last + 1, sentence.last))
    closes = closes and first > sentence.first and document.words[first - 1].text == ","
    if first == sentence.first or closes:
        while tree.base(document.words[head]) == "conj":
            head = document.words[head].head
    return head


def _without_openers(document: Document, head: int, words: set[int]) -> set[int]:
    """Without conjunctions and relative pronouns at the head of a subordinate clause's content."""
    return {i for i in words if not (document.words[i].head == head and tree.base(document.words[i]) in ("cc",))}


def _so(document: Document, word: Word, lex: Lexicon) -> Quote | None:
    """A quote of "..., so der Minister": particle, name, end of clause."""
    if word.text.lower() not in lex.words("so") or word.index + 1 >= len(document.words):
        return None
    sentence = document.sentences[word.sentence]
    before = document.words[word.index - 1] if word.index > sentence.first else None
    if before is not None and before.text[-1:] not in _CLOSERS:
        return None
    speaker = _following_phrase(document, word)
    if speaker is None:
        return None
    source = [index for index in speakers.whole(document, speaker.index, lex) if index > word.index]
    after = document.words[source[-1] + 1] if source[-1] + 1 < len(document.words) else None
    ends = after is None or after.upos == "PUNCT" or after.sentence != word.sentence
    if before is None and not (after is not None and after.text == ":"):
        return None
    if not ends and not _still_aside(document, source[-1], sentence.last):
        return None
    quote = Quote("attribution", head=word.index, cue=[word.index], speaker=speaker.index, source_words=source)
    inside = {word.index, *source}
    words = set(range(sentence.first, sentence.last))
    last = max(inside & words)
    stop = next((i for i in range(last + 1, sentence.last) if document.words[i].upos == "PUNCT"), sentence.last)
    inside |= set(range(last + 1, stop))
    quote.fill(document, words - inside, inside)
    noun = lex.noun(speaker.lemma)
    if noun is not None:
        quote.status, quote.group = noun.status, noun.group
    quote.why = "“so” names the source"
    return quote


def _following_phrase(document: Document, word: Word) -> Word | None:
    """The noun phrase that starts right behind a word and holds no verb."""
    start = document.words[word.index + 1]
    if start.sentence != word.sentence or start.upos not in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "X"):
        return None
    if start.upos == "PRON" and start.feats.get("PronType") not in (None, "Prs"):
        return None
    current = start
    while current.head > word.index and document.words[current.head].upos in (*tree.NOMINAL, "X"):
        current = document.words[current.head]
    return current if current.upos in (*tree.NOMINAL, "X") else None


def _still_aside(document: Document, last: int, end: int) -> bool:
    """Whether only a short phrase without verb follows up to the next punctuation mark ("so X am Montag.")."""
    for index in range(last + 1, min(end, last + 8)):
        word = document.words[index]
        if word.upos == "PUNCT":
            return True
        if word.upos in ("VERB", "AUX"):
            return False
    return False
