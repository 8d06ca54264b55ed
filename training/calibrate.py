"""Fixed ranges for the int8 network: what a sentence gets must not depend on its neighbours in a batch.

Dynamic quantisation scales activations by the extremes of the whole batch. Here the extremes are measured once on
sample sentences, and every dynamic step is replaced by a fixed one. Values beyond the range are clipped.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from lagebild.analysis.model_files import open_model
from lagebild.analysis.network import NetworkRunner

BATCH = 12


def fix_ranges(folder: Path, sentences: Sequence[Sequence[str]]) -> None:
    """Rewrite ``network.onnx`` of a model folder in place; its manifest must be renewed afterwards."""
    path = folder / "network.onnx"
    model = onnx.load(path)
    ranges = measure(model, folder, sentences)
    _rewrite(model, ranges)
    onnx.save(model, path)


def measure(model: onnx.ModelProto, folder: Path, sentences: Sequence[Sequence[str]]) -> dict[str, tuple[float, float]]:
    """Smallest and largest value of every tensor that is quantised, over all sentences."""
    names = sorted({n.input[0] for n in model.graph.node if n.op_type == "DynamicQuantizeLinear"})
    probe = onnx.ModelProto()
    probe.CopyFrom(model)
    probe.graph.output.extend(helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in names)
    session = onnxruntime.InferenceSession(probe.SerializeToString(), providers=["CPUExecutionProvider"])
    runner = NetworkRunner(open_model(folder))
    ordered = sorted(sentences, key=len)
    found = dict.fromkeys(names, (0.0, 0.0))
    for start in range(0, len(ordered), BATCH):
        feed = runner.feed([runner.encode(words) for words in ordered[start : start + BATCH]])
        for name, value in zip(names, session.run(names, feed), strict=True):
            low, high = found[name]
            found[name] = (min(low, float(value.min())), max(high, float(value.max())))
    return found


def _rewrite(model: onnx.ModelProto, ranges: dict[str, tuple[float, float]]) -> None:
    """Dynamic steps to fixed ones, and each integer product with its scaling to one fused node."""
    graph = model.graph
    users = {name: node for node in graph.node for name in node.input}
    fixed: dict[str, str] = {}
    for node in list(graph.node):
        if node.op_type == "DynamicQuantizeLinear":
            source = node.input[0]
            low, high = ranges[source]
            scale = np.float32(max(high - low, 1e-6) / 255)
            zero = np.uint8(np.clip(round(-low / float(scale)), 0, 255))
            _constant(graph, f"{source}_fixed_scale", np.array(scale))
            _constant(graph, f"{source}_fixed_zero", np.array(zero))
            for output, name in ((node.output[1], "scale"), (node.output[2], "zero")):
                fixed[output] = f"{source}_fixed_{name}"
            node.op_type = "QuantizeLinear"
            del node.input[1:], node.output[1:]
            node.input.extend([f"{source}_fixed_scale", f"{source}_fixed_zero"])
    for node in list(graph.node):
        if node.op_type == "MatMulInteger":
            _fuse(graph, node, users, fixed)
    used = {name for node in graph.node for name in node.input} | {o.name for o in graph.output}
    for node in list(graph.node):
        if not used.intersection(node.output):
            graph.node.remove(node)


def _fuse(
    graph: onnx.GraphProto, node: onnx.NodeProto, users: dict[str, onnx.NodeProto], fixed: dict[str, str]
) -> None:
    """MatMulInteger, Cast and Mul become MatMulIntegerToFloat."""
    cast = users[node.output[0]]
    scaled = users[cast.output[0]]
    product = next(n for n in graph.node if n.output[0] in scaled.input and n.op_type == "Mul")
    weight_scale = next(name for name in product.input if name not in fixed)
    scale = next(fixed[name] for name in product.input if name in fixed)
    inputs = [node.input[0], node.input[1], scale, weight_scale, fixed[node.input[2]], node.input[3]]
    output = scaled.output[0]
    place = list(graph.node).index(node)
    for old in (node, cast, scaled):
        graph.node.remove(old)
    new = helper.make_node("MatMulIntegerToFloat", inputs, [output], f"{node.name}_fused", domain="com.microsoft")
    graph.node.insert(place, new)


def _constant(graph: onnx.GraphProto, name: str, value: np.ndarray) -> None:
    if all(i.name != name for i in graph.initializer):
        graph.initializer.append(numpy_helper.from_array(value, name))
