"""Analysed documents kept on disk, so that rules can be measured again without running the model again."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from lagebild.analysis.analyzer import Analyzer
from lagebild.analysis.document import Document

FOLDER = Path.home() / ".cache" / "lagebild-bench"


def _version() -> str:
    """Changes whenever code or model of the analysis change."""
    digest = hashlib.sha256()
    root = Path(str(files("lagebild"))) / "analysis"
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def analysed(texts: Sequence[tuple[str, str]]) -> list[Document]:
    """Documents of (text, language) pairs, in order; only texts not seen before are analysed."""
    folder = FOLDER / _version()
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / hashlib.sha256(f"{language}\n{text}".encode()).hexdigest() for text, language in texts]
    missing = [number for number, path in enumerate(paths) if not path.exists()]
    if missing:
        documents = Analyzer.load().analyse([texts[number] for number in missing])
        for number, document in zip(missing, documents, strict=True):
            paths[number].write_bytes(pickle.dumps(document))
    return [pickle.loads(path.read_bytes()) for path in paths]
