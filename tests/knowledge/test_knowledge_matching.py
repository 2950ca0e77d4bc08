"""Aliases in all their forms, longest first, and the look-ups of `Knowledge`."""

import pytest

from lagebild.knowledge import EntryKind, NounKind, load_knowledge
from lagebild.knowledge.entries import Entry
from lagebild.knowledge.inflection import adjective_forms, expand_alias, people_forms, place_adjectives
from lagebild.knowledge.matching import IndexBuilder, find_matches
from lagebild.schema import Language

KNOWLEDGE = load_knowledge()


def first_side(text: str, language: Language = Language.GERMAN) -> str | None:
    matches = KNOWLEDGE.match(text.split(), language)
    return matches[0].entries[0].country if matches else None


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Vereinigten Staaten", "USA"),
        ("der Vereinigten Staaten von Amerika", "USA"),
        ("US", "USA"),
        ("Großbritanniens", "GBR"),
        ("Weißrussland", "BLR"),
        ("Elfenbeinküste", "CIV"),
        ("Birma", "MMR"),
        ("Nordkoreas", "PRK"),
        ("UdSSR", "SUN"),
        ("südkoreanischer", "KOR"),
        ("Russische", "RUS"),
        ("Pekinger", "CHN"),
        ("Kiewer", "UKR"),
        ("Südkoreanerinnen", "KOR"),
        ("Franzosen", "FRA"),
        ("Briten", "GBR"),
        ("Pjöngjang", "PRK"),
        ("Kremls", "RUS"),
        ("Weißen Hauses", "USA"),
        ("Weiße Haus", "USA"),
        ("Knesset", "ISR"),
        ("Auswärtigen Amtes", "DEU"),
        ("Bundestages", "DEU"),
        ("Nato", "IGO:NATO"),
        ("UN-Sicherheitsrat", "IGO:UNO"),
        ("Vereinten Nationen", "IGO:UNO"),
        ("Internationalen Atomenergiebehörde", "IGO:IAEA"),
        ("Hamas", "REB:Hamas"),
        ("Hisbollah", "REB:Hezbollah"),
        ("Huthi-Miliz", "REB:Houthis"),
        ("SPD", "DEU"),
        ("Republikaner", "USA"),
        ("Charkiw", "UKR"),
        ("Sachsen-Anhalt", "DEU"),
        ("Gazastreifens", "PSE"),
        ("Rote Khmer", "REB:Khmer Rouge"),
    ],
)
def test_german_aliases(text: str, side: str) -> None:
    assert first_side(text) == side


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("United States", "USA"),
        ("South Korean", "KOR"),
        ("Kyiv", "UKR"),
        ("Israel Defense Forces", "ISR"),
        ("Houthis", "REB:Houthis"),
        ("State Department", "USA"),
        ("Democratic Republic of the Congo", "COD"),
    ],
)
def test_english_aliases(text: str, side: str) -> None:
    assert first_side(text, Language.ENGLISH) == side


@pytest.mark.parametrize("text", ["Tisch", "essen", "Regen", "us", "is", "die Grenze"])
def test_common_words_are_no_aliases(text: str) -> None:
    assert KNOWLEDGE.match(text.split()) == ()


def test_longest_alias_wins_and_matches_do_not_overlap() -> None:
    words = "Die Demokratische Republik Kongo und der Kongo".split()
    matches = KNOWLEDGE.match(words)
    assert [(m.first, m.last) for m in matches] == [(1, 4), (6, 7)]


def test_guarded_alias_is_marked() -> None:
    (match,) = KNOWLEDGE.match(["Essen"])
    assert match.guarded


def test_a_name_beats_another_names_genitive() -> None:
    builder = IndexBuilder(german=True)
    town = Entry("t", EntryKind.PLACE, "Hama", "SYR")
    group = Entry("g", EntryKind.BODY, "Hamas", "REB:Hamas")
    builder.add("Hama", town)
    builder.add("Hamas", group)
    assert find_matches(builder.build(), ["Hamas"])[0].entries == (group,)


def test_look_ups_say_unknown_rather_than_guess() -> None:
    brest = KNOWLEDGE.place("Tokio")
    assert brest is not None
    assert brest.country == "JPN"
    assert KNOWLEDGE.place("Nirgendwo") is None
    assert KNOWLEDGE.organisation("Nirgendwo") is None
    demonym = KNOWLEDGE.demonym("südkoreanischem")
    assert demonym is not None
    assert demonym.country == "KOR"
    assert KNOWLEDGE.demonym("Seoul") is None
    country = KNOWLEDGE.country("UKR")
    assert country is not None
    assert country.adjective == "Ukrainian"
    assert KNOWLEDGE.country("XXX") is None


@pytest.mark.parametrize(
    ("word", "concept", "side"),
    [
        ("US-Verteidigungsminister", "defence-minister", "USA"),
        ("Übergangsregierung", "government", None),
        ("Bundesjustizministerin", "justice-minister", "DEU"),
        ("Kremlchef", "president", "RUS"),
        ("NATO-Generalsekretär", "secretary-general", "IGO:NATO"),
        ("SPD-Politikerin", "politician", "DEU"),
        ("Ukraine-Beauftragte", "envoy", None),
        ("Polizistinnen", "police", None),
    ],
)
def test_compound_nouns(word: str, concept: str, side: str | None) -> None:
    reading = KNOWLEDGE.noun(word)
    assert reading is not None
    assert reading.noun.concept == concept
    assert (reading.side.country if reading.side else None) == side


@pytest.mark.parametrize("word", ["Russland", "Wissenschaft", "Kaufmann", "Bürgermeisteramt-", "Tisch", "der"])
def test_other_words_are_no_doer_nouns(word: str) -> None:
    assert KNOWLEDGE.noun(word) is None


def test_mayor_is_no_citizen() -> None:
    reading = KNOWLEDGE.noun("Bürgermeister")
    assert reading is not None
    assert reading.noun.kind is NounKind.OFFICE


def test_forms_by_rule() -> None:
    assert "russischem" in adjective_forms("russisch")
    assert people_forms("Israeli") == ("Israeli", "Israelis")
    assert place_adjectives("Moskau") == ("Moskauer",)
    assert ("Vereinigten", "Staaten") in expand_alias("Vereinigte* Staaten")
    assert ("Nato",) in expand_alias("NATO")
    assert ("Spd",) not in expand_alias("SPD")


def test_name_of_a_body_without_a_country() -> None:
    reading = KNOWLEDGE.noun("Regierung")
    assert reading is not None
    assert KNOWLEDGE.name_of(reading.noun, None) == "government"
