"""Text to tokens and sentences, with exact character offsets.

A token is a stretch of the text; it has one or more syntactic words ("am" is "an" and "dem"). Markup (bold marks,
links, heading signs) is no token and joins or breaks nothing. What differs by language is data:
``lang/xx/tokens.yaml``.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources

import yaml

_MARKS = "\u00ad\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u200b-\u200d\u2060\ufeff"
_W = rf"[\w{_MARKS}]"
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200d\u2060\ufeff"))
_URL = r"(?:https?://|www\.)[^\s<>\"„“”»«|]*[^\s<>\"„“”»«|.,;:!?)\]'*]"
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_DOMAIN = r"(?:\w[\w-]*\.)+(?:com|net|org|info|gov|de|at|ch|eu|uk|us|ru|fr|nl|tv)\b(?![.-]?\w)"
_EMOJI = (
    r"[\u2600-\u27bf\U0001f000-\U0001faff](?:[\ufe0f\u200d\U0001f3fb-\U0001f3ff][\u2600-\u27bf\U0001f000-\U0001faff]?)*"
)
_SMILEY = r"(?<![\w:])[:;]-?[()DP](?!\w)"
_TAIL = r"(?:[!?]{2,}|\.{2,}|…+|-{2,}|''|``|\S)"
_MARKUP = (
    re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+•][ \t]+)", re.M),
    re.compile(r"!?\[(?=[^\[\]\n]{1,300}\]\([^()\s]{1,2000}(?:[ \t]\"[^\"\n]*\")?\))"),
    re.compile(r"(?<=[^\[\]\n])\]\((?=[^()\s]{0,2000}\))[^()\s]{1,2000}(?:[ \t]\"[^\"\n]*\")?\)"),
    re.compile(r"\*{2,3}|(?<!\w)_{2}(?=\w)|(?<=\w)_{2}(?!\w)"),
    re.compile(r"(?<![\w*])\*(?=\w)|(?<=[\w.!?])\*(?![\w*])"),
)
_ENDS = frozenset(".!?…。！？؟۔")
_CLOSERS = frozenset("\"'”’“‘»«›‹)]")
_OPENERS = frozenset('"„“”‘‚»«›‹([–—-•')
_WRAPPED = 40  # characters: shorter lines are headings, table cells or list items, never half a wrapped sentence


@dataclass(frozen=True, slots=True)
class Token:
    """Characters ``start`` to ``end`` (exclusive) of the text and the syntactic words they hold, in NFC, none empty."""

    start: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class TokenRules:
    """What ``lang/xx/tokens.yaml`` says; all fields may be empty."""

    pattern: re.Pattern[str]
    contractions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    splits: dict[str, tuple[str, ...]] = field(default_factory=dict)
    clitics: tuple[str, ...] = ()
    abbreviations: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()
    ordinal_followers: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    never_last: frozenset[str] = frozenset()


def _compile(hyphens: str, prefixes: Iterable[str], abbreviations: Iterable[str]) -> re.Pattern[str]:
    """One alternation for all tokens of a language; longer abbreviations first."""
    listed = "|".join(re.escape(a) for a in sorted(abbreviations, key=len, reverse=True))
    glued = "|".join(map(re.escape, prefixes))
    word = rf"{_W}+(?:['’]{_W}+)*"
    if hyphens == "keep":
        word = rf"{word}(?:-{word})*"
    parts = [
        _URL,
        _MAIL,
        _DOMAIN,
        rf"(?<!{_W})(?:{listed})(?!{_W})" if listed else None,
        r"(?<!\w)(?:[^\W\d_]\.){2,}",
        r"(?<!\w)[^\W\d_]\.(?=[ \t\u00a0]?[^\W\d_a-zß-ÿа-я])",
        r"\d+(?:[.,:/]\d+)+(?!\w)",
        r"\d{1,3}\.(?=[ \t\u00a0]+\w)",
        rf"(?<!{_W})(?:{glued})-{_W}+" if glued else None,
        rf"['’](?:s|re|ve|ll|d|m)(?!{_W})",
        rf"[@#]{_W}+",
        word,
        _EMOJI,
        _SMILEY,
        _TAIL,
    ]
    return re.compile("|".join(p for p in parts if p))


@cache
def load_rules(language: str) -> TokenRules:
    """Rules of a language code ("de"); a language without data gets plain rules."""
    path = resources.files("lagebild").joinpath("lang", language, "tokens.yaml")
    data = yaml.safe_load(path.read_text("utf8")) if language.isalpha() and path.is_file() else {}
    abbreviations = frozenset(data.get("abbreviations", ()))
    closing = frozenset(data.get("closing_abbreviations", ()))
    return TokenRules(
        pattern=_compile(data.get("hyphens", "keep"), data.get("hyphen_prefixes", ()), abbreviations | closing),
        contractions={k: tuple(v) for k, v in data.get("contractions", {}).items()},
        splits={k: tuple(v) for k, v in data.get("splits", {}).items()},
        clitics=tuple(data.get("clitics", ())),
        abbreviations=abbreviations,
        closing=closing,
        ordinal_followers=frozenset(data.get("ordinal_followers", ())),
        openers=frozenset(data.get("openers", ())),
        never_last=frozenset(data.get("never_last", ())),
    )


def hide_markup(text: str) -> str:
    """The text, of the same length, with the signs of markup turned into spaces."""
    for pattern in _MARKUP:
        if pattern.search(text):
            text = pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)
    return text


def clean_word(raw: str) -> str:
    """A word as the model reads it: NFC, without invisible characters and lone surrogates, never empty."""
    if raw.isascii():
        return raw
    word = unicodedata.normalize("NFC", raw.translate(_INVISIBLE))
    word = word.encode("utf-8", "replace").decode("utf-8")
    return word or raw.encode("utf-8", "replace").decode("utf-8")


@lru_cache(maxsize=1 << 14)
def _expand(raw: str, language: str) -> tuple[Token, ...]:
    """One regular-expression match as tokens from 0: contractions get two words, clitics become tokens."""
    rules = load_rules(language)
    lower = clean_word(raw).lower()
    if parts := rules.contractions.get(lower):
        first = parts[0].capitalize() if raw[0].isupper() else parts[0]
        return (Token(0, len(raw), (first, *parts[1:])),)
    parts = rules.splits.get(lower, ())
    if parts and sum(map(len, parts)) == len(raw):
        ends = [*itertools.accumulate(map(len, parts))]
        return tuple(Token(a, b, (raw[a:b],)) for a, b in itertools.pairwise([0, *ends]))
    for clitic in rules.clitics:
        if len(raw) > len(clitic) and lower.endswith(clitic) and raw[-len(clitic) :].lower() == clitic:
            cut = len(raw) - len(clitic)
            return Token(0, cut, (clean_word(raw[:cut]),)), Token(cut, len(raw), (clean_word(raw[cut:]),))
    return (Token(0, len(raw), (clean_word(raw),)),)


def tokenize(text: str, language: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of ``text[start:end]`` (markup already hidden), offsets counted from the start of ``text``."""
    rules = load_rules(language)
    found: list[Token] = []
    for match in rules.pattern.finditer(text, start, len(text) if end is None else end):
        raw = match.group()
        if not raw.strip() or not raw.translate(_INVISIBLE):
            continue
        at = match.start()
        found.extend(Token(at + token.start, at + token.end, token.words) for token in _expand(raw, language))
    return found


def _blocks(text: str, never_last: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Stretches that no sentence crosses: lines, unless a long one runs on in lower case or ends in an article."""
    start, position, open_end = 0, 0, False
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        position += len(line)
        body, following = line.strip(), lines[number + 1].strip() if number + 1 < len(lines) else ""
        if body:
            open_end = len(body) >= _WRAPPED and body.rsplit(maxsplit=1)[-1] in never_last
        wrapped = len(body) >= _WRAPPED and body[-1] not in _ENDS and following[:1].islower()
        if not wrapped and not (open_end and number + 1 < len(lines)):
            if text[start:position].strip():
                yield start, position
            start = position


def _is_boundary(tokens: list[Token], at: int, rules: TokenRules, text: str) -> bool:
    """Whether a sentence ends before token ``at``, the token before it (closing signs skipped) ending one."""
    back = at - 1
    while back > 0 and tokens[back].words[0] in _CLOSERS and tokens[back].start == tokens[back - 1].end:
        back -= 1
    last, word = tokens[back].words[-1], tokens[at].words[0]
    glued = tokens[at].start == tokens[at - 1].end
    if last[-1] not in _ENDS or (glued and not word[0].isupper()):
        return False
    ahead = at
    while ahead + 1 < len(tokens) and tokens[ahead].words[0] in _OPENERS:
        ahead += 1
    word = tokens[ahead].words[0]
    surface = text[tokens[ahead].start : tokens[ahead].end]
    if word[0].islower():
        return False
    if len(last) == 1 or set(last) <= _ENDS:
        return back != at - 1 or tokens[at].start > tokens[at - 1].end or word[0].isupper()
    if last in rules.closing or last[:-1].isdigit():
        if surface in rules.ordinal_followers:
            return False
        return surface in rules.openers
    return False


def split_sentences(text: str, language: str) -> list[list[Token]]:
    """Tokens grouped by sentence; every group has at least one token, groups follow the text.

    Line breaks end a sentence unless a long line runs on in lower case or ends in an article or the like. Works on
    any string; an empty or blank text gives an empty list.
    """
    hidden = hide_markup(text)
    rules = load_rules(language)
    sentences: list[list[Token]] = []
    for start, end in _blocks(hidden, rules.never_last):
        tokens = tokenize(hidden, language, start, end)
        current: list[Token] = []
        for at, token in enumerate(tokens):
            if current and _is_boundary(tokens, at, rules, hidden):
                closing = token.words[0] in _CLOSERS and token.start == tokens[at - 1].end
                if not closing:
                    sentences.append(current)
                    current = []
            current.append(token)
        if current:
            sentences.append(current)
    return sentences
