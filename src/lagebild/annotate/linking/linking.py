"""Joins the stages of linking: scan, persons, offices and bodies with their sides, anaphora.

The dispatch is walked once from left to right; what stands earlier is remembered for short forms, repeated bodies and
pronouns. Sides that only the context gives are voted on from all words that name one, also later ones.
"""

from collections.abc import Iterator, Sequence

from lagebild.annotate.linking.anaphora import resolve_pronouns
from lagebild.annotate.linking.config import LinkConfig
from lagebild.annotate.linking.modifiers import Side, adjective_side, modifier_side
from lagebild.annotate.linking.namesakes import choose_namesakes
from lagebild.annotate.linking.persons import People
from lagebild.annotate.linking.reading import Draft, Reading, read_tokens
from lagebild.annotate.linking.roles import Walk, link_role
from lagebild.annotate.linking.scanning import scan
from lagebild.knowledge import EntryKind, Knowledge, load_knowledge
from lagebild.knowledge.context import SidedWord, weigh_mention
from lagebild.knowledge.offices import Offices, load_offices
from lagebild.schema import Dispatch, Language, Mention, MentionKind, Sentence, Span, Token

_DEFAULT = LinkConfig()
_AT_HOME = frozenset({"expert", "journalists"})
"""Whom a German outlet quotes without saying where they are from."""
_FROM_TABLES = "table"
"""Reason of a name that only the tables suggest, until it is known whom it means."""
_OWN_NAMES = frozenset({"JRN", "BUS", "NGO", "SPY"})
"""Sectors whose names belong to one body of the world: *der israelische Mossad*, but also *the British BBC*."""


def link_mentions(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    names: Sequence[tuple[Span, str]],
    *,
    dispatch: Dispatch,
    knowledge: Knowledge | None = None,
    offices: Offices | None = None,
    config: LinkConfig = _DEFAULT,
) -> tuple[Mention, ...]:
    """All mentions of a dispatch in text order.

    `names` are spans with PER, LOC, ORG or MISC. A person beside an office phrase (*US-Präsident Joe Biden*) gives two
    mentions, the name and the phrase, both of the same person.
    """
    reading = read_tokens(dispatch, tokens, sentences, knowledge or load_knowledge())
    offices = offices or load_offices()
    scanned = scan(reading, names)
    scanned = sorted([*scanned, *_overlooked_persons(reading, offices, scanned)], key=lambda d: (d.first, d.last))
    scanned = [_in_power(reading, draft) for draft in scanned]
    drafts = [_of_other_country(reading, draft, before) for draft, before in _with_previous(scanned)]
    drafts = choose_namesakes(reading, _short_forms(reading, drafts))
    sides = frozenset(draft.country for draft in drafts if draft.country is not None)
    people = People(reading, offices, sides)
    by_token = _index(drafts)
    home = _home(reading, config)
    drafts = _link_names(reading, people, drafts, by_token, home)
    walk = Walk(reading, people, _sided(reading, drafts), home, config)
    linked = [link_role(walk, draft, by_token) if draft.noun else walk.see(draft) for draft in drafts]
    linked += resolve_pronouns(reading, linked, config)
    linked.sort(key=lambda draft: (draft.first, draft.last))
    return tuple(_mention(reading, draft) for draft in linked if _is_told(draft))


def _in_power(reading: Reading, draft: Draft) -> Draft:
    """An armed group that governs a state at the dispatch's date stands for that state."""
    state = reading.knowledge.governed_by(draft.country, reading.dispatch.published) if draft.country else None
    return draft if state is None else draft._replace(country=state, sector="GOV")


def _with_previous(drafts: list[Draft]) -> Iterator[tuple[Draft, Draft | None]]:
    for at, draft in enumerate(drafts):
        yield draft, drafts[at - 1] if at else None


def _overlooked_persons(reading: Reading, offices: Offices, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Bare family names of the tables that the language model took for no name (*Trump:* in a line of headlines).

    They count only where the tables know exactly whom the name means; beside another unknown name it is half of one.
    """
    taken = {at for draft in drafts for at in range(draft.first, draft.last)}
    proper = [token.upos == "PROPN" and at not in taken for at, token in enumerate(reading.tokens)]
    for at, alone in enumerate(proper):
        beside = (at > 0 and proper[at - 1]) or (at + 1 < len(proper) and proper[at + 1])
        if alone and not beside and offices.find_person(reading.words[at]):
            yield Draft(at, at + 1, MentionKind.PER, reason=_FROM_TABLES)


def _short_forms(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """A name no table knows is a person's when a person of that family name stands in the dispatch (*Austin*)."""
    families = {
        reading.words[draft.last - 1]
        for draft in drafts
        if draft.kind is MentionKind.PER and draft.last - draft.first > 1
    }
    return [
        draft._replace(kind=MentionKind.PER)
        if draft.entry is None
        and draft.noun is None
        and draft.reason == "name"
        and draft.last == draft.first + 1
        and reading.words[draft.first] in families
        else draft
        for draft in drafts
    ]


def _of_other_country(reading: Reading, draft: Draft, before: Draft | None) -> Draft:
    """*Mexican National Guard*: a body known as one country's, right behind another country's adjective or name."""
    entry = draft.entry
    if entry is None or entry.detail != "bodies" or entry.sector in _OWN_NAMES or before is None:
        return draft
    names_state = before.kind is MentionKind.NORP or (
        reading.language is Language.ENGLISH and before.entry is not None and before.entry.kind is EntryKind.COUNTRY
    )
    if not names_state or before.last != draft.first or before.country in (None, draft.country):
        return draft
    country = reading.knowledge.country(before.country or "")
    if country is None:
        return draft
    words = " ".join(reading.words[draft.first : draft.last])
    name = f"{country.adjective} {words}" if reading.language is Language.ENGLISH else None
    return draft._replace(
        country=country.code, name=name or words, actor=None, reason=f"adjective:{country.code}", score=0.8
    )


def _index(drafts: Sequence[Draft]) -> dict[int, Draft]:
    return {at: draft for draft in drafts for at in range(draft.first, draft.last) if not draft.cut}


def _link_names(
    reading: Reading, people: People, drafts: list[Draft], by_token: dict[int, Draft], home: str | None
) -> list[Draft]:
    """Identify persons, with the side the office phrase or bracket beside them gives; longest names first."""
    linked: dict[int, Draft] = {}
    prefixes = {draft.first: draft for draft in drafts if draft.cut}
    persons = [(at, draft) for at, draft in enumerate(drafts) if draft.kind is MentionKind.PER]
    for draft in drafts:
        if draft.noun is not None and draft.country is None:
            modifier = modifier_side(reading, by_token, draft)
            if modifier is not None:
                _put(by_token, _with_side(draft, modifier))
    full_first = sorted(persons, key=lambda pair: pair[1].last - pair[1].first == 1)
    for at, draft in full_first:
        role = by_token.get(draft.first - 1)
        concept = role.noun.concept if role is not None and role.noun is not None else None
        side = _side_beside(reading, by_token, draft) or _side_of_title(reading, by_token, prefixes, draft)
        if side is None and concept in _AT_HOME:
            side = home
        found = people.identify(draft, side, concept)
        linked[at] = found
        if draft.reason != _FROM_TABLES or found.actor is not None:
            _put(by_token, found)
    return [
        linked.get(at) or by_token.get(draft.first, draft) if not draft.cut else draft
        for at, draft in enumerate(drafts)
        if draft.reason != _FROM_TABLES or linked[at].actor is not None
    ]


def _with_side(draft: Draft, side: Side) -> Draft:
    """An office or body noun with the side its modifiers name; who heads a body acts in its sector."""
    return draft._replace(
        country=side.country, reason=side.reason, actor=side.entry_id, sector=side.sector or draft.sector
    )


def _put(by_token: dict[int, Draft], draft: Draft) -> None:
    for at in range(draft.first, draft.last):
        by_token[at] = draft


def _side_beside(reading: Reading, by_token: dict[int, Draft], draft: Draft) -> str | None:
    """The side of an office phrase just before or after a name, or of a party in brackets behind it."""
    at = draft.first - 1
    while at >= 0 and draft.first - at <= 3 and reading.lower[at] in {",", "„", '"', "»"}:
        at -= 1
    before = by_token.get(at)
    if before is not None and before.country is not None:
        if before.noun is not None and before.last == at + 1:
            return before.country
        if before.kind is MentionKind.NORP and at == draft.first - 1:
            return before.country
    behind = before is not None and before.noun is None and reading.lower[at] != ","
    if behind and at == draft.first - 1:
        found = _role_before(reading, by_token, at)
        if found is not None:
            return found
    return _side_behind(reading, by_token, draft.last)


def _side_of_title(
    reading: Reading, by_token: dict[int, Draft], prefixes: dict[int, Draft], draft: Draft
) -> str | None:
    """The side of any noun right before a name: *US-Soldat Lozano*, *die schwedische Aktivistin Thunberg*."""
    at = draft.first - 1
    if at < 0 or not reading.words[at][0].isupper() or at in by_token:
        return None
    if at in prefixes:
        return prefixes[at].country
    found = adjective_side(reading, by_token, at)
    return found.country if found is not None else None


def _role_before(reading: Reading, by_token: dict[int, Draft], at: int) -> str | None:
    """*Präsident der Ukraine Wolodymyr Selenskyj*: the name follows the phrase's own genitive."""
    draft = by_token[at]
    head = draft.first - 1
    while head >= 0 and draft.first - head <= 3 and reading.lower[head] in {"der", "des", "von", "of", "the"}:
        head -= 1
    role = by_token.get(head)
    return draft.country if role is not None and role.noun is not None else None


def _side_behind(reading: Reading, by_token: dict[int, Draft], last: int) -> str | None:
    words, count = reading.lower, len(reading.lower)
    if last + 1 >= count:
        return None
    if words[last] == "(" and (inside := by_token.get(last + 1)) is not None:
        return inside.country
    if words[last] == "von" and last + 2 < count and words[last + 1] in {"der", "den"}:
        party = by_token.get(last + 2)
        return party.country if party is not None and party.kind is MentionKind.ORG else None
    if words[last] != ",":
        return None
    for at in range(last + 1, min(last + 6, count)):
        role = by_token.get(at)
        if role is not None and role.noun is not None and role.country is not None:
            return role.country
        if words[at] in {",", ".", "und", "sagte"}:
            return None
    return None


def _sided(reading: Reading, drafts: Sequence[Draft]) -> list[SidedWord]:
    """Words that colour the context."""
    return [
        SidedWord(
            draft.head,
            reading.sentence_of[draft.head],
            draft.country,
            weigh_mention(draft.kind, draft.country, _word_before(reading, draft)),
        )
        for draft in drafts
        if draft.country is not None and (draft.noun is None or draft.reason)
    ]


def _word_before(reading: Reading, draft: Draft) -> str:
    at = draft.first - 1
    if at > 0 and reading.lower[at] in {"der", "den", "dem", "the"}:
        at -= 1
    return reading.lower[at] if at >= 0 else ""


def _home(reading: Reading, config: LinkConfig) -> str | None:
    return config.home if reading.language is Language.GERMAN else None


def _is_told(draft: Draft) -> bool:
    """Whether a draft says enough to be a mention: anaphors and plain persons without any link are dropped."""
    return draft.noun is None or draft.country is not None or draft.kind is MentionKind.ROLE


def _mention(reading: Reading, draft: Draft) -> Mention:
    start = reading.tokens[draft.first].start
    end = start + draft.cut if draft.cut else reading.tokens[draft.last - 1].end
    return Mention(
        Span(start, end),
        draft.kind,
        name=draft.name,
        country=draft.country,
        actor=draft.actor,
        sector=draft.sector,
        score=draft.score,
        reason=draft.reason or "unknown",
        head=_head_token(reading, draft),
    )


def _head_token(reading: Reading, draft: Draft) -> int:
    """The token of the mention whose governor lies outside it; the last one without a parse."""
    for at in range(draft.first, draft.last):
        head = reading.tokens[at].head
        if head >= 0 and not draft.first <= head < draft.last:
            return at
    return draft.last - 1
