"""All candidates of a report: names, list entries, states, described people and groups."""

from __future__ import annotations

import datetime as dt

from lagebild.analysis.document import Document, Name, Sentence
from lagebild.entities import gazetteer, lexicon, variants
from lagebild.entities.describe import Description, describe
from lagebild.entities.drafts import Draft, draft, noun_phrase
from lagebild.entities.items import Item, scan
from lagebild.entities.phrases import extent
from lagebild.entities.roles import roles
from lagebild.entities.text import fold, name_key
from lagebild.records import Report

_SUPRANATIONAL = frozenset({"EUR", "UNO", "IGO"})
_SKIPPED = frozenset({"footer", "markup", "byline"})


class Collector:
    """Reads one document sentence by sentence into drafts."""

    def __init__(self, document: Document, report: Report) -> None:
        self.document = document
        self.report = report
        self.day: dt.date | None = report.published
        self.drafts: list[Draft] = []
        self.items: list[Item] = []
        self.by_sentence: dict[int, list[Item]] = {}
        self._names: dict[int, list[Name]] = {}
        self._surnames = {
            surname(document.text[name.start : name.end]).removesuffix("s")
            for name in document.names
            if name.label == "PER" and name.last - name.first > 1
        }
        self._given = {
            fold(document.words[name.first].text)
            for name in document.names
            if name.label == "PER" and name.last - name.first > 1
        }
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
        names = self._names.get(sentence.index, [])
        self._unplace(items, names)
        people = [
            name
            for name in names
            if (name.label == "PER" and not self._is_body(name, items)) or self._is_person(name, items)
        ]
        people += self._people_by_title(items, people)
        self.items += items
        self.by_sentence[sentence.index] = items
        used: set[int] = set()
        for name in people:
            used |= self._person(name, items)
        for item in items:
            if item.first not in used:
                self._item(item, items, names)
        for name in names:
            if name not in people:
                self._other_name(name, items)

    def _unplace(self, items: list[Item], names: list[Name]) -> None:
        """Take back places where the model sees a person, or no name at all (where it sees names)."""
        if not self.document.names:
            return
        language = self.document.language
        for item in items:
            if item.kind != "place":
                continue
            labels = {name.label for name in names if name.first <= item.word < name.last}
            adjective = gazetteer.is_adjective(item.text, language)
            if "PER" in labels or (not labels and not adjective):
                item.kind, item.country = "other", None

    def _is_body(self, name: Name, items: list[Item]) -> bool:
        """Whether a name that the model takes for a person's is one of the list's groups or of a state ("Hezbollah").

        Companies and papers often bear a founder's name; so does who is called by his full name in the same report.
        """
        inside = [item for item in items if item.word < name.last and item.last_word >= name.first]
        if len(inside) > 1:  # "Vanuatus Botschafter"
            known = all(item.kind in ("state", "role") for item in inside)
            return known and any(item.state == "name" for item in inside)
        if not inside or self._is_called(name):
            return False
        item = inside[0]
        if item.kind == "state" and item.state == "name" and item.whole:
            return item.genitive or not self._is_titled(name, items)
        return item.kind == "entity" and item.entity is not None and item.entity.kind == "group"

    def _is_called(self, name: Name) -> bool:
        """Whether somebody in the report is called by a name in full ("Chad Testman" where it says "Chad")."""
        return self._has_surname(name) or fold(self.document.text[name.start : name.end]) in self._given

    def _is_titled(self, name: Name, items: list[Item]) -> bool:
        """Whether a person's title stands right before a name."""
        title = self._title(name, items)
        return title is not None and title.role is not None and not title.role.group

    def _is_person(self, name: Name, items: list[Item]) -> bool:
        """Whether a name that the model takes for a place or organisation is the surname of a person it saw."""
        if name.last - name.first > 1 or any(
            item.kind in ("entity", "state", "role") and item.word == name.first for item in items
        ):
            return False
        return self._has_surname(name)

    def _has_surname(self, name: Name) -> bool:
        """Whether a name ends in the surname of a person whom the report calls by his full name."""
        return surname(self.document.text[name.start : name.end]).removesuffix("s") in self._surnames

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
        used = {item.first for item in inside}
        text = self.document.text[name.start : name.end]
        found = self._known_person(text, inside)
        for item in inside:  # the name of a group or place in somebody's name says nothing of where the report is
            if item.kind in ("entity", "place") and not (item.entity and item.entity.kind == "person"):
                item.country = None
        title = self._title(name, items)
        first = name.first
        if title is not None:
            first, _ = extent(self.document, title, items)
            last = max(name.first, title.last_word + 1)
            said = self._describe(first, last, items, title.last_word)
            found = self._merge(found, said)
            used.add(title.first)
        beside = self._beside(name, items, title)
        for said_of in (self._apposition(name, items), beside, self._nationality(name, items)):
            if said_of is not None and not (found.sector and found.country):
                found = self._merge(found, said_of)
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
        if entity is None and text.endswith("s") and " " in text:  # a genitive
            entity, why = variants.person(text[:-1], self.day)
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
            if said.country not in entity_countries and said.country not in _SUPRANATIONAL:
                return Description("person", said.country, said.sector, said.second, None, said.role, said.head,
                                   said.former, why=said.why)  # fmt: skip
        if found.entity is None and said.role and said.role.office is None and said.entity:
            found.country = found.country or said.country
        found.country = found.country or said.country
        if said.country in _SUPRANATIONAL and said.role and said.role.office:
            found.country = said.country
        held = said.role is not None and said.role.office is not None  # in office when it happened
        if said.sector and (found.entity is None or said.sector == "ELI" or (held and found.sector == "ELI")):
            found.sector, found.second = said.sector, said.second
        found.why += said.why
        return found

    def _title(self, name: Name, items: list[Item]) -> Item | None:
        for item in items:
            if item.kind != "role" or item.role is None:
                continue
            if item.last_word == name.first - 1 and not self._genitive(name, item):
                return item
            if item.word == name.first < name.last - 1 and item.last_word == item.word:
                return item  # the model took the title for a part of the name ("Papst Benedikt")
        return None

    def _genitive(self, name: Name, title: Item) -> bool:
        """Whether a name depends on the noun before it rather than stands beside it ("Anhänger Saddam Husseins")."""
        top = self.document.words[self._top(name.first, name.last)]
        return top.deprel.partition(":")[0] == "nmod" and top.head == title.last_word

    def _describe(self, first: int, last: int, items: list[Item], head: int | None = None) -> Description:
        """Describe words ``first`` to ``last`` (exclusive) of a sentence whose items are known."""
        inside = [item for item in items if item.word >= first and item.last_word < last]
        return describe(self.document.words[first:last], self.document.language, self.day, head, inside)

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
        found = self._describe(at + 1, end, items)
        if closing == ")" and found.kind in ("organisation", "group"):
            return found
        return found if closing == "," and found.kind == "role" else None

    def _beside(self, name: Name, items: list[Item], title: Item | None) -> Description | None:
        """What a description says that the tree puts beside a name ("der Kommissar der Union, X", "X, Chef von Y")."""
        top = self.document.words[self._top(name.first, name.last)]
        inside = range(name.first, name.last)
        for item in items:
            word = self.document.words[item.last_word]
            before = top.deprel.startswith("appos") and top.head == item.last_word
            after = word.deprel.startswith("appos") and word.head in inside
            plain = item is not title and item.kind == "role" and item.role and not item.role.group
            if plain and (before or after):
                first, last = extent(self.document, item, items)
                last = min(last, name.first) if before else last
                return self._describe(first, last, items, item.last_word)
        return None

    def _nationality(self, name: Name, items: list[Item]) -> Description | None:
        """The nationality right before a name ("der Schweizer Beat Meier", "the Briton John Doe")."""
        for item in items:
            if item.kind == "state" and item.last_word == name.first - 1 and item.state in ("people", "adjective"):
                return Description("person", item.country, why=[f"{item.text}: {item.state} of {item.country}"])
        return None

    def _item(self, item: Item, items: list[Item], names: list[Name]) -> None:
        if item.kind == "role" and item.role:
            self._role(item, items)
        elif item.kind == "entity" and item.entity:
            entity = item.entity
            country, sector, why = entity.code_on(self.day)
            found = Description(entity.kind, country, sector, entity.second, entity, why=[why])
            if entity.kind == "organisation":
                said = self._describe(*extent(self.document, item, items), items, item.last_word)
                if said.entity is None and said.kind in ("organisation", "group"):
                    found = said  # another state's of the same name, or a member
            self._add(item, entity.kind, found, item.text)
        elif item.kind in ("state", "place"):
            self._state(item, items, names)

    def _role(self, item: Item, items: list[Item]) -> None:
        first, last = extent(self.document, item, items)
        last = self._with_origin(last, items)
        found = self._describe(first, last, items, item.last_word)
        if not found.kind:
            return
        if found.kind == "person":
            found.kind = "role"
        head = self._top(item.word, item.last_word + 1)
        self.drafts.append(draft(self.document, first, last, head, "group" if found.kind == "group" else "role", found))

    def _with_origin(self, last: int, items: list[Item]) -> int:
        """The end of a description with the name or nationality behind it ("Mann türkischer Staatsangehörigkeit")."""
        words = self.document.words
        origins = roles(self.document.language).origins
        for item in items:
            if item.word == last and item.entity and item.entity.kind in ("organisation", "group"):
                return item.last_word + 1  # "das Hilfswerk UNICEF"
            if item.word == last and item.state == "adjective" and words[last + 1 : last + 2]:
                return last + 2 if words[last + 1].text in origins else last
        return last

    def _state(self, item: Item, items: list[Item], names: list[Name]) -> None:
        found = Description("country", item.country, "GOV", why=[f"{item.text}: {item.state} of {item.country}"])
        if item.kind == "place":
            if not any(name.first <= item.word < name.last for name in names) and self.document.names:
                return
            found.kind, found.sector, found.why = "place", None, [f"{item.text}: place in {item.country}"]
            kind = "place"
        elif item.state == "adjective" and self._noun(item):
            plural = self.document.words[item.last_word].feats.get("Number") == "Plur"
            kind, found.sector = "group" if plural else "role", "CVL"
        elif item.state == "adjective":
            kind = "adjective" if item.whole else "modifier"
        elif item.state == "people":
            kind, found.sector = "group", "CVL"
            first, last = noun_phrase(self.document, item.last_word)
            found.country = self._describe(first, last, items, item.last_word).country or found.country
        else:
            kind = "country" if item.whole else "modifier"
            if item.state == "capital" and self._located(item.word):
                kind = "place"
        self._add(item, kind, found, item.text if item.state == "name" else None)

    def _noun(self, item: Item) -> bool:
        """Whether an adjective stands as a noun ("der Deutsche", "die Deutschen")."""
        word = self.document.words[item.last_word]
        nouns = roles(self.document.language).capital_nouns
        return nouns and item.whole and word.upos == "NOUN" and word.text[:1].isupper()

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
            found = self._describe(name.first, name.last, items)
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
