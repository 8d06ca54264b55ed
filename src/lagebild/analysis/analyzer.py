"""One pass of the model over texts: words, trees, names and signals with exact offsets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from lagebild.analysis.builder import DocumentBuilder
from lagebild.analysis.document import Document
from lagebild.analysis.model_files import MODEL_FOLDER, open_model
from lagebild.analysis.network import NetworkRunner
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
        windows: list[tuple[list[str], str]] = []
        plans: list[list[range]] = []
        for _, language, sentences in group:
            plan = []
            for tokens in sentences:
                words = [w for t in tokens for w in t.words]
                ranges = self._runner.windows(words)
                plan.append(range(len(windows), len(windows) + len(ranges)))
                windows += [(words[a:b], language) for a, b in ranges]
            plans.append(plan)
        scores = self._runner.run([words for words, _ in windows])
        drafts = self._reader.drafts([(*window, s) for window, s in zip(windows, scores, strict=True)])
        result = []
        for (text, language, sentences), plan in zip(group, plans, strict=True):
            builder = DocumentBuilder(self._reader, text, language)
            for tokens, places in zip(sentences, plan, strict=True):
                builder.add(tokens, [(scores[i], drafts[i]) for i in places])
            result.append(builder.finish())
        return result
