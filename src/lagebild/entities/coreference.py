"""Mentions of one report that mean the same: surnames, offices, short forms, repeated roles, pronouns."""

from __future__ import annotations

from collections.abc import Callable

from lagebild.analysis.document import Document, Word
from lagebild.entities import variants
from lagebild.entities.collect import surname
from lagebild.entities.describe import Description
from lagebild.entities.drafts import Draft, draft
from lagebild.entities.text import fold

_PASSED = ("country", "sector", "second_sector", "entity", "name")


class Clusters:
    """Groups of drafts; joining two makes them one."""

    def __init__(self, drafts: list[Draft]) -> None:
        self.drafts = drafts
        self._of = list(range(len(drafts)))

    def root(self, number: int) -> int:
        """The representative of a draft's cluster."""
        while self._of[number] != number:
            self._of[number] = self._of[self._of[number]]
            number = self._of[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Put two drafts into one cluster; the earlier one represents it."""
        first, second = sorted((self.root(one), self.root(other)))
        self._of[second] = first


def cluster(document: Document, drafts: list[Draft], about: Callable[[int], str | None] = lambda _: None) -> None:
    """Find what belongs together and share country, sector, identity and name within it.

    ``about`` tells the country that the text around a word is about.
    """
    clusters = Clusters(drafts)
    _people(drafts, clusters)
    _entities(drafts, clusters)
    _roles(document, drafts, clusters, about)
    _acronyms(document, drafts, clusters)
    groups: dict[int, list[Draft]] = {}
    for number, item in enumerate(drafts):
        groups.setdefault(clusters.root(number), []).append(item)
    for number, members in groups.items():
        _share(members)
        for member in members:
            member.mention.cluster = number


def _people(drafts: list[Draft], clusters: Clusters) -> None:
    """Full names that are variants of each other, then surnames alone to the nearest full name before (or after)."""
    named = [n for n, item in enumerate(drafts) if item.mention.kind == "person" and item.name]
    full = [n for n in named if len(_words(drafts[n])) > 1]
    for at, n in enumerate(full):
        for other in full[:at]:
            if variants.compare(drafts[n].name or "", drafts[other].name or "").score >= variants.SAME:
                clusters.join(n, other)
                break
    for n in named:
        if n in full:
            continue
        last = surname(drafts[n].name or "")
        fits = [o for o in full if _fits(last, drafts[o])]
        before = [o for o in fits if o < n]
        target = before[-1] if before else (fits[0] if fits else None)
        if target is not None:
            if drafts[target].mention.entity != drafts[n].mention.entity:
                _forget(drafts[n])
            clusters.join(n, target)
            continue
        for other in named:
            if other < n and other not in full and _same_surname(drafts[other], last):
                clusters.join(n, other)
                break


def _words(item: Draft) -> list[str]:
    return (item.name or "").split()


def _fits(last: str, item: Draft) -> bool:
    own = surname(item.name or "")
    return last == own or last == own + "s" or last in [fold(word) for word in _words(item)] or (
        last.endswith("s") and last[:-1] == own)  # fmt: skip


def _same_surname(item: Draft, last: str) -> bool:
    own = surname(item.name or "")
    return own.removesuffix("s") == last.removesuffix("s")


def _forget(item: Draft) -> None:
    """A surname taken for somebody on the list, though the report has its own bearer of that name."""
    item.mention.entity = item.mention.name = None
    if item.found.role is None:
        item.mention.country = item.mention.sector = item.mention.second_sector = None


def _entities(drafts: list[Draft], clusters: Clusters) -> None:
    first: dict[str, int] = {}
    for n, item in enumerate(drafts):
        key = item.mention.entity
        if key is None and item.mention.kind == "country" and item.mention.sector == "GOV":
            key = f"state/{item.mention.country}"
        if key is None and item.mention.kind in ("organisation",) and item.name:
            key = "name/" + fold(item.name).removesuffix("s")
        if key is None:
            continue
        if key in first:
            clusters.join(n, first[key])
        first.setdefault(key, n)


def _roles(document: Document, drafts: list[Draft], clusters: Clusters, about: Callable[[int], str | None]) -> None:
    """An office after its holder ("der Minister"), a description said again ("die Demonstranten")."""
    for n, item in enumerate(drafts):
        role = item.found.role
        if role is None or item.mention.kind not in ("role", "group") or item.mention.entity:
            continue
        base = fold(role.base)
        for other in range(n - 1, -1, -1):
            earlier = drafts[other]
            if earlier.found.role is None or earlier.mention.span.contains(item.mention.span):
                continue
            if not _compatible(item, earlier) or not _close(document, item, earlier, about):
                continue
            theirs = fold(earlier.found.role.base)
            office = role.office is not None and role.office == earlier.found.role.office
            same = office or theirs == base or (len(base) > 5 and theirs.endswith(base))
            if same and (earlier.name is None or item.definite) and not item.found.former:
                clusters.join(n, other)
                break


def _compatible(item: Draft, earlier: Draft) -> bool:
    """Whether nothing that is said of one contradicts the other."""
    if item.found.country and earlier.found.country and item.found.country != earlier.found.country:
        return False
    if item.found.country and not earlier.found.country and earlier.mention.kind != "person":
        return False
    if (item.mention.kind == "group") != (earlier.mention.kind == "group"):
        return False
    return not item.last - item.first > 3


def _close(document: Document, item: Draft, earlier: Draft, about: Callable[[int], str | None]) -> bool:
    """Whether one of them may be meant by the other: same number, and near where only one names a state.

    Further apart the text around the one without a state has to be about the other's.
    """
    one, other = (document.words[draft.mention.head] for draft in (item, earlier))
    if {one.feats.get("Number"), other.feats.get("Number")} == {"Sing", "Plur"}:
        return False
    if bool(item.found.country) == bool(earlier.found.country) or one.sentence - other.sentence <= _NEAR:
        return True
    bare, code = (earlier, item.found.country) if item.found.country else (item, earlier.found.country)
    return about(bare.first) in (code, None)


_NEAR = 1


def _acronyms(document: Document, drafts: list[Draft], clusters: Clusters) -> None:
    """A short form in brackets means the same from there on: "Deutsche Bahn (DB)"."""
    known: dict[str, int] = {}
    for n, item in enumerate(drafts):
        mention = item.mention
        if mention.kind not in ("organisation", "group"):
            continue
        if mention.text in known and known[mention.text] != n:
            clusters.join(n, known[mention.text])
            continue
        start = mention.span.end
        if document.text[start : start + 2] == " (":
            end = document.text.find(")", start, start + 14)
            short = document.text[start + 2 : end] if end > 0 else ""
            if short[:1].isupper() and " " not in short and sum(char.isupper() for char in short) >= 2:
                known[short] = n


def _share(members: list[Draft]) -> None:
    """Give every member of a cluster what the best known one has."""
    if len(members) == 1:
        return
    best = max(members, key=lambda m: (m.mention.entity is not None, m.mention.country is not None,
                                       m.mention.sector is not None, len(m.name or "")))  # fmt: skip
    longest = max((m.name for m in members if m.name), key=len, default=None)
    for member in members:
        mention = member.mention
        if member is not best:
            changed = False
            for field_ in ("country", "sector", "second_sector", "entity"):
                if getattr(mention, field_) is None and getattr(best.mention, field_) is not None:
                    setattr(mention, field_, getattr(best.mention, field_))
                    changed = True
            if changed:
                mention.why = "; ".join(filter(None, [mention.why, f"same as “{best.mention.text}”"]))
        if mention.kind != "country":
            mention.name = best.mention.name if best.mention.entity else longest
        member.bare = member.bare and best.bare
        member.federal = member.federal and best.federal


def pronouns(document: Document, drafts: list[Draft]) -> list[Draft]:
    """Mentions for relative and personal pronouns whose referent is safe."""
    found = []
    heads = {item.mention.head: item for item in drafts if item.mention.kind not in ("adjective", "modifier")}
    for word in document.words:
        if word.upos != "PRON":
            continue
        target = None
        if word.feats.get("PronType") == "Rel" or "Rel" in word.feats.get("PronType", ""):
            target = _antecedent(document, word, heads)
        elif word.feats.get("Person") == "3" and word.feats.get("PronType") == "Prs":
            target = _subject(document, word, drafts)
        if target is not None:
            item = draft(document, word.index, word.index + 1, word.index, "pronoun", Description("pronoun"))
            for field_ in _PASSED:
                setattr(item.mention, field_, getattr(target.mention, field_))
            item.mention.cluster = target.mention.cluster
            item.mention.why = f"stands for “{target.mention.text}”"
            found.append(item)
    return found


def _antecedent(document: Document, word: Word, heads: dict[int, Draft]) -> Draft | None:
    clause = word
    for clause in document.ancestors(word.index):
        if clause.deprel == "acl:relcl":
            return heads.get(clause.head)
    return None


def _subject(document: Document, word: Word, drafts: list[Draft]) -> Draft | None:
    """The nearest subject before a pronoun, in this sentence or the one before, that fits number and gender."""
    fits = []
    for item in drafts:
        head = document.words[item.mention.head]
        if item.mention.kind in ("adjective", "modifier", "place") or head.index >= word.index:
            continue
        if word.sentence - head.sentence > 1 or not head.deprel.startswith("nsubj"):
            continue
        if _agrees(word, head, item):
            fits.append(item)
    same_clause = [item for item in fits if document.words[item.mention.head].head == word.head]
    rest = [item for item in fits if item not in same_clause]
    return rest[-1] if rest else None


def _agrees(word: Word, head: Word, item: Draft) -> bool:
    number, gender = word.feats.get("Number"), word.feats.get("Gender")
    theirs = head.feats.get("Number")
    if number and theirs and number != theirs:
        return False
    if item.mention.kind == "person":
        return number != "Plur" and gender != "Neut"
    if gender and head.feats.get("Gender") and head.feats["Gender"] != gender:
        return False
    return not (number == "Sing" and item.mention.kind == "group" and gender is None)
