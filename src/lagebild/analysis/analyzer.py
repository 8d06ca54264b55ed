"""One pass of the model over texts: words, trees, names and signals with exact offsets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from lagebild.analysis.builder import DocumentBuilder
from lagebild.analysis.document import Document
from lagebild.analysis.model_files import MODEL_FOLDER, open_model
from lagebild.analysis.network import NetworkRunner
from lagebild.analysis.parts import Key, Part, PartMemory, make_part
from lagebild.analysis.reading import ScoreReader
from lagebild.analysis.tokenizer import Token, split_sentences

_RUN_WORDS = 20_000
"""Words that go through the network before their documents are built: bounds memory for long lists of reports."""
Item = tuple[str, str, list[list[Token]]]
"""Text, language code, tokens by sentence."""


class Analyzer:
    """The analysis model, loaded."""

    def __init__(self, runner: NetworkRunner, reader: ScoreReader) -> None:
        self._runner = runner
        self._reader = reader
        self._memory = PartMemory()

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int | None = None) -> Analyzer:
        """Load the shipped model, or one from ``folder``.

        ``threads``: processors for the network, by default all. Raises ModelFileError when a file is missing or is not
        the one named in the manifest.
        """
        files = open_model(folder or MODEL_FOLDER)
        with np.load(files.tables) as tables:
            relation, role = tables["relation"].astype(np.float32), tables["role"].astype(np.float32)
        return cls(NetworkRunner(files, threads), ScoreReader(files.labels, relation, role))

    def analyse(self, texts: Sequence[tuple[str, str]]) -> list[Document]:
        """Documents of (text, language code) pairs, in their order.

        Sentences of all texts go through the network together. Any string is fine; an empty one gives an empty
        document.
        """
        return self.analyse_tokens([(text, language, split_sentences(text, language)) for text, language in texts])

    def analyse_tokens(self, items: Sequence[Item]) -> list[Document]:
        """As ``analyse``, for texts whose tokens are known: (text, language code, sentences of tokens)."""
        documents: list[Document] = []
        group: list[Item] = []
        words = 0
        for item in items:
            group.append(item)
            words += sum(map(len, item[2]))
            if words >= _RUN_WORDS:
                documents += self._analyse_group(group)
                group, words = [], 0
        return documents + self._analyse_group(group)

    def _analyse_group(self, group: Sequence[Item]) -> list[Document]:
        plans = [self._plan(language, sentences) for _, language, sentences in group]
        parts = self._parts([key for plan in plans for keys in plan for key in keys])
        result = []
        for (text, language, sentences), plan in zip(group, plans, strict=True):
            builder = DocumentBuilder(text, language)
            for tokens, keys in zip(sentences, plan, strict=True):
                builder.add(tokens, [parts[key] for key in keys])
            result.append(builder.finish())
        return result

    def _plan(self, language: str, sentences: list[list[Token]]) -> list[list[Key]]:
        """The windows of each sentence."""
        plan = []
        for tokens in sentences:
            words = tuple(word for token in tokens for word in token.words)
            plan.append([(language, words[a:b]) for a, b in self._runner.windows(words)])
        return plan

    def _parts(self, keys: Sequence[Key]) -> dict[Key, Part]:
        """Every window's part; what is not remembered goes through the network together."""
        parts: dict[Key, Part] = {}
        fresh: dict[Key, None] = {}
        for key in keys:
            known = self._memory.get(key)
            if known is None:
                fresh[key] = None
            else:
                parts[key] = known
        scores = self._runner.run([words for _, words in fresh])
        drafts = self._reader.drafts([(words, language, s) for (language, words), s in zip(fresh, scores, strict=True)])
        for key, found, draft in zip(fresh, scores, drafts, strict=True):
            parts[key] = make_part(self._reader, found, draft)
            self._memory.put(key, parts[key])
        return parts
