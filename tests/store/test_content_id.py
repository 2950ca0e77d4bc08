"""Content hashes are stable, and parts do not run into each other."""

from hypothesis import given
from hypothesis import strategies as st

from lagebild.schema.ids import content_id

PARTS = st.lists(st.text(max_size=5), max_size=3)


@given(one=PARTS, two=PARTS)
def test_equal_only_for_equal_parts(one: list[str], two: list[str]) -> None:
    assert (content_id(*one) == content_id(*two)) is (one == two)


def test_stable_across_runs() -> None:
    assert content_id("Meldung", "ä") == content_id("Meldung", "ä")
    assert content_id() == "cae66941d9efbd404e4d88758ea67670"
    assert len(content_id("x")) == 32


def test_lone_surrogates_are_hashed() -> None:
    assert content_id("\ud800") != content_id("?")
