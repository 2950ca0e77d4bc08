"""Names of the sides that codes stand for: *Nordkorea* for `PRK`, *EU* for `IGO:EUU`.

Reads the tables of `knowledge`; a code that they do not hold is shown as it is, without its prefix.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from lagebild.knowledge.tables import read_table
from lagebild.serve.words import load_words


def name_codes(codes: Iterable[str], language: str) -> dict[str, str]:
    """A readable name for each code."""
    return {code: name_code(code, language) for code in codes}


def name_code(code: str, language: str) -> str:
    """A readable name for one code.

    >>> name_code("PRK", "de"), name_code("REB:Hamas", "en"), name_code("XYZ", "de")
    ('Nordkorea', 'Hamas', 'XYZ')
    """
    return _known_names(language).get(code) or code.partition(":")[2] or code


def name_party(name: str, code: str | None, language: str) -> str:
    """The name of a party or place; a side or country that stands for itself is called as everywhere else.

    >>> name_party("North Korea", "PRK", "de"), name_party("Kim Jong Un", "PRK", "de")
    ('Nordkorea', 'Kim Jong Un')
    """
    if code is None or name not in ("", code, name_code(code, "en")):
        return name
    return name_code(code, language)


@cache
def _known_names(language: str) -> Mapping[str, str]:
    states = (row.cells for table in ("countries", "historic") for row in read_table(table))
    named = {row["code"]: row[f"name_{language}"] for row in states}
    for table in ("organisations", "groups"):
        for row in (found.cells for found in read_table(table)):
            # A row whose id has a further part is an organ of the side, not the side itself.
            if row["id"] == row["country"]:
                named.setdefault(row["id"], _spoken_name(row, language))
    return named | {"UNK": load_words(language).page["unknown"]}


def _spoken_name(row: Mapping[str, str], language: str) -> str:
    """The first alias of a language is its everyday name; `*` marks a declined ending."""
    alias = row[f"aliases_{language}"].split("|")[0]
    return row["name_en"] if not alias or "*" in alias else alias
