"""Second stage: the side of an office or body noun from the words that modify it.

*die südkoreanische Regierung*, *Irans Außenminister*, *Präsident der Ukraine*, *Regierung in Beirut*, *the president
of Iran*, *Iran's army*. Works on word order alone, so that it holds with and without a parse; what no modifier says is
left open for the context stage.
"""

from collections.abc import Mapping
from typing import NamedTuple

from lagebild.annotate.linking.reading import Draft, Reading
from lagebild.knowledge import EntryKind, NounKind
from lagebild.schema import Language, MentionKind

_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em", "te", "ten")
_NOT_ADJECTIVES = frozenset(
    "der die das den dem des ein eine einen einem einer eines und oder aber in im an am auf aus bei von vom zu zum zur "
    "mit nach vor über gegen für sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer wenn wie werden wurde "
    "wurden hatte haben habe sagte sollte könnte würde wollte werde seien unser unsere diese dieser dieses diesen "
    "diesem jene jeder jede".split()
)
_LINKS_DE = frozenset({"der", "des", "von", "vom", "aus", "in", "im", "beim", "bei"})
_LINKS_EN = frozenset({"of", "in", "from", "for", "to"})
_DETERMINERS = frozenset(
    "der die das des dem den the a an einer eines seiner seines ihrer ihres einem von dieser dieses".split()
)
_ABROAD = frozenset({"embassy", "ambassador", "envoy"})
"""Where they stand is not whom they act for."""
_REACH = 5
UNKNOWN_BODY = "?"
"""Stands for a body of a side that no table knows."""


class Side(NamedTuple):
    """A side and the rule that found it."""

    country: str
    reason: str
    entry_id: str | None = None
    sector: str | None = None
    """Of the body that follows the noun, if any: the president of a parliament acts for the parliament."""


def modifier_side(reading: Reading, by_token: Mapping[int, Draft], noun: Draft) -> Side | None:
    """The side that modifiers of a noun name, None when they name none."""
    return _before(reading, by_token, noun.first) or _after(reading, by_token, noun)


def adjective_side(reading: Reading, by_token: Mapping[int, Draft], first: int) -> Side | None:
    """The side that an adjective or genitive before the word at `first` names: *die schwedische Aktivistin ...*."""
    return _before(reading, by_token, first)


def _before(reading: Reading, by_token: Mapping[int, Draft], first: int) -> Side | None:
    at = first - 1
    while at >= 0 and first - at <= _REACH:
        draft = by_token.get(at)
        word = reading.lower[at]
        if draft is not None:
            return _side_before(reading, draft, first)
        if word in {"'s", "’s", "'", "’", ",", "und", "and", "„", '"', "»", "“"} and at == first - 1:
            at -= 1
            continue
        if not _is_adjective(reading, at):
            return None
        at -= 1
    return None


def _side_before(reading: Reading, draft: Draft, first: int) -> Side | None:
    """An adjective, or a genitive before its noun (*Irans*, *Iran's*, *Trumps*); other names before it do not count."""
    if draft.country is None:
        return None
    if draft.kind is MentionKind.NORP and draft.entry is not None and draft.entry.kind is not EntryKind.PEOPLE:
        return Side(draft.country, f"adjective:{draft.country}")
    if draft.kind in (MentionKind.LOC, MentionKind.PER, MentionKind.ORG):
        after = reading.lower[draft.last] if draft.last < first else ""
        if after in {"'s", "’s", "'", "’"}:
            return Side(draft.country, f"genitive:{draft.country}")
        if reading.language is Language.ENGLISH and draft.last == first:
            return Side(draft.country, f"noun-modifier:{draft.country}")
        if draft.last == first and reading.words[draft.first].isupper() and len(reading.words[draft.first]) <= 4:
            return Side(draft.country, f"noun-modifier:{draft.country}")  # *US Botschaft* without its hyphen
        if is_genitive(reading, draft):
            return Side(draft.country, f"genitive:{draft.country}")
    return None


def is_genitive(reading: Reading, draft: Draft) -> bool:
    """Whether a name stands in the German genitive: *Russlands*, *Trumps*, but not *Laos*."""
    last = reading.words[draft.last - 1]
    if draft.kind is MentionKind.PER:
        return last.endswith(("s", "’", "'")) and not (draft.name or "").endswith("s")
    return draft.kind in (MentionKind.LOC, MentionKind.ORG) and reading.knowledge.is_genitive(last)


def _after(reading: Reading, by_token: Mapping[int, Draft], noun: Draft) -> Side | None:
    last = noun.last
    words, count = reading.lower, len(reading.lower)
    behind = by_token.get(last)
    if behind is not None and behind.country is not None and is_genitive(reading, behind):
        return Side(behind.country, f"genitive:{behind.country}", behind.actor)
    links = _LINKS_DE if reading.language is Language.GERMAN else _LINKS_EN
    if last >= count or words[last] not in links:
        return None
    locative = words[last] in {"in", "im", "bei", "beim", "to", "for"}
    if locative and noun.noun is not None and noun.noun.concept in _ABROAD:
        return None
    for at in range(last + 1, min(last + 1 + _REACH, count)):
        draft = by_token.get(at)
        if draft is None:
            if words[at] in _DETERMINERS or _is_adjective(reading, at):
                continue
            return None
        if draft.kind is MentionKind.NORP:
            body = _body_behind(reading, by_token, draft) if draft.country is not None else None
            if body is not None:
                return body
            draft = _noun_behind(by_token, draft)
        if draft.country is None or draft.kind is MentionKind.PRON:
            return None
        # *der Außenminister der USA*, but not *die Regierung der Volksrepublik ... in Moskau* read from the body
        if locative and draft.kind not in (MentionKind.LOC, MentionKind.NORP):
            return None
        if draft.kind is MentionKind.PER and words[last] not in {"von", "of"}:
            return None
        body_id = UNKNOWN_BODY if _is_unlisted_body(draft) else draft.actor
        return Side(draft.country, f"of:{draft.country}", body_id, _sector(draft))
    return None


def _body_behind(reading: Reading, by_token: Mapping[int, Draft], adjective: Draft) -> Side | None:
    """A body no table lists, behind an adjective: *des ukrainischen Parlaments*, *the Chadian Human Rights League*."""
    assert adjective.country is not None
    at = adjective.last
    while at < len(reading.words) and at not in by_token and _is_adjective(reading, at):
        at += 1
    if at >= len(reading.words):
        return None
    behind = by_token.get(at)
    if reading.tokens[at].upos not in {"NOUN", "PROPN"} if behind is None else not _is_unlisted_body(behind):
        return None
    return Side(adjective.country, f"of:{adjective.country}", UNKNOWN_BODY, _sector(behind))


def _is_unlisted_body(draft: Draft) -> bool:
    """A body told by a noun, governments apart (*Parlament*, *Verband*), or by a name no table lists."""
    if draft.noun is not None:
        return draft.noun.kind is NounKind.BODY and draft.noun.sector not in {None, "GOV"}
    return draft.kind is MentionKind.ORG and draft.entry is None


def _sector(body: Draft | None) -> str | None:
    """The sector a body lends to who heads it; an organisation of states lends none."""
    if body is None or (body.country or "").startswith("IGO:"):
        return None
    return body.noun.sector if body.noun is not None else body.sector


def _noun_behind(by_token: Mapping[int, Draft], adjective: Draft) -> Draft:
    """*der jemenitischen Huthi-Miliz*: the noun an adjective stands before, when it has a side of its own."""
    noun = by_token.get(adjective.last)
    own = noun is not None and noun.country is not None and noun.kind in (MentionKind.ORG, MentionKind.ROLE)
    return noun if own and noun is not None and noun.entry is not None else adjective


def _is_adjective(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    if token.upos:
        return token.upos in {"ADJ", "NUM"} or (token.upos == "X" and token.text.islower())
    word = reading.lower[at]
    if word in _NOT_ADJECTIVES or not word[0].isalpha():
        return False
    if reading.language is Language.ENGLISH:
        return len(word) > 3 and word not in _LINKS_EN and word not in _DETERMINERS and reading.words[at].islower()
    return len(word) > 4 and word.endswith(_ADJECTIVE_ENDINGS) and reading.words[at].islower()
