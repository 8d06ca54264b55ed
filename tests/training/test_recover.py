from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from lagebild.analysis.model_files import MODEL_FOLDER, open_model
from lagebild.analysis.network import NetworkRunner

torch = pytest.importorskip("torch", reason="only training needs it")
pytest.importorskip("onnx")

SENTENCES = (
    "Die Ministerin hat am Dienstag in Oslo neue Hilfen für die Ukraine angekündigt .",
    "Nach Angaben der Polizei wurden bei dem Angriff zwei Menschen verletzt .",
    "The government rejected the demand of the union , a spokesman said .",
)
NAMED = ("arc", "upos", "names", "event", "status")


def test_a_recovered_network_says_what_the_shipped_files_say():
    from training.e5 import E5File
    from training.export import OUTPUTS, Exported
    from training.recover import recovered

    size = 4 * 1536 * 384
    base = E5File(384, 12, 12, 1536, ["<s>"], defaultdict(lambda: (0, size)), bytes(size))
    network = recovered(MODEL_FOLDER, base)
    depth = open_model().depth
    module = Exported(network, depth).eval()
    runner = NetworkRunner(open_model(), 1)
    right = total = 0
    for sentence in SENTENCES:
        words = sentence.split()
        feed = runner.feed([runner.encode(words)])
        scores = runner.run([words])[0]
        with torch.no_grad():
            outputs = module(*(torch.from_numpy(feed[k]) for k in ("embeddings", "mask", "first", "last", "words")))
        found = dict(zip(OUTPUTS, outputs, strict=True))
        for name in NAMED:
            same = getattr(scores, name).argmax(-1) == found[name][0].numpy().argmax(-1)
            right, total = right + int(np.sum(same)), total + len(words)
    assert right >= 0.97 * total
