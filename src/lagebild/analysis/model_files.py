"""Where the shipped model lies, and whether it is the one that was shipped."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MODEL_FOLDER = Path(__file__).parent / "model"
MANIFEST = "manifest.json"


class ModelFileError(RuntimeError):
    """A file of the model is missing or is not the one named in the manifest."""


@dataclass(frozen=True)
class ModelFiles:
    """Paths of the checked files and what the manifest says about the model."""

    folder: Path
    network: Path
    tokenizer: Path
    embeddings: Path
    tables: Path
    labels: dict[str, Any]
    depth: int


def open_model(folder: Path = MODEL_FOLDER) -> ModelFiles:
    """Read the manifest and check every file's SHA-256. Raises ModelFileError."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf8"))
    except FileNotFoundError as error:
        raise ModelFileError(
            f"no analysis model in {folder}: run `python -m training`, or install the package"
        ) from error
    for name, digest in manifest["sha256"].items():
        _check(folder / name, digest)
    return ModelFiles(
        folder=folder,
        network=folder / "network.onnx",
        tokenizer=folder / "tokenizer.json",
        embeddings=folder / "embeddings.bin",
        tables=folder / "tables.npz",
        labels=manifest["labels"],
        depth=manifest["depth"],
    )


def _check(path: Path, digest: str) -> None:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError as error:
        raise ModelFileError(f"{path} is missing") from error
    if found != digest:
        raise ModelFileError(
            f"{path} is damaged or from another version (SHA-256 {found[:12]}, expected {digest[:12]})"
        )
