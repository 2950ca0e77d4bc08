"""One text in memory: what is taken from where, what the id is made of, and every reason against it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.read import ReadConfig, read_dispatch
from lagebild.schema import Dispatch, Grain, Language, Reason, Rejected

BODY = "Die Minister haben sich am Donnerstag in Seoul auf ein Abkommen verständigt, das die Lage beruhigen soll."
CONFIG = ReadConfig(today=date(2025, 1, 1), language=Language.GERMAN)


def read(text: str, **given: str) -> Dispatch:
    found = read_dispatch(text, config=CONFIG, **given)
    assert isinstance(found, Dispatch), found
    return found


def refuse(text: str, **given: str) -> Rejected:
    found = read_dispatch(text, config=CONFIG, **given)
    assert isinstance(found, Rejected), found
    return found


def test_text_is_stored_as_it_came() -> None:
    text = f" date 2023-01 {BODY}\r\n\r\n  Ende.  \n"
    assert read(text).text == text


def test_month_date_is_an_interval() -> None:
    published = read(f" date 2023-01 {BODY}").published
    assert published == (date(2023, 1, 1), date(2023, 1, 31), Grain.MONTH, None)


def test_head_fills_what_is_not_given() -> None:
    dispatch = read(
        f"date: 2024-08-01\nsource: Hafenpost\ntitle: Abkommen\nid: hp-1\nurl: u\n\n{BODY}", source="Tagesblick"
    )
    assert (dispatch.source, dispatch.title, dispatch.given_id, dispatch.url) == ("Tagesblick", "Abkommen", "hp-1", "u")
    assert dispatch.name == "hp-1"


def test_given_date_goes_before_the_stamp() -> None:
    assert read(f" date 2023-01 {BODY}", date="2024-08-01").published.earliest == date(2024, 8, 1)


def test_id_depends_on_text_date_source_and_title_only() -> None:
    base = {"date": "2024-08-01", "source": "Hafenpost", "title": "Abkommen"}
    first = read(BODY, **base)
    assert read(BODY, **base, url="https://example.org", given_id="7", origin="elsewhere").id == first.id
    others = [
        read(BODY + " ", **base),
        read(BODY, **base | {"date": "2024-08"}),
        read(BODY, **base | {"source": "Tagesblick"}),
        read(BODY, **base | {"title": "Treffen"}),
    ]
    assert len({first.id, *(other.id for other in others)}) == 5


@pytest.mark.parametrize(
    ("text", "given", "reason"),
    [
        (BODY, {}, Reason.MISSING_DATE),
        (BODY, {"date": "  "}, Reason.MISSING_DATE),
        (f"date: 2023-02-30\n\n{BODY}", {}, Reason.IMPOSSIBLE_DATE),
        (f"date: gestern\n\n{BODY}", {}, Reason.IMPOSSIBLE_DATE),
        (BODY, {"date": "31.04.2023"}, Reason.IMPOSSIBLE_DATE),
        (BODY, {"date": "2025-01-03"}, Reason.FUTURE_DATE),
        (BODY, {"date": "2025-02"}, Reason.FUTURE_DATE),
        (BODY, {"date": "2026"}, Reason.FUTURE_DATE),
        ("", {"date": "2024-08-01"}, Reason.EMPTY_TEXT),
        (" \n\t", {"date": "2024-08-01"}, Reason.EMPTY_TEXT),
        ("date: 2024-08-01\nsource: Hafenpost\n\n", {}, Reason.EMPTY_TEXT),
        (BODY + "\udcfc", {"date": "2024-08-01"}, Reason.UNDECODABLE),
        (BODY + "\0", {"date": "2024-08-01"}, Reason.UNDECODABLE),
        (BODY, {"date": "2024-08-01", "title": "\ud800"}, Reason.UNDECODABLE),
        (BODY, {"date": "2024-08-01", "language": "fr"}, Reason.LANGUAGE),
    ],
)
def test_reasons(text: str, given: dict[str, str], reason: Reason) -> None:
    rejected = refuse(text, **given, origin="notes.txt:7")
    assert (rejected.reason, rejected.room, rejected.origin) == (reason, "read", "notes.txt:7")
    assert rejected.detail
    rejected.detail.encode("utf-8")


def test_tomorrow_and_the_current_month_are_not_future() -> None:
    assert read(BODY, date="2025-01-02").published.earliest == date(2025, 1, 2)
    assert read(BODY, date="2025-01").published.latest == date(2025, 1, 31)
    assert read(BODY, date="2025").published.grain is Grain.YEAR


def test_the_value_stands_in_the_detail() -> None:
    assert "'2023-02-30'" in refuse(BODY, date="2023-02-30").detail
    assert "2025-01-02" in refuse(BODY, date="2025-06-01").detail


def test_a_rejected_text_keeps_its_given_id_and_gets_the_same_id_again() -> None:
    first, again, other = refuse(BODY, given_id="7"), refuse(BODY, given_id="7"), refuse(BODY + "!", given_id="7")
    assert first == again
    assert first.given_id == "7"
    assert first.id != other.id


@given(st.text())
def test_any_text_is_read_or_rejected(text: str) -> None:
    found = read_dispatch(text, date="2024-08-01", config=CONFIG)
    if isinstance(found, Dispatch):
        assert found.text == text
    else:
        assert found.reason in {Reason.EMPTY_TEXT, Reason.UNDECODABLE, Reason.IMPOSSIBLE_DATE, Reason.LANGUAGE}
