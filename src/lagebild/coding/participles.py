"""Infinitives of past participles with a prefix, which dictionaries of forms mostly lack ("beschossen", "umgebracht").

The prefix is taken off, the bare verb's participle is looked up in the dictionary ("geschossen" -> "schießen"), and the
prefix put back. The word classes are data (``participles`` in ``lang/<xx>/coding.yaml``).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lagebild import lang
from lagebild.analysis.lemmas import in_dictionary


@lru_cache(maxsize=1 << 13)
def infinitives(form: str, language: str) -> tuple[str, ...]:
    """Infinitives that the form, lower case and without adjective ending, may be the past participle of."""
    rules: dict[str, Any] = lang.load(language, "coding").get("participles", {})
    if not rules:
        return ()
    mark, endings = rules["mark"], rules["infinitive"]
    found = []
    for prefix in rules["separable"]:
        rest = form.removeprefix(prefix)
        if rest != form and rest.startswith(mark):
            found += [prefix + verb for verb in _bare(rest, language, endings)]
    for prefix in rules["inseparable"]:
        rest = form.removeprefix(prefix)
        if rest != form and len(rest) > 2:
            found += [prefix + verb for verb in _bare(mark + rest, language, endings)]
            found += [
                prefix + rest[: -len(weak)] + ending for weak, ending in rules["weak"].items() if rest.endswith(weak)
            ]
    found += [form[: -len(end)] + whole for end, whole in rules["without_mark"].items() if form.endswith(end)]
    return tuple(dict.fromkeys(found))


def _bare(participle: str, language: str, endings: list[str]) -> list[str]:
    """The infinitive of a participle without prefix, by the dictionary."""
    lemma = in_dictionary(participle, language).lower()
    return [lemma] if lemma != participle and any(lemma.endswith(ending) for ending in endings) else []
