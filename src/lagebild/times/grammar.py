"""The small grammar in which a language writes its time expressions, and its compiler.

``lang/<language>/times.yaml`` holds

``slots``
    name: {value: [forms]}. A form is a regular expression; ``~`` is replaced by ``inflection``.
``as``
    slots that mean the same as another one (``{unit_many: unit}``).
``numbers``
    number words: ``ones``, ``small``, ``tens``, the template ``compound`` that joins ones and tens, ``articles``
    (forms that count as 1), ``thousands`` and ``decimal`` separators.
``macros``
    name: regular expression, to be used in patterns as ``{name}``.
``exact``
    slots and macros matched with regard to case; everything else is matched without.
``patterns``
    ``name``; ``match``: a regular expression in which a space is any white space, ``{slot}`` or ``{slot.2}`` a form
    of a slot and « » the bounds of the expression if not the whole match; ``make``: the operation that gives it a
    meaning (:mod:`lagebild.times.values`); ``with``: arguments fixed by the pattern; ``from``: the slot that gives
    ``rel`` when the words themselves are no slot; guards.
``guards``
    named sets of conditions a pattern refers to as ``check``. Conditions: ``unless``, ``unless_before``,
    ``unless_after``, ``if_before``, ``if_inside`` (regular expressions, with regard to case); ``sure_before`` and
    ``sure_inside`` lift all others.

Some slots are built in: ``number``, ``year``, ``year2``, ``day``, ``month_number``, ``hour``, ``minute``,
``hour_word``, ``decade``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lagebild import lang

Slots = dict[str, Any]
"""What a match filled in: slot name (with its number, if any) to value."""

DIGITS = {
    "year": r"(?:1[0-9]|20)\d\d(?![\d]|[.,:]\d)",
    "year2": r"\d\d(?!\d)",
    "day": r"(?:0?[1-9]|[12]\d|3[01])",
    "month_number": r"(?:0?[1-9]|1[0-2])(?!\d)",
    "hour": r"(?:[01]?\d|2[0-4])",
    "minute": r"[0-5]\d(?!\d)",
    "decade": r"(?:1[0-9]|20)?\d0",
}
BEFORE = 60
"""How many characters on each side the conditions see."""

GAP = r"(?:[^\S\n]*\s[^\S\n]*)"


@dataclass(slots=True, frozen=True)
class Hit:
    """A place where a pattern matched: characters ``start`` to ``end`` and what its slots mean."""

    start: int
    end: int
    pattern: Pattern
    slots: Slots


@dataclass(slots=True, frozen=True, eq=False)
class Pattern:
    """One compiled pattern; ``order`` is its place in the file."""

    name: str
    make: str
    order: int
    regex: re.Pattern[str]
    fixed: Slots
    conditions: dict[str, re.Pattern[str]]
    readers: dict[str, tuple[str, Callable[[str], Any]]] = field(repr=False)

    def find(self, text: str) -> Iterator[Hit]:
        """Every place in the text where the pattern holds."""
        for match in self.regex.finditer(text):
            start, end = self._bounds(match)
            if start < end and self._holds(text, start, end):
                slots = dict(self.fixed)
                for group, (slot, read) in self.readers.items():
                    if match[group] is not None:
                        slots[slot] = read(match[group])
                        slots.setdefault(slot.partition(".")[0], slots[slot])
                yield Hit(start, end, self, slots)

    def _bounds(self, match: re.Match[str]) -> tuple[int, int]:
        """Where « and » matched; the bounds of the whole match where they did not take part."""
        groups = self.regex.groupindex
        start = match.start("open_") if "open_" in groups else -1
        end = match.start("close_") if "close_" in groups else -1
        return (start if start >= 0 else match.start()), (end if end >= 0 else match.end())

    def _holds(self, text: str, start: int, end: int) -> bool:
        inside = text[start:end]
        before, after = text[max(start - BEFORE, 0) : start], text[end : end + BEFORE]
        where = {"before": before, "after": after, "inside": inside, "": inside}
        told = {
            name: bool(condition.search(where[name.partition("_")[2]])) for name, condition in self.conditions.items()
        }
        if any(found for name, found in told.items() if name.startswith("sure")):
            return True
        return all(found == name.startswith("if") for name, found in told.items() if not name.startswith("sure"))


class Grammar:
    """All patterns of a language, compiled."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self._exact = set(data.get("exact", ()))
        self._ending = data.get("inflection", "")
        self._numbers = number_words(data.get("numbers", {}))
        self.slots = {name: self._forms(values) for name, values in data.get("slots", {}).items()}
        self.patterns = [self._pattern(number, entry) for number, entry in enumerate(data.get("patterns", ()))]

    def find(self, text: str) -> list[Hit]:
        """The longest hits that do not overlap, in text order; of equally long ones the first pattern's."""
        hits = [hit for pattern in self.patterns for hit in pattern.find(text)]
        hits.sort(key=lambda hit: (hit.start - hit.end, hit.pattern.order, hit.start))
        taken = bytearray(len(text))
        chosen = []
        for hit in hits:
            if not any(taken[hit.start : hit.end]):
                taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
                chosen.append(hit)
        return sorted(chosen, key=lambda hit: hit.start)

    def _forms(self, values: dict[Any, list[str]]) -> list[tuple[str, Any]]:
        pairs = [(form.replace("~", self._ending), value) for value, forms in values.items() for form in forms]
        return sorted(pairs, key=lambda pair: -len(pair[0]))

    def _pattern(self, order: int, entry: dict[str, Any]) -> Pattern:
        readers: dict[str, tuple[str, Callable[[str], Any]]] = {}
        body = self._expand(entry["match"].replace("~", self._ending), readers)
        body = body.replace("«", "(?P<open_>)").replace("»", "(?P<close_>)")
        body = re.sub(r"\[[^\]]*\]| ", lambda found: GAP if found[0] == " " else found[0].replace(" ", r"\s"), body)
        conditions = {**self.data.get("guards", {}).get(entry.get("check"), {})}
        conditions |= {key: entry[key] for key in entry if key.split("_")[0] in ("unless", "if", "sure")}
        names = {name: self._expand(text.replace("~", self._ending), {}) for name, text in conditions.items()}
        fixed = dict(entry.get("with", {}))
        return Pattern(
            entry["name"],
            entry["make"],
            order,
            _compiled(rf"(?<!\w)(?:{body})(?!\w)", entry["name"], re.IGNORECASE),
            fixed,
            {name: _compiled(text, entry["name"]) for name, text in names.items()},
            readers,
        )

    def _expand(self, template: str, readers: dict[str, tuple[str, Callable[[str], Any]]]) -> str:
        def replace(match: re.Match[str]) -> str:
            name, _, number = match[1].partition(".")
            macro = self.data.get("macros", {}).get(name)
            if macro is not None:
                text = self._expand(macro.replace("~", self._ending), readers)
                return f"(?-i:{text})" if name in self._exact else f"(?:{text})"
            group = f"{name}_{number}_{len(readers)}"
            meaning = self.data.get("as", {}).get(name, name)
            regex, read = self._slot(name)
            readers[group] = (meaning + (f".{number}" if number else ""), read)
            return f"(?P<{group}>(?-i:{regex}))" if name in self._exact else f"(?P<{group}>{regex})"

        return re.sub(r"\{([a-z][\w.]*)\}", replace, template)

    def _slot(self, name: str) -> tuple[str, Callable[[str], Any]]:
        if name in DIGITS:
            return DIGITS[name], int
        if name == "number":
            return self._number_regex(), self._read_number
        if name == "hour_word":
            words = sorted((word for word, value in self._numbers.items() if value in range(1, 13)), key=len)
            return "|".join(reversed(words)), self._read_number
        forms = self.slots.get(name)
        if forms is None:
            raise ValueError(f"times.yaml: a pattern uses {{{name}}}, which is neither a slot nor a macro")
        compiled = [(re.compile(form, re.IGNORECASE), value) for form, value in forms]

        def read(text: str) -> Any:
            plain = re.sub(r"\s+", " ", text)
            return next((value for form, value in compiled if form.fullmatch(plain)), None)

        return "|".join(form for form, _ in forms), read

    def _number_regex(self) -> str:
        numbers = self.data.get("numbers", {})
        thousands, decimal = re.escape(numbers.get("thousands", ",")), re.escape(numbers.get("decimal", "."))
        digits = rf"(?<![\d,.])\d{{1,3}}(?:{thousands}\d{{3}}(?!\d)|{decimal}\d(?!\d)|\d)?"
        words = sorted(self._numbers, key=len, reverse=True)
        return "|".join([digits, *words, *numbers.get("articles", ())])

    def _read_number(self, text: str) -> float:
        numbers = self.data.get("numbers", {})
        plain = re.sub(r"\s+", " ", text).casefold()
        if plain in self._numbers:
            return self._numbers[plain]
        if not plain[0].isdigit():
            return 1
        value = float(plain.replace(numbers.get("thousands", ","), "").replace(numbers.get("decimal", "."), "."))
        return int(value) if value.is_integer() else value


def _compiled(text: str, name: str, flags: int = 0) -> re.Pattern[str]:
    try:
        return re.compile(text, flags)
    except re.error as error:
        raise ValueError(f"times.yaml: pattern {name!r} is no regular expression once expanded: {error}") from error


def number_words(numbers: dict[str, Any]) -> dict[str, float]:
    """Every number word the language builds from its parts, with its value."""
    ones, tens = numbers.get("ones", {}), numbers.get("tens", {})
    words: dict[str, float] = {**ones, **numbers.get("small", {}), **tens}
    template = numbers.get("compound")
    if template:
        words |= {
            template.format(ones=one, tens=ten): low + high for one, low in ones.items() for ten, high in tens.items()
        }
    return words


@cache
def grammar(language: str) -> Grammar | None:
    """The compiled grammar of a language; ``None`` if it has none."""
    data = lang.load(language, "times")
    return Grammar(data) if data else None
