"""Agreement and roles on hand-made scores: "Den Angriff verübten Rebellen", read wrongly by the network."""

from __future__ import annotations

import numpy as np

from lagebild.analysis.grammar import Draft, Grammar, GrammarRules, load_grammar

VALUES = {"Case": ["", "Acc", "Dat", "Nom"], "Number": ["", "Plur", "Sing"]}
RULES = GrammarRules(
    relations=frozenset({"det"}),
    features=("Case", "Number"),
    roles={"nsubj": "Nom", "obj": "Acc"},
    prepositions={"von": "Dat"},
    agents=frozenset({"von"}),
)


def scores(values: list[str], *rows: dict[str, float]) -> np.ndarray:
    table = np.array([[row.get(v, 0.001) for v in values] for row in rows], np.float32)
    return np.log(table / table.sum(1, keepdims=True))


def draft(
    words: str, upos: str, heads: list[int], relations: str, case: list[dict[str, float]], **role: list[float]
) -> Draft:
    number = [
        {"Plur": 0.9, "Sing": 0.1} if w in ("verübten", "Rebellen") else {"Sing": 0.9, "Plur": 0.1}
        for w in words.split()
    ]
    feats = [
        {"Case": max(c, key=lambda k: c[k]), "Number": max(n, key=lambda k: n[k])}
        for c, n in zip(case, number, strict=True)
    ]
    for f, c in zip(feats, case, strict=True):
        if max(c, key=lambda k: c[k]) == "":
            del f["Case"]
    return Draft(
        words.split(), upos.split(), heads, relations.split(), feats,
        {"Case": scores(VALUES["Case"], *case), "Number": scores(VALUES["Number"], *number)}, VALUES,
        {k: np.log(np.array(v, np.float32)) for k, v in role.items()},
    )  # fmt: skip


def object_first() -> Draft:
    d = draft(
        "Den Angriff verübten Rebellen", "DET NOUN VERB NOUN", [1, 2, -1, 2], "det nsubj root obj",
        [{"Acc": 0.99}, {"Nom": 0.5, "Acc": 0.4}, {"": 1.0}, {"Nom": 0.4, "Acc": 0.3, "Dat": 0.3}],
        nsubj=[0.01, 0.7, 0.01, 0.4], obj=[0.01, 0.3, 0.01, 0.5],
    )  # fmt: skip
    d.feats[2].update(Mood="Ind", VerbForm="Fin", Number="Plur")
    return d


def test_an_accusative_in_front_is_the_object() -> None:
    d = object_first()
    Grammar(RULES).apply(d)
    assert d.relations == ["det", "obj", "root", "nsubj"]
    assert [f.get("Case") for f in d.feats] == ["Acc", "Acc", None, "Nom"]


def test_a_clause_has_one_subject() -> None:
    d = object_first()
    d.relations[3] = "nsubj"
    Grammar(RULES).apply(d)
    assert sorted(d.relations) == ["det", "nsubj", "obj", "root"]


def test_an_agent_needs_a_passive() -> None:
    words = "Er wurde von Rebellen getötet"
    d = draft(words, "PRON AUX ADP NOUN VERB", [4, 4, 3, 4, -1], "nsubj aux:pass case obl root",
              [{"Nom": 0.9}, {"": 1.0}, {"": 1.0}, {"Acc": 0.6, "Dat": 0.4}, {"": 1.0}],
              nsubj=[0.9] * 5, obj=[0.1] * 5)  # fmt: skip
    Grammar(RULES).apply(d)
    assert d.relations == ["nsubj:pass", "aux:pass", "case", "obl:agent", "root"]
    assert d.feats[3]["Case"] == "Dat"
    d.relations = ["nsubj", "aux", "case", "obl", "root"]
    Grammar(RULES).apply(d)
    assert d.relations[3] == "obl"


def test_languages_without_data_have_no_grammar() -> None:
    assert load_grammar("xx") is None
    assert load_grammar("../de") is None
    german = load_grammar("de")
    assert german is not None
    assert german.roles["nsubj"] == "Nom"


def possessor(words: str, heads: list[int], relations: str) -> list[str]:
    tags = ["PROPN", *(["ADJ"] * (len(heads) - 3)), "NOUN", "VERB"]
    d = Draft(words.split(), tags, heads, relations.split(), [{} for _ in heads], {}, {}, {})
    Grammar(GrammarRules(possessors=("s",), doubtful=frozenset({"dep", "compound"}))).apply(d)
    return d.relations


def test_a_name_in_the_genitive_before_its_noun_is_its_possessor():
    assert possessor("Israels Armee marschiert", [1, 2, -1], "dep nsubj root")[0] == "nmod:poss"
    assert possessor("Israels neue Armee marschiert", [2, 2, 3, -1], "dep amod nsubj root")[0] == "nmod:poss"


def test_other_names_before_a_noun_stay_what_they_are():
    assert possessor("Siemens Tochter klagt", [2, 2, -1], "nsubj obj root")[0] == "nsubj"
    assert possessor("Airbus Flotte fliegt", [2, 2, -1], "dep nsubj root")[0] == "dep"
    assert possessor("Nato Truppe kommt", [1, 2, -1], "compound nsubj root")[0] == "compound"
