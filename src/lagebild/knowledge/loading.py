"""Reads the tables (`tables.py`) and builds `Knowledge`, once a process.

A broken row is an error that names file and line, never skipped.
"""

from datetime import date
from functools import cache

from lagebild.errors import DataError
from lagebild.knowledge.entries import Country, Entry, EntryKind, Noun, NounKind, Power
from lagebild.knowledge.inflection import adjective_forms, noun_forms, people_forms, place_adjectives
from lagebild.knowledge.knowledge import Knowledge
from lagebild.knowledge.matching import AliasIndex, IndexBuilder
from lagebild.knowledge.tables import Row, read_table
from lagebild.schema import Language

BODY_TABLES = ("bodies", "organisations", "groups", "parties")
_COMPASS = ("Nord", "Süd", "Ost", "West", "Zentral")
_CITIES = frozenset({"city", "base"})


@cache
def load_knowledge() -> Knowledge:
    """All tables, read once.

    >>> load_knowledge().country("KOR").name
    'South Korea'
    """
    german, english = IndexBuilder(german=True), IndexBuilder(german=False)
    countries: dict[str, Country] = {}
    names: dict[str, str] = {}
    for table in ("countries", "historic", *BODY_TABLES, "collectives", "places", "guarded"):
        for row in read_table(table):
            german.wins = english.wins = row.own
            match table:
                case "countries" | "historic":
                    kind = row.cells.get("kind", "historic")
                    countries[row.cells["code"]] = _add_country(row.cells, kind, german, english)
                case "collectives":
                    _add_collective(row.cells, german, english)
                case "places":
                    _add_place(row, german, english)
                case "guarded":
                    (german if row.cells["language"] == "de" else english).guard(row.cells["alias"])
                case _:
                    _add_body(row.cells, table, names, german, english)
    return Knowledge(
        countries=countries,
        names=names,
        homes={row.cells["id"]: tuple(_split(row.cells["state"])) for row in read_table("homes")},
        powers=_read_powers(),
        indexes={Language.GERMAN: german.build(), Language.ENGLISH: english.build()},
        nouns={language: _read_nouns(language.value) for language in Language},
        phrases={language: _read_phrases(language.value) for language in Language},
    )


def _read_powers() -> dict[str, list[Power]]:
    found: dict[str, list[Power]] = {}
    for row in read_table("powers"):
        try:
            start, end = (date.fromisoformat(day) if day else None for day in (row.cells["start"], row.cells["end"]))
        except ValueError as error:
            raise DataError(f"{row.origin}: {error}; give start and end as YYYY-MM-DD") from error
        if start is None:
            raise DataError(f"{row.origin}: no start; give the day the group took power as YYYY-MM-DD")
        found.setdefault(row.cells["id"], []).append(Power(row.cells["state"], start, end))
    return found


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _add_country(row: dict[str, str], kind: str, german: IndexBuilder, english: IndexBuilder) -> Country:
    code, name = row["code"], row["name_en"]
    adjectives = _split(row["adjective_en"])
    country = Country(code, kind, name, adjectives[0] if adjectives else name, row["name_de"])
    entry = Entry(code, EntryKind.COUNTRY, name, code, "GOV", detail=kind)
    for alias in [row["name_de"], *_split(row["aliases_de"])]:
        german.add(alias, entry)
    for alias in [name, *_split(row["aliases_en"])]:
        english.add(alias, entry)
    capitals_en = _split(row["capital_en"])
    capital = Entry(f"{code}/capital", EntryKind.CAPITAL, capitals_en[0] if capitals_en else name, code, "GOV")
    adjective = Entry(f"{code}/adjective", EntryKind.ADJECTIVE, name, code, "GOV")
    people = Entry(f"{code}/people", EntryKind.PEOPLE, name, code, "CVL")
    for alias in _split(row["capital_de"]):
        german.add(alias, capital)
        for form in place_adjectives(alias):
            german.add_form(tuple(form.split()), adjective)
    for alias in capitals_en:
        english.add(alias, capital)
    for stem in _split(row["adjective_de"]):
        for form in adjective_forms(stem):
            german.add_form((form,), adjective)
            german.add_form((form[0].upper() + form[1:],), adjective)
    _add_compass(row, entry, adjective, german)
    for nominative in _split(row["people_de"]):
        for form in people_forms(nominative):
            german.add_form((form,), people)
    for alias in adjectives:
        english.add(alias, adjective)
    for alias in _split(row["people_en"]):
        english.add(alias, people)
    return country


def _add_compass(row: dict[str, str], country: Entry, adjective: Entry, german: IndexBuilder) -> None:
    """*Südukraine*, *nordsyrische*: parts of a country, where no name of their own says otherwise (*Südsudan*)."""
    name = row["name_de"]
    if row["code"] == "USA":
        return  # *südamerikanisch* is another continent
    stems = [stem for stem in _split(row["adjective_de"]) if "-" not in stem]
    for point in _COMPASS:
        if " " not in name and "-" not in name:
            german.add_fallback((point + name.lower(),), country)
            german.add_fallback((point + name.lower() + "s",), country)
        for stem in stems:
            for form in adjective_forms(point.lower() + stem):
                german.add_fallback((form,), adjective)


def _add_body(
    row: dict[str, str], table: str, names: dict[str, str], german: IndexBuilder, english: IndexBuilder
) -> None:
    entry = Entry(row["id"], EntryKind.BODY, row["name_en"], row["country"], row["sector"], detail=table)
    _add_aliases(entry, row, german, english)
    if row["id"] == row["country"]:
        names[row["id"]] = row["name_en"]


def _add_collective(row: dict[str, str], german: IndexBuilder, english: IndexBuilder) -> None:
    country = None if row["country"] == "UNK" else row["country"]
    _add_aliases(Entry(row["id"], EntryKind.COLLECTIVE, row["name_en"], country, row["sector"]), row, german, english)


def _add_aliases(entry: Entry, row: dict[str, str], german: IndexBuilder, english: IndexBuilder) -> None:
    for alias in _split(row["aliases_de"]):
        german.add(alias, entry)
    for alias in _split(row["aliases_en"]):
        english.add(alias, entry)
    if " " in entry.name and entry.kind is EntryKind.BODY:
        english.add(entry.name, entry)


def _add_place(found: Row, german: IndexBuilder, english: IndexBuilder) -> None:
    row = found.cells
    try:
        latitude, longitude = (float(row[key]) if row[key] else None for key in ("lat", "lon"))
    except ValueError as error:
        raise DataError(f"{found.origin}: {error}") from error
    country = row["country"] or None
    name = row["name_en"]
    entry = Entry(f"place:{name}", EntryKind.PLACE, name, country, None, latitude, longitude, row["kind"])
    adjective = Entry(f"place:{name}/adjective", EntryKind.ADJECTIVE, name, country, None, detail="place")
    for stem in _split(row.get("adjective_de") or ""):
        for form in adjective_forms(stem):
            german.add_form((form,), adjective)
    for alias in _split(row["aliases_de"]):
        german.add(alias, entry)
        if country and len(alias) > 2 and (row["kind"] in _CITIES or alias.endswith("burg")):
            for form in place_adjectives(alias):
                german.add_form(tuple(form.split()), adjective)
    for alias in [name.split(" (")[0], *_split(row["aliases_en"])]:
        english.add(alias, entry)


def _read_nouns(language: str) -> dict[str, Noun]:
    nouns: dict[str, Noun] = {}
    for found in read_table("nouns"):
        row = found.cells
        if row["language"] != language:
            continue
        try:
            kind = NounKind(row["kind"])
        except ValueError as error:
            raise DataError(f"{found.origin}: {error}") from error
        noun = Noun(row["lemma"], kind, row["concept"], row["sector"], row["name_en"])
        for form in noun_forms(row["lemma"], row["paradigm"]):
            if found.own:
                nouns[form] = noun
            nouns.setdefault(form, noun)
    return nouns


def _read_phrases(language: str) -> AliasIndex[Noun]:
    phrases: dict[tuple[str, ...], tuple[Noun, ...]] = {}
    for row in (found.cells for found in read_table("phrases")):
        if row["language"] == language:
            noun = Noun(row["phrase"], NounKind(row["kind"]), row["concept"], row["sector"], row["name_en"])
            phrases[tuple(row["phrase"].split())] = (noun,)
    return AliasIndex(phrases)
