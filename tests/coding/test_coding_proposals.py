"""Claims assembled from proposals of the language model, alone and together with frames."""

from dataclasses import replace

import pytest

from coding_trees import BY_RULE, plant, proposal, with_proposals
from lagebild.coding import CodingConfig, code_claims
from lagebild.coding.reading import read_annotated
from lagebild.knowledge import Knowledge
from lagebild.knowledge.parties import resolve_party
from lagebild.knowledge.party_index import index_parties
from lagebild.schema import Mention, MentionKind, Party, Pointer, SidePointer, Span, Status

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
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)
    assert [p.country for p in claim.actors] == ["RUS"]
    assert [p.country for p in claim.recipients] == ["UKR"]
    assert claim.status is Status.PLANNED
    assert claim.when is not None
    assert claim.where is not None
    assert claim.evidence.reason == "model:0.90"


def test_weak_pointers_and_proposals_are_left_out(knowledge: Knowledge) -> None:
    annotated = plant(TEXT, knowledge)
    weak = proposal(annotated, 1, Pointer("recipient", 3, 0.05, "UKR", 0.9), type="MOBILIZE")
    (claim,) = code_claims(with_proposals(annotated, weak), knowledge=knowledge, config=BY_RULE)
    assert claim.recipients == ()
    assert code_claims(with_proposals(annotated, replace(weak, score=0.1)), knowledge=knowledge, config=BY_RULE) == ()


def test_the_model_fills_in_a_country_the_tables_do_not_know(knowledge: Knowledge) -> None:
    annotated = plant(TEXT, knowledge)
    made = proposal(annotated, 1, Pointer("actor", 7, 0.9, "POL", 0.95))
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)
    assert [p.country for p in claim.actors] == ["POL"]


def test_frame_and_proposal_of_one_trigger_are_one_claim(knowledge: Knowledge) -> None:
    annotated = plant(ATTACK, knowledge)
    made = proposal(annotated, 1, Pointer("actor", 0, 0.9, "RUS", 0.9), type="ASSAULT", status="happened")
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)
    assert claim.evidence.reason == "frame:de/angreifen model:0.90"
    assert [p.country for p in claim.recipients] == ["UKR"]
    assert claim.confidence > 0.9


@pytest.mark.parametrize(("winner", "expected"), [("frame", "ASSAULT"), ("model", "THREATEN")])
def test_the_config_decides_who_gives_the_type(winner: str, expected: str, knowledge: Knowledge) -> None:
    annotated = plant(ATTACK, knowledge)
    config = CodingConfig(type_winner=winner)  # type: ignore[arg-type]
    (claim,) = code_claims(with_proposals(annotated, proposal(annotated, 1)), knowledge=knowledge, config=config)
    assert claim.type == expected


RATTLES = """
Russland Russland PROPN 3 nsubj
wird werden AUX 3 aux VerbForm=Fin|Tense=Pres
rütteln rütteln VERB 0 root VerbForm=Inf
"""
NO_RATTLE = """
Russland Russland PROPN 3 nsubj
nicht nicht PART 3 advmod
rüttelte rütteln VERB 0 root VerbForm=Fin|Tense=Past
"""


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (RATTLES, "MOBILIZE", Status.PLANNED),
        (RATTLES, "CONCEDE", Status.HAPPENED),
        (NO_RATTLE, "MOBILIZE", Status.DENIED),
        (NO_RATTLE, "AGREE", Status.DENIED),
        (NO_RATTLE, "REJECT", Status.HAPPENED),
    ],
)
def test_the_tree_knows_what_is_only_planned_or_not_done(
    text: str, kind: str, expected: Status, knowledge: Knowledge
) -> None:
    annotated = plant(text, knowledge)
    made = proposal(annotated, 2, Pointer("actor", 0, 0.9, "RUS", 0.9), type=kind, status="happened")
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)
    assert claim.status is expected


def test_a_dispatch_without_words_has_no_claims(knowledge: Knowledge) -> None:
    annotated = replace(plant(ATTACK, knowledge), tokens=(), sentences=())
    assert code_claims(annotated, knowledge=knowledge) == ()


def test_a_sure_side_of_the_model_recasts_a_frame(knowledge: Knowledge) -> None:
    annotated = plant(ATTACK, knowledge)
    sides = (SidePointer("actor", "UKR", 0.9, 3), SidePointer("recipient", "RUS", 0.9, 0))
    made = proposal(annotated, 1, type="ASSAULT", status="happened", sides=sides)
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)
    assert [p.country for p in claim.actors] == ["UKR"]
    assert [p.country for p in claim.recipients] == ["RUS"]


def test_an_unsure_side_of_the_model_leaves_the_frame_its_roles(knowledge: Knowledge) -> None:
    annotated = plant(ATTACK, knowledge)
    sides = (SidePointer("actor", "UKR", 0.5, 3), SidePointer("recipient", "RUS", 0.45, 0))
    made = proposal(annotated, 1, type="ASSAULT", status="happened", sides=sides)
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)
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
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)
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
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)
    assert [p.span and p.span.of(annotated.dispatch.text) for p in claim.actors] == ["Berlin"]
    assert [p.span and p.span.of(annotated.dispatch.text) for p in claim.recipients] == ["Deutschland"]


def test_words_that_name_no_side_fill_a_role_they_are_surest_of(knowledge: Knowledge) -> None:
    annotated = plant(TEXT, knowledge)
    sides = (SidePointer("actor", "UNK", 0.6, 7), SidePointer("actor", "RUS", 0.3, 0))
    (claim,) = code_claims(
        with_proposals(annotated, proposal(annotated, 1, sides=sides)), knowledge=knowledge, config=BY_RULE
    )
    assert [p.span and p.span.of(annotated.dispatch.text) for p in claim.actors] == ["Grenzen"]


def test_nobody_is_his_own_target_but_somebody_of_his_side_may_be(knowledge: Knowledge) -> None:
    parties = read_annotated(plant(INTERNAL, knowledge), knowledge, CodingConfig()).parties
    doer = Party(Span(0, 4), "DEU", "Friedrich Merz", "friedrich-merz", "GOV")
    again = Party(Span(20, 24), "DEU", "Friedrich Merz", "friedrich-merz", "GOV")
    other = Party(Span(30, 34), "DEU", "Lars Klingbeil", "lars-klingbeil", "GOV")
    assert parties.apart((again,), (doer,)) == (Party(None, "DEU", "Germany"),)
    assert parties.apart((other,), (doer,)) == (other,)


def test_a_passives_subject_is_no_doer(knowledge: Knowledge) -> None:
    annotated = plant(
        """
        Südkorea Südkorea PROPN 2 nsubj:pass
        angegriffen angreifen VERB 0 root VerbForm=Part
        wurde werden AUX 2 aux:pass VerbForm=Fin|Tense=Past
        """,
        knowledge,
    )
    sides = (SidePointer("actor", "KOR", 0.9, 0), SidePointer("recipient", "KOR", 0.9, 0))
    made = proposal(annotated, 1, type="ASSAULT", status="happened", sides=sides)
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)
    assert [p.country for p in claim.actors] == ["UNK"]
    assert [p.country for p in claim.recipients] == ["KOR"]


THREE = """
Russland Russland PROPN 2 nsubj
rüttelt rütteln VERB 0 root VerbForm=Fin|Tense=Pres
Japan Japan PROPN 2 obj
in in ADP 5 case
Kiew Kiew PROPN 2 obl
"""


@pytest.mark.parametrize(("kind", "expected"), [("REQUEST", ["JPN"]), ("AGREE", ["JPN", "UKR"])])
def test_sides_that_are_not_joined_share_a_role_only_where_they_act_together(
    kind: str, expected: list[str], knowledge: Knowledge
) -> None:
    annotated = plant(THREE, knowledge)
    sides = (
        SidePointer("actor", "RUS", 0.9, 0),
        SidePointer("recipient", "JPN", 0.9, 2),
        SidePointer("recipient", "UKR", 0.8, 4),
    )
    made = proposal(annotated, 1, type=kind, status="happened", sides=sides)
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge, config=CodingConfig(frame_floor=1.0))
    assert [p.country for p in claim.recipients] == expected


def test_two_words_of_one_act_are_one_claim(knowledge: Knowledge) -> None:
    annotated = plant(
        """
        Iran Iran PROPN 2 nsubj
        erzielt erzielen VERB 0 root VerbForm=Fin|Tense=Pres
        eine ein DET 4 det
        Einigung Einigung NOUN 2 obj
        """,
        knowledge,
    )
    sides = (SidePointer("actor", "IRN", 0.9, 0),)
    verb = proposal(annotated, 1, type="AGREE", status="happened", sides=sides, score=0.6)
    noun = proposal(annotated, 3, type="AGREE", status="happened", sides=sides, score=0.8)
    (claim,) = code_claims(with_proposals(annotated, verb, noun), knowledge=knowledge, config=BY_RULE)
    assert claim.trigger == annotated.tokens[3].span
    beside = replace(noun, type="SUPPORT")
    assert len(code_claims(with_proposals(annotated, verb, beside), knowledge=knowledge, config=BY_RULE)) == 2


def test_a_verb_that_only_carries_a_noun_tells_no_second_act(knowledge: Knowledge) -> None:
    annotated = plant(
        """
        Iran Iran PROPN 2 nsubj
        beschließt beschließen VERB 0 root VerbForm=Fin|Tense=Pres
        Sanktionen Sanktion NOUN 2 obj
        """,
        knowledge,
    )
    sides = (SidePointer("actor", "IRN", 0.9, 0),)
    verb = proposal(annotated, 1, type="AGREE", status="happened", sides=sides, score=0.6)
    noun = proposal(annotated, 2, type="SANCTION", status="happened", sides=sides, score=0.8)
    (claim,) = code_claims(with_proposals(annotated, verb, noun), knowledge=knowledge, config=BY_RULE)
    assert (claim.type, claim.trigger) == ("SANCTION", annotated.tokens[2].span)


def test_a_far_surer_word_with_the_same_sides_tells_the_act(knowledge: Knowledge) -> None:
    annotated = plant(
        """
        Iran Iran PROPN 2 nsubj
        tobt toben VERB 0 root VerbForm=Fin|Tense=Pres
        nach nach ADP 4 case
        Streit Streit NOUN 2 obl
        mit mit ADP 6 case
        Japan Japan PROPN 4 nmod
        und und CCONJ 8 cc
        zetert zetern VERB 2 conj VerbForm=Fin|Tense=Pres
        """,
        knowledge,
    )
    sides = (SidePointer("actor", "IRN", 0.9, 0), SidePointer("recipient", "JPN", 0.9, 5))
    sure = proposal(annotated, 1, type="ACCUSE", status="happened", sides=sides, score=0.95)
    weak, strong = (
        proposal(annotated, 7, type="ACCUSE", status="happened", sides=sides, score=score) for score in (0.5, 0.9)
    )
    (claim,) = code_claims(with_proposals(annotated, sure, weak), knowledge=knowledge, config=BY_RULE)
    assert claim.trigger == annotated.tokens[1].span
    assert len(code_claims(with_proposals(annotated, sure, strong), knowledge=knowledge, config=BY_RULE)) == 2


def test_nobodys_place_fills_no_role(knowledge: Knowledge) -> None:
    annotated = plant(
        """
        USA USA PROPN 2 nsubj
        rüsten rüsten VERB 0 root VerbForm=Fin|Tense=Pres
        im im ADP 5 case
        Roten rot ADJ 5 amod
        Meer Meer NOUN 2 obl
        """,
        knowledge,
    )
    sea = Mention(
        Span(annotated.tokens[3].start, annotated.tokens[4].end),
        MentionKind.LOC,
        "Red Sea",
        None,
        "place:Red Sea",
        head=4,
    )
    annotated = replace(annotated, mentions=(*annotated.mentions, sea))
    made = proposal(
        annotated, 1, Pointer("actor", 0, 0.9, "USA", 0.9), Pointer("recipient", 4, 0.9, "YEM", 0.9), type="ASSAULT"
    )
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)
    assert claim.recipients == ()


def test_a_recipient_surer_to_be_the_place_is_none(knowledge: Knowledge) -> None:
    annotated = plant(TEXT, knowledge)
    pointers = (Pointer("actor", 0, 0.9, "RUS", 0.9), Pointer("recipient", 3, 0.5, "UKR", 0.9))
    where = Pointer("where", 3, 0.8, None, 0.0)
    made = proposal(annotated, 1, *pointers, where, type="MOBILIZE")
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)
    assert claim.recipients == ()
    (claim,) = code_claims(
        with_proposals(annotated, replace(made, pointers=pointers)), knowledge=knowledge, config=BY_RULE
    )
    assert [p.country for p in claim.recipients] == ["UKR"]


def test_a_plural_pronoun_stands_for_the_plural_named_last(knowledge: Knowledge) -> None:
    annotated = plant(
        """
        Syrische syrisch ADJ 2 amod
        Soldaten Soldat NOUN 3 nsubj Number=Plur
        fliehen fliehen VERB 0 root VerbForm=Fin
        und und CCONJ 6 cc
        Iran Iran PROPN 6 nsubj
        droht drohen VERB 3 conj VerbForm=Fin
        ihnen sie PRON 6 iobj Number=Plur
        """,
        knowledge,
    )
    found = resolve_party(6, index_parties(annotated, knowledge))
    assert (found.country, found.reason) == ("SYR", "plural:1")


def test_states_nobody_names_are_not_those_around(knowledge: Knowledge) -> None:
    annotated = plant(
        """
        Einige einige DET 2 det
        Staaten Staat NOUN 3 nsubj Number=Plur
        greifen greifen+an VERB 0 root VerbForm=Fin|Tense=Pres
        Iran Iran PROPN 3 obj
        an an ADP 3 compound:prt
        """,
        knowledge,
    )
    (claim,) = code_claims(annotated, knowledge=knowledge, config=CodingConfig(lone_frame_floor=0.0))
    assert [p.country for p in claim.actors] == ["UNK"]
    assert [p.country for p in claim.recipients] == ["IRN"]
