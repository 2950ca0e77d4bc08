"""Linking on hand-made tokens: names, demonyms, offices, bodies, descriptions, pronouns."""

from datetime import date

import pytest

from lagebild.annotate.linking import LinkConfig, link_mentions, office_notes
from lagebild.annotate.segment import segment
from lagebild.knowledge.offices import Holding, Office, Offices, build_offices, load_offices
from lagebild.knowledge.persons import Person
from lagebild.schema import Dispatch, Interval, Language, Mention, MentionKind, Span, Token

DAY = Interval(date(2023, 1, 31), date(2023, 1, 31))


def _offices() -> Offices:
    start = Interval(date(2020, 1, 1), date(2020, 1, 1))
    offices = [
        Office("KOR/defence-minister", "KOR", "defence-minister", ("defence-minister",), "MIL", 1, "", ""),
        Office("USA/defence-minister", "USA", "defence-minister", ("defence-minister",), "MIL", 1, "", ""),
        Office("USA/president", "USA", "president", ("president", "head-of-state"), "GOV", 1, "", ""),
        Office("DEU/defence-minister", "DEU", "defence-minister", ("defence-minister",), "MIL", 1, "", ""),
        Office("EST/head-of-government", "EST", "head-of-government", ("head-of-government",), "GOV", 1, "", ""),
    ]
    persons = [
        Person("lee", "Lee Jong-sup", "Lee", True, "KOR", (), "", ""),
        Person("austin", "Lloyd Austin", "Austin", False, "USA", (), "", ""),
        Person("biden", "Joe Biden", "Biden", False, "USA", (), "", ""),
        Person("pistorius", "Boris Pistorius", "Pistorius", False, "DEU", (), "", ""),
        Person("laar", "Mart Laar", "Laar", False, "EST", (), "", ""),
    ]
    terms = [("KOR/defence-minister", "lee"), ("USA/defence-minister", "austin"), ("USA/president", "biden")]
    terms.append(("DEU/defence-minister", "pistorius"))
    holdings = [Holding(office, person, start, None, date(2024, 1, 1), False, "test") for office, person in terms]
    once, gone = (Interval(date(year, 3, 1), date(year, 3, 1)) for year in (1999, 2002))
    holdings.append(Holding("EST/head-of-government", "laar", once, gone, None, False, "test"))
    return build_offices(offices, persons, holdings)


OFFICES = _offices()


def link(
    text: str, *names: tuple[str, str], language: Language = Language.GERMAN, home: str | None = "DEU", offices=OFFICES
):  # type: ignore[no-untyped-def]
    """Mentions by their words; names are given as (words, type), each at its next place in the text."""
    cut = segment(text, language)
    tokens = [Token(s.start, s.end, s.of(text), "", "", "", "_", -1, "") for s in cut.tokens]
    spans, at = [], 0
    for words, kind in names:
        at = text.index(words, at)
        spans.append((Span(at, at + len(words)), kind))
        at += len(words)
    dispatch = Dispatch("d", text, DAY, language)
    mentions = link_mentions(
        tokens, cut.sentences, spans, dispatch=dispatch, offices=offices, config=LinkConfig(home=home)
    )
    for mention in mentions:
        assert mention.span.of(text)
        assert mention.reason
    return [(mention.span.of(text), mention) for mention in mentions]


def one(found: list[tuple[str, Mention]], words: str) -> Mention:
    return next(mention for text, mention in found if text == words)


def test_office_phrase_resolves_to_its_holder() -> None:
    minister = one(link("Der südkoreanische Verteidigungsminister schwieg."), "Verteidigungsminister")
    assert (minister.kind, minister.name, minister.country) == (MentionKind.ROLE, "Lee Jong-sup", "KOR")
    assert minister.actor == "lee"


def test_person_beside_office_gives_both_mentions() -> None:
    found = link("US-Präsident Joe Biden kam.", ("Joe Biden", "PER"))
    assert one(found, "Joe Biden").country == "USA"
    assert one(found, "US-Präsident").name == "Joe Biden"


def test_unknown_person_takes_the_side_of_the_apposition() -> None:
    found = link("Der ukrainische Militärsprecher Oleh Sowieso sprach.", ("Oleh Sowieso", "PER"))
    person = one(found, "Oleh Sowieso")
    assert (person.country, person.actor, person.name) == ("UKR", None, "Oleh Sowieso")


def test_party_in_brackets_gives_the_side() -> None:
    found = link("Anna Irgendwer (SPD) sprach.", ("Anna Irgendwer", "PER"))
    assert one(found, "Anna Irgendwer").country == "DEU"


def test_short_form_shares_the_full_mention() -> None:
    found = link("Lloyd Austin kam. Austins Reise war kurz.", ("Lloyd Austin", "PER"), ("Austins", "PER"))
    short = one(found, "Austins")
    assert (short.name, short.country) == ("Lloyd Austin", "USA")
    assert short.reason.startswith("short-form")


def test_the_head_of_a_general_staff_is_its_chief() -> None:
    text = "Der Chef des südkoreanischen Generalstabs und der südkoreanische Generalstabschef sind eins."
    found = link(text, offices=load_offices())
    assert one(found, "Chef").actor == one(found, "Generalstabschef").actor
    assert one(found, "Chef").reason.startswith("office:military-chief@KOR")


def test_counterpart_holds_the_same_office() -> None:
    found = link("US-Verteidigungsminister Lloyd Austin und sein südkoreanischer Kollege.", ("Lloyd Austin", "PER"))
    assert one(found, "Kollege").name == "Lee Jong-sup"


@pytest.mark.parametrize(
    ("text", "word", "side"),
    [
        ("Die südkoreanische Regierung tagte.", "Regierung", "KOR"),
        ("Irans Außenministerium schwieg.", "Außenministerium", "IRN"),
        ("Die Regierung in Beirut tagte.", "Regierung", "LBN"),
        ("Das Verteidigungsministerium der Ukraine schwieg.", "Verteidigungsministerium", "UKR"),
        ("Die US-Botschaft schloss.", "US-Botschaft", "USA"),
        ("Die Polizei kam.", "Polizei", "DEU"),
        ("In Kolumbien kam die Polizei.", "Polizei", "COL"),
    ],
)
def test_bodies_take_the_side_of_their_words(text: str, word: str, side: str) -> None:
    assert one(link(text), word).country == side


def test_body_keeps_the_side_it_had_before() -> None:
    text = "Die britische Polizei ermittelt. In Frankreich wartet man. Die Polizei schweigt."
    bodies = [mention for words, mention in link(text) if words == "Polizei"]
    assert [body.country for body in bodies] == ["GBR", "GBR"]


def test_a_ministry_and_its_speaker_are_of_the_ministers_side() -> None:
    text = "US-Verteidigungsminister Lloyd Austin kam. In Polen war ein Sprecher des Verteidigungsministeriums."
    found = link(text, ("Lloyd Austin", "PER"), ("Polen", "LOC"))
    assert one(found, "Verteidigungsministeriums").country == "USA"
    assert one(found, "Sprecher").country == "USA"


def test_without_home_an_unplaced_body_stays_unknown() -> None:
    assert one(link("Die Polizei kam.", home=None), "Polizei").country is None


def test_plural_bodies_without_side_are_not_guessed() -> None:
    assert one(link("Frankreich appellierte an andere Regierungen."), "Regierungen").country is None


def test_collectives_have_no_side() -> None:
    found = link("Der Westen und die Verbündeten zögern.")
    assert one(found, "Westen").country is None
    assert one(found, "Verbündeten").country is None


def test_hyphen_prefix_is_a_mention_of_its_own() -> None:
    found = link("Eine US-Delegation kam.")
    mentions = [mention for _, mention in found]
    assert mentions[0].country == "USA"


def test_model_names_keep_span_and_type() -> None:
    found = link("Der Verein Sonnenblick kam nach Oberunterdorf.", ("Sonnenblick", "ORG"), ("Oberunterdorf", "LOC"))
    assert one(found, "Sonnenblick").kind is MentionKind.ORG
    assert one(found, "Oberunterdorf").kind is MentionKind.LOC
    assert one(found, "Oberunterdorf").country is None


def test_given_name_that_is_a_country_stays_a_person() -> None:
    found = link("Israel Katz drohte.", ("Israel Katz", "PER"))
    assert [words for words, _ in found] == ["Israel Katz"]


def test_pronoun_and_description_find_their_person() -> None:
    text = "Boris Pistorius kam. Er sprach. Der SPD-Politiker ging."
    found = link(text, ("Boris Pistorius", "PER"))
    assert one(found, "Er").name == "Boris Pistorius"
    assert one(found, "SPD-Politiker").name == "Boris Pistorius"
    assert one(found, "Er").kind is MentionKind.PRON


def test_an_object_pronoun_is_not_the_subject_of_its_verb() -> None:
    text = "Joe Biden kam. Dann warf Lloyd Austin ihm Fehler vor."
    cut = segment(text, Language.GERMAN)
    verb = next(i for i, s in enumerate(cut.tokens) if s.of(text) == "warf")
    heads = {"Austin": (verb, "nsubj"), "Lloyd": (verb, "nsubj"), "ihm": (verb, "iobj")}
    tokens = [Token(s.start, s.end, s.of(text), "", "", "", "_", *heads.get(s.of(text), (-1, ""))) for s in cut.tokens]
    names = [(Span(text.index(name), text.index(name) + len(name)), "PER") for name in ("Joe Biden", "Lloyd Austin")]
    mentions = link_mentions(
        tokens,
        cut.sentences,
        names,
        dispatch=Dispatch("d", text, DAY, Language.GERMAN),
        offices=OFFICES,
        config=LinkConfig(home="DEU"),
    )
    assert [m.name for m in mentions if m.kind is MentionKind.PRON] == ["Joe Biden"]


def test_she_is_no_man() -> None:
    found = link("Boris Pistorius kam. Sie sprachen.", ("Boris Pistorius", "PER"))
    assert all(words != "Sie" for words, _ in found)


def test_country_and_alliance_are_taken_up_again() -> None:
    found = link("Die Ukraine hofft auf die NATO. Das Land wartet. Das Bündnis berät.")
    assert one(found, "Land").country == "UKR"
    assert one(found, "Bündnis").country == "IGO:NATO"


def test_english() -> None:
    found = link(
        "The South Korean defence minister met Lloyd Austin.", ("Lloyd Austin", "PER"), language=Language.ENGLISH
    )
    assert one(found, "defence minister").name == "Lee Jong-sup"


def test_same_input_same_output() -> None:
    text = "Die Armee rückte in Syrien vor. Präsident Joe Biden schwieg."
    assert link(text, ("Joe Biden", "PER")) == link(text, ("Joe Biden", "PER"))


def test_adjective_before_an_unlisted_title_gives_the_side() -> None:
    found = link("Die schwedische Seglerin Greta Irgendwer kam.", ("Greta Irgendwer", "PER"))
    assert one(found, "Greta Irgendwer").country == "SWE"


def test_experts_without_a_country_are_at_home() -> None:
    text = "Russland droht. Der Sicherheitsexperte Anton Irgendwer warnt."
    assert one(link(text, ("Anton Irgendwer", "PER")), "Anton Irgendwer").country == "DEU"
    assert one(link(text, ("Anton Irgendwer", "PER"), home=None), "Anton Irgendwer").country is None


def test_pair_of_adjectives_names_both_sides() -> None:
    found = link("Die amerikanisch-israelischen Angriffe dauern an.")
    assert {(words, mention.country) for words, mention in found} == {
        ("amerikanisch", "USA"),
        ("amerikanisch-israelischen", "ISR"),
    }


def test_pro_iranian_is_not_iranian() -> None:
    assert all(mention.country != "IRN" for _, mention in link("Die pro-iranischen Kräfte feiern."))


def test_body_of_one_country_behind_the_adjective_of_another() -> None:
    found = link("The Chilean National Guard came.", language=Language.ENGLISH)
    assert one(found, "National Guard").country == "CHL"


def test_bare_family_name_needs_a_reason() -> None:
    far = link("In Tokio sprach Lee.", ("Lee", "PER"))
    assert one(far, "Lee").name == "Lee Jong-sup"
    misspelt = link("In Tokio sprach Ostin.", ("Ostin", "PER"))
    assert one(misspelt, "Ostin").actor is None


def test_heads_of_several_states_are_nobody() -> None:
    found = link("Joe Biden traf Staats- und Regierungschefs.", ("Joe Biden", "PER"))
    assert one(found, "Regierungschefs").actor is None


def test_a_bare_name_beside_an_office_its_bearer_never_held_is_nobody_known() -> None:
    assert one(link("Finanzminister Lars sprach.", ("Lars", "PER")), "Lars").actor is None
    assert one(link("Estlands früherer Premier Laar sprach.", ("Laar", "PER")), "Laar").actor == "laar"


@pytest.mark.parametrize(
    ("text", "noun", "country"),
    [
        ("Die Truppen des Kiewer Regimes halten die Stadt.", "Regimes", "UKR"),
        ("Ein New Yorker Gericht lud den Venezolaner vor.", "Gericht", "USA"),
        ("Die römische Staatsanwaltschaft lud den Iraker vor.", "Staatsanwaltschaft", "ITA"),
        ("Die Hamburger Polizei nahm den Syrer fest.", "Polizei", "DEU"),
        ("Die Kopenhagener Regierung rügte Russland.", "Regierung", "DNK"),
    ],
)
def test_a_citys_adjective_tells_the_side(text: str, noun: str, country: str) -> None:
    assert dict(link(text))[noun].country == country
    city = text.split()[-len(text.split()) + text.split().index(noun) - 1]
    assert dict(link(text, (city, "LOC")))[noun].country == country, "the model takes such adjectives for places"


def test_a_family_name_the_model_overlooked_is_found_in_the_tables() -> None:
    text = "Waffenruhe im Libanon. Pistorius: Hilfe für Jordanien, Laar schweigt."
    cut = segment(text, Language.GERMAN)
    proper = {"Pistorius", "Laar"}
    tokens = [
        Token(s.start, s.end, s.of(text), "", "", "PROPN" if s.of(text) in proper else "NOUN", "_", -1, "")
        for s in cut.tokens
    ]
    dispatch = Dispatch("d", text, DAY, Language.GERMAN)
    mentions = link_mentions(tokens, cut.sentences, [], dispatch=dispatch, offices=OFFICES)
    found = {m.span.of(text): m for m in mentions if m.kind is MentionKind.PER}
    assert found["Pistorius"].country == "DEU"
    assert "Laar" not in found, "out of office, and nobody speaks of Estonia"


def test_who_presides_a_body_is_not_the_head_of_its_state() -> None:
    state = link("Der Präsident der Vereinigten Staaten sprach.")
    assert one(state, "Präsident").actor == "biden"
    parliament = one(link("Der Präsident des amerikanischen Parlaments sprach."), "Präsident")
    assert (parliament.actor, parliament.country, parliament.sector) == (None, "USA", "LEG")
    club = one(link("Der Präsident des US-Verbands sprach.", ("US-Verbands", "ORG")), "Präsident")
    assert club.actor is None


def test_one_of_many_states_is_not_the_one_at_home() -> None:
    assert one(link("Ein afrikanischer Diplomat sprach."), "Diplomat").country is None
    assert one(link("Ein Diplomat sprach."), "Diplomat").country == "DEU"


def test_a_genitive_behind_a_noun_says_whose_it_is() -> None:
    found = link("Die USA sprachen mit Vertretern Russlands.")
    assert one(found, "Vertretern").country == "RUS"
    adviser = one(link("Ein Berater Joe Bidens sprach.", ("Joe Bidens", "PER")), "Berater")
    assert adviser.actor is None
    president = one(link("Präsident Joe Biden sprach.", ("Joe Biden", "PER")), "Präsident")
    assert president.actor == "biden"


@pytest.mark.parametrize(
    ("text", "name", "noted"),
    [
        ("Der amerikanische Verteidigungsminister Joe Biden sprach.", "Joe Biden", True),
        ("Der amerikanische Verteidigungsminister Lloyd Austin sprach.", "Lloyd Austin", False),
        ("Der frühere amerikanische Verteidigungsminister Joe Biden sprach.", "Joe Biden", False),
        ("Bayerns Verteidigungsminister Joe Biden sprach.", "Joe Biden", False),
    ],
)
def test_an_office_given_to_somebody_else_is_noted(text: str, name: str, noted: bool) -> None:
    mentions = [mention for _, mention in link(text, (name, "PER"))]
    notes = office_notes(mentions, text)
    assert [note.endswith("the tables have Lloyd Austin as defence-minister@USA") for note in notes] == [True] * noted
    assert one(link(text, (name, "PER")), name).name == name
