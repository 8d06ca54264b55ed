"""What attribution finds in a text: quotes, each with speaker, cue and content."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.analysis.document import Document
from lagebild.attribution import tree
from lagebild.records import Form, Mention, Span, Stance, Status


@dataclass(slots=True, eq=False)
class Quote:
    """Somebody says, thinks, denies or announces something. Word indices count over the document."""

    form: Form
    stance: Stance = "asserts"
    status: Status | None = None
    """The hedge that the cue alone puts on its content (an accusation makes it possible)."""
    group: str = "speech"
    """Kind of cue, a group of ``lang/<language>/attribution.yaml``."""
    cue: list[int] = field(default_factory=list)
    head: int | None = None
    """The cue's main word."""
    speaker: int | None = None
    """Head of the speaker's phrase; None if nobody is named."""
    himself: int | None = None
    """Head of the phrase that names the speaker where the source's own words do not ("nach eigenen Angaben")."""
    source_words: list[int] = field(default_factory=list)
    words: set[int] = field(default_factory=set)
    """Words of the content."""
    content: list[Span] = field(default_factory=list)
    unquoted: list[Span] = field(default_factory=list)
    """Content as the tree gives it where quotation marks have narrowed it to what stands between them."""
    weak: bool = False
    """Whether the cue is a common word that tells of speech or thought only in some of its uses ("show", "try")."""
    topic: bool = False
    """Whether the content is a thing spoken of ("expressed concern about the raid"), which tells of no event."""
    clausal: bool = True
    """Whether the content is a clause or quotation; False for a mere object ("kritisierte die Wahl")."""
    clause: int | None = None
    """Predicate of the clause in which the cue stands."""
    cited: list[int] = field(default_factory=list)
    """Heads of phrases of those whom the source cites in turn ("unter Berufung auf")."""
    source: Span | None = None
    name: str = ""
    mention: Mention | None = None
    chain: list[str] = field(default_factory=list)
    parent: Quote | None = field(default=None, repr=False)
    base: Quote | None = field(default=None, repr=False)
    """For a quotation inside or after what a cue reports: the quote of that cue."""
    nested: bool = False
    """Whether it is a quotation inside or after what the same cue reports."""
    innocence: bool = False
    """Whether the speaker denies all that is laid to one's charge ("plädierte auf nicht schuldig")."""
    carried: bool = False
    """Whether the source was carried over from a sentence before."""
    why: str = ""

    def fill(self, document: Document, words: set[int], ignore: set[int] | None = None) -> None:
        """Set the content to some words of the document."""
        self.words = words
        spans = tree.runs(document, tree.trim(document, sorted(words)), ignore or ())
        self.content = [_tidy(document.text, span) for span in spans]


def _tidy(text: str, span: Span) -> Span:
    """Without commas and blanks at both ends."""
    start, end = span.start, span.end
    while start < end and text[start] in " ,;:–—-\n":
        start += 1
    while end > start and text[end - 1] in " ,;:–—-\n":
        end -= 1
    return Span(start, end)


def cue_extent(document: Document, quote: Quote) -> Span | None:
    """From the first to the last character of a quote's cue; None where mood alone tells."""
    return tree.extent(document, quote.cue)
