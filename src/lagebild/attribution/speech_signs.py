"""Signs by which the learned reader of speech knows cues and what stands around them: names of features, no weights.

Every sign is a string such as ``rel|obj:über|meinen``. Signs name words only through the text itself, relations and
tags of Universal Dependencies, groups of the language's cue lexicon and steps of the model's own signals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lagebild.analysis.document import Document, Word
from lagebild.attribution import tree
from lagebild.attribution.lexicon import Lexicon, lexicon
from lagebild.attribution.marks import quoted
from lagebild.attribution.model import Quote
from lagebild.attribution.speech_stretches import Stretch

ROLES = ("Source", "Addr", "Message", "Medium", "Topic", "Evidence", "PTC")
"""Roles of a cue, named as in the corpus (SpkAtt 2023)."""
LABELS = ("source", "message", "addressee")
_FRAME = frozenset(
    {
        "nsubj",
        "obj",
        "iobj",
        "ccomp",
        "xcomp",
        "csubj",
        "parataxis",
        "obl",
        "advcl",
        "cop",
        "aux",
        "acl",
        "nmod",
        "expl",
    }
    | {"case", "det", "compound"}
)
_WITH_LEMMA = frozenset({"obj", "obl", "xcomp", "compound", "advmod", "nsubj", "nmod", "cop", "det"})
_COMPLEMENTS = frozenset({"ccomp", "obj", "xcomp", "obl", "csubj", "parataxis", "acl"})
_STEPS = (0.05, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9)
_SIZES, _DISTANCES = (2, 3, 5, 8, 13, 21), (2, 4, 8, 15)


def step(value: float, cuts: Sequence[float]) -> int:
    """How many of some thresholds a value reaches."""
    return sum(value >= cut for cut in cuts)


@dataclass(slots=True)
class View:
    """A document with what the signs ask of its words again and again."""

    document: Document
    lex: Lexicon = field(init=False)
    lemmas: dict[int, str] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)
    openers: dict[int, str] = field(default_factory=dict)
    arcs: dict[tuple[int, str], dict[int, float]] = field(default_factory=dict)
    """By cue word and label: the belief by dependent."""
    begun: set[int] = field(default_factory=set)
    """Words at which a quotation begins."""
    inside: list[tuple[bool, bool]] = field(default_factory=list)
    """By sentence: whether it begins and whether it ends within a quotation."""

    def __post_init__(self) -> None:
        self.lex = lexicon(self.document.language)
        for arc in self.document.arcs:
            self.arcs.setdefault((arc.head, arc.label), {})[arc.dependent] = arc.score
        spans = [stretch.span for stretch in quoted(self.document.text)]
        starts = {span.start for span in spans} | {span.start + 1 for span in spans}
        self.begun = {word.index for word in self.document.words if word.start in starts}
        for sentence in self.document.sentences:
            start, end = sentence.start, sentence.end
            self.inside.append((any(s.start < start < s.end for s in spans), any(s.start < end < s.end for s in spans)))

    def lemma(self, word: Word) -> str:
        """Lemma in lower case, with its separated particle."""
        found = self.lemmas.get(word.index)
        if found is None:
            found = word.lemma.lower()
            for child in self.document.children(word.index):
                if child.deprel == "compound:prt" and not found.startswith(child.text.lower()):
                    found = child.text.lower() + found
                    break
            self.lemmas[word.index] = found
        return found

    def group(self, word: Word) -> str:
        """Word class and group of a word in the cue lexicon; empty if it is in none."""
        found = self.groups.get(word.index)
        if found is None:
            found = self.groups[word.index] = self._group(word)
        return found

    def _group(self, word: Word) -> str:
        if word.upos == "NOUN":
            noun = self.lex.noun(word.lemma)
            return f"n:{noun.group}" if noun is not None else ""
        lemma = self.lemma(word)
        if word.upos == "ADJ":
            adjective = self.lex.adjectives.get(lemma)
            return f"a:{adjective.group}" if adjective is not None else ""
        verbs = self.lex.verbs.get(lemma)
        return f"v:{verbs[-1].group}{'w' if verbs[-1].weak else ''}" if verbs else ""

    def opener(self, index: int) -> str:
        """Prepositions and subordinators of a word, joined."""
        found = self.openers.get(index)
        if found is None:
            marks = sorted(c.lemma.lower() for c in self.document.children(index) if tree.base(c) in ("case", "mark"))
            found = self.openers[index] = "+".join(marks)[:20]
        return found

    def place(self, word: Word) -> str:
        """Relation of a word with its preposition or subordinator."""
        opener = self.opener(word.index)
        return f"{tree.base(word)}:{opener}" if opener else tree.base(word)


def tail(lemma: str) -> str:
    """The sign of a noun's last letters, which compounds share."""
    return f"-{lemma[-6:]}"


def of_cue(view: View, word: Word, rule: Quote | None) -> set[str]:
    """Signs that a word is a cue; ``rule`` is the quote that the rules find at it. The model's signals are left out."""
    lemma, group, relation = view.lemma(word), view.group(word), tree.base(word)
    form, mood = word.feats.get("VerbForm", ""), word.feats.get("Mood", "")
    signs = {
        f"L={lemma}", f"LU={lemma}|{word.upos}", f"LR={lemma}|{relation}", f"R={word.upos}|{word.deprel}",
        f"G={group}", f"GR={group}|{relation}", f"W={word.text.lower()}", f"S4={lemma[-4:]}", f"P3={lemma[:4]}",
        f"V={word.upos}|{form}|{mood}", f"S6={lemma[-6:]}", f"LO={lemma}|{view.opener(word.index)}",
        f"LV={lemma}|{form}|{mood}|{word.feats.get('Person', '')}", f"LN={lemma}|{word.feats.get('Number', '')}",
    }  # fmt: skip
    signs.update(_below(view, word, lemma, group))
    if word.head >= 0:
        signs.update(_above(view, word, lemma, group))
    signs.update(_beside(view, word, lemma, group))
    if rule is not None:
        signs |= {f"rule{bool(rule.words)}{bool(rule.source_words)}", f"ruleG={rule.group}", f"ruleF={rule.form}"}
    return signs


def _below(view: View, word: Word, lemma: str, group: str) -> Iterable[str]:
    children = [child for child in view.document.children(word.index) if child.upos != "PUNCT"]
    for child in children:
        relation, place = tree.base(child), view.place(child)
        yield from (f"C={word.upos}|{place}", f"GC={group}|{place}", f"LC={lemma}|{relation}")
        if relation in _WITH_LEMMA:
            yield f"LL={lemma}|{relation}|{child.lemma.lower()}"
        if relation in ("nsubj", "obj", "nmod", "det"):
            yield f"CL={word.upos}|{relation}|{child.lemma.lower() if child.upos in ('PRON', 'DET') else child.upos}"
        if relation in ("obj", "obl"):
            yield f"CG={relation}|{view.group(child)}"
    relations = sorted({tree.base(child) for child in children} & _FRAME)
    yield f"F={word.upos}|{'+'.join(relations)}"
    yield f"LF={lemma}|{'+'.join(r for r in relations if r in _COMPLEMENTS)}"


def _above(view: View, word: Word, lemma: str, group: str) -> Iterable[str]:
    head, relation = view.document.words[word.head], tree.base(word)
    above, about = view.lemma(head), view.group(head)
    subject = any(tree.base(child) == "nsubj" for child in view.document.children(head.index))
    yield from (f"H={relation}|{above}", f"LH={lemma}|{relation}|{above}", f"HG={relation}|{about}")
    yield from (f"HU={word.upos}|{relation}|{head.upos}", f"GHG={group}|{relation}|{about}", f"HS={group}|{subject}")


def _beside(view: View, word: Word, lemma: str, group: str) -> Iterable[str]:
    words, sentence = view.document.words, view.document.sentences[word.sentence]
    for offset in (-2, -1, 1, 2):
        at = word.index + offset
        if not sentence.first <= at < sentence.last:
            yield f"N{offset}=#"
            continue
        other = words[at]
        yield f"N{offset}={other.text.lower()}"
        if abs(offset) == 1:
            yield from (f"LN{offset}={lemma}|{other.text.lower()}", f"GN{offset}={group}|{other.upos}")
    behind = range(word.index + 1, min(sentence.last, word.index + 9))
    if any(words[i].text == ":" for i in behind):
        yield from ("colon", f"Gcolon={group}", f"Lcolon={lemma}")
    if any(i in view.begun for i in behind):
        yield from ("mark", f"Gmark={group}")
    yield f"E={words[sentence.last - 1].text}{word.upos}"


def of_link(view: View, index: int) -> set[str]:
    """Signs that a word and its governor are parts of one cue."""
    word = view.document.words[index]
    head, relation = view.document.words[word.head], tree.base(word)
    lower, upper = view.lemma(word), view.lemma(head)
    about, above = view.group(word), view.group(head)
    glued = head.end == word.start or word.end == head.start
    return {
        f"k={relation}|{word.upos}|{head.upos}", f"c={relation}|{lower}", f"h={relation}|{upper}|{word.upos}",
        f"ch={lower}|{relation}|{upper}", f"g={relation}|{about}|{above}", f"cg={lower}|{relation}|{above}",
        f"gh={about}|{relation}|{upper}", f"o={relation}|{view.opener(index)}|{upper}",
        f"go={relation}|{view.opener(index)}|{about}|{head.upos}", f"glued={glued}",
    }  # fmt: skip


@dataclass(slots=True)
class Cue:
    """What the signs of all stretches around one cue have in common."""

    words: list[int]
    head: Word
    lemma: str
    group: str
    form: str
    frame: str
    extra: str
    last: str
    """The last word of its sentence, mostly a mark."""
    above: list[str]
    beliefs: dict[str, dict[int, float]]
    message: int
    source: int


def cue_of(view: View, words: Iterable[int]) -> Cue:
    """The common part of a cue of one or several words."""
    document, chosen = view.document, sorted(words)
    inside = set(chosen)
    head = document.words[next((i for i in chosen if document.words[i].head not in inside), chosen[0])]
    children = [child for i in chosen for child in document.children(i)]
    relations = {tree.base(child) for child in children if child.index not in inside}
    passive = any(child.deprel in ("aux:pass", "nsubj:pass") for child in children)
    beliefs: dict[str, dict[int, float]] = {}
    for label in LABELS:
        table = beliefs[label] = {}
        for i in chosen:
            for word, score in view.arcs.get((i, label), {}).items():
                table[word] = max(score, table.get(word, 0.0))
    above = [tree.base(head), *(tree.base(word) for word in document.ancestors(head.index))][:4]
    return Cue(
        chosen,
        head,
        view.lemma(head),
        view.group(head) or f"u:{head.upos}",
        f"{head.upos}|{head.feats.get('VerbForm', '')}|{head.feats.get('Mood', '')}|{passive}",
        "".join(str(int(name in relations)) for name in ("nsubj", "ccomp", "obj", "parataxis")),
        "|".join(document.words[i].lemma.lower() for i in chosen if i != head.index),
        document.words[document.sentences[head.sentence].last - 1].text,
        above,
        beliefs,
        min(5, int(sum(beliefs["message"].values()))),
        step(max(beliefs["source"].values(), default=0.0), _STEPS[::2]),
    )


def of_stretch(view: View, cue: Cue, stretch: Stretch) -> set[str]:
    """Signs of the role that a stretch has for a cue."""
    if stretch.kind in ("next", "previous"):
        return set(_of_sentence(view, cue, stretch))
    where = f"{stretch.kind}{min(stretch.steps, 3)}"
    top = view.document.words[stretch.top]
    relation = "self" if stretch.kind == "above" else top.deprel
    signs = set(_of_place(view, cue, stretch, f"{where}|{relation}", top))
    signs.update(_of_form(view, cue, stretch, f"{where}|{relation}", top))
    signs.update(_of_beliefs(cue, stretch, f"{where}|{relation}"))
    return signs


def _of_sentence(view: View, cue: Cue, stretch: Stretch) -> Iterable[str]:
    """Signs of a neighbouring sentence: quotation marks and what ends the cue's own."""
    at, here = view.document.words[stretch.top].sentence, cue.head.sentence
    where, first = f"{stretch.kind}{min(stretch.steps, 3)}|{cue.last}", stretch.words[0] in view.begun
    begins, ends = view.inside[at]
    left = view.inside[here][1]
    through = all(view.inside[i][0] for i in range(here + 1, at + 1))
    yield from (f"X={where}|{begins}{ends}{first}", f"XE={where}|{left}", f"XG={where}|{cue.group}")
    yield from (f"XF={where}|{first}", f"XL={where}|{cue.frame}", f"XM={where}|{cue.message}")
    yield f"XI={where}|{begins}{left}{through}"


def _of_place(view: View, cue: Cue, stretch: Stretch, where: str, top: Word) -> Iterable[str]:
    """Signs of where a stretch hangs, and with which preposition."""
    opener, head = view.opener(top.index), cue.head
    place = f"{where}|{opener}"
    side = "<" if top.index < head.index else ">"
    path = "/".join(cue.above[: stretch.steps]) if stretch.steps else ""
    yield from (f"s={place}", f"sL={place}|{cue.lemma}", f"sG={place}|{cue.group}", f"sF={place}|{cue.form}")
    yield from (f"sf={place}|{cue.frame}", f"sd={place}|{side}", f"sx={place}|{cue.extra}", f"bL={where}|{cue.lemma}")
    yield from (f"bG={where}|{cue.group}|{path}", f"bP={where}|{path}", f"bPU={where}|{path}|{head.upos}")
    yield from (f"bPF={where}|{path}|{cue.frame}|{head.upos}", f"pL={opener}|{cue.lemma}", f"pG={opener}|{cue.group}")
    own = f"{tree.base(head)}|{view.opener(head.index)}"
    yield from (f"so={place}|{own}", f"bo={where}|{own}|{head.upos}", f"to={where}|{cue.lemma[-6:]}")
    distance = step(abs(top.index - head.index), _DISTANCES)
    yield from (f"dist={where}|{distance}", f"uU={where}|{top.upos}|{head.upos}|{side}")


def _of_form(view: View, cue: Cue, stretch: Stretch, where: str, top: Word) -> Iterable[str]:
    """Signs of what a stretch is made of."""
    document, words = view.document, [view.document.words[i] for i in stretch.words]
    first, relation = words[0], top.deprel
    before = document.words[first.index - 1].text if first.index else ""
    finite = any(word.feats.get("VerbForm") == "Fin" for word in words)
    subjunctive = any(word.feats.get("Mood") == "Sub" for word in words)
    marked = first.index in view.begun
    low, high = sorted((first.index, cue.head.index))
    colon = any(document.words[i].text == ":" for i in range(low, high))
    size, lemma = step(len(words), _SIZES), top.lemma.lower()
    yield f"bfin={where}|{finite}{subjunctive}{before == ',' or first.text in ',:'}{marked}"
    yield from (f"bc={where}|{colon}{marked}{top.index < cue.head.index}", f"sz={where}|{size}")
    yield from (f"szG={where}|{size}|{cue.group}", f"gt={where}|{view.group(top)}|{cue.head.upos}")
    yield f"u={where}|{top.upos}|{top.feats.get('Case', '')}"
    yield f"tl={where}|{lemma if top.upos in ('PRON', 'DET', 'ADV', 'ADP') else top.upos}"
    yield from (f"tL={relation}|{lemma}|{cue.lemma}", f"tt={lemma}", f"tG={relation}|{lemma}|{cue.group}")
    yield f"tf={relation}|{top.feats.get('Reflex', '')}|{top.feats.get('PronType', '')}"
    name = next((n.label for n in document.names if first.index <= n.first <= words[-1].index), "")
    yield from (f"ne={where}|{name}", f"mk={relation}|{first.text.lower()}|{cue.group}")


def _of_beliefs(cue: Cue, stretch: Stretch, where: str) -> Iterable[str]:
    """Signs of the model's own arcs: mean and greatest belief over a stretch, and that of its top word."""
    means, size = [], step(len(stretch.words), _SIZES)
    for label in LABELS:
        table, z = cue.beliefs[label], label[0]
        mean = sum(table.get(i, 0.0) for i in stretch.words) / len(stretch.words)
        means.append(step(mean, _STEPS[1::2]))
        middle, most = step(mean, _STEPS), step(max((table.get(i, 0.0) for i in stretch.words), default=0.0), _STEPS)
        top = step(table.get(stretch.top, 0.0), _STEPS)
        yield from (f"{z}m={middle}", f"{z}x={most}", f"{z}t={top}", f"{z}ms={middle}|{where}")
        likeliest = bool(table) and max(table, key=lambda i: table[i]) in stretch.words
        yield from (f"{z}a={likeliest}|{where}", f"{z}am={likeliest}|{middle}", f"{z}mf={middle}|{cue.frame}")
        yield from (f"{z}mG={middle}|{cue.group}", f"{z}mx={middle}|{most}", f"{z}sz={middle}|{size}")
    both = f"{means[0]}|{means[1]}"
    yield from (f"MS={both}", f"MSb={both}|{where}", f"am={where}|{cue.message}", f"as={where}|{cue.source}")
