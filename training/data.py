"""Open data to training examples: one record type for all tasks, a missing annotation is ``IGNORE``.

Everything read here is named, with its licence, in docs/model-card.md. The PUD treebanks and names and whatever lies
under ``bench`` or in a ``-dev`` gold set are never read.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gold.published import load as published
from lagebild.analysis.tokenizer import Token, split_sentences, tokenize
from training.corpus import corpus

IGNORE = -100
GUM_FREE = ("news", "interview", "bio", "voyage", "academic", "court", "textbook", "speech")
NAME_TYPES = {
    "person": "PER", "organization": "ORG", "organization-company": "ORG", "location": "LOC", "location-city": "LOC",
    "location-street": "LOC", "location-stop": "LOC", "location-route": "LOC",
}  # fmt: skip
HELD_OUT = 100
"""Sentences of German GSD dev, and GermEval dev, kept for choosing between runs."""


@dataclass
class Example:
    """One sentence. Lists run over its words; ``None`` means that the source says nothing about the task."""

    words: list[str]
    source: str
    language: str
    upos: list[str] | None = None
    feats: list[dict[str, str]] | None = None
    heads: list[int] | None = None
    """0 is the root, otherwise 1 + index of the governing word."""
    relations: list[str] | None = None
    names: list[str] | None = None
    """BIO tags; "" where unknown."""
    events: list[str] | None = None
    """Event type, "O", or "" where unknown."""
    modes: dict[int, str] = field(default_factory=dict)
    statuses: dict[int, str] = field(default_factory=dict)
    cues: list[int] | None = None
    """1 for a word of a cue of reported speech, else 0."""
    roles: dict[int, dict[str, set[int]]] = field(default_factory=dict)
    """Head word to label to dependent words; all labels present are annotated, others unknown."""


def read_conllu(path: Path, source: str, language: str) -> Iterator[Example]:
    """Sentences of a CoNLL-U file, syntactic words only."""
    rows: list[list[str]] = []
    for line in [*path.read_text("utf8").split("\n"), ""]:
        if line and not line.startswith("#"):
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)
        elif not line and rows:
            yield Example(
                [_quotes(r[1]) for r in rows],
                source,
                language,
                upos=[r[3] for r in rows],
                feats=[dict(f.split("=", 1) for f in r[5].split("|")) if r[5] != "_" else {} for r in rows],
                heads=[int(r[6]) for r in rows],
                relations=[r[7] for r in rows],
            )
            rows = []


def _quotes(word: str) -> str:
    return '"' if word in ("''", "``") else word


def read_iob2(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Words and tags of a Universal NER file."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text("utf8").split("\n"), ""]:
        if not line.strip():
            if words:
                yield words, tags
            words, tags = [], []
        elif not line.startswith("# "):
            cells = line.split("\t")
            if cells[0].isdigit():
                words.append(cells[1])
                tags.append(cells[2])


def expand(words: Iterable[str], language: str) -> tuple[list[str], list[int]]:
    """Foreign tokens cut as the product cuts them: words, and for each the index of the token it comes from."""
    out: list[str] = []
    owner: list[int] = []
    for index, word in enumerate(words):
        parts = [w for t in tokenize(word, language) for w in t.words] or [word]
        if len(parts) == 2 and parts[1] == "." and len(parts[0]) > 1:
            parts = [word]  # an abbreviation that the corpus knows and we do not
        out += [_quotes(p) for p in parts]
        owner += [index] * len(parts)
    return out, owner


def spread_tags(tags: list[str], owner: list[int]) -> list[str]:
    """BIO tags of tokens to tags of their words."""
    out = []
    for at, index in enumerate(owner):
        tag = tags[index]
        inside = at > 0 and owner[at - 1] == index
        out.append("I-" + tag[2:] if inside and tag.startswith("B-") else tag)
    return out


def treebanks(data: Path) -> Iterator[Example]:
    """All treebanks that may be shipped; English EWT with the names of Universal NER."""
    names: dict[tuple[str, ...], list[str]] = {}
    for file in sorted((data / "uner-english-ewt").glob("*.iob2")):
        if "OLD" not in file.name:
            for words, tags in read_iob2(file):
                names[tuple(map(_quotes, words))] = [t if t[2:] in ("PER", "ORG", "LOC", "") else "O" for t in tags]
    for part in ("train", "dev", "test"):
        for example in read_conllu(data / f"ud-english-ewt/en_ewt-ud-{part}.conllu", "en-ewt", "en"):
            example.names = names.get(tuple(example.words))
            yield example
    for file in sorted((data / "gum").glob("GUM_*.conllu")):
        if file.name.split("_")[1] in GUM_FREE:
            yield from read_conllu(file, "en-gum", "en")
    for folder, source in (
        ("ud-german-gsd", "de-gsd"),
        ("ud-dutch-lassysmall", "nl-lassy"),
        ("ud-french-gsd", "fr-gsd"),
        ("ud-spanish-gsd", "es-gsd"),
        ("ud-russian-gsd", "ru-gsd"),
        ("ud-russian-taiga", "ru-taiga"),
        ("ud-persian-seraji", "fa-seraji"),
    ):
        for file in sorted((data / folder).glob("*.conllu")):
            yield from read_conllu(file, source, source[:2])


def germeval(data: Path) -> Iterator[Example]:
    """GermEval 2014 dev, outer layer; adjectives are no names, parts of compounds are left open."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*(data / "germeval14/NER-de-dev.tsv").read_text("utf8").split("\n"), ""]:
        cells = line.split("\t")
        if len(cells) < 3 or not cells[0].isdigit():
            if words:
                yield _named(words, tags, "de-germeval")
            words, tags = [], []
            continue
        words.append(cells[1])
        tags.append("" if cells[2].endswith("part") else cells[2] if cells[2][2:] in ("PER", "ORG", "LOC") else "O")


def _named(words: list[str], tags: list[str], source: str) -> Example:
    out, owner = expand(words, "de")
    return Example(out, source, "de", names=spread_tags(tags, owner))


def mobie(data: Path) -> Iterator[Example]:
    """MobIE: German tweets and traffic news."""
    for part in ("train", "dev", "test"):
        words: list[str] = []
        tags: list[str] = []
        for line in [*(data / f"mobie/conll/{part}.conll2003").read_text("utf8").split("\n"), ""]:
            cells = line.split("\t") if "\t" in line else line.split(" ")
            if len(cells) < 4 or cells[0] == "-DOCSTART-":
                if words:
                    yield _named(words, tags, "de-mobie")
                words, tags = [], []
                continue
            words.append(cells[0])
            tag = cells[3]
            kind = NAME_TYPES.get(tag[2:])
            tags.append(f"{tag[:2]}{kind}" if kind else "O")


def smartdata(data: Path) -> Iterator[Example]:
    """SmartData: German business and traffic news, raw text with character spans."""
    with gzip.open(data / "smartdata/train.jsonl.gz", "rt", encoding="utf8") as file:
        for line in file:
            record = json.loads(line)
            text = record["text"]["string"]
            spans = []
            for mention in record["conceptMentions"]["array"]:
                kind = NAME_TYPES.get(mention["type"])
                if kind:
                    spans.append((mention["span"]["start"], mention["span"]["end"], kind))
            for tokens in split_sentences(text, "de"):
                words, owner = flatten(tokens)
                yield Example(words, "de-smartdata", "de", names=_span_tags(tokens, owner, spans))


def flatten(tokens: list[Token]) -> tuple[list[str], list[int]]:
    """Syntactic words of tokens and the token index of each."""
    pairs = [(w, i) for i, t in enumerate(tokens) for w in t.words]
    return [w for w, _ in pairs], [i for _, i in pairs]


def _span_tags(tokens: list[Token], owner: list[int], spans: list[tuple[int, int, str]]) -> list[str]:
    tags, previous = [], None
    for index in owner:
        token = tokens[index]
        inside = next((s for s in spans if s[0] <= token.start < s[1]), None)
        tags.append("O" if inside is None else ("I-" if inside == previous else "B-") + inside[2])
        previous = inside
    return tags


def speech(data: Path) -> Iterator[Example]:
    """SpkAtt 2023: cues, speakers, messages and addressees in parliament; a fifth of the speeches is held out."""
    for line in (data / "spkatt-2023/train.jsonl").read_text("utf8").splitlines():
        record = json.loads(line)
        if held_out(record["id"]):
            continue
        by_sentence: dict[int, list[dict[str, Any]]] = {}
        for annotation in record["annotations"]:
            if annotation["cue"]:
                by_sentence.setdefault(annotation["cue"][0][0], []).append(annotation)
        for sentence in record["sentences"]:
            yield _speech_example(sentence, by_sentence.get(sentence["sid"], []))


def held_out(identifier: str) -> bool:
    """Whether a SpkAtt speech belongs to the fifth that is never trained on, or a report to the fifth for fitting."""
    return hashlib.sha256(identifier.encode()).digest()[0] % 5 == 0


def _speech_example(sentence: dict[str, Any], annotations: list[dict[str, Any]]) -> Example:
    words, owner = expand(sentence["tokens"], "de")
    place: dict[int, list[int]] = {}
    for at, index in enumerate(owner):
        place.setdefault(index, []).append(at)

    def here(pairs: list[list[int]]) -> set[int]:
        return {at for sid, tid in pairs if sid == sentence["sid"] for at in place.get(tid, ())}

    example = Example(words, "de-spkatt", "de", cues=[0] * len(words))
    assert example.cues is not None
    for annotation in annotations:
        cue = here(annotation["cue"])
        for at in cue:
            example.cues[at] = 1
            example.roles[at] = {
                "source": here(annotation["Source"]),
                "message": here(annotation["Message"]) - cue,
                "addressee": here(annotation["Addr"]),
            }
    return example


def events(data: Path, gold: Path, every: bool = True) -> Iterator[Example]:
    """The project's own event annotation: trigger words, mode, status, actors and recipients.

    The train parts of the gold, the project's published annotation and the texts of ``training/corpus``. Without
    ``every`` the published annotation and what :func:`held_out` names of the corpus are left out, so that signals there
    are as honest as on a new text.
    """
    for language, name in (("de", "wikinews-train"), ("en", "english-train")):
        reports, listed = corpus(language)
        if every:
            more = published(data, language)
            reports, listed = [*reports, *more[0]], [*listed, *more[1]]
        else:
            reports = [report for report in reports if not held_out(report["id"])]
        listed += [json.loads(line) for line in (gold / f"{name}.claims.jsonl").read_text("utf8").splitlines()]
        reports += [json.loads(line) for line in (gold / f"{name}.reports.jsonl").read_text("utf8").splitlines()]
        claims: dict[str, list[dict[str, Any]]] = {}
        for claim in listed:
            claims.setdefault(claim["doc"], []).append(claim)
        common = _common_words(r["text"] for r in reports)
        for report in reports:
            yield from _event_examples(report, claims.get(report["id"], []), common)


def _common_words(texts: Iterable[str]) -> set[str]:
    """The 120 most frequent lower-case words: inside a trigger phrase they are no triggers themselves."""
    counts = Counter(w for t in texts for w in re.findall(r"\w+", t) if w[0].islower())
    return {w for w, _ in counts.most_common(120)}


def _event_examples(report: dict[str, Any], claims: list[dict[str, Any]], common: set[str]) -> Iterator[Example]:
    text = report["text"]
    for tokens in split_sentences(text, report["language"]):
        words, owner = flatten(tokens)
        example = Example(words, f"{report['language']}-events", report["language"], events=["O"] * len(words))
        for claim in claims:
            for start, end in claim["spans"]:
                at = [i for i, o in enumerate(owner) if tokens[o].start < end and tokens[o].end > start]
                if at and claim.get("core", True):
                    _mark_event(example, claim, at, common, text, tokens, owner)
                elif at:  # only one of two readers sees an event here
                    example.events = ["" if i in at and tag == "O" else tag for i, tag in enumerate(example.events)]
        yield example


def _mark_event(
    example: Example, claim: dict[str, Any], at: list[int], common: set[str], text: str, tokens: list[Token],
    owner: list[int],
) -> None:  # fmt: skip
    assert example.events is not None
    content = [i for i in at if example.words[i].lower() not in common and re.search(r"\w", example.words[i])]
    roles = {
        label: {i for person in claim[f"{label}s"] for i in _nearest(person, at[0], text, tokens, owner)}
        for label in ("actor", "recipient")
    }
    for i in at:
        if i not in content and content:
            if example.events[i] == "O":
                example.events[i] = ""
            continue
        example.events[i] = claim["type"]
        example.modes[i] = claim["mode"] or "none"
        example.statuses[i] = claim["status"]
        known = example.roles.setdefault(i, {"actor": set(), "recipient": set()})
        for label, found in roles.items():
            known[label] = known[label] | found


def _nearest(person: dict[str, Any], at: int, text: str, tokens: list[Token], owner: list[int]) -> set[int]:
    """Words of the mention of a name nearest to word ``at`` in this sentence, empty when it is not named here."""
    first, last = tokens[0].start, tokens[-1].end
    best: set[int] = set()
    for match in re.finditer(re.escape(person["name"]), text[first:last]):
        start, end = first + match.start(), first + match.end()
        found = {i for i, o in enumerate(owner) if tokens[o].start < end and tokens[o].end > start}
        if found and (not best or min(abs(i - at) for i in found) < min(abs(i - at) for i in best)):
            best = found
    return best


def load(data: Path, gold: Path, every: bool = True) -> tuple[dict[str, list[Example]], dict[str, list[Example]]]:
    """All training examples by source, and those held out for choosing between runs. ``every``: see :func:`events`."""
    sources: dict[str, list[Example]] = {}
    for reader in (
        treebanks(data),
        germeval(data),
        mobie(data),
        smartdata(data),
        speech(data),
        events(data, gold, every),
    ):
        for example in reader:
            if 1 <= len(example.words) <= 110:
                sources.setdefault(example.source, []).append(example)
    kept: dict[str, list[Example]] = {}
    for source in ("de-gsd", "de-germeval"):
        kept[source], sources[source] = sources[source][:HELD_OUT], sources[source][HELD_OUT:]
    return sources, kept


def vary(example: Example, rng: random.Random) -> Example:
    """Sometimes another style of quotation marks; sometimes, as in headings, no final full stop."""
    words = example.words
    if '"' in words and rng.random() < 0.5:
        style = rng.choice(["„“", "»«", "“”", "„”", "«»"])
        words, turn = list(words), 0
        for i, word in enumerate(words):
            if word == '"':
                words[i], turn = style[turn % 2], turn + 1
    cut = (
        example.heads is not None
        and example.upos is not None
        and len(words) > 3
        and example.upos[-1] == "PUNCT"
        and len(words) not in example.heads
        and rng.random() < 0.08
    )
    if words is example.words and not cut:
        return example
    n = len(words) - cut

    def short(values: list[Any] | None) -> list[Any] | None:
        return None if values is None else values[:n]

    return Example(
        words[:n], example.source, example.language, short(example.upos), short(example.feats), short(example.heads),
        short(example.relations), short(example.names), short(example.events), example.modes, example.statuses,
        short(example.cues), example.roles,
    )  # fmt: skip
