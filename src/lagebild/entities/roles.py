"""Nouns that say what somebody is, with the sector they imply; compounds by their head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from lagebild import lang
from lagebild.entities.text import Piece, fold, name_key, stem


@dataclass(slots=True, frozen=True)
class Role:
    """A role noun. ``transparent`` ones take over the sector of what they lead or belong to."""

    base: str
    sector: str | None
    group: bool = False
    transparent: bool = False
    office: str | None = None
    posted: bool = False
    """Sent to somewhere: the place that follows is not where they belong ("Botschafter in Kairo")."""


@dataclass(slots=True, frozen=True)
class RoleHit:
    """A role noun in a text; ``prefix`` is what stands before it in a closed compound, folded."""

    first: int
    last: int
    role: Role
    prefix: str = ""


def _english_forms(text: str) -> list[str]:
    if text.endswith("y") and text[-2] not in "aeiou":
        return [text, text[:-1] + "ies"]
    if text.endswith(("s", "x", "ch", "sh")):
        return [text, text + "es"]
    forms = [text, text + "s"]
    first, space, rest = text.partition(" ")
    if space and rest.startswith(("of ", "to ", "in ", "for ", "general")):
        forms.append(f"{first}s {rest}")
    return forms


class Roles:
    """The role nouns of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        data = lang.load(language, "roles")
        grammar = data.get("grammar", {})
        self.head_first: bool = grammar.get("head_first", False)
        """Whether a noun phrase's first noun is its head ("Sprecher des Ministeriums"), else the last."""
        self.compounds: bool = grammar.get("compounds", False)
        self.capital_nouns: bool = grammar.get("capital_nouns", False)
        self.home: str | None = grammar.get("home")
        self.endings = ("", *grammar.get("noun_endings", []))
        self.irregular: dict[str, list[str]] = data.get("irregular", {})
        """Endings of compounds to the forms that replace them."""
        self.adjective_endings = tuple(grammar.get("adjective_endings", []))
        self.function_words = frozenset(grammar.get("function_words", []))
        self.breaks = frozenset(grammar.get("breaks", []))
        self.definite = frozenset(grammar.get("definite", []))
        self.locative = frozenset(grammar.get("locative", []))
        self.posted_links = frozenset(grammar.get("posted_links", []))
        self.origins = frozenset(grammar.get("origins", []))
        """Nouns of nationality and descent."""
        self.phrase_links = frozenset(grammar.get("phrase_links", []))
        self.forms: dict[str, Role] = {}
        self.phrases: dict[tuple[str, ...], Role] = {}
        self.longest = 1
        self.whole = {fold(text) for text in data.get("whole", [])}
        offices = {fold(text): office for office, texts in data.get("offices", {}).items() for text in texts}
        posted = {fold(text) for text in data.get("posted", [])}
        for section in ("groups", "persons"):
            for sector, texts in data.get(section, {}).items():
                for text in texts:
                    key = fold(text)
                    role = Role(text, sector, section == "groups", False, offices.get(key), key in posted)
                    self._add(text, role)
        for text, sector in data.get("transparent", {}).items():
            key = fold(text)
            known = self.forms.get(key)
            self._add(text, Role(text, sector, known.group if known else False, True, offices.get(key), key in posted))
        for key, office in offices.items():
            self._add(key, Role(key, "GOV", False, False, office)) if not self._known(key) else None
        self.heads = {
            form: role for form, role in self.forms.items() if len(form) > 3 and fold(role.base) not in self.whole
        }
        self._simple = {
            form: role for form, role in self.forms.items() if len(form) > 3 and fold(role.base) in self.whole
        }
        self.modifiers: dict[str, str] = {
            fold(text): sector for sector, texts in data.get("modifiers", {}).items() for text in texts
        }
        self.prefixes: dict[str, str] = {
            fold(text): sector for sector, texts in data.get("prefixes", {}).items() for text in texts
        }
        self.former = {fold(text) for text in data.get("former", [])}
        self.implied = {fold(text): code for code, texts in data.get("implied", {}).items() for text in texts}
        """Roles that only one state or church has."""
        self.anywhere = {fold(text) for text in data.get("anywhere", [])}
        """Roles whose bearers may come from anywhere."""
        self.officers = {fold(text) for text in data.get("officers", [])}
        """Nouns that mean the police where the police are at work."""
        self.union = {fold(text) for text in data.get("union", [])}
        """Roles that the European Union has too."""
        self.possessives: dict[str, list[str]] = grammar.get("possessives", {})
        """Possessive pronouns by lemma to the genders or number of whom they stand for."""
        self.lands = {fold(text) for text in data.get("lands", [])}
        """Nouns for a state ("Königreich")."""
        self.regions = {fold(text) for text in data.get("regions", [])}
        """Nouns for parts of a state that act like one ("Provinz")."""
        self.neighbours = {fold(text) for text in data.get("neighbours", [])}
        """Those of them that another state than the report's is called ("Nachbarland")."""
        self.heads_of = {fold(text) for text in data.get("heads_of", [])}
        """Roles of whoever speaks for or leads a body, which need not be said again ("ein Sprecher")."""
        self.general = {fold(text) for text in data.get("general", [])}
        """Nouns that take up the name of an organisation or armed group ("Unternehmen")."""
        self._elsewhere = {fold(text): code for text, code in data.get("elsewhere", {}).items()}
        self.against = {fold(text) for text in data.get("grammar", {}).get("against", [])}
        self.federal = data.get("federal", {})
        links = data.get("links", {})
        self.not_links = {fold(text) for text in links.get("not", [])}
        self.place_links = {fold(text) for text in links.get("place", [])}
        self.links = {fold(text) for text in (*links.get("belongs", []), *links.get("place", []))}

    def _known(self, key: str) -> bool:
        return key in self.forms or tuple(key.split()) in self.phrases or self._phrase_key(key) in self.phrases

    def _phrase_key(self, text: str) -> tuple[str, ...]:
        return tuple(stem(part) for part in name_key(text))

    def _add(self, text: str, role: Role) -> None:
        for form in self._inflect(text):
            key = name_key(form)
            if len(key) == 1:
                self.forms[key[0]] = role
            else:
                self.phrases[tuple(stem(part) for part in key)] = role
                self.longest = max(self.longest, len(key))

    def _inflect(self, text: str) -> Iterable[str]:
        if not self.compounds:
            return _english_forms(text)
        if " " in text:
            return [text]
        endings = [ending for ending in self.endings if not (ending and text.endswith("e") and ending[0] == "e")]
        forms = [text + ending for ending in endings]
        if text.endswith("e"):
            forms += [text[:-1] + "in", text[:-1] + "innen", text + "r", text + "m"]
        for ending, others in self.irregular.items():
            if text.endswith(ending):
                forms += [text.removesuffix(ending) + other for other in others]
        return forms

    def find(self, text: Sequence[Piece], at: int) -> RoleHit | None:
        """The longest role that starts at a piece, or None."""
        for length in range(min(self.longest, len(text) - at), 1, -1):
            role = self.phrases.get(tuple(stem(piece.folded) for piece in text[at : at + length]))
            if role:
                return RoleHit(at, at + length, role)
        return self.word(text[at], at)

    def word(self, piece: Piece, at: int = 0) -> RoleHit | None:
        """The role of one word, by its form or as the head of a compound."""
        if self.capital_nouns and not piece.text[:1].isupper():
            return None
        role = self.forms.get(piece.folded)
        if role:
            return RoleHit(at, at + 1, role)
        if self.compounds:
            for cut in range(2, len(piece.folded) - 3):
                role = self.heads.get(piece.folded[cut:])
                if role and cut + 1 < len(piece.folded):
                    return RoleHit(at, at + 1, role, piece.folded[:cut])
            return self._sure(piece, at)
        return None

    def _sure(self, piece: Piece, at: int) -> RoleHit | None:
        """A compound whose head means other things too, where its first part says the same ("Armeegeneral")."""
        for cut in range(4, len(piece.folded) - 3):
            role = self._simple.get(piece.folded[cut:])
            if role and self.part_sector(piece.folded[:cut]) in _FITS.get(role.sector, {role.sector} - {None}):
                return RoleHit(at, at + 1, role, piece.folded[:cut])
        return None

    def modifier(self, folded: str) -> str | None:
        """The sector that a plain modifier decides ("bewaffnete", "paramilitary"), or None."""
        for form in self._adjective_bases(folded):
            if form in self.modifiers:
                return self.modifiers[form]
        return None

    def is_former(self, folded: str) -> bool:
        """Whether a word says that the role is past."""
        return any(form in self.former for form in self._adjective_bases(folded))

    def elsewhere(self, folded: str) -> tuple[bool, str | None]:
        """Whether a word says that somebody is not from where the report is ("ausländisch"), and the code it gives."""
        for form in self._adjective_bases(folded):
            if form in self._elsewhere:
                return True, self._elsewhere[form]
        return False, None

    def _adjective_bases(self, folded: str) -> list[str]:
        return [folded, *[folded.removesuffix(end) for end in self.adjective_endings if folded.endswith(end)]]

    def part_sector(self, part: str) -> str | None:
        """The sector of the first part of a closed compound ("rebellen|führer")."""
        forms = (part, part.removesuffix("s"), part + "s")
        for form in forms:
            if form in self.prefixes:
                return self.prefixes[form]
        for form in forms:
            role = self.forms.get(form)
            if role and role.sector and not role.transparent:
                return role.sector
        for cut in range(2, max(2, len(part) - 3)):
            role = self.heads.get(part[cut:]) or self.heads.get(part[cut:].removesuffix("s"))
            if role and role.sector:
                return role.sector
        return None


_FITS: dict[str | None, frozenset[str]] = {None: frozenset({"GOV", "MIL", "PTY", "OPP", "REB", "COP", "JUD", "LEG"})}
"""Sectors of first parts that make a head of no sector clear ("Regierungskreise")."""


@cache
def roles(language: str) -> Roles:
    """Role nouns of a language; of English where the language is not shipped."""
    return Roles(language if language in lang.languages() else "en")
