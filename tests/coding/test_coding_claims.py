"""Claims from hand-made trees: voice, control, coordination, status, sources, times, absorption."""

import pytest

from coding_trees import plant
from lagebild.coding import code_claims
from lagebild.knowledge import Knowledge
from lagebild.schema import Claim, Language, Status


def coded(text: str, knowledge: Knowledge, **options: object) -> list[Claim]:
    return list(code_claims(plant(text, knowledge, **options), knowledge=knowledge))  # type: ignore[arg-type]


def sides(claim: Claim) -> str:
    actors = " ".join(sorted(p.country for p in claim.actors))
    recipients = " ".join(sorted(p.country for p in claim.recipients))
    return f"{claim.type} {actors} > {recipients}".strip()


ATTACK = """
Russland Russland PROPN 2 nsubj
greift greifen+an VERB 0 root VerbForm=Fin|Tense=Pres
die der DET 4 det
Ukraine Ukraine PROPN 2 obj
an an ADP 2 compound:prt
"""

PASSIVE = """
Die der DET 2 det
Ukraine Ukraine PROPN 6 nsubj:pass
wurde werden AUX 6 aux:pass Tense=Past
von von ADP 5 case
Russland Russland PROPN 6 obl:agent
angegriffen angreifen VERB 0 root VerbForm=Part
"""

PLANNED = """
Russland Russland PROPN 5 nsubj
will wollen AUX 5 aux Tense=Pres
die der DET 4 det
Ukraine Ukraine PROPN 5 obj
angreifen angreifen VERB 0 root VerbForm=Inf
"""

POSSIBLE = """
Russland Russland PROPN 5 nsubj
könnte können AUX 5 aux Mood=Sub|Tense=Past
die der DET 4 det
Ukraine Ukraine PROPN 5 obj
angreifen angreifen VERB 0 root VerbForm=Inf
"""

CONSIDERED = """
Russland Russland PROPN 2 nsubj
erwägt erwägen VERB 0 root
die der DET 4 det
Ukraine Ukraine PROPN 5 obj
anzugreifen angreifen VERB 2 xcomp VerbForm=Inf
"""

DENIED = """
Russland Russland PROPN 2 nsubj
bestreitet bestreiten VERB 0 root
die der DET 4 det
Ukraine Ukraine PROPN 5 obj
anzugreifen angreifen VERB 2 xcomp VerbForm=Inf
"""

NOUN = """
Israelische israelisch ADJ 2 amod
Angriffe Angriff NOUN 5 nsubj
auf auf ADP 4 case
Syrien Syrien PROPN 2 nmod
dauern dauern+an VERB 0 root Tense=Pres
an an ADP 5 compound:prt
"""


IS_POSSIBLE = """
Ein ein DET 2 det
Angriff Angriff NOUN 6 nsubj
Russlands Russland PROPN 2 nmod
auf auf ADP 5 case
Polen Polen PROPN 2 nmod
möglich möglich ADJ 0 root
ist sein AUX 6 cop VerbForm=Fin|Tense=Pres
"""


@pytest.mark.parametrize(
    ("text", "expected", "status"),
    [
        (ATTACK, "ASSAULT RUS > UKR", Status.HAPPENED),
        (PASSIVE, "ASSAULT RUS > UKR", Status.HAPPENED),
        (PLANNED, "ASSAULT RUS > UKR", Status.PLANNED),
        (IS_POSSIBLE, "ASSAULT RUS > POL", Status.POSSIBLE),
        (POSSIBLE, "ASSAULT RUS > UKR", Status.POSSIBLE),
        (CONSIDERED, "ASSAULT RUS > UKR", Status.CONSIDERED),
        (DENIED, "ASSAULT RUS > UKR", Status.DENIED),
        (NOUN, "ASSAULT ISR > SYR", Status.ONGOING),
    ],
)
def test_voice_and_status(text: str, expected: str, status: Status, knowledge: Knowledge) -> None:
    claims = coded(text, knowledge)
    assert [(sides(c), c.status) for c in claims] == [(expected, status)]


def test_conjoined_verbs_share_their_subject(knowledge: Knowledge) -> None:
    claims = coded(
        """
        Russland Russland PROPN 2 nsubj
        kritisierte kritisieren VERB 0 root Tense=Past
        Japan Japan PROPN 2 obj
        und und CCONJ 5 cc
        besuchte besuchen VERB 2 conj Tense=Past
        China China PROPN 5 obj
        """,
        knowledge,
    )
    assert [sides(c) for c in claims] == ["ACCUSE RUS > JPN", "CONSULT RUS > CHN"]


def test_coordinated_parties_are_all_coded(knowledge: Knowledge) -> None:
    claims = coded(
        """
        Russland Russland PROPN 4 nsubj
        und und CCONJ 3 cc
        China China PROPN 1 conj
        kritisierten kritisieren VERB 0 root Tense=Past
        Japan Japan PROPN 4 obj
        """,
        knowledge,
    )
    assert [sides(c) for c in claims] == ["ACCUSE CHN RUS > JPN"]


def test_a_relative_pronoun_stands_for_its_antecedent(knowledge: Knowledge) -> None:
    claims = coded(
        """
        Russland Russland PROPN 7 nsubj
        , , PUNCT 6 punct
        das der PRON 6 nsubj PronType=Rel
        die der DET 5 det
        Ukraine Ukraine PROPN 6 obj
        angreift angreifen VERB 1 acl VerbForm=Fin|Tense=Pres
        schweigt schweigen VERB 0 root
        """,
        knowledge,
    )
    assert [sides(c) for c in claims] == ["ASSAULT RUS > UKR"]


def test_a_demanded_act_is_only_a_demand(knowledge: Knowledge) -> None:
    claims = coded(
        """
        Japan Japan PROPN 2 nsubj
        fordert fordern VERB 0 root
        den der DET 4 det
        Abzug Abzug NOUN 2 obj
        Russlands Russland PROPN 4 nmod Case=Gen
        aus aus ADP 8 case
        der der DET 8 det
        Ukraine Ukraine PROPN 4 nmod
        """,
        knowledge,
    )
    assert [c.type for c in claims] == ["REQUEST"]


REPORTED = """
Russland Russland PROPN 5 nsubj
habe haben AUX 5 aux Mood=Sub|Tense=Pres
die der DET 4 det
Ukraine Ukraine PROPN 5 obj
angegriffen angreifen VERB 7 ccomp VerbForm=Part
, , PUNCT 5 punct
sagte sagen VERB 0 root Tense=Past
Scholz Scholz PROPN 7 nsubj
"""


def test_a_reporting_verb_names_the_source(knowledge: Knowledge) -> None:
    (claim,) = coded(REPORTED, knowledge, persons={"Scholz": "DEU"})
    assert claim.said_by is not None
    assert claim.said_by.country == "DEU"


def test_the_subjunctive_carries_on_the_last_speaker(knowledge: Knowledge) -> None:
    text = """
Scholz Scholz PROPN 2 nsubj
sprach sprechen VERB 0 root Tense=Past

Russland Russland PROPN 5 nsubj
habe haben AUX 5 aux Mood=Sub|Tense=Pres
die der DET 4 det
Ukraine Ukraine PROPN 5 obj
angegriffen angreifen VERB 0 root VerbForm=Part
"""
    (claim,) = coded(text, knowledge, persons={"Scholz": "DEU"})
    assert claim.said_by is not None
    assert claim.said_by.country == "DEU"


def test_a_source_phrase_names_the_source(knowledge: Knowledge) -> None:
    (claim,) = coded(
        """
        Laut laut ADP 2 case
        Scholz Scholz PROPN 3 obl
        greift greifen+an VERB 0 root VerbForm=Fin|Tense=Pres
        Russland Russland PROPN 3 nsubj
        die der DET 6 det
        Ukraine Ukraine PROPN 3 obj
        an an ADP 3 compound:prt
        """,
        knowledge,
        persons={"Scholz": "DEU"},
    )
    assert claim.said_by is not None
    assert claim.said_by.country == "DEU"


def test_reports_nobody_stands_behind_give_no_source(knowledge: Knowledge) -> None:
    (claim,) = coded(
        """
        Berichten Bericht NOUN 3 obl
        zufolge zufolge ADP 1 case
        greift greifen+an VERB 0 root VerbForm=Fin|Tense=Pres
        Russland Russland PROPN 3 nsubj
        die der DET 6 det
        Ukraine Ukraine PROPN 3 obj
        an an ADP 3 compound:prt
        """,
        knowledge,
    )
    assert claim.said_by is None


def test_who_speaks_does_not_vouch_for_his_own_threat(knowledge: Knowledge) -> None:
    (claim,) = coded(
        """
        Russland Russland PROPN 2 nsubj
        droht drohen VERB 0 root Tense=Pres
        der der DET 4 det
        Ukraine Ukraine PROPN 2 iobj
        """,
        knowledge,
    )
    assert sides(claim) == "THREATEN RUS > UKR"
    assert claim.said_by is None


def test_the_time_of_the_act_is_bound(knowledge: Knowledge) -> None:
    (claim,) = coded(
        """
        Russland Russland PROPN 2 nsubj
        griff greifen+an VERB 0 root Tense=Past
        die der DET 4 det
        Ukraine Ukraine PROPN 2 obj
        am an ADP 6 case
        Mittwoch Mittwoch NOUN 2 obl
        an an ADP 2 compound:prt
        """,
        knowledge,
        times=("am Mittwoch",),
    )
    assert claim.when is not None
    assert claim.when.interval.earliest.isoformat() == "2024-05-02"


def test_the_time_of_the_speech_is_not(knowledge: Knowledge) -> None:
    text = REPORTED + "am an ADP 10 case\nMittwoch Mittwoch NOUN 7 obl\n"
    (claim,) = coded(text, knowledge, persons={"Scholz": "DEU"}, times=("am Mittwoch",))
    assert claim.when is None


def test_a_noun_that_points_back_is_no_second_claim(knowledge: Knowledge) -> None:
    claims = coded(
        ATTACK + "\nDer der DET 2 det\nAngriff Angriff NOUN 3 nsubj\nendete enden VERB 0 root Tense=Past\n", knowledge
    )
    assert len(claims) == 1


def test_ids_are_the_same_in_every_run_and_spans_are_verbatim(knowledge: Knowledge) -> None:
    annotated = plant(ATTACK, knowledge)
    first, second = (code_claims(annotated, knowledge=knowledge) for _ in range(2))
    assert first == second
    (claim,) = first
    assert claim.trigger.of(annotated.dispatch.text) == "greift"
    assert [p.span.of(annotated.dispatch.text) for p in claim.actors if p.span] == ["Russland"]
    assert claim.evidence.reason == "frame:de/angreifen"
    assert 0 < claim.confidence <= 1


def test_a_clause_joined_to_a_later_verb_is_not_its_content(knowledge: Knowledge) -> None:
    text = """
Russland Russland PROPN 2 nsubj
greift greifen+an VERB 8 ccomp VerbForm=Fin|Tense=Pres
die der DET 4 det
Ukraine Ukraine PROPN 2 obj
an an ADP 2 compound:prt
und und CCONJ 8 cc
hat haben AUX 8 aux VerbForm=Fin
angekündigt ankündigen VERB 0 root VerbForm=Part
Reformen Reform NOUN 8 obj
"""
    assert [c.status for c in coded(text, knowledge) if c.type == "ASSAULT"] == [Status.HAPPENED]


def test_a_genitive_name_before_a_noun_is_its_doer_whatever_the_tree_says(knowledge: Knowledge) -> None:
    text = """
Russland Russland PROPN 2 nsubj
schweigt schweigen VERB 0 root VerbForm=Fin|Tense=Pres
nach nach ADP 4 case
Bidens Biden PROPN 2 obl Case=Gen
Besuch Besuch NOUN 2 obj
in in ADP 7 case
Japan Japan PROPN 5 nmod
"""
    found = coded(text, knowledge, persons={"Bidens": "USA"})
    assert [sides(c) for c in found if c.type == "CONSULT"] == ["CONSULT USA > JPN"]


IS_TO_STRIKE = """
Russia Russia PROPN 4 nsubj
is be AUX 4 aux VerbForm=Fin|Tense=Pres
to to PART 4 mark
attack attack VERB 0 root VerbForm=Inf
Poland Poland PROPN 4 obj
"""


def test_what_is_to_be_done_is_planned(knowledge: Knowledge) -> None:
    annotated = plant(IS_TO_STRIKE, knowledge, language=Language.ENGLISH)
    assert [claim.status for claim in code_claims(annotated, knowledge=knowledge)] == [Status.PLANNED]
