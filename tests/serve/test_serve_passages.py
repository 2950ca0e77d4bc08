"""Sentences for display, and the pieces a text is cut into."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.schema import Span
from lagebild.serve.passages import passage_of, split_passages
from lagebild.serve.picture import Picture
from lagebild.serve.report.segments import cut_text, evidence_of


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Er kam. Sie ging.", ["Er kam. ", "Sie ging."]),
        ("Am 3. Mai kam Dr. Braun. Dann nichts.", ["Am 3. Mai kam Dr. Braun. ", "Dann nichts."]),
        ("„Halt!“ Dann Stille.", ["„Halt!“ ", "Dann Stille."]),
        ("Titel ohne Punkt\n\nDann Text.", ["Titel ohne Punkt\n\n", "Dann Text."]),
        ("Er rief: „Los!“ und ging.", ["Er rief: „Los!“ und ging."]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [span.of(text) for span in split_passages(text)] == sentences


@settings(deadline=None)
@given(st.text(alphabet="Aa1 .!?„“\n😀", max_size=80))
def test_sentences_together_are_the_text(text: str) -> None:
    assert "".join(span.of(text) for span in split_passages(text)) == text


@settings(deadline=None)
@given(st.text(alphabet="Aa1 .!?„“\n😀", min_size=1, max_size=80), st.data())
def test_a_passage_holds_its_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    if span.of(text) == span.of(text).strip():
        assert passage_of(text, span).covers(span)


def test_pieces_are_the_text_and_every_span_is_a_run_of_pieces(picture: Picture) -> None:
    for dispatch in picture.dispatches.values():
        claims = [claim for claim in picture.claims.values() if claim.dispatch == dispatch.id]
        segments = cut_text(dispatch.text, claims)
        assert "".join(segments.pieces) == dispatch.text
        for claim in claims:
            for _, span in evidence_of(claim):
                first, last = segments.locate(span)
                assert "".join(segments.pieces[first:last]) == span.of(dispatch.text)
