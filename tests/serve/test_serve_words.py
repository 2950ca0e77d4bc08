"""Labels: both languages hold the same keys and a word for everything the schema can say."""

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from lagebild.errors import UsageError
from lagebild.schema import EVENT_TYPES, Interval, Quad, Reason, Status
from lagebild.serve.names import name_code
from lagebild.serve.picture import FIELDS, LINKS
from lagebild.serve.words import LANGUAGES, load_words

TABLES = ("status", "quad", "mode", "role", "field", "reason", "relation", "months", "column", "page")


@pytest.mark.parametrize("table", TABLES)
def test_languages_hold_the_same_keys(table: str) -> None:
    first, *others = (set(getattr(load_words(language), table)) for language in LANGUAGES)
    assert all(other == first for other in others)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_a_word(language: str) -> None:
    words = load_words(language)
    assert set(words.status) == {status.value for status in Status}
    assert set(words.quad) == {quad.value for quad in Quad}
    assert set(words.reason) == {reason.value for reason in Reason}
    assert set(words.mode) == {mode for kind in EVENT_TYPES.values() for mode in kind.modes}
    assert set(words.field) >= FIELDS
    assert set(words.relation) == LINKS


@pytest.mark.parametrize(
    ("first", "last", "german", "english"),
    [
        ((2024, 5, 3), (2024, 5, 3), "3. Mai 2024", "3 May 2024"),
        ((2024, 2, 1), (2024, 2, 29), "Februar 2024", "February 2024"),
        ((2024, 1, 1), (2024, 12, 31), "2024", "2024"),
        ((2020, 1, 1), (2024, 12, 31), "2020–2024", "2020–2024"),
        ((2024, 5, 3), (2024, 5, 9), "3.–9. Mai 2024", "3–9 May 2024"),
        ((2024, 4, 29), (2024, 5, 5), "29. Apr. – 5. Mai 2024", "29 Apr – 5 May 2024"),
        ((2023, 12, 30), (2024, 1, 2), "30. Dez. 2023 – 2. Jan. 2024", "30 Dec 2023 – 2 Jan 2024"),
        ((2024, 5, 1), (2024, 6, 30), "Mai 2024 – Juni 2024", "May 2024 – June 2024"),
    ],
)
def test_intervals_read_naturally(
    first: tuple[int, int, int], last: tuple[int, int, int], german: str, english: str
) -> None:
    interval = Interval(date(*first), date(*last))
    assert load_words("de").interval(interval) == german
    assert load_words("en").interval(interval) == english


def test_numbers_and_counts() -> None:
    words = load_words("de")
    assert words.number(12345.678, 1) == "12.345,7"
    assert words.number(-3.5, 1) == "−3,5"
    assert words.number(-0.04, 1) == "0,0"
    assert words.count("dispatch", 1) == "1 Meldung"
    assert words.count("dispatch", 1200) == "1.200 Meldungen"
    assert words.joined(["A", "B", "C"]) == "A, B und C"
    assert words.joined(["A"]) == "A"


def test_unknown_language_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="de, en"):
        load_words("fr")


@pytest.mark.parametrize(
    ("code", "german", "english"),
    [
        ("PRK", "Nordkorea", "North Korea"),
        ("IGO:EUU", "EU", "EU"),
        ("REB:Hamas", "Hamas", "Hamas"),
        ("UNK", "unbekannt", "unknown"),
        ("REB:Nobody", "Nobody", "Nobody"),
        ("QQQ", "QQQ", "QQQ"),
    ],
)
def test_codes_have_names(code: str, german: str, english: str) -> None:
    assert name_code(code, "de") == german
    assert name_code(code, "en") == english


@pytest.mark.parametrize("table", ["page", "column"])
def test_no_label_is_left_over(table: str) -> None:
    """Every label is shown somewhere: keys made of parts (`timeline_day`, `event_many`) count by their first part."""
    folder = files("lagebild.serve")
    sources = [path for path in Path(str(folder)).rglob("*") if path.suffix in {".py", ".js", ".j2"}]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    built = ("timeline_", "_one", "_many")
    unused = [
        key
        for key in getattr(load_words("de"), table)
        if not any(part in key for part in built) and not re.search(rf"\b{key}\b", text)
    ]
    assert unused == []
