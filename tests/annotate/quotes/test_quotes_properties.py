"""What holds for the quotations of any text, and the price."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quotes_samples import read_plain

from lagebild.annotate.quotes import find_quotations
from lagebild.schema import Language

PIECES = st.lists(
    st.sampled_from(
        "„ “ » « \" ' , . : ( ) – sagte dass er habe laut nach Angaben von der Polizei zufolge teilte mit so Kim wie "
        "es heißt Das kündigte an zu gehen soll sein und ich nannte demnach ¶".split()
    ),
    max_size=40,
)
LONG = (
    "Der Minister sagte am Montag, die Lieferung werde im Mai beginnen. „Wir warten nicht länger“, sagte er. Laut "
    "Polizei wurde der Hafen geräumt. Man habe keine Wahl gehabt. Die Partei forderte eine Untersuchung, der Zug fuhr. "
)


@given(PIECES, st.sampled_from(Language))
@settings(max_examples=300, deadline=None)
def test_spans_are_sound(pieces: list[str], language: Language) -> None:
    text = " ".join(pieces).replace("¶", "\n\n")
    tokens, sentences = read_plain(text, language)
    for quotation in find_quotations(tokens, sentences, text=text, language=language):
        assert quotation.content
        for span in (*quotation.content, *quotation.speaker, *quotation.cue):
            assert 0 <= span.start < span.end <= len(text)
            assert not span.of(text)[0].isspace()
            assert not span.of(text)[-1].isspace()
        assert all(a.end <= b.start for a, b in zip(quotation.content, quotation.content[1:], strict=False))


@pytest.mark.parametrize("language", list(Language))
def test_an_empty_dispatch_has_no_quotation(language: Language) -> None:
    assert find_quotations((), (), text="", language=language) == ()


def test_same_input_same_quotations() -> None:
    tokens, sentences = read_plain(LONG)
    first = find_quotations(tokens, sentences, text=LONG, language=Language.GERMAN)
    assert first == find_quotations(tokens, sentences, text=LONG, language=Language.GERMAN)
    assert len(first) >= 4


def test_moving_the_text_moves_the_quotations() -> None:
    shifted = "Ein Zug fuhr.\n\n" + LONG
    plain = find_quotations(*read_plain(LONG), text=LONG, language=Language.GERMAN)
    moved = find_quotations(*read_plain(shifted), text=shifted, language=Language.GERMAN)
    assert [[s.of(LONG) for s in q.content] for q in plain] == [[s.of(shifted) for s in q.content] for q in moved]


def test_the_price_of_a_word() -> None:
    text = LONG * 40
    tokens, sentences = read_plain(text)
    find_quotations(tokens, sentences, text=text, language=Language.GERMAN)
    best = min(_seconds(tokens, sentences, text) for _ in range(3))
    assert best / len(tokens) < 60e-6


def _seconds(tokens: tuple, sentences: tuple, text: str) -> float:
    started = time.process_time()
    find_quotations(tokens, sentences, text=text, language=Language.GERMAN)
    return time.process_time() - started
