"""Hypothesis strategies for schema values, for the tests of the store."""

from datetime import date

from hypothesis import strategies as st

from lagebild.schema import (
    EVENT_TYPES,
    Claim,
    Dispatch,
    Event,
    Evidence,
    Grain,
    Interval,
    Language,
    Party,
    Precision,
    Reason,
    Rejected,
    Span,
    Status,
    When,
    Where,
)

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
KEYS = st.text("0123456789abcdef", min_size=32, max_size=32)


def maybe(strategy):
    return st.none() | strategy


@st.composite
def spans(draw):
    start = draw(st.integers(0, 5000))
    return Span(start, start + draw(st.integers(0, 200)))


@st.composite
def intervals(draw):
    first, second = sorted((draw(st.dates()), draw(st.dates())))
    return Interval(first, second, draw(st.sampled_from(Grain)), draw(maybe(st.integers(0, 6))))


DISPATCHES = st.builds(
    Dispatch,
    id=KEYS,
    text=WORDS,
    published=intervals(),
    language=st.sampled_from(Language),
    source=maybe(WORDS),
    title=maybe(WORDS),
    url=maybe(WORDS),
    given_id=maybe(WORDS),
    origin=maybe(WORDS),
)
PARTIES = st.builds(
    Party,
    span=maybe(spans()),
    country=st.sampled_from(["KOR", "IGO:NATO", "REB:Hamas", "UNK"]),
    name=WORDS,
    actor=maybe(WORDS),
    sector=maybe(WORDS),
)
TYPED = st.sampled_from([(t.name, m) for t in EVENT_TYPES.values() for m in (None, *t.modes)])


def wheres():
    """Places with and without a point; degrees are numbers, never NaN."""
    points = st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.sampled_from(Precision))
    nowhere = st.just((None, None, None))
    return st.builds(
        lambda span, name, country, point: Where(span, name, country, *point),
        spans(), WORDS, maybe(WORDS), points | nowhere,
    )  # fmt: skip


@st.composite
def claims(draw, dispatch=KEYS):
    kind, mode = draw(TYPED)
    parties = st.lists(PARTIES, max_size=3).map(tuple)
    return Claim(
        id=draw(KEYS),
        dispatch=draw(dispatch),
        trigger=draw(spans()),
        type=kind,
        mode=mode,
        status=draw(st.sampled_from(Status)),
        actors=draw(parties),
        recipients=draw(parties),
        said_by=draw(maybe(PARTIES)),
        when=draw(maybe(st.builds(When, spans(), intervals()))),
        where=draw(maybe(wheres())),
        confidence=draw(st.floats(0, 1)),
        evidence=draw(st.builds(Evidence, WORDS, st.floats(allow_nan=False), st.lists(spans(), max_size=3).map(tuple))),
    )


@st.composite
def events(draw):
    kind, mode = draw(TYPED)
    many = st.lists(WORDS, max_size=3, unique=True).map(tuple)
    return Event(
        id=draw(KEYS),
        type=kind,
        mode=mode,
        status=draw(st.sampled_from(Status)),
        actors=draw(many),
        recipients=draw(many),
        when=draw(maybe(intervals())),
        place=draw(maybe(WORDS)),
        place_country=draw(maybe(WORDS)),
        claims=draw(st.lists(KEYS, min_size=1, max_size=3, unique=True).map(tuple)),
        dispatches=draw(many),
        sources=draw(many),
        details=draw(st.lists(st.tuples(WORDS, WORDS, many), max_size=2).map(tuple)),
    )


REJECTED = st.builds(
    Rejected,
    id=KEYS,
    room=WORDS,
    reason=st.sampled_from(Reason),
    detail=WORDS,
    origin=WORDS,
    given_id=maybe(WORDS),
)
DAY = Interval(date(2024, 5, 1), date(2024, 5, 1))
