"""What annotation finds in one dispatch: names and what they stand for, times, quotations, proposed claims.

`Annotated` is complete at birth: later rooms read it and never add to it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from lagebild.schema.text import Dispatch, Interval, Sentence, Span, Token


class MentionKind(StrEnum):
    """What sort of words name an actor or place.

    PER, LOC, ORG and MISC are names. NORP is a demonym adjective or inhabitant (*südkoreanisch*, *Russen*), ROLE an
    office phrase without a name (*der Verteidigungsminister*), PRON a pronoun or description that stands for an
    earlier mention (*er*, *der 63-Jährige*).
    """

    PER = "PER"
    LOC = "LOC"
    ORG = "ORG"
    MISC = "MISC"
    NORP = "NORP"
    ROLE = "ROLE"
    PRON = "PRON"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a person, body or place, and whom they stand for.

    `name` is the canonical English name and `country` the side it acts for (ISO 3166-1 alpha-3, `IGO:...`, `NGO`,
    `REB:...`), both None when unknown; `actor` is the id of a row in `knowledge`, None for actors the tables do not
    know. `reason` says which alias or rule decided (`alias:Kreml`, `office:DEF@KOR`, `short-form:12`).
    """

    span: Span
    kind: MentionKind
    name: str | None = None
    country: str | None = None
    actor: str | None = None
    sector: str | None = None
    """Role code as in CAMEO/PLOVER: GOV, MIL, LEG, JUD, COP, SPY, PTY, OPP, REB, CRM, CVL, BUS, JRN, EDU, REL, HLH,
    AGR, LAB, REF, ELI, IGO, NGO."""
    score: float = 1.0
    reason: str = ""
    head: int = -1
    """Index of the head token of the mention in `Annotated.tokens`."""


class TimexType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words about time with their TIMEX3 value and, where it can be computed, an interval of days.

    `anchor` names what the value was computed from (`published`, `absolute`, or the offset of an earlier expression
    as `timex:START`), `rule` the grammar rule that matched.
    """

    span: Span
    type: TimexType
    value: str
    interval: Interval | None = None
    mod: str | None = None
    anchor: str | None = None
    rule: str = ""


class QuotationType(StrEnum):
    """How somebody's words are given back (types of Petersen-Frey and Biemann 2024)."""

    DIRECT = "Direct"
    INDIRECT = "Indirect"
    FREE_INDIRECT = "FreeIndirect"
    INDIRECT_FREE_INDIRECT = "IndirectFreeIndirect"
    REPORTED = "Reported"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words: what was said, the words that say who, and the words that say that it was said."""

    type: QuotationType
    content: tuple[Span, ...]
    speaker: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()


class Pointer(NamedTuple):
    """The language model's guess that a token fills a role of a proposed claim."""

    role: str
    """actor, recipient, said_by, when or where."""
    token: int
    score: float
    country: str | None
    """The side the model believes the token acts for, None when it has no opinion."""
    country_score: float


class SidePointer(NamedTuple):
    """The language model's guess that a side fills a role of a proposed claim, over all words that stand for it."""

    role: str
    """actor, recipient or said_by."""
    country: str
    """ISO 3166 alpha-3 or organisation; `UNK` for words nobody's side can be read from."""
    score: float
    token: int
    """The word that speaks most for it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim the language model proposes: its trigger, type, mode, status and who may fill which role."""

    trigger: Span
    token: int
    type: str
    mode: str | None
    status: str
    score: float
    pointers: tuple[Pointer, ...] = ()
    sides: tuple[SidePointer, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotated:
    """A dispatch with all its layers."""

    dispatch: Dispatch
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    furniture: tuple[Span, ...] = ()
    """Dateline, sign-off, credit lines, date stamp: stored, but outside all sentences."""
    notes: tuple[str, ...] = ()
    """What a reader should know: offices the text gives to others than the tables do."""
