"""What coding reads right although the tree is wrong, and on whose word a claim stands."""

from coding_trees import plant
from lagebild.coding import code_claims
from lagebild.coding.framing import keep_source
from lagebild.knowledge import Knowledge
from lagebild.schema import Claim, Language, Party, Span, Status

MISSILES = """
Nordkorea Nordkorea PROPN 2 nsubj Number=Sing
reist reisen VERB 0 root VerbForm=Fin|Number=Sing|Tense=Pres
und und CCONJ 4 cc
feuerte feuern+ab VERB 2 conj VerbForm=Fin|Number=Sing|Tense=Past
nach nach ADP 6 case
Ostern Ostern NOUN 2 obl
Raketen Rakete NOUN 6 appos Number=Plur
aufs aufs ADP 9 case
Meer Meer NOUN 7 nmod
ab ab ADP 4 compound:prt
"""
HACKERS = """
Russland Russland PROPN 5 nsubj
Russland Russland PROPN 1 conj
Russland Russland PROPN 1 conj
Russland Russland PROPN 1 conj
schweigt schweigen VERB 0 root VerbForm=Fin

Berichte Bericht NOUN 7 nsubj
über über ADP 6 case
von von ADP 4 case
Nordkorea Nordkorea PROPN 5 obl
gesteuerte gesteuert ADJ 6 amod
Hackergruppen Hackergruppe NOUN 1 nmod
erschienen erscheinen VERB 0 root VerbForm=Fin
die der PRON 11 nsubj PronType=Rel
Firmen Firma NOUN 11 obj
Japans Japan PROPN 9 nmod Case=Gen
ausspionieren ausspionieren VERB 6 acl VerbForm=Inf
sollen sollen AUX 11 aux VerbForm=Fin|Tense=Pres
"""
TWO_SUBJECTS = """
Russland Russland PROPN 2 nsubj Number=Sing
testete testen VERB 0 root VerbForm=Fin|Number=Sing|Tense=Past
Raketen Rakete NOUN 2 nsubj Number=Plur
"""
OPEN = """
Unklar unklar ADJ 0 root
ist sein AUX 1 cop VerbForm=Fin
ob ob SCONJ 6 mark
Russland Russland PROPN 6 nsubj
Syrien Syrien PROPN 6 obj
angreift angreifen VERB 1 ccomp VerbForm=Fin|Tense=Pres
"""


def coded(text: str, knowledge: Knowledge) -> tuple[Claim, ...]:
    return code_claims(plant(text, knowledge), knowledge=knowledge)


def test_missiles_into_the_sea_are_a_test_though_they_hang_on_another_noun(knowledge: Knowledge) -> None:
    (claim,) = [c for c in coded(MISSILES, knowledge) if c.type != "CONSULT"]
    assert (claim.type, claim.mode, [p.country for p in claim.actors]) == ("MOBILIZE", "weapons", ["PRK"])


def test_hackers_act_for_who_steers_them_and_reports_are_no_plans(knowledge: Knowledge) -> None:
    (claim,) = [c for c in coded(HACKERS, knowledge) if c.type == "COERCE"]
    assert [p.country for p in claim.actors] == ["PRK"]
    assert claim.status is Status.HAPPENED


def test_a_second_subject_that_does_not_agree_is_the_object(knowledge: Knowledge) -> None:
    (claim,) = coded(TWO_SUBJECTS, knowledge)
    assert (claim.type, [p.country for p in claim.actors]) == ("MOBILIZE", ["RUS"])


def test_what_stands_in_a_clause_with_ob_is_possible(knowledge: Knowledge) -> None:
    assert [c.status for c in coded(OPEN, knowledge) if c.type == "ASSAULT"] == [Status.POSSIBLE]


def test_only_a_named_source_of_the_actors_side_stays() -> None:
    actor = Party(Span(0, 3), "USA", "United States")
    austin = Party(Span(10, 16), "USA", "Lloyd Austin")
    assert keep_source(austin, "AGREE", (actor,), named=True) == austin
    assert keep_source(austin, "AGREE", (actor,), named=False) is None
    assert keep_source(austin, "ASSAULT", (actor,), named=False) == austin


def test_a_thing_that_opens_a_compound_is_no_doer_and_no_act(knowledge: Knowledge) -> None:
    annotated = plant(
        """
        A a DET 3 det
        drone drone NOUN 3 compound
        attack attack NOUN 6 nsubj
        on on ADP 5 case
        Spain Spain PROPN 3 nmod
        continued continue VERB 0 root VerbForm=Fin|Tense=Past
        """,
        knowledge,
        language=Language.ENGLISH,
    )
    (claim,) = code_claims(annotated, knowledge=knowledge)
    assert [p.country for p in claim.actors] == ["UNK"]
    assert [p.country for p in claim.recipients] == ["ESP"]
    helicopters = plant(
        """
        Spain Spain PROPN 2 nsubj
        buys buy VERB 0 root VerbForm=Fin|Tense=Pres
        attack attack NOUN 4 compound
        helicopters helicopter NOUN 2 obj
        """,
        knowledge,
        language=Language.ENGLISH,
    )
    assert all(claim.type != "ASSAULT" for claim in code_claims(helicopters, knowledge=knowledge))


def test_what_sets_the_scene_is_nobodys_partner(knowledge: Knowledge) -> None:
    claims = coded(
        """
        Mit mit ADP 2 case
        Blick Blick NOUN 5 obl
        auf auf ADP 4 case
        Nordkorea Nordkorea PROPN 2 nmod
        einigten einigen VERB 0 root VerbForm=Fin|Tense=Past
        sich sich PRON 5 obj
        Japan Japan PROPN 5 nsubj
        und und CCONJ 9 cc
        Südkorea Südkorea PROPN 7 conj
        """,
        knowledge,
    )
    assert [sorted(p.country for p in claim.actors) for claim in claims] == [["JPN", "KOR"]]
