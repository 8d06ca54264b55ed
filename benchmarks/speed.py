"""Speed of the whole analysis (tokens, network, tree, lemmas, names, signals, offsets), loading, memory, size.

Runs in fresh processes on the German reports of the gold sets. Figures depend on the processor: whether it has fast
int8 products (VNNI) is printed beside them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

_PROBE = """
import json, sys, time
from pathlib import Path
started = time.perf_counter()
from lagebild.analysis.analyzer import Analyzer
analyzer = Analyzer.load(Path(sys.argv[2]) if sys.argv[2] else None, threads=int(sys.argv[3]))
analyzer.analyse([("Es regnet.", "de")])
load = time.perf_counter() - started
reports = []
for name in ("wikinews-dev", "press-dev"):
    for line in (Path(sys.argv[1]) / f"gold/{name}.reports.jsonl").read_text("utf8").splitlines():
        reports.append((json.loads(line)["text"], "de"))
best = 0.0
for _ in range(3):
    started = time.perf_counter()
    documents = analyzer.analyse(reports)
    best = max(best, sum(len(d.words) for d in documents) / (time.perf_counter() - started))
single = time.perf_counter()
for text, language in reports[:10]:
    analyzer.analyse([(text, language)])
single = (time.perf_counter() - single) / 10
status = Path("/proc/self/status").read_text().split()
print(json.dumps({
    "words_per_second": round(best), "seconds_per_single_report": round(single, 3), "load_seconds": round(load, 2),
    "resident_mb": round(int(status[status.index("VmHWM:") + 1]) / 1024),
}))
"""


def details(shared: Path, model: Path | None = None) -> dict[str, Any]:
    """Figures for one and two threads, the size of the shipped files in MB, and the processor."""
    result: dict[str, Any] = {"processor": processor(), "files_mb": round(size(model), 1)}
    for threads in (1, 2):
        command = [sys.executable, "-c", _PROBE, str(shared), str(model or ""), str(threads)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        result[f"threads_{threads}"] = json.loads(done.stdout.splitlines()[-1])
    return result


def run(shared: Path) -> dict[str, float]:
    """The figures flat; ``vnni`` is 1 where the processor has fast int8 products."""
    found = details(shared)
    figures = {"files MB": found["files_mb"], "vnni": float("with VNNI" in found["processor"])}
    for threads in (1, 2):
        figures.update({f"{threads} threads {k}": float(v) for k, v in found[f"threads_{threads}"].items()})
    return figures


def size(model: Path | None = None) -> float:
    """Megabytes (10^6 bytes) of the model's files."""
    from lagebild.analysis.model_files import MODEL_FOLDER

    return sum(f.stat().st_size for f in (model or MODEL_FOLDER).iterdir()) / 1e6


def processor() -> str:
    """Name of the processor and whether it has VNNI, where the system tells."""
    path = Path("/proc/cpuinfo")
    if not path.exists():
        return "unknown"
    text = path.read_text("utf8")
    name = next((line.split(":")[1].strip() for line in text.splitlines() if line.startswith("model name")), "unknown")
    return f"{name}, {'with' if 'vnni' in text else 'without'} VNNI"


def table(result: dict[str, Any]) -> str:
    """The figures as a Markdown table."""
    lines = [f"{result['processor']}; model files {result['files_mb']} MB", ""]
    lines += ["| threads | words/s | s per single report | load s | resident MB |", "|" + "---|" * 5]
    for threads in (1, 2):
        s = result[f"threads_{threads}"]
        cells = [threads, s["words_per_second"], s["seconds_per_single_report"], s["load_seconds"], s["resident_mb"]]
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path)
    arguments = parser.parse_args()
    print(table(details(arguments.shared, arguments.model)))


if __name__ == "__main__":
    main()
