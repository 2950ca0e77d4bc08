"""Claims of one happening become an event: best supported values, sources counted, contradictions side by side.

`group_claims` takes claims with date and source of their dispatches and gives events. A claim is never changed; an
event owns no text. Claims of different standing (really happened or going on, ahead, denied) never share an event:
a plan and the act that fulfilled it, an act and its denial are two events that name each other in `details`.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from lagebild.merge.cluster import find_groups
from lagebild.merge.compare import MergeConfig
from lagebild.merge.rules import load_rules
from lagebild.merge.traits import STANDING, UNKNOWN, Standing, find_traits
from lagebild.schema import Claim, Event, Interval
from lagebild.schema.ids import content_id

Published = Mapping[str, tuple[Interval, str | None]]
Detail = tuple[str, str, tuple[str, ...]]
T = TypeVar("T", bound=Hashable)

WHEN_BASIS = "when_basis"
"""Detail that says that `Event.when` is the date of the earliest dispatch because no claim gives a time."""


class _Told(NamedTuple):
    """A claim with date and source of its dispatch."""

    claim: Claim
    published: Interval
    source: str | None


def group_claims(
    claims: Iterable[Claim], published: Published, *, config: MergeConfig | None = None
) -> tuple[Event, ...]:
    """Group claims by what happened.

    `published` gives the date and source of every dispatch by its id. `Event.claims` starts with the earliest claim
    (by date, dispatch and place in the text), which gives the event its id; dispatches and sources follow the same
    order. Events come in the order of their first claims, whatever the order of `claims`.

    Details hold, as (field, value, claim ids): every value of `type`, `mode`, `status`, `actors`, `recipients`,
    `when` or `place` if at least two of them exclude each other; `when_basis` if `when` is but the dispatch's date;
    and the links `announced_by`, `fulfilled_by`, `denied_by` and `asserted_by`, whose value is the id of the other
    event and whose claims are that event's.
    """
    told = _in_order(claims, published)
    rules = load_rules()
    traits = [find_traits(t.claim, t.published, rules[t.claim.type]) for t in told]
    grouping = find_groups(traits, [t.claim.dispatch for t in told], config or MergeConfig())
    groups = [[told[p] for p in positions] for positions in grouping.groups]
    ids = [content_id("event", group[0].claim.id) for group in groups]
    links: dict[int, list[Detail]] = defaultdict(list)
    for other, real in grouping.links:
        ahead = STANDING[groups[other][0].claim.status] is Standing.AHEAD
        there, back = ("fulfilled_by", "announced_by") if ahead else ("asserted_by", "denied_by")
        links[other].append((there, ids[real], _claim_ids(groups[real])))
        links[real].append((back, ids[other], _claim_ids(groups[other])))
    return tuple(_make_event(ids[n], group, links.get(n, ())) for n, group in enumerate(groups))


def _in_order(claims: Iterable[Claim], published: Published) -> list[_Told]:
    told: dict[str, _Told] = {}
    for claim in claims:
        if claim.dispatch not in published:
            raise ValueError(f"claim {claim.id}: its dispatch {claim.dispatch} has no entry in `published`")
        told[claim.id] = _Told(claim, *published[claim.dispatch])
    return sorted(told.values(), key=lambda t: (t.published.earliest, t.claim.dispatch, t.claim.trigger, t.claim.id))


def _claim_ids(group: Iterable[_Told]) -> tuple[str, ...]:
    return tuple(t.claim.id for t in group)


def _make_event(key: str, group: Sequence[_Told], links: Iterable[Detail]) -> Event:
    first = group[0]
    kind = _best(group, lambda c: c.type) or first.claim.type
    actors, recipients = _best_sides(group, mutual=load_rules()[kind].mutual != "never")
    when = _best(group, lambda c: None if c.when is None else c.when.interval, narrow=_narrowness)
    place = _best(group, lambda c: None if c.where is None else (c.where.name, c.where.country))
    details = _contradictions(group)
    if when is None and STANDING[first.claim.status] is not Standing.AHEAD:
        when = first.published
        details.append((WHEN_BASIS, "published", (first.claim.id,)))
    return Event(
        id=key,
        type=kind,
        mode=_best([t for t in group if t.claim.type == kind], lambda c: c.mode),
        status=_best(group, lambda c: c.status) or first.claim.status,
        actors=actors,
        recipients=recipients,
        when=when,
        place=None if place is None else place[0],
        place_country=None if place is None else place[1],
        claims=_claim_ids(group),
        dispatches=tuple(dict.fromkeys(t.claim.dispatch for t in group)),
        sources=tuple(dict.fromkeys(t.source for t in group if t.source is not None)),
        details=(*details, *sorted(links)),
    )


def _best(
    group: Sequence[_Told], read: Callable[[Claim], T | None], *, narrow: Callable[[T], int] = lambda _: 0
) -> T | None:
    """The value most sources tell, then most dispatches, then the narrowest, then the earliest."""
    tellers = _tellers(group, read)
    if not tellers:
        return None
    return min(tellers, key=lambda value: (*_support(tellers[value]), narrow(value)))


def _tellers(group: Iterable[_Told], read: Callable[[Claim], T | None]) -> dict[T, list[_Told]]:
    """Who tells which value, values in the order of their earliest teller."""
    tellers: dict[T, list[_Told]] = defaultdict(list)
    for told in group:
        value = read(told.claim)
        if value is not None:
            tellers[value].append(told)
    return tellers


def _support(tellers: Sequence[_Told]) -> tuple[int, int]:
    """Sorts well supported values first."""
    return -len({t.source for t in tellers}), -len({t.claim.dispatch for t in tellers})


def _narrowness(interval: Interval) -> int:
    return (interval.latest - interval.earliest).days


def _best_sides(group: Sequence[_Told], *, mutual: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sorted codes of both sides: all that any claim names; of a mutual act in the best supported direction."""
    actors = set().union(*(_codes(t.claim, "actors") for t in group))
    recipients = set().union(*(_codes(t.claim, "recipients") for t in group))
    if mutual and actors & recipients:
        everybody = actors | recipients
        direction = _best(group, _direction)
        recipients = set(direction[1]) if direction else set()
        actors = everybody - recipients or everybody
    return _shown(group, actors, "actors"), _shown(group, recipients, "recipients")


def _direction(claim: Claim) -> tuple[frozenset[str], frozenset[str]] | None:
    direction = _codes(claim, "actors"), _codes(claim, "recipients")
    return direction if direction[0] else None


def _codes(claim: Claim, role: str) -> frozenset[str]:
    """Known codes of one side."""
    parties = claim.actors if role == "actors" else claim.recipients
    return frozenset(p.country for p in parties) - {UNKNOWN}


def _shown(group: Sequence[_Told], codes: set[str], role: str) -> tuple[str, ...]:
    """Known codes, else UNK if somebody unknown is named."""
    if codes:
        return tuple(sorted(codes))
    parties = (p for t in group for p in (t.claim.actors if role == "actors" else t.claim.recipients))
    return (UNKNOWN,) if any(p.country == UNKNOWN for p in parties) else ()


def _contradictions(group: Sequence[_Told]) -> list[Detail]:
    """Every value of a field in which claims exclude each other, with the claims that tell it."""
    details: list[Detail] = []
    for field, read, excludes in _FIELDS:
        tellers = _tellers(group, read)
        values = list(tellers)
        if any(excludes(a, b) for n, a in enumerate(values) for b in values[:n]):
            shown: dict[str, list[_Told]] = defaultdict(list)
            for value in values:
                shown[_show(value)] += tellers[value]
            details += [(field, text, _claim_ids(tellers)) for text, tellers in sorted(shown.items())]
    return details


def _differ(a: Hashable, b: Hashable) -> bool:
    return a != b


def _intervals_exclude(a: Any, b: Any) -> bool:
    """Neither interval lies within the other: a day within a month is no contradiction."""
    within = a.earliest <= b.earliest and b.latest <= a.latest
    around = b.earliest <= a.earliest and a.latest <= b.latest
    return not (within or around)


def _places_exclude(a: Any, b: Any) -> bool:
    """Neither name is part of the other: *Kyiv* within *Kyiv Oblast* is no contradiction."""
    first, second = set(a[0].casefold().split()), set(b[0].casefold().split())
    return not (first <= second or second <= first)


_FIELDS: tuple[tuple[str, Callable[[Claim], Hashable | None], Callable[[Any, Any], bool]], ...] = (
    ("type", lambda c: c.type, _differ),
    ("mode", lambda c: c.mode, _differ),
    ("status", lambda c: c.status, _differ),
    ("actors", lambda c: _codes(c, "actors") or None, _differ),
    ("recipients", lambda c: _codes(c, "recipients") or None, _differ),
    ("when", lambda c: None if c.when is None else c.when.interval, _intervals_exclude),
    ("place", lambda c: None if c.where is None else (c.where.name, c.where.country), _places_exclude),
)


def _show(value: Hashable) -> str:
    """A detail's value as words."""
    if isinstance(value, Interval):
        days = dict.fromkeys((value.earliest.isoformat(), value.latest.isoformat()))
        return "..".join(days)
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    if isinstance(value, tuple):
        name, country = value
        return name if country is None else f"{name} ({country})"
    return str(value)
