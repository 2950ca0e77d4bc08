"""Parties that the text leaves unsaid, and willingness that is an act in words."""

from coding_trees import plant
from lagebild.coding import code_claims
from lagebild.knowledge import Knowledge
from lagebild.schema import Claim, Status


def only(text: str, knowledge: Knowledge) -> Claim:
    (claim,) = code_claims(plant(text, knowledge), knowledge=knowledge)
    return claim


def test_an_attack_without_target_hits_the_other_side_spoken_of(knowledge: Knowledge) -> None:
    claim = only(
        """
        Die der DET 2 det
        Ukraine Ukraine PROPN 3 nsubj
        meldet melden VERB 0 root Tense=Pres
        russische russisch ADJ 5 amod
        Angriffe Angriff NOUN 3 obj
        """,
        knowledge,
    )
    assert [p.country for p in claim.actors] == ["RUS"]
    assert [p.country for p in claim.recipients] == ["UKR"]


def test_a_text_without_sides_tells_of_no_relevant_act(knowledge: Knowledge) -> None:
    annotated = plant("Leser Leser NOUN 2 nsubj\nkritisieren kritisieren VERB 0 root Tense=Pres\n", knowledge)
    assert code_claims(annotated, knowledge=knowledge) == ()


def test_promised_aid_is_an_agreement(knowledge: Knowledge) -> None:
    claim = only(
        """
        Japan Japan PROPN 7 nsubj
        will wollen AUX 7 aux Tense=Pres
        Waffen Waffe NOUN 7 obj
        an an ADP 6 case
        die der DET 6 det
        Ukraine Ukraine PROPN 7 obl
        liefern liefern VERB 0 root VerbForm=Inf
        """,
        knowledge,
    )
    assert (claim.type, claim.status) == ("AGREE", Status.HAPPENED)


def test_a_modal_that_opens_the_clause_is_a_condition(knowledge: Knowledge) -> None:
    claim = only(
        """
        Sollte sollen AUX 5 aux Mood=Sub|Tense=Past
        Japan Japan PROPN 5 nsubj:pass
        von von ADP 4 case
        Nordkorea Nordkorea PROPN 5 obl:agent
        angegriffen angreifen VERB 0 root VerbForm=Part
        werden werden AUX 5 aux:pass VerbForm=Inf
        """,
        knowledge,
    )
    assert claim.status is Status.POSSIBLE


def test_a_passive_in_the_past_is_no_future(knowledge: Knowledge) -> None:
    claim = only(
        """
        Japan Japan PROPN 5 nsubj:pass
        war sein AUX 5 aux Tense=Past
        von von ADP 4 case
        Nordkorea Nordkorea PROPN 5 obl:agent
        angegriffen angreifen VERB 0 root VerbForm=Part
        worden werden AUX 5 aux:pass VerbForm=Part
        """,
        knowledge,
    )
    assert claim.status is Status.HAPPENED


def test_both_sides_are_the_two_spoken_of(knowledge: Knowledge) -> None:
    text = """
        Japan Japan PROPN 2 nsubj
        traf treffen VERB 0 root Tense=Past
        die der DET 4 det
        Ukraine Ukraine PROPN 2 obj
        . . PUNCT 2 punct

        Beide beide DET 2 det
        Seiten Seite NOUN 3 nsubj
        einigten einigen VERB 0 root Tense=Past
        sich sich PRON 3 obj
    """
    claims = code_claims(plant(text, knowledge), knowledge=knowledge)
    assert {p.country for p in claims[-1].actors} == {"JPN", "UKR"}


def test_a_critical_verb_without_object_hits_nobody(knowledge: Knowledge) -> None:
    claim = only(
        """
        Polen Polen PROPN 2 nsubj
        kritisiert kritisieren VERB 0 root Tense=Pres
        Reformen Reform NOUN 2 obj
        ; ; PUNCT 2 punct
        in in ADP 6 case
        Rom Rom PROPN 2 obl
        """,
        knowledge,
    )
    assert claim.type == "ACCUSE"
    assert claim.recipients == ()


DROPPED = """
    Japan Japan PROPN 5 nsubj
    will wollen AUX 5 aux Tense=Pres
    Raketen Rakete NOUN 5 obj
    bald bald ADV 5 advmod
    testen testen VERB 0 root VerbForm=Inf
    . . PUNCT 5 punct

    Von von ADP 3 case
    {article} dieser DET 3 det
    Plan Plan NOUN 6 obl
    ist sein AUX 6 aux Tense=Pres
    Japan Japan PROPN 6 nsubj
    abgerückt abrücken VERB 0 root VerbForm=Part
"""


def test_a_plan_that_is_dropped_is_denied(knowledge: Knowledge) -> None:
    planned, dropped = code_claims(plant(DROPPED.format(article="diesem"), knowledge), knowledge=knowledge)
    assert (planned.type, planned.status) == ("MOBILIZE", Status.PLANNED)
    assert (dropped.type, dropped.status) == ("MOBILIZE", Status.DENIED)
    assert [p.country for p in dropped.actors] == ["JPN"]
    assert dropped.evidence.reason == "frame:dropped"


def test_a_plan_of_no_known_act_drops_nothing(knowledge: Knowledge) -> None:
    assert len(code_claims(plant(DROPPED.format(article="einem"), knowledge), knowledge=knowledge)) == 1
