"""Sectors that words tell by themselves, and the homes of armed groups."""

import pytest

from lagebild.knowledge import load_knowledge
from lagebild.knowledge.sectors import past_sector, sector_word
from lagebild.schema import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


@pytest.mark.parametrize(
    ("word", "language", "sector"),
    [
        ("Universität", GERMAN, "EDU"),
        ("Bahngewerkschafter", GERMAN, "LAB"),
        ("Imam", GERMAN, "REL"),
        ("Drogenkartell", GERMAN, "CRM"),
        ("tourist", ENGLISH, "CVL"),
        ("union", ENGLISH, "LAB"),
        ("mercenary", ENGLISH, "REB"),
        ("Geige", GERMAN, None),
        ("violin", ENGLISH, None),
    ],
)
def test_a_word_tells_its_sector(word: str, language: Language, sector: str | None) -> None:
    assert sector_word(word, language) == sector


def test_former_officials_are_elites_and_former_soldiers_are_not() -> None:
    assert past_sector("GOV") == "ELI"
    assert past_sector("MIL") == "MIL"


def test_armed_groups_have_homes_and_states_need_none() -> None:
    knowledge = load_knowledge()
    assert knowledge.homes("REB:Hezbollah") == ("LBN",)
    assert knowledge.homes("KOR") == ()
