import pytest

from gold.notes import NoteError, claims

TEXT = "Gunmen killed a policeman on Friday, police said. The gunmen fled. Nobody was killed on Saturday."


def read(*lines):
    return list(claims("\n".join(["## d1", *lines]), {"d1": TEXT}))


def test_a_note_becomes_a_claim():
    (claim,) = read(
        "ASSAULT/firearms | killed ; killed@2 | Gunmen=- UAF | a policeman=IRQ COP | police=asserts | IRQ | on Friday"
    )
    assert [TEXT[start:end] for start, end in claim["spans"]] == ["killed", "killed"]
    assert claim["spans"][1][0] > claim["spans"][0][0]
    assert claim["actors"] == [{"name": "Gunmen", "country": None, "sector": "UAF"}]
    assert claim["sources"] == [{"name": "police", "stance": "asserts"}]
    assert (claim["mode"], claim["status"], claim["time"]) == ("firearms", "occurred", "on Friday")


def test_columns_may_be_left_out():
    (claim,) = read("RETREAT/negated | fled")
    assert claim["status"] == "negated"
    assert claim["actors"] == claim["sources"] == []


@pytest.mark.parametrize(
    "line",
    [
        "ATTACK | killed",
        "ASSAULT/visit | killed",
        "ASSAULT | shot",
        "ASSAULT | killed@3",
        "ASSAULT | killed | Soldiers=IRQ MIL",
        "ASSAULT | killed | Gunmen=Iraq MIL",
        "ASSAULT | killed | Gunmen=IRQ ARMY",
        "ASSAULT | killed | | | police=says",
        "ASSAULT | killed | | | | | on Monday",
    ],
)
def test_a_note_that_does_not_fit_the_text_is_refused(line):
    with pytest.raises(NoteError, match="line 2"):
        read(line)


def test_an_unknown_document_is_refused():
    with pytest.raises(NoteError, match="no text d2"):
        list(claims("## d2", {"d1": TEXT}))
