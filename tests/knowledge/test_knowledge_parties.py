"""Noun phrases without a mention of their own find their side in modifiers, relations and context."""

from datetime import date

from lagebild.knowledge.parties import resolve_parties, resolve_party
from lagebild.knowledge.party_index import index_parties
from lagebild.schema import (
    Annotated,
    Dispatch,
    Interval,
    Language,
    Mention,
    MentionKind,
    Sentence,
    Span,
    Token,
)

DAY = Interval(date(2024, 8, 1), date(2024, 8, 1))


def annotated(
    text: str,
    *mentions: tuple[str, MentionKind, str | None, str],
    heads: dict[int, tuple[int, str]] | None = None,
    upos: dict[int, str] | None = None,
    feats: dict[int, str] | None = None,
) -> Annotated:
    """One sentence, tokens at blanks; mentions as (words, kind, side, actor); heads by token index."""
    tokens, at = [], 0
    for number, word in enumerate(text.split()):
        at = text.index(word, at)
        head, relation = (heads or {}).get(number, (-1, ""))
        tag, features = (upos or {}).get(number, ""), (feats or {}).get(number, "_")
        tokens.append(Token(at, at + len(word), word, word, word, tag, features, head, relation))
        at += len(word)
    made = []
    for words, kind, side, actor in mentions:
        start = text.index(words)
        head = next(i for i, t in enumerate(tokens) if t.end >= start + len(words))
        made.append(Mention(Span(start, start + len(words)), kind, words, side, actor, None, 1.0, "alias:x", head))
    sentence = Sentence(Span(0, len(text)), 0, len(tokens), 0)
    return Annotated(Dispatch("d", text, DAY, Language.GERMAN), tuple(tokens), (sentence,), tuple(made))


def side(document: Annotated, token: int) -> str | None:
    return resolve_party(token, index_parties(document)).country


def test_own_mention_comes_first() -> None:
    document = annotated("Moskau warnt", ("Moskau", MentionKind.LOC, "RUS", "RUS/capital"))
    found = resolve_party(0, index_parties(document))
    assert (found.country, found.name) == ("RUS", "Russia")


def test_a_person_keeps_the_own_name_whoever_tells_the_side() -> None:
    document = annotated(
        "Iranian minister Ahmad Donyamali resigned",
        ("Iranian", MentionKind.NORP, "IRN", "IRN/adjective"),
        ("Ahmad Donyamali", MentionKind.PER, None, "local:1"),
        heads={0: (1, "amod"), 1: (4, "nsubj"), 2: (1, "appos"), 3: (2, "flat")},
        upos={0: "ADJ", 1: "NOUN", 2: "PROPN", 3: "PROPN"},
    )
    found = resolve_party(3, index_parties(document))
    assert (found.country, found.name) == ("IRN", "Ahmad Donyamali")


def test_the_name_beside_a_body_tells_whose_its_people_are() -> None:
    document = annotated(
        "Kämpfer der Gruppe JNIM kamen",
        ("Gruppe", MentionKind.ROLE, None, ""),
        ("JNIM", MentionKind.ORG, "REB:JNIM", "REB:JNIM"),
        heads={0: (4, "nsubj"), 1: (2, "det"), 2: (0, "nmod"), 3: (2, "appos")},
        upos={0: "NOUN", 2: "NOUN", 3: "PROPN"},
    )
    assert side(document, 0) == "REB:JNIM"


def test_adjective_before_the_noun() -> None:
    document = annotated("Die russischen Drohnen kamen", ("russischen", MentionKind.NORP, "RUS", "RUS/adjective"))
    assert side(document, 2) == "RUS"


def test_genitive_before_and_place_behind() -> None:
    before = annotated("Irans Raketen flogen", ("Irans", MentionKind.LOC, "IRN", "IRN"))
    assert side(before, 1) == "IRN"
    behind = annotated("Soldaten aus Nordkorea kamen", ("Nordkorea", MentionKind.LOC, "PRK", "PRK"))
    found = resolve_party(0, index_parties(behind))
    assert (found.country, found.name) == ("PRK", "North Korean soldiers")


def test_compound_prefix() -> None:
    document = annotated("Die US-Delegation kam", ("US", MentionKind.NORP, "USA", "USA"))
    assert side(document, 1) == "USA"


def test_relative_pronoun_stands_for_its_noun() -> None:
    document = annotated(
        "Israel , das angreift",
        ("Israel", MentionKind.LOC, "ISR", "ISR"),
        heads={2: (3, "nsubj"), 3: (0, "acl:relcl")},
        upos={2: "PRON"},
        feats={2: "PronType=Rel"},
    )
    assert side(document, 2) == "ISR"


def test_group_takes_the_context_but_allies_do_not() -> None:
    document = annotated("In Kolumbien riefen Demonstranten", ("Kolumbien", MentionKind.LOC, "COL", "COL"))
    assert side(document, 3) == "COL"
    allies = annotated("Verbündete der Ukraine zögern", ("Ukraine", MentionKind.LOC, "UKR", "UKR"))
    assert side(allies, 0) is None


def test_nothing_named_is_unknown() -> None:
    found = resolve_party(0, index_parties(annotated("Demonstranten riefen")))
    assert (found.country, found.name, found.reason) == (None, "Demonstranten", "unknown")


def test_both_stands_for_the_last_two() -> None:
    document = annotated(
        "Israel und Iran streiten , beide Länder rüsten",
        ("Israel", MentionKind.LOC, "ISR", "ISR"),
        ("Iran", MentionKind.LOC, "IRN", "IRN"),
    )
    found = resolve_parties(6, index_parties(document))
    assert {party.country for party in found} == {"ISR", "IRN"}


def test_european_countries_act_each_for_itself() -> None:
    document = annotated(
        "Acht europäische Länder warnen", ("europäische", MentionKind.NORP, "IGO:EUU", "COL/adjective")
    )
    assert side(document, 2) is None


def test_where_somebody_was_born_tells_no_side() -> None:
    born = annotated(
        "Die in Danzig geborene Zeugin sprach",
        ("Danzig", MentionKind.LOC, "POL", "place:Gdansk"),
        heads={2: (3, "obl"), 3: (4, "amod"), 4: (5, "nsubj")},
    )
    lives = annotated(
        "Die in Danzig lebende Zeugin sprach",
        ("Danzig", MentionKind.LOC, "POL", "place:Gdansk"),
        heads={2: (3, "obl"), 3: (4, "amod"), 4: (5, "nsubj")},
    )
    assert [word.side for word in index_parties(born).sided] == []
    assert [word.side for word in index_parties(lives).sided] == ["POL"]


def test_who_is_counted_tells_the_sector_and_who_was_in_office_is_elite() -> None:
    counted = annotated("Dutzende von Touristen kamen", heads={1: (2, "case"), 2: (0, "nmod")})
    document = Annotated(
        counted.dispatch,
        tuple(
            t._replace(lemma={"Dutzende": "Dutzend", "Touristen": "Tourist"}.get(t.text, t.text))
            for t in counted.tokens
        ),
        counted.sentences,
    )
    assert resolve_party(0, index_parties(document)).sector == "CVL"
    former = annotated("ehemalig Minister", heads={0: (1, "amod")})
    assert resolve_party(1, index_parties(former)).sector == "ELI"
    assert resolve_party(1, index_parties(annotated("neu Minister", heads={0: (1, "amod")}))).sector == "GOV"


def test_a_noun_without_a_sector_has_that_of_the_words_around_it() -> None:
    before = annotated("jüdisch Leiter", heads={0: (1, "amod")})
    assert resolve_party(1, index_parties(before)).sector == "REL"
    behind = annotated("Mitglied der Polizei", heads={1: (2, "det"), 2: (0, "nmod")})
    assert resolve_party(0, index_parties(behind)).sector == "COP"
    beside = annotated("Mitglied bei Polizei", heads={1: (2, "case"), 2: (0, "nmod")})
    assert resolve_party(0, index_parties(beside)).sector != "COP"


def test_the_states_of_germany_and_the_members_of_an_organisation() -> None:
    federal = annotated(
        "Berlin und die Länder streiten", ("Berlin", MentionKind.LOC, "DEU", "DEU/capital"), heads={3: (0, "conj")}
    )
    assert side(federal, 3) == "DEU"
    members = annotated(
        "Die EU mahnt Ungarn , doch Mitgliedstaaten zögern",
        ("EU", MentionKind.ORG, "IGO:EUU", "IGO:EUU"),
        ("Ungarn", MentionKind.LOC, "HUN", "HUN"),
    )
    assert side(members, 6) == "IGO:EUU"


def test_a_militia_is_of_the_armed_group_the_text_names_and_not_of_the_state_beside_it() -> None:
    document = annotated(
        "Israel traf die Hisbollah , dann schoss die Miliz auf Israel",
        ("Israel", MentionKind.LOC, "ISR", "ISR"),
        ("Hisbollah", MentionKind.ORG, "REB:Hezbollah", "REB:Hezbollah"),
        heads={0: (1, "nsubj"), 3: (1, "obj"), 8: (6, "nsubj"), 10: (6, "obl")},
    )
    assert side(document, 8) == "REB:Hezbollah"
    alone = annotated("Israel sah die Miliz", ("Israel", MentionKind.LOC, "ISR", "ISR"), heads={3: (1, "obj")})
    assert side(alone, 3) == "ISR"
