"""Which time an act has: not the stamp of a ticker, both of two joined days, the report's for what is said."""

from dataclasses import replace
from datetime import date

from coding_trees import plant, proposal, with_proposals
from lagebild.coding import code_claims
from lagebild.coding.config import CodingConfig
from lagebild.coding.reading import read_annotated
from lagebild.knowledge import Knowledge
from lagebild.schema import Annotated, Interval, Pointer, SidePointer, Span, TimeExpression, TimexType

STAMP = """
20:27 20:27 NUM 4 obl
- - PUNCT 4 punct
Iran Iran PROPN 4 nsubj
verurteilt verurteilen VERB 0 root VerbForm=Fin|Tense=Pres
Japan Japan PROPN 4 obj
"""
SAID = """
Iran Iran PROPN 4 nsubj
am an ADP 3 case
Montag Montag NOUN 4 obl
sagte sagen VERB 0 root VerbForm=Fin|Tense=Past
Japan Japan PROPN 6 nsubj
zetere zetern VERB 4 ccomp VerbForm=Fin|Mood=Sub
"""
JOINED = """
am an ADP 2 case
8. 8. ADJ 6 obl
und und CCONJ 4 cc
9. 9. ADJ 2 conj
Mai Mai NOUN 2 nmod
greift greifen+an VERB 0 root VerbForm=Fin|Tense=Pres
"""
ANOTHER = """
Iran Iran PROPN 2 nsubj
zetert zetern VERB 0 root VerbForm=Fin|Tense=Pres
nach nach ADP 4 case
Angriffen Angriff NOUN 2 obl
vom von ADP 6 case
Montag Montag NOUN 4 nmod
"""
MONDAY = date(2024, 4, 29)


def timed(text: str, knowledge: Knowledge, *times: tuple[str, TimexType, date]) -> Annotated:
    annotated = plant(text, knowledge)
    found = []
    for words, kind, day in times:
        start = annotated.dispatch.text.index(words)
        span = Span(start, start + len(words))
        found.append(TimeExpression(span, kind, str(day), Interval(day, day)))
    return replace(annotated, times=tuple(found))


def test_the_stamp_of_a_ticker_dates_no_act(knowledge: Knowledge) -> None:
    (claim,) = code_claims(timed(STAMP, knowledge, ("20:27", TimexType.TIME, MONDAY)), knowledge=knowledge)
    assert claim.when is None


def test_days_joined_by_a_conjunction_are_one_time(knowledge: Knowledge) -> None:
    days = (("8.", TimexType.DATE, date(2024, 5, 8)), ("9. Mai", TimexType.DATE, date(2024, 5, 9)))
    when = read_annotated(timed(JOINED, knowledge, *days), knowledge, CodingConfig()).binder.when(5)
    assert when is not None
    assert (when.interval.earliest.day, when.interval.latest.day) == (8, 9)
    assert when.span.of(plant(JOINED, knowledge).dispatch.text) == "8. und 9. Mai"
    far = (days[0], ("9. Mai", TimexType.DATE, date(2024, 5, 19)))
    when = read_annotated(timed(JOINED, knowledge, *far), knowledge, CodingConfig()).binder.when(5)
    assert when is not None
    assert when.interval.latest.day == 8


def test_what_somebody_says_is_said_when_it_is_reported(knowledge: Knowledge) -> None:
    annotated = timed(SAID, knowledge, ("Montag", TimexType.DATE, MONDAY))
    sides = (SidePointer("actor", "IRN", 0.9, 0), SidePointer("recipient", "JPN", 0.9, 4))
    made = proposal(annotated, 5, type="ACCUSE", status="happened", sides=sides, score=0.9)
    (claim,) = code_claims(with_proposals(annotated, made), knowledge=knowledge)
    assert claim.when is not None
    assert claim.when.interval.earliest == MONDAY
    deed = replace(made, type="ASSAULT")
    (claim,) = code_claims(with_proposals(annotated, deed), knowledge=knowledge)
    assert claim.when is None


def test_the_time_of_another_acts_noun_is_its_own(knowledge: Knowledge) -> None:
    annotated = timed(ANOTHER, knowledge, ("Montag", TimexType.DATE, MONDAY))
    pointed = Pointer("when", 5, 0.9, None, 0.0)
    made = proposal(annotated, 1, Pointer("actor", 0, 0.9, "IRN", 0.9), pointed, type="ACCUSE")
    claims = code_claims(with_proposals(annotated, made), knowledge=knowledge)
    assert [claim.when for claim in claims if claim.type == "ACCUSE"] == [None]
