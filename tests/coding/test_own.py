from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.coding import Frames, FramesError

JOIN = """
type: JOIN
meaning: joins an international organisation
quad: verbal_cooperation
score: 3
frames:
  de:
    verbs:
      beitreten: subj > iobj
  en:
    verbs:
      join: subj > obj ?
examples:
  de: [Norwegen trat der Organisation bei.]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "join.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_own_type_joins_the_shipped_frames(tmp_path: Path):
    frames = Frames.load([write(tmp_path, JOIN)])
    assert frames.own_types == {"JOIN"}
    assert frames.types["JOIN"].score == 3
    assert frames.lexicon("de").verbs["beitreten"][-1].type == "JOIN"
    assert frames.examples["JOIN"]["de"] == ["Norwegen trat der Organisation bei."]
    assert "JOIN" not in Frames().lexicon("de").types


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("type: JOIN", "type: ASSAULT", "is a PLOVER type"),
        ("type: JOIN", "type: join", "in capitals"),
        ("quad: verbal_cooperation", "quad: nice", "'quad:' must be one of"),
        ("subj > iobj", "subj > dativ", "unknown slot 'dativ'"),
        ("meaning:", "meening:", "unknown key 'meening'"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, old: str, new: str, complaint: str):
    with pytest.raises(FramesError, match=complaint):
        Frames.load([write(tmp_path, JOIN.replace(old, new))])


def test_missing_file(tmp_path: Path):
    with pytest.raises(FramesError, match="cannot be read"):
        Frames.load([tmp_path / "none.yaml"])


def test_example_of_the_docs_is_valid():
    frames = Frames.load([Path(__file__).parents[2] / "examples" / "join.yaml"])
    assert frames.own_types == {"JOIN"}
    assert frames.examples["JOIN"]
