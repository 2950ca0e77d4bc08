"""Places that share a name: the text decides, and where it does not, the commonest."""

import pytest

from lagebild.annotate.linking import link_mentions
from lagebild.annotate.segment import segment
from lagebild.read import read_dispatch
from lagebild.schema import Dispatch, Mention, Span, Token


def link(text: str, names: list[tuple[Span, str]], *, date: str) -> tuple[Mention, ...]:
    dispatch = read_dispatch(text, date=date, source="", title="")
    assert isinstance(dispatch, Dispatch)
    cut = segment(text, dispatch.language)
    tokens = tuple(Token(s, e, text[s:e], "", "", "", "_", -1, "") for s, e in cut.tokens)
    return link_mentions(tokens, cut.sentences, names, dispatch=dispatch)


@pytest.mark.parametrize(
    ("text", "place", "country"),
    [
        ("In Tripolis tagte die Regierung.", "Tripolis", "LBY"),
        ("In Tripolis im Norden des Libanon brannte das Rathaus.", "Tripolis", "LBN"),
        ("Im pakistanischen Punjab steigt das Wasser.", "Punjab", "PAK"),
        ("Im Punjab steigt das Wasser.", "Punjab", "IND"),
        ("US officials met the ambassador in Moscow on Monday.", "Moscow", "RUS"),
        ("Four students were killed in Moscow, a college town in Idaho.", "Moscow", "USA"),
    ],
)
def test_shared_names(text: str, place: str, country: str) -> None:
    names = [(Span(text.index(place), text.index(place) + len(place)), "LOC")]
    found = link(text, names, date="2024-08-01")
    assert [m.country for m in found if m.span.of(text) == place] == [country]


def test_a_family_name_said_before_is_the_persons() -> None:
    text = "US-Verteidigungsminister Lloyd Austin sprach in Seoul. Das sagte Austin am Montag."
    second = text.rindex("Austin")
    names = [(Span(25, 37), "PER"), (Span(second, second + 6), "ORG")]
    found = link(text, names, date="2023-01")
    assert [m.country for m in found if m.span.start == second] == ["USA"]
