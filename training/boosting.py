"""Boosted trees for :mod:`lagebild.coding.trees`, grown by LightGBM and written out as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

LEAST = 5
"""Rows in which a sign must be seen to be asked for."""
NUMBER, LEAVES, PACE = 150, 15, 0.06
"""Trees, leaves of each, share of each that is added: cross-validated on 831 real reports."""


def grow(
    rows: Sequence[dict[str, float]], labels: Sequence[bool], importance: Sequence[float], number: int = NUMBER
) -> dict[str, Any]:
    """Trees that tell the rows with a true label from the others; the same rows give the same trees."""
    import lightgbm

    seen = Counter(name for row in rows for name, value in row.items() if value)
    names = sorted(name for name, count in seen.items() if count >= LEAST)
    index = {name: column for column, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)), np.float32)
    for at, row in enumerate(rows):
        for name, value in row.items():
            if name in index:
                table[at, index[name]] = value
    settings = {
        "objective": "binary", "num_leaves": LEAVES, "learning_rate": PACE, "min_child_samples": 15,
        "colsample_bytree": 0.5, "subsample": 0.8, "subsample_freq": 1, "reg_lambda": 5.0, "use_missing": False,
        "num_threads": 1, "deterministic": True, "seed": 1, "verbose": -1,
    }  # fmt: skip
    data = lightgbm.Dataset(table, np.asarray(labels, np.float32), weight=np.asarray(importance, np.float32))
    model = lightgbm.train(settings, data, number).dump_model()
    return lean({"signs": names, "trees": [plain(tree["tree_structure"]) for tree in model["tree_info"]]})


def lean(grown: dict[str, Any]) -> dict[str, Any]:
    """The same trees with those signs only that a node asks for."""
    asked = sorted({int(node[0]) for tree in grown["trees"] for node in tree["nodes"]})
    column = {old: new for new, old in enumerate(asked)}
    for tree in grown["trees"]:
        for node in tree["nodes"]:
            node[0] = column[int(node[0])]
    return {**grown, "signs": [grown["signs"][old] for old in asked if old < len(grown["signs"])]}


def plain(top: dict[str, Any]) -> dict[str, Any]:
    """A tree of LightGBM as nodes and leaves (see :mod:`lagebild.coding.trees`)."""
    nodes: list[list[float]] = []
    leaves: list[float] = []

    def add(part: dict[str, Any]) -> int:
        if "split_feature" not in part:
            leaves.append(round(part["leaf_value"], 5))
            return -len(leaves)
        at = len(nodes)
        nodes.append([part["split_feature"], float(f"{part['threshold']:.6g}"), 0, 0])
        nodes[at][2:] = [add(part["left_child"]), add(part["right_child"])]
        return at

    if add(top) < 0:
        nodes = [[0, 0.0, -1, -1]]
    return {"nodes": nodes, "leaves": leaves}
