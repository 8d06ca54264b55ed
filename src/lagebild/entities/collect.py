"""All candidates of a report: names, list entries, states, described people and groups."""

from __future__ import annotations

import datetime as dt

from lagebild.analysis.document import Document, Name, Sentence
from lagebild.entities import lexicon, variants
from lagebild.entities.describe import Description, describe
from lagebild.entities.drafts import Draft, draft, noun_phrase
from lagebild.entities.items import Item, scan
from lagebild.entities.roles import roles
from lagebild.entities.text import fold, name_key
from lagebild.records import Report

_SKIPPED = frozenset({"footer", "markup", "byline"})


class Collector:
    """Reads one document sentence by sentence into drafts."""

    def __init__(self, document: Document, report: Report) -> None:
        self.document = document
        self.report = report
        self.day: dt.date | None = report.published
        self.drafts: list[Draft] = []
        self.items: list[Item] = []
        self._names: dict[int, list[Name]] = {}
        for name in document.names:
            self._names.setdefault(document.words[name.first].sentence, []).append(name)

    def run(self) -> list[Draft]:
        """All drafts in text order."""
        for sentence in self.document.sentences:
            if not self._furniture(sentence):
                self._sentence(sentence)
        self.drafts.sort(key=lambda item: (item.mention.span.start, -item.mention.span.end))
        return self.drafts

    def _furniture(self, sentence: Sentence) -> bool:
        return any(
            part.kind in _SKIPPED and part.span.start <= sentence.start and sentence.end <= part.span.end
            for part in self.report.furniture
        )

    def _sentence(self, sentence: Sentence) -> None:
        words = self.document.sentence_words(sentence.index)
        items = scan(words, self.document.language, self.day)
        self.items += items
        names = self._names.get(sentence.index, [])
        people = [name for name in names if name.label == "PER"]
        people += self._people_by_title(items, people)
        used: set[int] = set()
        for name in people:
            used |= self._person(name, items)
        for item in items:
            if item.first not in used:
                self._item(item, names)
        for name in names:
            if name.label != "PER":
                self._other_name(name, items)

    def _people_by_title(self, items: list[Item], known: list[Name]) -> list[Name]:
        """Names that the model missed: capitalised words right after a person's title."""
        found = []
        words = self.document.words
        taken = {index for name in known for index in range(name.first, name.last)}
        for item in items:
            role = item.role
            if item.kind != "role" or role is None or role.group or (not role.sector and not role.transparent):
                continue
            at = item.last_word + 1
            first = at
            while at < len(words) and at - first < 4 and self._name_word(at) and at not in taken:
                at += 1
            if at > first and self._unknown(items, first, at):
                found.append(Name(first, at, "PER", 0.5, words[first].start, words[at - 1].end))
        return found

    def _name_word(self, at: int) -> bool:
        word = self.document.words[at]
        return word.text[:1].isupper() and word.upos in ("", "PROPN") and word.text[-1:].isalpha()

    def _unknown(self, items: list[Item], first: int, last: int) -> bool:
        return all(
            item.kind == "other" or (item.kind == "place" and last - first > 1)
            or (item.entity is not None and item.entity.kind == "person")
            for item in items if first <= item.word < last
        )  # fmt: skip

    def _person(self, name: Name, items: list[Item]) -> set[int]:
        """A person's draft; returns the first pieces of the items that went into it."""
        inside = [item for item in items if item.word < name.last and item.last_word >= name.first]
        used = {item.first for item in inside if item.kind != "role"}
        text = self.document.text[name.start : name.end]
        found = self._known_person(text, inside)
        title = self._title(name, items)
        first = name.first
        if title is not None:
            begin, _ = noun_phrase(self.document, title.last_word)
            first = min(begin, title.word)
            said = describe(self.document.words[first : name.first], self.document.language, self.day, title.last_word)
            found = self._merge(found, said)
            used.add(title.first)
        after = self._apposition(name, items)
        if after is not None and not found.sector:
            found = self._merge(found, after)
        found.kind = "person"
        head = self._top(first, name.last)
        result = draft(self.document, first, name.last, head, "person", found, text)
        self.drafts.append(result)
        return used

    def _known_person(self, text: str, inside: list[Item]) -> Description:
        for item in inside:
            if item.entity and item.entity.kind == "person":
                country, sector, why = item.entity.code_on(self.day)
                return Description("person", country, sector, entity=item.entity, why=[why])
        entity, why = variants.person(text, self.day)
        if entity is None:
            return Description("person")
        country, sector, reason = entity.code_on(self.day)
        return Description("person", country, sector, entity=entity, why=[why, reason])

    def _merge(self, found: Description, said: Description) -> Description:
        """What the list knows and what the text says of a person: the list wins unless the text contradicts it."""
        found.role = said.role or found.role
        found.former = said.former
        if found.entity and said.country and said.country not in (found.country, "federal") and said.role:
            entity_countries = {term.country for term in found.entity.terms} | {found.entity.country}
            if said.country not in entity_countries and said.country not in ("EUR", "UNO", "IGO"):
                return Description("person", said.country, said.sector, said.second, None, said.role, said.head,
                                   said.former, why=said.why)  # fmt: skip
        if found.entity is None and said.role and said.role.office is None and said.entity:
            found.country = found.country or said.country
        found.country = found.country or said.country
        if said.sector and (found.entity is None or said.sector == "ELI"):
            found.sector, found.second = said.sector, said.second
        found.why += said.why
        return found

    def _title(self, name: Name, items: list[Item]) -> Item | None:
        for item in items:
            if item.last_word == name.first - 1 and item.kind == "role" and item.role:
                return item
            if item.kind == "role" and item.word == name.first < name.last - 1 and item.last_word == item.word:
                return None
        return None

    def _apposition(self, name: Name, items: list[Item]) -> Description | None:
        """What stands right behind a name: "X, Präsident von Y," and "X (CDU)"."""
        words, at = self.document.words, name.last
        if at + 1 >= len(words) or words[at].text not in (",", "("):
            return None
        closing = ")" if words[at].text == "(" else ","
        end = at + 1
        while end < len(words) and words[end].text not in (closing, ".", ";", ":") and end - at < 12:
            if words[end].upos in ("VERB", "AUX") or words[end].sentence != words[at].sentence:
                return None
            end += 1
        if end - at > 11 or end == at + 1:
            return None
        inside = [item for item in items if at < item.word < end]
        found = describe(words[at + 1 : end], self.document.language, self.day, items=inside)
        if closing == ")" and found.kind in ("organisation", "group"):
            return found
        return found if closing == "," and found.kind == "role" else None

    def _item(self, item: Item, names: list[Name]) -> None:
        if item.kind == "role" and item.role:
            self._role(item)
        elif item.kind == "entity" and item.entity:
            entity = item.entity
            country, sector, why = entity.code_on(self.day)
            found = Description(entity.kind, country, sector, entity.second, entity, why=[why])
            self._add(item, entity.kind, found, item.text)
        elif item.kind in ("state", "place"):
            self._state(item, names)

    def _role(self, item: Item) -> None:
        first, last = noun_phrase(self.document, item.last_word)
        first, last = min(first, item.word), max(last, item.last_word + 1)
        found = describe(self.document.words[first:last], self.document.language, self.day, item.last_word)
        if not found.kind:
            return
        if found.kind == "person":
            found.kind = "role"
        head = self._top(item.word, item.last_word + 1)
        self.drafts.append(draft(self.document, first, last, head, "group" if found.kind == "group" else "role", found))

    def _state(self, item: Item, names: list[Name]) -> None:
        found = Description("country", item.country, "GOV", why=[f"{item.text}: {item.state} of {item.country}"])
        if item.kind == "place":
            if not any(name.first <= item.word < name.last for name in names) and self.document.names:
                return
            found.kind, found.sector, found.why = "place", None, [f"{item.text}: place in {item.country}"]
            kind = "place"
        elif item.state == "adjective":
            kind = "adjective" if item.whole else "modifier"
        elif item.state == "people":
            kind, found.sector = "group", "CVL"
        else:
            kind = "country" if item.whole else "modifier"
            if item.state == "capital" and self._located(item.word):
                kind = "place"
        self._add(item, kind, found, item.text if item.state == "name" else None)

    def _located(self, at: int) -> bool:
        before = self.document.words[at - 1] if at else None
        return before is not None and before.text.lower() in roles(self.document.language).locative

    def _add(self, item: Item, kind: str, found: Description, name: str | None) -> None:
        head = self._top(item.word, item.last_word + 1)
        result = draft(self.document, item.word, item.last_word + 1, head, kind, found, name)
        if not item.whole:
            result.mention.span = type(result.mention.span)(item.start, item.end)
            result.mention.text = self.document.text[item.start : item.end]
            if kind not in ("adjective",):
                result.mention.kind = "modifier"
        self.drafts.append(result)

    def _other_name(self, name: Name, items: list[Item]) -> None:
        """An organisation or place of the model that no list item covers."""
        inside = [item for item in items if item.word >= name.first and item.last_word < name.last]
        whole = [i for i in inside if i.word == name.first and i.last_word == name.last - 1]
        if any(item.kind in ("entity", "state", "place", "role") and item.whole for item in whole):
            return
        text = self.document.text[name.start : name.end]
        head = self._top(name.first, name.last)
        listed, why = variants.organisation(text) if name.label == "ORG" else (None, "")
        if listed:
            country, sector, reason = listed.code_on(self.day)
            found = Description(listed.kind, country, sector, entity=listed, why=[why, reason])
        else:
            found = describe(
                self.document.words[name.first : name.last], self.document.language, self.day, items=inside
            )
        if name.label == "LOC":
            found = Description("place", found.country, None, why=found.why)
        elif found.kind not in ("role", "group", "organisation"):
            found = Description("organisation", found.country if found.kind != "person" else None, None, why=found.why)
        kind = "place" if name.label == "LOC" else "organisation"
        self.drafts.append(draft(self.document, name.first, name.last, head, kind, found, text))

    def _top(self, first: int, last: int) -> int:
        """The word of a span whose governor lies outside it; the last one without a tree."""
        for index in range(first, last):
            head = self.document.words[index].head
            if self.document.words[index].deprel and not first <= head < last:
                return index
        return last - 1


def surname(name: str) -> str:
    """The folded last part of a person's name."""
    parts = [part for part in name.split() if fold(part)]
    while len(parts) > 1 and not parts[-1][:1].isalpha():
        parts.pop()
    return "".join(name_key(parts[-1])) if parts else ""


__all__ = ["Collector", "lexicon", "surname"]
