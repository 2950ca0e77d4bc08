"""What stands around an act and is no part of it: concessions, scenes a noun sets, acts of a content clause."""

import pytest

from coding_trees import plant, proposal, with_proposals
from lagebild.coding import code_claims
from lagebild.knowledge import Knowledge
from lagebild.schema import SidePointer, Status

IF_CLAUSE = """
Man man PRON 2 nsubj
wartet warten VERB 0 root VerbForm=Fin|Tense=Pres
, , PUNCT 7 punct
{before}
wenn wenn SCONJ 7 mark
Russland Russland PROPN 7 nsubj
angreift angreifen VERB 2 advcl VerbForm=Fin|Tense=Pres
die der DET 9 det
Ukraine Ukraine PROPN 7 obj
"""

OPENING = """
Zum zu ADP 2 case
Auftakt Auftakt NOUN 6 obl
des der DET 4 det
Besuchs Besuch NOUN 2 nmod
Japans Japan PROPN 4 nmod Case=Gen
kündigte ankündigen VERB 0 root VerbForm=Fin|Tense=Past
Russland Russland PROPN 6 nsubj
Kritik Kritik NOUN 6 obj
an an ADP 6 compound:prt
"""


@pytest.mark.parametrize(
    ("before", "status"), [("nur nur ADV 7 advmod", Status.POSSIBLE), ("auch auch ADV 7 advmod", Status.HAPPENED)]
)
def test_a_condition_is_possible_and_a_concession_a_fact(before: str, status: Status, knowledge: Knowledge) -> None:
    (claim,) = code_claims(plant(IF_CLAUSE.format(before=before), knowledge), knowledge=knowledge)
    assert claim.status is status


def test_the_scene_of_an_announcement_is_not_announced(knowledge: Knowledge) -> None:
    claims = code_claims(plant(OPENING, knowledge), knowledge=knowledge)
    assert [c.status for c in claims if c.type == "CONSULT"] == [Status.HAPPENED]


def test_the_act_of_a_content_clause_is_one_of_its_own(knowledge: Knowledge) -> None:
    annotated = plant(
        """
        Iran Iran PROPN 2 nsubj
        versprach versprechen VERB 0 root VerbForm=Fin|Tense=Past
        , , PUNCT 5 punct
        man man PRON 5 nsubj
        helfe helfen VERB 2 ccomp VerbForm=Fin|Mood=Sub
        """,
        knowledge,
    )
    sides = (SidePointer("actor", "IRN", 0.9, 0),)
    made = [proposal(annotated, at, type="AGREE", status="happened", sides=sides, score=0.8) for at in (1, 4)]
    claims = code_claims(with_proposals(annotated, *made), knowledge=knowledge)
    assert [c.trigger for c in claims] == [annotated.tokens[at].span for at in (1, 4)]
