"""Checks the corpus and counts it: ``python -m training.corpus``."""

from collections import Counter

from training.corpus import corpus

for language in ("de", "en"):
    reports, claims = corpus(language)
    words = sum(len(report["text"].split()) for report in reports)
    print(f"{language}: {len(reports)} texts, {words} words, {len(claims)} claims")
    print("  ", ", ".join(f"{name} {count}" for name, count in Counter(c["type"] for c in claims).most_common()))
    print("  ", ", ".join(f"{name} {count}" for name, count in Counter(c["status"] for c in claims).most_common()))
