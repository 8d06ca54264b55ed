"""Checkpoint to the shipped files: int8 network, 4-bit embeddings, trimmed tokenizer, tables, manifest."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from torch.nn import functional as F

from training.batches import Pieces
from training.e5 import E5File, packed_rows
from training.labels import Labels
from training.network import Network

SPECIAL = 4
"""<s>, <pad>, </s>, <unk> come first and keep their ids."""
OUTPUTS = (
    "arc", "relation_head", "relation_dep", "upos", "features", "names", "event", "mode", "status", "cue",
    "role_head", "role_dep", "vector",
)  # fmt: skip


class Exported(nn.Module):
    """The part that runs in ONNX: embeddings (batch, pieces, hidden) in, scores out. Plain operators only."""

    def __init__(self, network: Network, depth: int) -> None:
        super().__init__()
        self.encoder = network.encoder
        self.heads = network.heads(depth)
        self.depth = depth

    def forward(
        self, embeddings: Tensor, mask: Tensor, first: Tensor, last: Tensor, words: Tensor
    ) -> tuple[Tensor, ...]:
        """``mask`` (batch, pieces) and ``words`` (batch, words) are 1.0 where real; the rest are piece indices."""
        states = self._states(embeddings, mask)
        heads = self.heads
        weights = heads.mix.softmax(-1)
        syntax = sum(weights[0, i] * s for i, s in enumerate(states))
        meaning = sum(weights[1, i] * s for i, s in enumerate(states))
        x, y = heads.pooled(syntax, first, last, 0), heads.pooled(meaning, first, last, 1)
        rooted = torch.cat([heads.root.expand(x.shape[0], 1, -1), x], 1)
        dep = F.pad(F.gelu(heads.arc_dep(x)), (0, 1), value=1.0)
        arc = (dep @ heads.arc) @ F.gelu(heads.arc_head(rooted)).transpose(1, 2)
        arc = arc - 1e4 * (1 - F.pad(words, (1, 0), value=1.0))[:, None, :]
        hidden = F.gelu(heads.event_hidden(y))
        mean = (meaning * mask[:, :, None]).sum(1) / mask.sum(1)[:, None]
        return (
            arc, F.gelu(heads.rel_head(rooted)), F.gelu(heads.rel_dep(x)), heads.upos(x), heads.features(x),
            heads.names(y), heads.event(hidden), heads.mode(hidden), heads.status(hidden), heads.cue(hidden),
            F.gelu(heads.role_head(y)), F.gelu(heads.role_dep(y)), heads.vector(mean),
        )  # fmt: skip

    def _states(self, embeddings: Tensor, mask: Tensor) -> list[Tensor]:
        encoder = self.encoder
        batch, length, hidden = embeddings.shape
        x = encoder.norm(embeddings + encoder.positions.weight[:length] + encoder.kind)
        bias = (1 - mask)[:, None, None, :] * -1e9
        states = [x]
        for layer in list(encoder.layers)[: self.depth]:
            parts = [
                part.reshape(batch, length, layer.heads, hidden // layer.heads).transpose(1, 2)
                for part in layer.qkv(x).chunk(3, -1)
            ]
            scores = (parts[0] @ parts[1].transpose(-1, -2)) * (hidden // layer.heads) ** -0.5 + bias
            mixed = (torch.softmax(scores, -1) @ parts[2]).transpose(1, 2).reshape(batch, length, hidden)
            x = layer.norm1(x + layer.out(mixed))
            x = layer.norm2(x + layer.down(F.gelu(layer.up(x))))
            states.append(x)
        return states


def write_network(network: Network, depth: int, out: Path, per_channel: bool = True, reduce_range: bool = True) -> None:
    """Export and quantise to int8. ``reduce_range`` keeps weights to 7 bits: others overflow without VNNI."""
    module = Exported(network, depth).eval()
    hidden = network.encoder.positions.weight.shape[1]
    place = torch.randint(0, 20, (3, 12))
    example = (torch.randn(3, 20, hidden), torch.ones(3, 20), place, place, torch.ones(3, 12))
    axes: dict[str, dict[int, str]] = {
        "embeddings": {0: "batch", 1: "pieces"}, "mask": {0: "batch", 1: "pieces"},
        "first": {0: "batch", 1: "words"}, "last": {0: "batch", 1: "words"}, "words": {0: "batch", 1: "words"},
    }  # fmt: skip
    for name in OUTPUTS:
        axes[name] = {0: "batch"} if name == "vector" else {0: "batch", 1: "words"}
    axes["relation_head"][1] = axes["arc"][2] = "rooted"
    with tempfile.TemporaryDirectory() as folder:
        raw, prepared = Path(folder) / "raw.onnx", Path(folder) / "prepared.onnx"
        torch.onnx.export(
            module, example, str(raw), input_names=["embeddings", "mask", "first", "last", "words"],
            output_names=list(OUTPUTS), dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quant_pre_process(str(raw), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared), str(out), weight_type=QuantType.QInt8, per_channel=per_channel, reduce_range=reduce_range,
            op_types_to_quantize=["MatMul", "Gemm"],
        )  # fmt: skip
    onnx.checker.check_model(str(out))


def script_of(piece: str) -> str:
    """The writing system of a piece by its letters: "latin", "cyrillic", ..., "none" without letters, "mixed"."""
    scripts = {unicodedata.name(c, "?").split(" ")[0].lower() for c in piece if c.isalpha()}
    return "none" if not scripts else scripts.pop() if len(scripts) == 1 else "mixed"


def choose_pieces(file: E5File, used: set[int], count: int) -> list[int]:
    """Ids of the pieces to ship: specials, all that the data used, single characters, then by frequency.

    Pieces of the vocabulary are in order of frequency. Latin and Cyrillic ones come before those of other scripts, of
    which the fewest are needed for the languages covered.
    """
    chosen = {*range(SPECIAL), *(i for i in used if i < len(file.pieces))}
    scripts = {i: script_of(p) for i, p in enumerate(file.pieces)}
    ranks = {"none": 0.6, "latin": 1.0, "cyrillic": 1.2, "arabic": 2.5, "greek": 4.0, "hebrew": 4.0}
    rest = [i for i in range(SPECIAL, len(file.pieces)) if i not in chosen and not re.match(r"^<.*>$", file.pieces[i])]
    rest.sort(key=lambda i: i * ranks.get(scripts[i], 6.0))
    return sorted([*chosen, *rest[: max(0, count - len(chosen))]])


def write_embeddings(file: E5File, chosen: list[int], out: Path) -> None:
    """The 4-bit rows of the chosen pieces, as they are in the base model."""
    out.write_bytes(np.ascontiguousarray(packed_rows(file, "emb.word", file.hidden)[chosen]).tobytes())


def write_tokenizer(source: Path, chosen: list[int], out: Path) -> None:
    """The tokenizer with only the chosen pieces, ids renumbered in order."""
    data: dict[str, Any] = json.loads(source.read_text("utf8"))
    vocabulary = data["model"]["vocab"]
    data["model"]["vocab"] = [vocabulary[i] for i in chosen]
    data["added_tokens"] = [t for t in data["added_tokens"] if t["id"] < SPECIAL]
    data["post_processor"] = data["padding"] = data["truncation"] = None
    out.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), "utf8")


def used_pieces(pieces: Pieces, words: Iterable[str]) -> set[int]:
    """Ids that occur when the words are cut."""
    return {i for w in set(words) for i in pieces.word(w)}


def write_model(
    network: Network, depth: int, file: E5File, tokenizer: Path, chosen: list[int], folder: Path, **options: bool
) -> None:
    """All files of the shipped model and their manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    write_network(network, depth, folder / "network.onnx", **options)
    write_embeddings(file, chosen, folder / "embeddings.bin")
    write_tokenizer(tokenizer, chosen, folder / "tokenizer.json")
    heads = network.heads(depth)
    np.savez(
        folder / "tables.npz",
        relation=heads.relation.detach().numpy().astype(np.float16),
        role=heads.role.detach().numpy().astype(np.float16),
    )
    write_manifest(folder, depth, network.labels)


def write_manifest(folder: Path, depth: int, labels: Labels) -> None:
    """Labels and the SHA-256 of every file."""
    names = ["network.onnx", "embeddings.bin", "tokenizer.json", "tables.npz"]
    manifest = {
        "depth": depth,
        "labels": labels.as_dict(),
        "sha256": {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in names},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf8")
