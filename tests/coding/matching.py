"""Small lexicons, and what the tests of matching ask of a match."""

from __future__ import annotations

from lagebild.analysis.document import Document
from lagebild.coding.frames import Lexicon
from lagebild.coding.match import Match, find
from lagebild.coding.slots import fill
from tests.coding import mini

FRAMES = mini(
    """
type: CONSULT
verbs:
  treffen: subj = obj
  sich treffen {mit}: subj = mit
  zu Besuch kommen: subj > nach|in [visit]
nouns:
  Treffen: gen|von|zwischen|adj|mod = mit
  Gespräch: gen|zwischen|adj = mit
""",
    """
type: COERCE
verbs:
  festnehmen: subj > obj [arrest]
nouns:
  Festnahme: durch > gen [arrest]
""",
    """
type: REJECT
verbs:
  ablehnen: subj > obj
  Gespräch ablehnen {mit}: subj > mit [meet]
""",
    """
type: THREATEN
verbs:
  drohen {zu}: subj > iobj
""",
    """
type: ASSAULT
verbs:
  angreifen: subj > obj
  beschießen: subj > obj
heads:
  -angriff: gen|von|adj|durch|mod > auf|gegen
modifiers:
  Raketen-: heavy-weapons
""",
)


ENGLISH = mini(
    """
type: ASSAULT
verbs:
  attack: subj > obj
  carry out attack {on}: subj > on
nouns:
  attack: gen|by|adj|mod > on|against
""",
    """
type: COERCE
verbs:
  arrest: subj > obj [arrest]
""",
    language="en",
)


def roles(document: Document, match: Match) -> tuple[list[str], list[str]]:
    """Words of the first filled actor slot and of the first filled recipient slot."""
    sides = []
    for side in (match.frame.actors, match.frame.recipients):
        filled = [fill(document, match.head, slot, noun=match.noun, part=match.part) for slot in side]
        first = next((fillers for fillers in filled if fillers), [])
        sides.append(
            [document.text[slice(*item.part)] if item.part else document.words[item.word].text for item in first]
        )
    return sides[0], sides[1]


def only(document: Document, lexicon: Lexicon = FRAMES) -> Match:
    found = find(document, lexicon)
    assert len(found) == 1, [match.frame.id for match in found]
    return found[0]
