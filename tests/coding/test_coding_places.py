"""Where an act happened: coordinates, precision, and cities only the gazetteer knows."""

from datetime import date

import pytest

from coding_trees import plant
from lagebild.coding import code_claims
from lagebild.coding.placing import locate, written_in
from lagebild.knowledge import Knowledge
from lagebild.knowledge.context import SidedWord
from lagebild.knowledge.gazetteer import choose_city, country_point, find_point
from lagebild.schema import Annotated, Dispatch, Interval, Language, Mention, MentionKind, Precision, Sentence, Span

ATTACK = """
    {side} {side} PROPN 2 nsubj
    griff greifen+an VERB 0 root Tense=Past
    die der DET 4 det
    Ukraine Ukraine PROPN 2 obj
    in in ADP 6 case
    {place} {place} PROPN 2 obl
    an an ADP 2 compound:prt
"""


@pytest.mark.parametrize(
    ("place", "country", "precision"),
    [("Seoul", "KOR", Precision.CITY), ("Japan", "JPN", Precision.COUNTRY), ("Bayern", "DEU", Precision.REGION)],
)
def test_a_place_has_a_point_and_says_how_close(
    place: str, country: str, precision: Precision, knowledge: Knowledge
) -> None:
    (claim,) = code_claims(plant(ATTACK.format(side="Russland", place=place), knowledge), knowledge=knowledge)
    assert claim.where is not None
    assert (claim.where.country, claim.where.precision) == (country, precision)
    assert claim.where.latitude is not None
    assert claim.where.longitude is not None


def test_a_city_lies_where_the_text_is() -> None:
    ukrainian, american = choose_city("Odessa", {"UKR"}), choose_city("Odessa", {"USA"})
    assert ukrainian is not None
    assert american is not None
    assert (ukrainian.country, american.country) == ("UKR", "USA")


def test_a_small_city_of_a_country_nobody_speaks_of_is_not_guessed() -> None:
    toretsk = choose_city("Torezk", {"UKR"}) or choose_city("Toretsk", {"UKR"})
    assert toretsk is not None
    assert choose_city(toretsk.name, {"FRA"}) is None


def test_spellings_with_and_without_accents_are_one() -> None:
    assert choose_city("Malmö", ()) == choose_city("malmo", ())


def test_points_of_states_and_seas() -> None:
    korea, sea = country_point("KOR"), find_point("Black Sea", None)
    assert korea is not None
    assert sea is not None
    assert 33 < korea.latitude < 39
    assert sea.precision is Precision.REGION
    assert find_point("Atlantis", None) is None


def mention(name: str, country: str | None, actor: str | None, reason: str) -> Mention:
    return Mention(Span(0, len(name)), MentionKind.LOC, name, country, actor, None, 1.0, reason, 0)


@pytest.mark.parametrize(("spoken_of", "expected"), [("USA", "USA"), ("GBR", "GBR"), ("FRA", "GBR")])
def test_a_namesake_in_a_country_of_the_text_wins(spoken_of: str, expected: str) -> None:
    birmingham = mention("Birmingham", "GBR", "place:Birmingham", "alias:place:Birmingham")
    assert locate(birmingham, 0, [SidedWord(5, 0, spoken_of, 1.0)]).country == expected


def test_a_small_namesake_does_not_win_over_a_city_many_times_its_size() -> None:
    moscow = mention("Moscow", "RUS", "RUS/capital", "alias:RUS/capital")
    assert locate(moscow, 0, [SidedWord(5, 0, "USA", 1.0)]).country == "RUS"


def test_what_a_de_facto_state_holds_lies_in_the_state_it_left() -> None:
    abkhazia = mention("Abkhazia", "REB:Abkhazia", "REB:Abkhazia", "alias:REB:Abkhazia")
    assert locate(abkhazia, 0, []).country == "GEO"


def test_an_unknown_place_lies_where_the_text_is_or_was_written() -> None:
    village = mention("Beispielsdorf", None, None, "name")
    assert locate(village, 0, [SidedWord(5, 0, "POL", 1.0)], "CZE").country == "POL"
    assert locate(village, 0, [], "CZE").country == "CZE"
    assert locate(village, 0, []).country is None


@pytest.mark.parametrize(("opening", "country"), [("TOKIO (Agentur) - ", "JPN"), ("Rio, Agentur - ", None), ("", None)])
def test_the_dateline_tells_where_a_dispatch_was_written(
    opening: str, country: str | None, knowledge: Knowledge
) -> None:
    text = opening + "Es brennt."
    dispatch = Dispatch("d", text, Interval(date(2024, 1, 2), date(2024, 1, 2)), Language.GERMAN)
    found = Annotated(dispatch, (), (Sentence(Span(len(opening), len(text)), 0, 0, 0),))
    assert written_in(found, knowledge) == country
