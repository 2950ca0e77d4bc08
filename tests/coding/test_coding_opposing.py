"""Attacks whose words tell one end only: the other is never the same side because the text happens to name it."""

from dataclasses import replace

from coding_trees import BY_RULE, plant, proposal, with_proposals
from lagebild.coding import code_claims
from lagebild.coding.config import CodingConfig
from lagebild.coding.reading import read_annotated
from lagebild.knowledge import Knowledge
from lagebild.schema import Claim, Mention, MentionKind, SidePointer, Span

REPORTED = """
Iran Iran PROPN 2 nsubj
meldet melden VERB 0 root VerbForm=Fin|Tense=Pres
Angriffe Angriff NOUN 2 obj
auf auf ADP 5 case
Brücken Brücke NOUN 3 nmod
in in ADP 7 case
Iran Iran PROPN 5 nmod
"""
IN_BAGDAD = """
US-Botschaft US-Botschaft NOUN 4 nsubj:pass
in in ADP 3 case
Bagdad Bagdad PROPN 1 nmod
angegriffen angreifen VERB 0 root VerbForm=Part
wurde werden AUX 4 aux:pass VerbForm=Fin
"""
WARNED = """
Israel Israel PROPN 2 nsubj
griff greifen+an VERB 0 root VerbForm=Fin|Tense=Past
Iran Iran PROPN 2 obj
an an ADP 2 compound:prt
"""
OWN = """
Ukrainische ukrainisch ADJ 2 amod
Angriffe Angriff NOUN 5 nsubj
bei bei ADP 4 case
Cherson Cherson PROPN 2 nmod
trafen treffen VERB 0 root VerbForm=Fin|Tense=Past
Russland Russland PROPN 5 obj
"""


def attack(text: str, token: int, knowledge: Knowledge, *sides: SidePointer) -> tuple[Claim, ...]:
    annotated = plant(text, knowledge)
    made = proposal(annotated, token, type="ASSAULT", status="happened", sides=sides, score=0.9)
    return code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)


def ends(claim: Claim) -> tuple[list[str], list[str]]:
    return [p.country for p in claim.actors], [p.country for p in claim.recipients]


def test_who_reports_an_attack_on_his_land_is_no_attacker(knowledge: Knowledge) -> None:
    sides = (SidePointer("actor", "IRN", 0.9, 0), SidePointer("recipient", "IRN", 0.9, 6))
    (claim,) = attack(REPORTED, 2, knowledge, *sides)
    assert ends(claim) == (["UNK"], ["IRN"])


def test_the_place_of_an_attack_is_no_attacker(knowledge: Knowledge) -> None:
    (claim,) = attack(
        IN_BAGDAD, 3, knowledge, SidePointer("actor", "IRQ", 0.9, 2), SidePointer("recipient", "USA", 0.9, 0)
    )
    assert ends(claim) == (["UNK"], ["USA"])


def test_the_attacker_is_whom_the_side_fights_elsewhere_in_the_text(knowledge: Knowledge) -> None:
    sides = (SidePointer("actor", "IRN", 0.9, 4), SidePointer("recipient", "IRN", 0.9, 10))
    claims = attack(WARNED + REPORTED, 6, knowledge, *sides)
    assert [ends(claim) for claim in claims] == [(["ISR"], ["IRN"])] * 2


def test_an_attack_of_ones_own_hits_the_other_side(knowledge: Knowledge) -> None:
    sides = (SidePointer("actor", "UKR", 0.9, 0), SidePointer("recipient", "UKR", 0.9, 3))
    claims = attack(OWN, 1, knowledge, *sides)
    assert (["UKR"], ["RUS"]) in [ends(claim) for claim in claims]


FIGHTING = """
Im im ADP 2 case
Süden Süden NOUN 3 obl
toben toben VERB 0 root VerbForm=Fin|Tense=Pres
Kämpfe Kampf NOUN 3 nsubj
"""
CONDEMNED = """
Japan Japan PROPN 2 nsubj
verurteilt verurteilen VERB 0 root VerbForm=Fin|Tense=Pres
Angriff Angriff NOUN 2 obj
auf auf ADP 5 case
Iran Iran PROPN 3 nmod
"""


def test_fights_take_both_who_fight(knowledge: Knowledge) -> None:
    side = SidePointer("actor", "ISR", 0.9, 0)
    claims = attack(WARNED + FIGHTING, 7, knowledge, side)
    assert [sorted(p.country for p in claim.actors) for claim in claims] == [["ISR"], ["IRN", "ISR"]]
    assert claims[1].recipients == ()


MOURNED = """
Frankreich Frankreich PROPN 2 nsubj
trauert trauern VERB 0 root VerbForm=Fin|Tense=Pres
nach nach ADP 4 case
Angriffen Angriff NOUN 2 obl
auf auf ADP 6 case
Brücken Brücke NOUN 4 nmod
in in ADP 8 case
Iran Iran PROPN 6 nmod
"""


def test_who_mourns_an_attack_is_no_attacker(knowledge: Knowledge) -> None:
    sides = (SidePointer("actor", "IRN", 0.9, 5), SidePointer("recipient", "IRN", 0.9, 7))
    (claim,) = attack(MOURNED, 3, knowledge, *sides)
    assert ends(claim) == (["UNK"], ["IRN"])


def test_where_a_ceasefire_is_told_of_is_not_party_to_it(knowledge: Knowledge) -> None:
    told = """
    Israels Israel PROPN 2 nmod
    Waffenruhe Waffenruhe NOUN 3 nsubj
    gilt gelten VERB 0 root VerbForm=Fin|Tense=Pres
    {before} {before} ADP 5 case
    Japan Japan PROPN 3 obl
    """
    side = SidePointer("actor", "ISR", 0.9, 0)
    found = {}
    for before in ("in", "mit"):
        annotated = plant(told.format(before=before), knowledge)
        made = proposal(annotated, 1, type="RETREAT", status="happened", sides=(side,), score=0.9)
        (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)
        found[before] = {party.country for party in claim.actors}
    assert found == {"in": {"ISR"}, "mit": {"ISR", "JPN"}}


def test_who_condemns_an_attack_is_no_attacker(knowledge: Knowledge) -> None:
    sides = (SidePointer("actor", "JPN", 0.9, 0), SidePointer("recipient", "IRN", 0.9, 4))
    claims = attack(CONDEMNED, 2, knowledge, *sides)
    assert [ends(claim) for claim in claims if claim.type == "ASSAULT"] == [(["UNK"], ["IRN"])]


def test_a_doubled_adjective_names_both_sides(knowledge: Knowledge) -> None:
    annotated = plant("US-israelische israelisch ADJ 2 amod\nAngriffe Angriff NOUN 0 root\n", knowledge)
    first, second = Span(0, 2), Span(0, len("US-israelische"))
    doubled = replace(
        annotated,
        mentions=(
            Mention(first, MentionKind.NORP, "United States", "USA", "USA", head=0),
            Mention(second, MentionKind.NORP, "Israel", "ISR", "ISR/adjective", head=0),
        ),
    )
    reading = read_annotated(doubled, knowledge, CodingConfig())
    assert [p.country for p in reading.parties.parties(0)] == ["USA", "ISR"]
