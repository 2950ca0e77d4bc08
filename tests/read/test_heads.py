"""The head of a text: stamps, head lines, and openings that only look like one."""

import pytest

from lagebild.knowledge.heads import find_head


@pytest.mark.parametrize(
    ("text", "date", "head"),
    [
        (" date 2023-01 Die NATO tagt.", "2023-01", " date 2023-01"),
        (" date 2024-08-02 | Dublin", "2024-08-02", " date 2024-08-02"),
        ("date: 2024-08-01\n\nText", "2024-08-01", "date: 2024-08-01\n"),
        ("\n\n  Date: 2024\nText", "2024", "\n\n  Date: 2024\n"),
        ("Datum: 26.12.2022\r\nText", "26.12.2022", "Datum: 26.12.2022\r\n"),
        ("date: 2024-08-01T10:00:00+02:00\nText", "2024-08-01T10:00:00+02:00", "date: 2024-08-01T10:00:00+02:00\n"),
        ("date: 2023-02-30\nText", "2023-02-30", "date: 2023-02-30\n"),
        ("date: gestern\nText", "gestern", "date: gestern\n"),
        ("date 2023-01", "2023-01", "date 2023-01"),
        ("Date night in Seoul", None, ""),
        ("Datum und Ort stehen fest", None, ""),
        ("date 2023-01x Text", None, ""),
        ("Im Jahr 2023 date 2023-01", None, ""),
    ],
)
def test_stamp(text: str, date: str | None, head: str) -> None:
    found = find_head(text)
    assert found.date == date
    assert text[: found.end] == head


def test_fields_in_both_languages_and_any_case() -> None:
    text = (
        "date: 2024-08-01\nQuelle: Hafenpost\nTITLE: Ein: Treffen\nid: hp-1\nurl: https://example.org/1\nSprache: de\n"
    )
    assert find_head(text + "\nText").fields == {
        "source": "Hafenpost",
        "title": "Ein: Treffen",
        "id": "hp-1",
        "url": "https://example.org/1",
        "language": "de",
    }


def test_head_ends_with_the_first_other_line() -> None:
    text = "date: 2024-08-01\nsource: Hafenpost\n\ntitle: gehört zum Text"
    found = find_head(text)
    assert found.fields == {"source": "Hafenpost"}
    assert text[found.end :] == "\ntitle: gehört zum Text"


def test_fields_need_a_stamp_on_a_line_of_its_own_or_the_top() -> None:
    assert find_head("date 2024-08-01 Text\nsource: Hafenpost").fields == {}
    assert find_head("source: Hafenpost\n\nText").fields == {"source": "Hafenpost"}


def test_first_of_repeated_fields_wins_and_blank_ones_are_absent() -> None:
    assert find_head("source: A\nsource: B\ntitle:\nText").fields == {"source": "A"}
