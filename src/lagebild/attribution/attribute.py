"""From a document to its quotes, and from an event word to its sources and status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import cast

from lagebild.analysis.document import Document
from lagebild.attribution import (
    acts,
    addressees,
    carry,
    denial,
    denied,
    direct,
    headings,
    kinds,
    modals,
    names,
    nouns,
    phrases,
    responsibility,
    resume,
    status,
    tree,
    verbs,
)
from lagebild.attribution.lexicon import lexicon
from lagebild.attribution.model import Quote, cue_extent
from lagebild.attribution.verdict import Verdict
from lagebild.records import Grounding, Party, Report, Source, Span, Status

STRONG = 0.75
"""From this belief on the model's own status counts where no hedge is found (wikinews-dev 0.67 -> 0.69, press-dev 0.38
-> 0.40 marked F1 between the neighbouring thresholds; as the only judge the model reaches 0.41 and 0.17)."""


@dataclass(slots=True)
class Attribution:
    """All quotes of a report, asked by event word."""

    document: Document
    report: Report
    quotes: list[Quote] = field(default_factory=list)
    links: dict[int, list[Quote]] = field(default_factory=dict)
    """Denials, doubts and confirmations by event word, from other sentences too; filled by :meth:`link`."""
    grounded: bool = False
    """Whether speakers were looked up among the mentions of the report."""

    def link(self, events: Iterable[int] | Mapping[int, str]) -> dict[int, list[Quote]]:
        """Tie every denial, doubt and confirmation to the event words it is about; call once with all event words.

        With PLOVER types (word to type) a denial two sentences away goes to the act that is alleged, never to the
        accusation itself.
        """
        words = sorted(set(events))
        types = dict(events) if isinstance(events, Mapping) else {}
        self.links = {}
        for quote in self.quotes:
            if quote.nested or self._nobody(quote):
                continue
            for event in denied.targets(self.document, quote, words, self.quotes, types):
                self.links.setdefault(event, []).append(quote)
        return self.links

    def spare(self, words: Iterable[int], doers: Set[str], done_to: Set[str]) -> None:
        """Take back denials by those whom an act was done to, given the codes of both sides.

        Only where the denial takes up something told before ("rejected the accusations"): the act is then not what
        they were reproached with. A victim who denies the act itself says so in the same sentence.
        """
        if not doers:
            return
        for word in words:
            here = self.document.words[word].sentence
            self.links[word] = [
                quote
                for quote in self.links.get(word, [])
                if quote.stance != "denies"
                or quote.head is None
                or self.document.words[quote.head].sentence == here
                or self._source(quote, word, None).country not in done_to - doers
            ]

    def denials(self) -> dict[int, Quote]:
        """Words that only state a denial, with its quote: whoever denies an act neither refuses nor accuses."""
        return {word: quote for quote in self.quotes for word in denial.stated_by(self.document, quote)}

    def around(self, word: int) -> list[Quote]:
        """Quotes whose content says what a word states, the innermost first."""
        held = [q for q in self.quotes if word in q.words and word not in q.cue and q.name and _tells(q)]
        return sorted(held, key=lambda quote: len(quote.words))

    def sources_of(self, word: int, event: str | None = None, actors: Sequence[Party] = ()) -> list[Source]:
        """Who says so of the event that a word states: the innermost source with its chain, then who else speaks.

        ``event`` is its PLOVER type: who demands, promises or criticises in so many words is the actor of that event
        (one of ``actors``) and no source of it.
        """
        sources: list[Source] = []
        held = [quote for quote in self.around(word) if self._puts_forward(quote, word, event, actors)]
        same = [quote for quote in held if quote.head == held[0].head]
        pleas = [q for q in self.quotes if q.innocence and event in acts.CHARGED and _acts(q, actors)]
        linked = self.links.get(word, []) if event != "ACCUSE" else []
        for quote in [*same, *linked, *pleas]:
            _add(sources, self._source(quote, word, event))
        return sources

    def _puts_forward(self, quote: Quote, word: int, event: str | None, actors: Sequence[Party]) -> bool:
        """Whether a speaker is a source of an event: not who plans, demands or judges it, nor who does it by saying so.

        Words that accuse or demand are the speaker's own act, unless they tell of somebody else who did ("laut BBC
        forderte der Minister ...").
        """
        if self._nobody(quote):
            return False
        if (quote.group in _DOING or self._musing(quote)) and quote.form not in ("direct", "konjunktiv"):
            return False
        if self.report.publisher and quote.name.lower() == self.report.publisher.lower():
            return False
        if event == "ACCUSE" and quote.stance == "denies" and not (quote.clausal and word > (quote.head or 0)):
            return False
        if quote.stance != "asserts" or event not in acts.SPOKEN:
            done = quote.group == "announce" and status.of_word(self.document, word, event).status == "occurred"
            return not (done and _acts(quote, actors))
        if _acts(quote, actors):
            return False
        return event not in _UTTERED or kinds.is_medium(quote, self.document) or self._told(quote, word)

    def _nobody(self, quote: Quote) -> bool:
        """Whether a speaker is known to be none: a pronoun that stands for nobody known, or a thing that cannot speak.

        On the training gold no source of an event was such a word (0 of 41 mentions), so that nothing is lost.
        """
        if not self.grounded or quote.speaker is None or quote.form == "attribution":
            return False
        word, lex = self.document.words[quote.speaker], lexicon(self.document.language)
        if word.upos == "DET" or (word.upos == "PRON" and quote.mention is None):
            return True
        known = quote.mention is not None or lex.speaker_kind(word.lemma) or lex.noun(word.lemma)
        return word.upos == "NOUN" and not known

    def _musing(self, quote: Quote) -> bool:
        """Whether a cue is a common verb of seeing or holding, which puts nothing forward ("sieht als Aufgabe an")."""
        if quote.group != "think" or quote.head is None:
            return False
        keys = tree.lemma_keys(self.document, self.document.words[quote.head])
        return bool(set(keys) & lexicon(self.document.language).words("musing"))

    def _told(self, quote: Quote, word: int) -> bool:
        """Whether a speaker tells that somebody else said something: the word or its predicate is a cue with a subject.

        In the passive the one who said it may stay unnamed.
        """
        for index in {word, tree.clause_head(self.document, word)}:
            inner = next((other for other in self.quotes if other.head == index and index in quote.words), None)
            if inner is not None and inner is not quote and inner.source_words != quote.source_words:
                return True
        return False

    def status_of(self, word: int, event: str | None = None) -> tuple[Status, list[Span]]:
        """How the report presents the event that a word states, and the words which say so.

        ``event`` is the PLOVER type where it is known: a negation does not undo a REJECT.
        """
        verdict = status.of_word(self.document, word, event)
        for quote in self.around(word):
            done = quote.group in acts.DONE_BY.get(event or "", ())
            if quote.status is not None and quote.clausal and not done and self._governs(quote, verdict.path):
                verdict.add(quote.status, quote.cue, f"{quote.why}")
        for quote in self.links.get(word, []):
            if quote.stance in ("denies", "doubts") and event not in acts.WORDS:
                verdict.add("possible", quote.cue, quote.why)
        if verdict.status == "occurred" and not self.around(word):
            self._believed(word, verdict)
        words = [self.document.words[index] for index in verdict.words]
        return verdict.status, [Span(w.start, w.end) for w in words]

    def _believed(self, word: int, verdict: Verdict) -> None:
        """Where no word and no source tells, the model's belief counts if it is strong."""
        for signal in self.document.events:
            if signal.word == word:
                for name, belief in signal.statuses.items():
                    if belief >= STRONG:
                        verdict.add(cast("Status", name), [], f"the model ({belief:.2f})")

    def _governs(self, quote: Quote, path: set[int]) -> bool:
        """Whether the top of a quote's content bears on a word, so that the cue's hedge reaches it."""
        words = self.document.words
        return any(index in path for index in quote.words if words[index].head not in quote.words)

    def _source(self, quote: Quote, word: int, event: str | None) -> Source:
        kind = kinds.of(quote, self.document, self.report.published)
        mention = quote.mention
        commitment = status.of_word(self.document, word, event).status
        return Source(
            name=quote.name,
            stance=quote.stance,
            form=quote.form,
            span=quote.source,
            cue=cue_extent(self.document, quote),
            content=list(quote.content),
            chain=list(quote.chain),
            kind=kind.kind,
            country=mention.country if mention and mention.country else kind.country,
            sector=mention.sector if mention else None,
            entity=mention.entity if mention else None,
            commitment="negated" if quote.stance == "denies" else commitment,
            why=quote.why + (f"; {kind.why}" if kind.why else ""),
        )


_DOING = frozenset({"ask", "demand", "expect", "hope", "intend", "judge", "ruling", "warn"})
"""Groups of cues whose speaker wants, plans, decides or judges: they put forward nothing that happened."""
_UTTERED = frozenset({"ACCUSE", "REQUEST"})
"""PLOVER types that a speaker does with any words: "das sei unerträglich, sagte X" is X's criticism."""
_TELLING = frozenset(
    {"report", "speech", "findings", "confirm", "deny", "doubt", "accuse", "announce", "suspect", "expect"}
    | {"responsibility"}
)


def _tells(quote: Quote) -> bool:
    """Whether a quote tells what its content holds; "verurteilte den Angriff" does not say that there was one."""
    return quote.clausal or (quote.group in _TELLING and not quote.topic)


def _acts(quote: Quote, actors: Sequence[Party]) -> bool:
    """Whether the speaker is one of the actors: the same mention, or a name in common."""
    for party in actors:
        if party.span is not None and quote.source is not None and party.span.overlaps(quote.source):
            return True
        if party.entity is not None and quote.mention is not None and party.entity == quote.mention.entity:
            return True
        if _names(quote.name) & (_names(party.text) | _names(party.name or "")):
            return True
    return False


def _names(text: str) -> set[str]:
    """Capitalised words of a name, in lower case."""
    return {word.lower() for word in re.findall(r"\w+", text) if word[:1].isupper() and len(word) > 3}


def contradicting(sources: Sequence[Source]) -> list[Source]:
    """Sources of one event; who says that it did not happen denies it where somebody else says that it did."""
    spoken = [source for source in sources if source.stance == "asserts"]
    if not any(source.commitment != "negated" for source in spoken):
        return list(sources)
    return [
        replace(source, stance="denies") if source in spoken and source.commitment == "negated" else source
        for source in sources
    ]


def _add(sources: list[Source], new: Source) -> None:
    if not any(old.name == new.name and old.stance == new.stance for old in sources):
        sources.append(new)


def _without_selves(document: Document, quotes: list[Quote]) -> list[Quote]:
    """Without "I think" inside what somebody says: the speaker cites nobody."""
    first = lexicon(document.language).words("first_person")
    kept = []
    for quote in quotes:
        own = quote.speaker is not None and document.words[quote.speaker].text.lower() in first
        anchor = quote.head if quote.head is not None else quote.speaker
        if own and any(anchor in other.words for other in quotes if other is not quote):
            continue
        kept.append(quote)
    return kept


def attribute(document: Document, report: Report, grounding: Grounding | None = None) -> Attribution:
    """All quotes of a report with speakers, cues, contents, stance and chain.

    Without grounding speakers are named by their surface form and carry no codes.
    """
    said = verbs.find(document)
    owned = responsibility.find(document, said)
    quotes = [*said, *owned, *nouns.find(document), *phrases.find(document), *resume.clauses(document)]
    quotes += headings.find(document, quotes)
    addressees.cut(document, quotes)
    quotes = denial.settle(document, quotes)
    spoken = direct.link(document, quotes)
    leads = [quote for quote in quotes if quote.source_words]
    quotes = [quote for quote in quotes if quote.words or quote.stance != "asserts"]
    quotes += carry.find(document, quotes, leads)
    quotes += modals.find(document)
    quotes += names.cite(document, quotes)
    quotes += [quote for quote in spoken if quote not in quotes]
    quotes = _without_selves(document, quotes)
    mentions = grounding.mentions if grounding is not None else []
    names.name_all(document, quotes, mentions, report.credits)
    return Attribution(document, report, quotes, grounded=grounding is not None)
