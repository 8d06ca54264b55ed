"""The names of the dev texts that lead to no country: ``python -m benchmarks.unresolved --shared ../shared``."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from benchmarks.gold import examples


def unresolved(shared: Path, sets: tuple[str, ...] = ("wikinews-dev", "press-dev")) -> Counter[tuple[str, str]]:
    """How often each name (words, label) of the model has no mention with a country or entity code."""
    counts: Counter[tuple[str, str]] = Counter()
    for example in examples(shared, sets):
        known = (mention for mention in example.grounding.mentions if mention.country and not _assumed(mention.why))
        coded = [mention.span for mention in known]
        for name in example.document.names:
            if not any(span.start < name.end and name.start < span.end for span in coded):
                counts[example.document.text[name.start : name.end], name.label] += 1
    return counts


def _assumed(why: str) -> bool:
    return "assumed" in why


def main() -> None:
    """Print the fifty most frequent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    for (words, label), count in unresolved(parser.parse_args().shared).most_common(50):
        print(f"{count:3d}  {label}  {words}")


if __name__ == "__main__":
    main()
