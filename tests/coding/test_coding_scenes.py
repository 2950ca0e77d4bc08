"""What stands around an act and is no part of it: concessions, scenes a noun sets, acts of a content clause."""

from dataclasses import replace

import pytest

from coding_trees import BY_RULE, plant, proposal, with_proposals
from lagebild.coding import code_claims
from lagebild.knowledge import Knowledge
from lagebild.schema import Claim, SidePointer, Status

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
        Japan Japan PROPN 5 obj
        helfe helfen VERB 2 ccomp VerbForm=Fin|Mood=Sub
        """,
        knowledge,
    )
    actor, helped = SidePointer("actor", "IRN", 0.9, 0), SidePointer("recipient", "JPN", 0.9, 3)
    promise = proposal(annotated, 1, type="AGREE", status="happened", sides=(actor,), score=0.8)
    content = proposal(annotated, 4, type="AGREE", status="happened", sides=(actor, helped), score=0.8)
    claims = code_claims(with_proposals(annotated, promise, content), knowledge=knowledge, config=BY_RULE)
    assert [c.trigger for c in claims] == [annotated.tokens[at].span for at in (1, 4)]
    again = code_claims(
        with_proposals(annotated, promise, replace(content, sides=(actor,))), knowledge=knowledge, config=BY_RULE
    )
    assert len(again) == 1


DATIVE = """
Der der DET 2 det
Ukraine Ukraine PROPN 3 obl Case=Dat
sagte sagen+zu VERB 0 root VerbForm=Fin|Tense=Past
Japan Japan PROPN 3 nsubj
Hilfe Hilfe NOUN 3 obj
zu zu ADP 3 compound:prt
"""


def test_a_dative_is_the_recipient_and_no_doer(knowledge: Knowledge) -> None:
    annotated = plant(DATIVE, knowledge)
    sides = (SidePointer("actor", "UKR", 0.9, 1), SidePointer("recipient", "JPN", 0.9, 3))
    made = proposal(annotated, 2, type="AGREE", status="planned", sides=sides)
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)
    assert [p.country for p in claim.actors] == ["JPN"]
    assert [p.country for p in claim.recipients] == ["UKR"]
    assert claim.status is Status.HAPPENED


WARNING = """
Japan Japan PROPN 2 nsubj
warnt warnen VERB 0 root VerbForm=Fin|Tense=Pres
vor vor ADP 4 case
{danger} {danger} NOUN 2 obl
"""


@pytest.mark.parametrize(("danger", "count"), [("Gewitter", 0), ("Krieg", 1)])
def test_a_warning_of_the_weather_is_no_act(danger: str, count: int, knowledge: Knowledge) -> None:
    claims = code_claims(plant(WARNING.format(danger=danger), knowledge), knowledge=knowledge)
    assert len([c for c in claims if c.type == "ACCUSE"]) == count


QUESTION = """
{first}
Russland Russland PROPN 3 nsubj
angreifen angreifen VERB 0 root VerbForm=Inf
{mark} {mark} PUNCT 3 punct
"""


@pytest.mark.parametrize(("mark", "count"), [("?", 0), (".", 1)])
def test_what_a_question_asks_is_not_told(mark: str, count: int, knowledge: Knowledge) -> None:
    text = QUESTION.format(first="Wird werden AUX 3 aux Tense=Pres", mark=mark)
    annotated = plant(text, knowledge)
    sides = (SidePointer("actor", "RUS", 0.9, 1),)
    made = proposal(annotated, 2, type="ASSAULT", status="planned", sides=sides)
    assert len(code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)) == count


def test_what_is_not_ruled_out_is_not_rejected(knowledge: Knowledge) -> None:
    text = """
    Japan Japan PROPN 2 nsubj
    schließt schließen+aus VERB 0 root VerbForm=Fin|Tense=Pres
    Gespräche Gespräch NOUN 2 obj
    {negation}
    aus aus ADP 2 compound:prt
    """
    for negation, count in (("nicht nicht PART 2 advmod", 0), ("heute heute ADV 2 advmod", 1)):
        annotated = plant(text.format(negation=negation), knowledge)
        sides = (SidePointer("actor", "JPN", 0.9, 0),)
        made = proposal(annotated, 1, type="REJECT", status="happened", sides=sides)
        claims = code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)
        assert len([c for c in claims if c.type == "REJECT"]) == count


def test_the_deported_are_not_of_the_side_that_deports(knowledge: Knowledge) -> None:
    annotated = plant(
        """
        Japan Japan PROPN 2 nsubj
        schiebt schieben+ab VERB 0 root VerbForm=Fin|Tense=Pres
        Migranten Migrant NOUN 2 obj
        ab ab ADP 2 compound:prt
        """,
        knowledge,
    )
    sides = (SidePointer("actor", "JPN", 0.9, 0), SidePointer("recipient", "JPN", 0.9, 2))
    made = proposal(annotated, 1, type="COERCE", mode="deport", status="happened", sides=sides)
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)
    assert [p.country for p in claim.recipients] == ["UNK"]


STRIKE = """
{since}
Freitag Freitag PROPN 3 obl
greift greifen+an VERB 0 root VerbForm=Fin|Tense=Pres
Russland Russland PROPN 3 nsubj
die der DET 6 det
Ukraine Ukraine PROPN 3 obj
an an ADP 3 compound:prt
"""

FAILED = """
Russland Russland PROPN 6 nsubj
{modal}
die der DET 4 det
Ukraine Ukraine PROPN 6 obj
nicht nicht PART 6 advmod
angreifen angreifen VERB 0 root VerbForm=Inf
"""


NEVER = """
Russland Russland PROPN 8 nsubj
wird werden AUX 8 aux Tense=Pres
unter unter ADP 5 case
{article}
Umständen Umstand NOUN 8 obl
die der DET 7 det
Ukraine Ukraine PROPN 8 obj
angreifen angreifen VERB 0 root VerbForm=Inf
"""


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (STRIKE.format(since="Seit seit ADP 2 case"), Status.ONGOING),
        (STRIKE.format(since="Am an ADP 2 case"), Status.HAPPENED),
        (FAILED.format(modal="konnte können AUX 6 aux Mood=Ind|Tense=Past"), Status.DENIED),
        (FAILED.format(modal="könnte können AUX 6 aux Mood=Sub|Tense=Past"), Status.POSSIBLE),
        (FAILED.format(modal="wird werden AUX 6 aux Mood=Ind|Tense=Pres"), Status.DENIED),
        (FAILED.format(modal="will wollen AUX 6 aux Mood=Ind|Tense=Pres"), Status.DENIED),
        (NEVER.format(article="keinen kein DET 5 det"), Status.DENIED),
        (NEVER.format(article="diesen dieser DET 5 det"), Status.PLANNED),
    ],
)
def test_what_lasts_and_what_failed(text: str, status: Status, knowledge: Knowledge) -> None:
    (claim,) = code_claims(plant(text, knowledge), knowledge=knowledge)
    assert claim.status is status


HEADLINE = """
{speaker} {speaker} PROPN 5 {relation}
: : PUNCT 5 punct
Russland Russland PROPN 5 nsubj
hat haben AUX 5 aux Tense=Pres
angegriffen angreifen VERB 0 root VerbForm=Part
die der DET 7 det
Ukraine Ukraine PROPN 5 obj
"""


@pytest.mark.parametrize(("speaker", "source"), [("Nato", "IGO:NATO"), ("Kiew", None)])
def test_who_stands_before_the_colon_of_a_headline_vouches(
    speaker: str, source: str | None, knowledge: Knowledge
) -> None:
    text = HEADLINE.format(speaker=speaker, relation="parataxis")
    (claim,) = [c for c in code_claims(plant(text, knowledge), knowledge=knowledge) if c.type == "ASSAULT"]
    assert (claim.said_by.country if claim.said_by else None) == source


def test_the_scene_of_an_act_has_no_source_and_lies_ahead_behind_vor(knowledge: Knowledge) -> None:
    def meeting(preposition: str) -> Claim:
        annotated = plant(
            f"""
            {preposition} {preposition.lower()} ADP 3 case
            dem der DET 3 det
            Treffen Treffen NOUN 6 obl
            mit mit ADP 5 case
            Japan Japan PROPN 3 nmod
            warnte warnen VERB 0 root VerbForm=Fin|Tense=Past
            Iran Iran PROPN 6 nsubj
            """,
            knowledge,
        )
        sides = (
            SidePointer("actor", "IRN", 0.9, 6),
            SidePointer("actor", "JPN", 0.9, 4),
            SidePointer("said_by", "IRN", 0.9, 6),
        )
        made = proposal(annotated, 2, type="CONSULT", status="happened", sides=sides, score=0.9)
        claims = code_claims(with_proposals(annotated, made), knowledge=knowledge, config=BY_RULE)
        return next(claim for claim in claims if claim.type == "CONSULT")

    assert (meeting("Nach").said_by, meeting("Nach").status) == (None, Status.HAPPENED)
    assert meeting("Vor").status is Status.PLANNED


def test_a_meeting_is_of_those_its_noun_names_and_not_of_its_topic(knowledge: Knowledge) -> None:
    noun = plant(
        """
        Nach nach ADP 2 case
        Treffen Treffen NOUN 6 obl
        Japans Japan PROPN 2 nmod Case=Gen
        mit mit ADP 5 case
        Polen Polen PROPN 2 nmod
        zetert zetern VERB 0 root VerbForm=Fin|Tense=Pres
        Iran Iran PROPN 6 nsubj
        """,
        knowledge,
    )
    sides = tuple(SidePointer("actor", side, 0.9, at) for side, at in (("JPN", 2), ("POL", 4), ("IRN", 6)))
    made = proposal(noun, 1, type="CONSULT", status="happened", sides=sides, score=0.9)
    claims = code_claims(with_proposals(noun, made), knowledge=knowledge, config=BY_RULE)
    assert [[p.country for p in c.actors] for c in claims if c.type == "CONSULT"] == [["JPN", "POL"]]
    topic = plant(
        """
        Japan Japan PROPN 2 nsubj
        redet reden VERB 0 root VerbForm=Fin|Tense=Pres
        mit mit ADP 4 case
        Polen Polen PROPN 2 obl
        über über ADP 6 case
        Iran Iran PROPN 2 obl
        """,
        knowledge,
    )
    sides = tuple(SidePointer("actor", side, 0.9, at) for side, at in (("JPN", 0), ("POL", 3), ("IRN", 5)))
    made = proposal(topic, 1, type="CONSULT", status="happened", sides=sides, score=0.9)
    (claim,) = code_claims(with_proposals(topic, made), knowledge=knowledge, config=BY_RULE)
    assert [p.country for p in claim.actors] == ["JPN", "POL"]
