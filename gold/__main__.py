"""Writes the annotated reports with their texts: ``python -m gold --data ../shared/data/train --out build/gold``.

With ``--readings ONE TWO``: two readers' notes (files or folders of ``*.notes``) become the published annotation, and
their agreement is printed (share of claims that both have, as F1, by the scorer of the gold folder).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gold.notes import claims as read_notes
from gold.published import FOLDER, load, without_words
from gold.readings import agreement, merged
from gold.texts import texts


def write(path: Path, records: Iterable[dict[str, Any]]) -> None:
    """JSON lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")


def publish(data: Path, scorer: Path, language: str, first: list[Path], second: list[Path]) -> None:
    """Merge two readings of the same reports and write them without their texts."""
    known = {report["id"]: report["text"] for report in texts(data)}
    readings, ids = [], []
    for paths in (first, second):
        notes = "\n".join(path.read_text(encoding="utf-8") for path in paths)
        ids.append([line[3:].strip() for line in notes.splitlines() if line.startswith("## ")])
        readings.append(list(read_notes(notes, known)))
    both = set(ids[0]) & set(ids[1])
    print(f"{language}: {len(ids[0])} reports, {len(both)} read twice; agreement {agreement(*readings, both, scorer)}")
    claims = merged(*readings, both, scorer)
    write(FOLDER / f"{language}.claims.jsonl", [without_words(claim, known[claim["doc"]]) for claim in claims])
    write(
        FOLDER / f"{language}.reports.jsonl",
        [
            {"id": doc, "characters": len(known[doc]), "readings": 1 + (doc in both)}
            for doc in sorted({*ids[0], *ids[1]})
        ],
    )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m gold", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("build/gold"))
    parser.add_argument("--language", choices=("de", "en"), default="de", help="of the readings")
    parser.add_argument("--readings", type=Path, nargs=2, help="folders with the notes of reader one and two")
    arguments = parser.parse_args()
    if arguments.readings:
        first, second = (sorted(folder.glob("*.notes")) for folder in arguments.readings)
        publish(arguments.data, arguments.data.parent.parent / "gold/score.py", arguments.language, first, second)
    for name in ("de", "en", "second"):
        reports, claims = load(arguments.data, name)
        write(arguments.out / f"{name}.reports.jsonl", reports)
        write(arguments.out / f"{name}.claims.jsonl", claims)
        print(f"{name}: {len(reports)} reports, {len(claims)} claims in {arguments.out}")


if __name__ == "__main__":
    main()
