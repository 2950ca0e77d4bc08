"""What the opening of a dispatch file may look like: its date stamp and the head lines after it.

Takes a text as stored and says where its head ends and which fields it names. A head is ` date 2023-01 ` before the
first words, or `date: 2024-08-01` (also `Datum:`) on a line of its own; directly after it, or alone at the very top,
lines such as `source: ...`, `title: ...`, `id: ...`, `url: ...`, `language: ...` may stand. Nothing is judged here: a
date is given back as written, even when it is no date.
"""

import re
from typing import NamedTuple


class Head(NamedTuple):
    """The head of a text: where it ends (0 without one), the date as written, and the other fields."""

    end: int
    date: str | None
    fields: dict[str, str]


FIELD_OF_LABEL: dict[str, str] = {
    "source": "source",
    "quelle": "source",
    "title": "title",
    "titel": "title",
    "id": "id",
    "kennung": "id",
    "url": "url",
    "link": "url",
    "language": "language",
    "sprache": "language",
}
"""Labels of head lines, lower case, and the field of a dispatch each of them fills."""

_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[ ]?[+-]\d{2}:?\d{2})?)?"
_DATE = rf"(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}{_TIME}|\d{{4}}-\d{{1,2}}|\d{{1,2}}\.[ ]?\d{{1,2}}\.[ ]?\d{{4}}|\d{{4}})"
_STAMP = re.compile(rf"\s*(?:date|datum)\b[ \t]*:?[ \t]*({_DATE})(?![\w-])", re.IGNORECASE)
# With a colon and nothing else on its line it is meant as a date, whatever it says; *Date night in Seoul* is not.
_STAMP_LINE = re.compile(r"\s*(?:date|datum)[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)
_REST_OF_LINE = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)")
_LINE = re.compile(rf"({'|'.join(FIELD_OF_LABEL)})[ \t]*:[ \t]*([^\r\n]*?)[ \t]*(?:\r\n|\n|\r|\Z)", re.IGNORECASE)
_BLANK = re.compile(r"\s*")


def find_head(text: str) -> Head:
    """The head of a text; its end is that of the last head line, line break included.

    >>> find_head(" date 2023-01 Die NATO tagt.")
    Head(end=13, date='2023-01', fields={})
    >>> find_head("Datum: 26.12.2022\\nQuelle: Hafenpost\\n\\nText.").fields
    {'source': 'Hafenpost'}
    >>> find_head("Die NATO tagt.")
    Head(end=0, date=None, fields={})
    """
    stamp = _STAMP.match(text) or _STAMP_LINE.match(text)
    if stamp is None:
        fields, end = _read_lines(text, _end_of_blank(text))
        return Head(end if fields else 0, None, fields)
    rest = _REST_OF_LINE.match(text, stamp.end())
    if rest is None:
        return Head(stamp.end(), stamp[1], {})
    fields, end = _read_lines(text, rest.end())
    return Head(end, stamp[1].strip(), fields)


def _read_lines(text: str, position: int) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    while position < len(text):
        line = _LINE.match(text, position)
        if line is None:
            break
        if line[2]:
            fields.setdefault(FIELD_OF_LABEL[line[1].lower()], line[2])
        position = line.end()
    return fields, position


def _end_of_blank(text: str) -> int:
    blank = _BLANK.match(text)
    return blank.end() if blank else 0
