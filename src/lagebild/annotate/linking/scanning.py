"""First stage: what words say by themselves, before any context.

Joins the language model's names with the aliases of the tables and the nouns that name doers, and gives drafts in text
order. A name keeps its exact tokens and type; an alias that overlaps a name only informs it.
"""

from collections.abc import Sequence

from lagebild.annotate.linking.reading import Draft, Reading, token_range
from lagebild.knowledge import Entry, EntryKind, Match, NounKind, NounReading
from lagebild.schema import Language, MentionKind, Span

_KIND_OF_ENTRY = {
    EntryKind.COUNTRY: MentionKind.LOC,
    EntryKind.CAPITAL: MentionKind.LOC,
    EntryKind.PLACE: MentionKind.LOC,
    EntryKind.ADJECTIVE: MentionKind.NORP,
    EntryKind.PEOPLE: MentionKind.NORP,
    EntryKind.BODY: MentionKind.ORG,
    EntryKind.COLLECTIVE: MentionKind.NORP,
}
_OF_STATES = frozenset({EntryKind.ADJECTIVE, EntryKind.COUNTRY})
_SITES = frozenset(
    """Krankenhaus Klinik Hotel Markt Platz Brücke Flughafen Bahnhof Stadion Moschee Kirche Synagoge Universität Zentrum
    Einkaufszentrum Kaserne Gefängnis Staudamm Kraftwerk Raffinerie Friedhof Palast Denkmal""".split()
)
"""What a place may be whose name stands before the hyphen: *Schifa-Krankenhaus*."""
_ATTITUDES = frozenset({"pro", "anti", "nicht", "inner", "ex", "neo"})
_MENTION_NOUNS = frozenset({NounKind.BODY, NounKind.OFFICE, NounKind.PERSON, NounKind.ANAPHOR})


def scan(reading: Reading, names: Sequence[tuple[Span, str]]) -> list[Draft]:
    """Drafts in text order, without overlaps except a hyphen prefix inside its own word."""
    named = _name_drafts(reading, names)
    taken = {at for draft in named for at in range(draft.first, draft.last)}
    matches = reading.knowledge.match(reading.words, reading.language)
    drafts = [_inform(draft, matches, reading) for draft in named]
    for match in matches:
        if match.guarded or any(at in taken for at in range(match.first, match.last)):
            continue
        if _is_common_word(reading, match):
            continue
        drafts.append(_draft_of_match(match))
        taken.update(range(match.first, match.last))
    drafts += _noun_drafts(reading, taken)
    drafts.sort(key=lambda draft: (draft.first, draft.last))
    return drafts


def _name_drafts(reading: Reading, names: Sequence[tuple[Span, str]]) -> list[Draft]:
    starts = [token.start for token in reading.tokens]
    drafts, end = [], 0
    for span, kind in sorted(names):
        found = token_range(reading.tokens, starts, span)
        if found is None or found[0] < end:
            continue
        first, last = found
        single = reading.words[first] if last == first + 1 else ""
        if single and kind != "PER" and _is_role_word(reading, single):
            continue  # the model calls *US-Präsident* a name; the tables know better
        end = last
        drafts.append(Draft(first, last, MentionKind(kind), reason="name"))
    return drafts


def _is_role_word(reading: Reading, word: str) -> bool:
    noun = reading.knowledge.noun(word, reading.language)
    return noun is not None and not reading.knowledge.look_up(word, reading.language)


def _inform(draft: Draft, matches: Sequence[Match], reading: Reading) -> Draft:
    """A name with the entry its words are, or, for bodies, the side a part of it names (*Universität Kiew*)."""
    draft = _retyped(draft, reading)
    if draft.kind is MentionKind.PER:
        return draft
    inside = [m for m in matches if m.first < draft.last and draft.first < m.last]
    whole = [m for m in inside if m.first <= draft.first and m.last >= draft.last]
    if whole:
        entry = _fitting(whole[0].entries, draft.kind)
        if entry.kind is EntryKind.ADJECTIVE:
            draft = draft._replace(kind=MentionKind.NORP)  # *Kiewer* is no place here
        return _with_entry(draft, entry, "alias")
    exact = reading.knowledge.look_up(" ".join(reading.words[draft.first : draft.last]), reading.language)
    if exact:
        return _with_entry(draft, _fitting(exact, draft.kind), "alias")
    # Who calls himself European is not the Union.
    sided = [m.entries[0] for m in inside if m.entries[0].country and not m.guarded and not _is_european(m.entries[0])]
    name = " ".join(reading.words[draft.first : draft.last])
    if sided and draft.kind is not MentionKind.MISC:
        entry = next((e for e in sided if e.kind is EntryKind.BODY), sided[-1])
        abroad = next((e for e in sided if e.kind in _OF_STATES and e.country != entry.country), None)
        if entry.detail == "bodies" and abroad is not None:
            entry = abroad  # *Saudi National Guard* is not the body that is known by that name alone
        same = entry.kind is EntryKind.BODY and draft.last - draft.first <= 3
        return draft._replace(
            name=entry.name if same else name,
            country=entry.country,
            actor=entry.id if same else None,
            sector=entry.sector if entry.kind is EntryKind.BODY else None,
            reason=f"part:{entry.id}",
            score=0.7,
        )
    prefix = reading.knowledge.prefix(reading.words[draft.first], reading.language)
    if prefix is not None:
        return draft._replace(name=name, country=prefix[0].country, reason=f"prefix:{prefix[0].id}", score=0.8)
    return draft._replace(name=name)


def _is_european(entry: Entry) -> bool:
    return entry.country == "IGO:EUU" and entry.kind in (EntryKind.ADJECTIVE, EntryKind.COLLECTIVE)


def _retyped(draft: Draft, reading: Reading) -> Draft:
    """A state is no person and no work of art, an armed group no person, whatever the model took its name for."""
    if draft.kind not in (MentionKind.PER, MentionKind.MISC):
        return draft
    words = " ".join(reading.words[draft.first : draft.last])
    entries = reading.knowledge.look_up(words, reading.language)
    if any(entry.kind is EntryKind.COUNTRY for entry in entries):
        return draft._replace(kind=MentionKind.LOC)
    if any(entry.kind is EntryKind.BODY and entry.detail == "groups" for entry in entries):
        return draft._replace(kind=MentionKind.ORG)
    return draft


def _fitting(entries: tuple[Entry, ...], kind: MentionKind) -> Entry:
    """Of several readings, the one that fits the model's type."""
    wanted = (EntryKind.BODY,) if kind is MentionKind.ORG else (EntryKind.COUNTRY, EntryKind.CAPITAL, EntryKind.PLACE)
    return next((entry for entry in entries if entry.kind in wanted), entries[0])


def _with_entry(draft: Draft, entry: Entry, rule: str) -> Draft:
    return draft._replace(
        name=entry.name,
        country=entry.country,
        actor=entry.id,
        sector=entry.sector,
        reason=f"{rule}:{entry.id}",
        entry=entry,
    )


def _draft_of_match(match: Match) -> Draft:
    entry = match.entries[0]
    draft = Draft(match.first, match.last, _KIND_OF_ENTRY[entry.kind])
    if len({e.country for e in match.entries if e.kind is entry.kind}) > 1:
        options = "|".join(sorted({e.id for e in match.entries}))
        return draft._replace(name=entry.name, reason=f"ambiguous:{options}", score=0.5, entry=entry)
    return _with_entry(draft, entry, "alias")


def _is_common_word(reading: Reading, match: Match) -> bool:
    """A lower-case word that is no adjective, or a capitalised sentence opener that is only one by chance."""
    word = reading.words[match.first]
    kind = match.entries[0].kind
    return match.last == match.first + 1 and word.islower() and kind not in (EntryKind.ADJECTIVE, EntryKind.COLLECTIVE)


def _noun_drafts(reading: Reading, taken: set[int]) -> list[Draft]:
    """Office and body nouns and phrases, and hyphen prefixes of other words."""
    german = reading.language is Language.GERMAN
    drafts: list[Draft] = []
    at, count = 0, len(reading.words)
    while at < count:
        if at in taken:
            at += 1
            continue
        phrase = reading.knowledge.phrase(reading.lower, at, reading.language)
        if phrase is not None and not any(i in taken for i in range(at, phrase[0])):
            drafts.append(Draft(at, phrase[0], MentionKind.ROLE, sector=phrase[1].sector, noun=phrase[1]))
            at = phrase[0]
            continue
        word = reading.words[at]
        if not german or word[0].isupper() or "-" in word:
            drafts += _read_word(reading, at, word)
        at += 1
    return drafts


def _read_word(reading: Reading, at: int, word: str) -> list[Draft]:
    if "-" in word and word[-1].islower():
        pair = _adjective_pair(reading, at, word)
        if pair:
            return pair
    found = reading.knowledge.noun(word, reading.language)
    if "-" in word and word[0].isupper() and word.rpartition("-")[2] in _SITES:
        return [Draft(at, at + 1, MentionKind.LOC, name=word, reason="name")]
    if found is None:
        prefix = reading.knowledge.prefix(word, reading.language) if "-" in word else None
        return [] if prefix is None else [_prefix_draft(at, *prefix)]
    if found.noun.kind in _MENTION_NOUNS:
        return [_role_draft(at, found)]
    side = found.side
    return [] if side is None else [_prefix_draft(at, side, found.prefix_length)]


def _adjective_pair(reading: Reading, at: int, word: str) -> list[Draft]:
    """*amerikanisch-israelischen*, *US-israelischen*: the word stands for the last side, its opening for the first."""
    front, _, back = word.rpartition("-")
    if front.lower() in _ATTITUDES:
        return []  # *pro-iranische* groups do not act for Iran
    last = reading.knowledge.demonym(back, reading.language)
    if last is None or last.kind is not EntryKind.ADJECTIVE:
        return []
    draft = _with_entry(Draft(at, at + 1, MentionKind.NORP), last, "alias")
    first = reading.knowledge.look_up(front, reading.language)
    return [_prefix_draft(at, first[0], len(front)), draft] if first else [draft]


def _prefix_draft(at: int, entry: Entry, length: int) -> Draft:
    return Draft(
        at,
        at + 1,
        MentionKind.NORP,
        entry.name,
        entry.country,
        entry.id,
        entry.sector,
        f"prefix:{entry.id}",
        cut=length,
    )


def _role_draft(at: int, found: NounReading) -> Draft:
    side = found.side
    draft = Draft(at, at + 1, MentionKind.ROLE, sector=found.noun.sector, noun=found.noun, feminine=found.feminine)
    if side is None:
        return draft
    former = "former:" if found.former else ""
    return draft._replace(country=side.country, entry=side, reason=f"{former}prefix:{side.id}")
