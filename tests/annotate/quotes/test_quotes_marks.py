"""Pairing of quotation marks."""

import pytest
from quotes_samples import read_plain

from lagebild.annotate.quotes.marks import pair_marks


def marked(text: str) -> list[str]:
    tokens, sentences = read_plain(text)
    return [text[tokens[m.first].start : tokens[m.last - 1].end] for m in pair_marks(tokens, sentences, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er sagte „ja“ und ging.", ["„ja“"]),
        ("Er sagte »ja« und ging.", ["»ja«"]),
        ("Er sagte «ja» und ging.", ["«ja»"]),
        ('Er sagte "ja" und ging.', ['"ja"']),
        ("Er sagte “ja” und ging.", ["“ja”"]),
        ("Er sagte „ja” und ging.", ["„ja”"]),
        ('Er sagte „ja" und ging.', ['„ja"']),
        ("Er sagte 'ja' und ging.", ["'ja'"]),
        ("Erst „ja“, dann „nein“.", ["„ja“", "„nein“"]),
        ("„Er rief ‚halt‘ und ging“, sagte sie.", ["„Er rief ‚halt‘ und ging“"]),
        ("„Er rief 'halt' und ging“, sagte sie.", ["„Er rief 'halt' und ging“"]),
        ("„Wir gehen. Alle gehen“, sagte er.", ["„Wir gehen. Alle gehen“"]),
        ("Das war Kims Idee.", []),
        ("Der Mann stieß 5'10\" hoch.", []),
    ],
)
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    text = "Er sagte: „Wir gehen nach Hause.\n\nDer Rest blieb."
    assert marked(text) == ["„Wir gehen nach Hause."]


def test_unclosed_mark_is_told_apart() -> None:
    text = "Er sagte: „Wir gehen nach Hause."
    tokens, sentences = read_plain(text)
    (found,) = pair_marks(tokens, sentences, text)
    assert not found.closed
    assert found.inner == (found.first + 1, len(tokens))


def test_no_mark_costs_nothing() -> None:
    tokens, sentences = read_plain("Der Zug fährt.")
    assert pair_marks(tokens, sentences, "Der Zug fährt.") == []
