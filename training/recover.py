"""A shipped model back into a :class:`Network`, so that training can go on when its checkpoint is gone.

The weights come back as int8 left them: seven bits a column for the products, exact for norms, biases and positions,
half precision for the tables of relations and roles. Over 99 of 100 choices stay the same.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from lagebild.analysis.model_files import open_model
from training.e5 import E5File, read_file
from training.labels import Labels
from training.network import Network
from training.train import save

_LAYER = re.compile(r"/(qkv|out|up|down)(?:_(\d+))?/MatMul_quant")
_HEAD = re.compile(r"/(\w+)/(?:Gemm_)?MatMul_quant")
_BARE = re.compile(r"/MatMul_\d+_quant")


def recovered(folder: Path, file: E5File) -> Network:
    """The network of a model folder. Raises ModelFileError for a broken folder, ValueError for another layout."""
    files = open_model(folder)
    depth = files.depth
    network = Network(file, Labels(**files.labels), (depth,))
    found = _weights(files.network, depth)
    with np.load(files.tables) as tables:
        found |= {f"exits.{depth}.{name}": torch.from_numpy(tables[name].astype(np.float32)) for name in tables.files}
    wrong = (network.state_dict().keys() - {"encoder.words.weight"}) ^ found.keys()
    if wrong:
        raise ValueError(f"{folder} has another layout: {', '.join(sorted(wrong))}")
    network.load_state_dict(found, strict=False)
    return network


def _weights(path: Path, depth: int) -> dict[str, Tensor]:
    """Tensors by their name in the network's state."""
    graph = onnx.load(path).graph
    constants = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found = {
        name.replace("heads.", f"exits.{depth}.", 1): torch.from_numpy(value.copy())
        for name, value in constants.items()
        if name.startswith(("encoder.", "heads.")) and not name.endswith(("_quantized", "_scale", "_zero_point"))
    }
    joins = []
    for node in graph.node:
        if node.op_type != "MatMulIntegerToFloat":
            continue
        quantised, scale, zero = (constants[node.input[i]] for i in (1, 3, 5))
        weight = torch.from_numpy((quantised.astype(np.float32) - zero.astype(np.float32)) * scale)
        if layer := _LAYER.match(node.name):
            found[f"encoder.layers.{layer[2] or 0}.{layer[1]}.weight"] = weight.T.contiguous()
        elif head := _HEAD.match(node.name):
            found[f"exits.{depth}.{head[1]}.weight"] = weight.T.contiguous()
        elif node.input[1] == "heads.arc_quantized":
            found[f"exits.{depth}.arc"] = weight
        elif _BARE.match(node.name):
            joins.append((_number(node.name), weight))
    found[f"exits.{depth}.join"] = torch.stack([weight for _, weight in sorted(joins, key=lambda pair: pair[0])])
    found[f"exits.{depth}.mix"] = _mix(graph, constants, depth)
    return found


def _mix(graph: onnx.GraphProto, constants: dict[str, np.ndarray], depth: int) -> Tensor:
    """Logarithms of the shares of the layers, first those for syntax: the export keeps only their softmax."""
    scaled = [n for n in graph.node if n.op_type == "Mul" and constants.get(n.input[0], np.zeros(1)).ndim == 0]
    scaled = [n for n in scaled if re.search(r"/norm2?(_\d+)?/LayerNorm", n.input[1])]
    shares = [float(constants[n.input[0]]) for n in sorted(scaled, key=lambda n: _number(n.name))]
    return torch.tensor(shares).clamp(min=1e-8).log().reshape(2, depth + 1)


def _number(name: str) -> int:
    return int(re.findall(r"_(\d+)", name)[0])


def main() -> None:
    """Model folder to checkpoint."""
    parser = argparse.ArgumentParser(prog="python -m training.recover", description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="the base model's file (training.__main__.WEIGHTS)")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    network = recovered(arguments.model, read_file(arguments.weights))
    save(arguments.out, network, network.state_dict(), network.labels, [int(e) for e in network.exits])


if __name__ == "__main__":
    main()
