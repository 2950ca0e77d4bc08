"""Terms of office from a Wikidata extract, as tables of a user's folder (`tables.py`).

The extract is CSV with the columns position, person, personID (Q-number), start and end (YYYY-MM-DD or shorter, end
empty while in office); more columns are passed over. A position becomes the office of the side that its words mean
(*Minister of Foreign Affairs*), or an office of its own. Persons we know by their Q-number keep their id.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lagebild.errors import UsageError
from lagebild.knowledge.office_words import read_office_word
from lagebild.knowledge.offices import Offices

_NEEDED = ("position", "person", "personID", "start", "end")
_OFFICES = ("office_id", "side", "kind", "answers_to", "sector", "seats", "title_en", "title_de")
_PERSONS = ("person_id", "name", "family", "family_first", "side", "aliases", "born", "wikidata", "source")
_HOLDERS = (
    "office_id",
    "person_id",
    "start",
    "start_precision",
    "end",
    "end_precision",
    "asof",
    "acting",
    "source",
)
_PRECISIONS = {4: "year", 7: "month", 10: "day"}


class Imported(NamedTuple):
    """What an import wrote, and the lines it could not use with the reason."""

    offices: int
    persons: int
    holders: int
    refused: tuple[str, ...]


def import_wikidata(extract: Path, side: str, asof: date, folder: Path, offices: Offices) -> Imported:
    """Write `offices.csv`, `persons.csv` and `holders.csv` for one side into the folder.

    `asof` is the day of the extract: terms without an end are attested up to it and not beyond.
    """
    by_number = {person.wikidata: person.id for person in offices.persons.values() if person.wikidata}
    new_offices: dict[str, tuple[str, ...]] = {}
    new_persons: dict[str, tuple[str, ...]] = {}
    holders: dict[tuple[str, str, str], tuple[str, ...]] = {}
    refused: list[str] = []
    for number, row in _read(extract):
        start, end = row["start"].strip(), row["end"].strip()
        if not row["person"] or not _is_date(start) or (end and not _is_date(end)):
            refused.append(f"{extract}, line {number}: needs a person, a start and dates as YYYY[-MM[-DD]]")
            continue
        office_id, office = _office_of(row["position"], side, offices)
        if office is not None:
            new_offices[office_id] = office
        person_id = by_number.get(row["personID"]) or _slug(row["person"])
        if person_id not in offices.persons:
            family = row["person"].split()[-1]
            new_persons[person_id] = (
                person_id, row["person"], family, "", side, "", row.get("DOB") or "", row["personID"], "wikidata",
            )  # fmt: skip
        holders[office_id, person_id, start] = (
            office_id,
            person_id,
            _first_day(start),
            _PRECISIONS[len(start)],
            _first_day(end) if end else "",
            _PRECISIONS[len(end)] if end else "",
            "" if end else asof.isoformat(),
            "",
            "wikidata",
        )
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "offices.csv", _OFFICES, new_offices.values())
    _write(folder / "persons.csv", _PERSONS, new_persons.values())
    _write(folder / "holders.csv", _HOLDERS, holders.values())
    return Imported(len(new_offices), len(new_persons), len(holders), tuple(refused))


def _read(extract: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with extract.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
        if missing:
            raise UsageError(f"{extract}: no column {', '.join(missing)}; needed are {', '.join(_NEEDED)}")
        for row in reader:
            yield reader.line_num, {name: value or "" for name, value in row.items() if name}


def _office_of(position: str, side: str, offices: Offices) -> tuple[str, tuple[str, ...] | None]:
    """The known office a position means, or the row of a new one."""
    word = read_office_word(position, "en")
    plain = word is not None and not word.former and not word.deputy
    kind = word.kind if word is not None and plain else _slug(position)
    known = offices.office_for(kind, side)
    if known is not None:
        return known, None
    office_id = f"{side}/{kind}"
    return office_id, (office_id, side, kind, kind, "GOV", "1", position, position)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "unnamed"


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return False
    try:
        date.fromisoformat(_first_day(text))
    except ValueError:
        return False
    return True


def _first_day(text: str) -> str:
    return f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"[:10]


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
