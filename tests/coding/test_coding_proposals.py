"""Claims assembled from proposals of the language model, alone and together with frames."""

from dataclasses import replace

import pytest

from coding_trees import plant
from lagebild.coding import CodingConfig, code_claims
from lagebild.coding.reading import read_annotated
from lagebild.knowledge import Knowledge
from lagebild.schema import Annotated, Party, Pointer, Proposal, SidePointer, Span, Status

TEXT = """
Russland Russland PROPN 2 nsubj
rüttelt rütteln VERB 0 root
in in ADP 4 case
Kiew Kiew PROPN 2 obl
am an ADP 6 case
Mittwoch Mittwoch NOUN 2 obl
an an ADP 8 case
Grenzen Grenze NOUN 2 obl
"""
ATTACK = """
Russland Russland PROPN 2 nsubj
greift greifen+an VERB 0 root VerbForm=Fin|Tense=Pres
die der DET 4 det
Ukraine Ukraine PROPN 2 obj
an an ADP 2 compound:prt
"""


def proposal(annotated: Annotated, token: int, *pointers: Pointer, score: float = 0.9, **changes: object) -> Proposal:
    span = annotated.tokens[token].span
    made = Proposal(Span(*span), token, "THREATEN", None, "planned", score, pointers)
    return replace(made, **changes)  # type: ignore[arg-type]


def with_proposals(annotated: Annotated, *proposals: Proposal) -> Annotated:
    return replace(annotated, proposals=proposals)


def test_pointers_fill_the_roles(knowledge: Knowledge) -> None:
    annotated = plant(TEXT, knowledge, times=("am Mittwoch",))
    made = proposal(
        annotated,
        1,
        Pointer("actor", 0, 0.9, "RUS", 0.9),
        Pointer("recipient", 3, 0.8, "UKR", 0.9),
        Pointer("when", 5, 0.8, None, 0.0),
        Pointer("where", 3, 0.8, None, 0.0),
    )
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge)
    assert [p.country for p in claim.actors] == ["RUS"]
    assert [p.country for p in claim.recipients] == ["UKR"]
    assert claim.status is Status.PLANNED
    assert claim.when is not None
    assert claim.where is not None
    assert claim.evidence.reason == "model:0.90"


def test_weak_pointers_and_proposals_are_left_out(knowledge: Knowledge) -> None:
    annotated = plant(TEXT, knowledge)
    weak = proposal(annotated, 1, Pointer("recipient", 3, 0.05, "UKR", 0.9), type="MOBILIZE")
    (claim,) = code_claims(with_proposals(annotated, weak), knowledge=knowledge)
    assert claim.recipients == ()
    assert code_claims(with_proposals(annotated, replace(weak, score=0.1)), knowledge=knowledge) == ()


def test_the_model_fills_in_a_country_the_tables_do_not_know(knowledge: Knowledge) -> None:
    annotated = plant(TEXT, knowledge)
    made = proposal(annotated, 1, Pointer("actor", 7, 0.9, "POL", 0.95))
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge)
    assert [p.country for p in claim.actors] == ["POL"]


def test_frame_and_proposal_of_one_trigger_are_one_claim(knowledge: Knowledge) -> None:
    annotated = plant(ATTACK, knowledge)
    made = proposal(annotated, 1, Pointer("actor", 0, 0.9, "RUS", 0.9), type="ASSAULT", status="happened")
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge)
    assert claim.evidence.reason == "frame:de/angreifen model:0.90"
    assert [p.country for p in claim.recipients] == ["UKR"]
    assert claim.confidence > 0.9


@pytest.mark.parametrize(("winner", "expected"), [("frame", "ASSAULT"), ("model", "THREATEN")])
def test_the_config_decides_who_gives_the_type(winner: str, expected: str, knowledge: Knowledge) -> None:
    annotated = plant(ATTACK, knowledge)
    config = CodingConfig(type_winner=winner)  # type: ignore[arg-type]
    (claim,) = code_claims(with_proposals(annotated, proposal(annotated, 1)), knowledge=knowledge, config=config)
    assert claim.type == expected


def test_a_dispatch_without_words_has_no_claims(knowledge: Knowledge) -> None:
    annotated = replace(plant(ATTACK, knowledge), tokens=(), sentences=())
    assert code_claims(annotated, knowledge=knowledge) == ()


def test_a_sure_side_of_the_model_recasts_a_frame(knowledge: Knowledge) -> None:
    annotated = plant(ATTACK, knowledge)
    sides = (SidePointer("actor", "UKR", 0.9, 3), SidePointer("recipient", "RUS", 0.9, 0))
    made = proposal(annotated, 1, type="ASSAULT", status="happened", sides=sides)
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge)
    assert [p.country for p in claim.actors] == ["UKR"]
    assert [p.country for p in claim.recipients] == ["RUS"]


def test_an_unsure_side_of_the_model_leaves_the_frame_its_roles(knowledge: Knowledge) -> None:
    annotated = plant(ATTACK, knowledge)
    sides = (SidePointer("actor", "UKR", 0.6, 3), SidePointer("recipient", "RUS", 0.6, 0))
    made = proposal(annotated, 1, type="ASSAULT", status="happened", sides=sides)
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge)
    assert [p.country for p in claim.actors] == ["RUS"]
    assert [p.country for p in claim.recipients] == ["UKR"]


JOINT = """
Die der DET 2 det
EU EU PROPN 6 nsubj
und und CCONJ 5 cc
die der DET 5 det
USA USA PROPN 2 conj
rüttelten rütteln VERB 0 root
mit mit ADP 9 case
der der DET 9 det
Ukraine Ukraine PROPN 6 obl
"""


def test_what_is_joined_to_a_word_fills_the_role_too(knowledge: Knowledge) -> None:
    annotated = plant(JOINT, knowledge)
    made = proposal(annotated, 5, sides=(SidePointer("actor", "USA", 0.9, 4),))
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge)
    assert {p.country for p in claim.actors} == {"IGO:EUU", "USA"}


INTERNAL = """
Berlin Berlin PROPN 2 nsubj
rüttelt rütteln VERB 0 root
an an ADP 4 case
Deutschland Deutschland PROPN 2 obl
"""


def test_one_side_at_both_ends_stands_in_two_words(knowledge: Knowledge) -> None:
    annotated = plant(INTERNAL, knowledge)
    pointers = (Pointer("recipient", 0, 0.9, "DEU", 0.9), Pointer("recipient", 3, 0.3, "DEU", 0.9))
    sides = (SidePointer("actor", "DEU", 0.9, 0), SidePointer("recipient", "DEU", 0.9, 0))
    made = proposal(annotated, 1, *pointers, sides=sides)
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge)
    assert [p.span and p.span.of(annotated.dispatch.text) for p in claim.actors] == ["Berlin"]
    assert [p.span and p.span.of(annotated.dispatch.text) for p in claim.recipients] == ["Deutschland"]


def test_words_that_name_no_side_fill_a_role_they_are_surest_of(knowledge: Knowledge) -> None:
    annotated = plant(TEXT, knowledge)
    sides = (SidePointer("actor", "UNK", 0.6, 7), SidePointer("actor", "RUS", 0.3, 0))
    (claim,) = code_claims(with_proposals(annotated, proposal(annotated, 1, sides=sides)), knowledge=knowledge)
    assert [p.span and p.span.of(annotated.dispatch.text) for p in claim.actors] == ["Grenzen"]


def test_nobody_is_his_own_target_but_somebody_of_his_side_may_be(knowledge: Knowledge) -> None:
    parties = read_annotated(plant(INTERNAL, knowledge), knowledge, CodingConfig()).parties
    doer = Party(Span(0, 4), "DEU", "Friedrich Merz", "friedrich-merz", "GOV")
    again = Party(Span(20, 24), "DEU", "Friedrich Merz", "friedrich-merz", "GOV")
    other = Party(Span(30, 34), "DEU", "Lars Klingbeil", "lars-klingbeil", "GOV")
    assert parties.apart((again,), (doer,)) == (Party(None, "DEU", "Germany"),)
    assert parties.apart((other,), (doer,)) == (other,)
