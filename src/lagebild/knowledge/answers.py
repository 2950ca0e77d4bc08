"""What the tables say about a name on a day, for people who want to check them.

Gives plain values: which alias matched, what it stands for, and what follows from it on that day (offices held,
holders of an office, members of an organisation, successors of a state).
"""

from collections.abc import Iterator
from typing import Any

from lagebild.knowledge.entries import EntryKind
from lagebild.knowledge.knowledge import Knowledge
from lagebild.knowledge.office_words import read_office_word
from lagebild.knowledge.offices import Holding, Offices, OfficeUnknown
from lagebild.knowledge.tables import read_table
from lagebild.schema import Interval, Language

Fact = dict[str, Any]
_LEADING = ("head-of-state", "head-of-government", "foreign-minister", "defence-minister", "interior-minister")


def find_facts(name: str, on: Interval, knowledge: Knowledge, offices: Offices) -> list[Fact]:
    """Every reading of a name, an office phrase (*südkoreanischer Verteidigungsminister*) or a code (`KOR`)."""
    facts = [
        *_entries(name, on, knowledge, offices),
        *_persons(name, on, offices),
        *_office(name, on, knowledge, offices),
    ]
    return list({fact["id"] or fact["name"]: fact for fact in reversed(facts)}.values())[::-1]


def _entries(name: str, on: Interval, knowledge: Knowledge, offices: Offices) -> Iterator[Fact]:
    country = knowledge.country(name)
    if country is not None:
        yield {
            "kind": country.kind, "id": country.code, "name": country.name, "side": country.code,
            "matched": f"code {name}", **_side_facts(country.code, on, knowledge, offices),
        }  # fmt: skip
    for language in Language:
        for entry in knowledge.look_up(name, language):
            whole = entry.kind in (EntryKind.COUNTRY, EntryKind.BODY)
            yield {
                "kind": entry.detail or entry.kind.value, "id": entry.id, "name": entry.name, "side": entry.country,
                "matched": f"alias ({language})", **(_place(entry.latitude, entry.longitude)),
                **(_side_facts(entry.id, on, knowledge, offices) if whole else {}),
            }  # fmt: skip


def _place(latitude: float | None, longitude: float | None) -> Fact:
    return {} if latitude is None else {"latitude": latitude, "longitude": longitude}


def _side_facts(side: str, on: Interval, knowledge: Knowledge, offices: Offices) -> Fact:
    facts: Fact = {}
    codes = [row.cells for row in read_table("codes") if row.cells["code"] == side]
    if codes:
        facts["codes"] = {name: value for name, value in codes[0].items() if name != "code" and value}
    if homes := knowledge.homes(side):
        facts["home"] = [knowledge.side_name(code) for code in homes]
    past = [row.cells for row in read_table("historic") if row.cells["code"] == side]
    if past:
        facts["existed"] = f"{past[0]['start']} to {past[0]['end']}"
        facts["successors"] = past[0]["successors"].split("|")
    members = sorted({row["country"] for row in _spells("organisation", side, on)})
    if members:
        facts["members"] = [knowledge.side_name(code) for code in members]
    belongs = sorted({row["organisation"] for row in _spells("country", side, on)})
    if belongs:
        facts["member_of"] = belongs
    holders = {}
    for kind in _LEADING:
        office_id = offices.office_for(kind, side)
        if office_id is not None and offices.offices[office_id].title_en not in holders:
            holders[offices.offices[office_id].title_en] = _who(office_id, on, offices)
    return facts | ({"offices": holders} if holders else {})


def _spells(column: str, value: str, on: Interval) -> Iterator[dict[str, str]]:
    """Rows of membership that touch the interval; dates known to the month or year count from their first day on."""
    for row in read_table("members"):
        cells = row.cells
        begun = cells[column] == value and cells["start"] <= on.latest.isoformat()
        ended = cells["end"] != "" and cells["end"] <= on.earliest.isoformat()
        if begun and not ended:
            yield cells


def _persons(name: str, on: Interval, offices: Offices) -> Iterator[Fact]:
    for person in offices.find_person(name):
        held = [_term(holding, offices) for holding in offices.held_by(person.id, on)]
        presumed = [_term(h, offices) for h in offices.held_by(person.id, on, presumed=True)]
        yield {
            "kind": "person", "id": person.id, "name": person.name, "side": offices.side_of(person.id, on),
            "matched": "name of a person", "held": held, "not_known_after": [t for t in presumed if t not in held],
            "wikidata": person.wikidata or None,
        }  # fmt: skip


def _office(name: str, on: Interval, knowledge: Knowledge, offices: Offices) -> Iterator[Fact]:
    words = name.split()
    for language in Language:
        for cut in range(len(words)):
            word = read_office_word(" ".join(words[cut:]), language)
            if word is None:
                continue
            before = knowledge.demonym(" ".join(words[:cut]), language) if cut else None
            side = word.side or (before.country if before is not None else None)
            office_id = offices.office_for(word.kind, side) if side is not None else None
            if office_id is not None and not word.former and not word.deputy:
                office = offices.offices[office_id]
                yield {
                    "kind": "office", "id": office_id, "name": office.title_en, "side": side,
                    "matched": f"office phrase ({language})", "holder": _who(office_id, on, offices),
                }  # fmt: skip
            break


def _who(office_id: str, on: Interval, offices: Offices) -> str:
    found = offices.holder(office_id, on)
    if isinstance(found, OfficeUnknown):
        names = ", ".join(offices.persons[h.person].name for h in found.holdings)
        since = f" {found.since}" if found.since else ""
        return f"unknown: {found.reason}{since}" + (f" ({names})" if names else "")
    return offices.persons[found.person].name + (" (acting)" if found.acting else "")


def _term(holding: Holding, offices: Offices) -> str:
    office = offices.offices[holding.office]
    until = holding.end.earliest if holding.end else f"open, seen {holding.asof}"
    return f"{office.id}: {office.title_en}, {holding.start.earliest} to {until} [{holding.source}]"
