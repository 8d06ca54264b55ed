"""``python -m benchmarks``: score the shipped state, write docs/benchmarks.md, hold it against the floors.

Each module in this package with a function ``run(shared: Path) -> dict[str, float]`` is one benchmark. Floors stand in
``baseline.yaml``; a figure below its floor fails the run. A floor is changed only by hand, in a commit that says why.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import yaml

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "benchmarks.md"
_QUICK = ("claims", "plover", "quotes", "times", "places", "entities", "merging")
"""What CI checks on each change; the others take long or need a quiet machine."""


def benchmarks() -> dict[str, Any]:
    """Modules here that have a ``run``, by name."""
    found = {}
    for module in iter_modules([str(HERE)]):
        if not module.name.startswith("_"):
            loaded = import_module(f"benchmarks.{module.name}")
            if hasattr(loaded, "run"):
                found[module.name] = loaded
    return found


def below_floor(name: str, figures: dict[str, float], floors: dict[str, dict[str, Any]]) -> list[str]:
    """Lines that say which figures are missing or lower than their floor."""
    problems = []
    for metric, entry in floors.get(name, {}).items():
        value = figures.get(metric)
        if "floor" in entry and (value is None or value < entry["floor"]):
            problems.append(f"{name} {metric}: {value} is below its floor {entry['floor']}")
    return problems


def page(results: dict[str, dict[str, float]], floors: dict[str, dict[str, Any]]) -> str:
    """The table of results as Markdown, with targets and rivals where the baseline file names them."""
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`; do not edit. Floors are held by CI (`benchmarks/baseline.yaml`).",
    ]
    for name, figures in results.items():
        summary = (import_module(f"benchmarks.{name}").__doc__ or name).strip().splitlines()[0]
        lines += ["", f"## {name}", "", summary, "", "| figure | value | floor | target | beside it |"]
        lines.append("| --- | --- | --- | --- | --- |")
        for metric, value in figures.items():
            entry = floors.get(name, {}).get(metric, {})
            cells = [metric, f"{value:.3f}".rstrip("0").rstrip(".")]
            cells += [str(entry.get(key, "")) for key in ("floor", "target", "beside")]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run, write, check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with gold/ and data/")
    parser.add_argument("--only", nargs="*", help="names of the benchmarks to run")
    parser.add_argument("--check", action="store_true", help="only those of CI; write no page")
    parser.add_argument("--write", action="store_true", help="write the page from the chosen benchmarks alone")
    arguments = parser.parse_args()
    if not (arguments.shared / "gold").is_dir():
        sys.exit(f"There is no {arguments.shared}/gold: benchmarks need the shared folder; give it with --shared")
    floors = yaml.safe_load((HERE / "baseline.yaml").read_text(encoding="utf-8")) or {}
    chosen = arguments.only or (_QUICK if arguments.check else None)
    results: dict[str, dict[str, float]] = {}
    for name, module in benchmarks().items():
        if chosen is None or name in chosen:
            results[name] = module.run(arguments.shared)
            print(name, {metric: round(value, 4) for metric, value in results[name].items()}, flush=True)
    if arguments.write or not (arguments.check or arguments.only):
        PAGE.write_text(page(results, floors), encoding="utf-8")
    problems = [line for name, figures in results.items() for line in below_floor(name, figures, floors)]
    if problems:
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    main()
