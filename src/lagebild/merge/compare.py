"""How well two claims fit one happening, in points.

Takes two `Traits` and gives points, or None where they cannot tell of the same: other countries, other persons of the
same country, days too far apart, places in different countries, modes that exclude each other. Points come from what
both share; what both are silent about brings nothing, so that vague claims do not glue others together. Points are
whole numbers and the same in either order.
"""

from dataclasses import dataclass

from lagebild.merge.rules import TypeRule, load_rules, pair_rules
from lagebild.merge.traits import Days, Persons, Place, Sides, Standing, Traits


@dataclass(frozen=True, slots=True)
class MergeConfig:
    """Options of merge, with their reasons.

    join: points from which two claims are taken for one happening, 50: the same two countries, the same type and the
    same day are enough, one country and the day are not. link: points that any two claims of one event must reach,
    20, so that A like B and B like C does not join A and C. slack: days by which two given dates may differ, 1, as
    reports disagree about nights. ahead_tolerance: days between two reports of one plan, 7. horizon: days a plan
    without date may lie ahead, 30. wide: days from which an interval says little, 3. same_dispatch: points for
    standing in one text, 15, because headline, lead and body tell the same act.
    """

    join: int = 50
    link: int = 20
    slack: int = 1
    ahead_tolerance: int = 7
    horizon: int = 30
    wide: int = 3
    same_dispatch: int = 15


class Comparison:
    """Compares traits under one configuration and remembers pairs of sides, names and places it has met."""

    def __init__(self, config: MergeConfig) -> None:
        self._config = config
        self._rules = load_rules()
        self._pairs = pair_rules()
        self._sides: dict[tuple[Sides, Sides, str], int | None] = {}
        self._persons: dict[tuple[Persons, Persons, bool], int | None] = {}
        self._places: dict[tuple[Place | None, Place | None, bool], int | None] = {}

    def points(self, a: Traits, b: Traits, *, same_dispatch: bool) -> int | None:
        """Points for telling of the same happening, whatever the standing of the two; None if they cannot."""
        rule = self._pairs.get((a.type, b.type))
        if rule is None:
            return None
        sides = self._remembered_sides(a.sides, b.sides, mutual=rule.mutual)
        if sides is None or (sides == 0 and not same_dispatch):
            return None
        days = self._compare_days(a, b, rule.tolerance, same_dispatch=same_dispatch)
        if days is None:
            return None
        persons = self._remembered_persons(a.persons, b.persons, spoken=rule.spoken)
        places = self._remembered_places(a.place, b.place, strict=rule.placed)
        if persons is None or places is None:
            return None
        kind = self._compare_kinds(a, b, rule)
        if kind is None:
            return None
        total = days + sides + persons + places + kind
        return total + self._config.same_dispatch if same_dispatch else total

    def reach(self, traits: Traits) -> tuple[int, int]:
        """Days outside which no claim can fit this one."""
        days, config = traits.days, self._config
        if traits.standing is Standing.AHEAD:
            return days.first - config.ahead_tolerance, days.last + (config.slack if days.dated else config.horizon)
        if days.dated:
            return days.first - config.slack, days.last + config.slack
        return days.first - self._rules[traits.type].tolerance, days.last + config.slack

    def _compare_kinds(self, a: Traits, b: Traits, rule: TypeRule) -> int | None:
        """Type, mode, and whether the act stays inside one country."""
        if a.type != b.type:
            points = -20
        elif not rule.modes_agree(a.mode, b.mode):
            return None
        else:
            points = 10 if a.mode == b.mode and a.mode is not None else 0
        if self._is_inward(a, b, rule):
            points -= _compare_at_home(a.persons, b.persons)
        return points

    def _is_inward(self, a: Traits, b: Traits, rule: TypeRule) -> bool:
        """One country on both sides, or alone in a type that mostly acts at home: many such acts a day."""
        if len(a.sides.both | b.sides.both) != 1:
            return False
        return rule.inward or bool(a.sides.recipients and b.sides.recipients)

    def _compare_days(self, a: Traits, b: Traits, tolerance: int, *, same_dispatch: bool) -> int | None:
        first, second = a.days, b.days
        if _weekdays_clash(first, second):
            return None
        if first.dated and second.dated:
            return self._compare_dates(first, second)
        if Standing.AHEAD in (a.standing, b.standing):
            return self._compare_plans(a, b)
        if first.dated or second.dated:
            given, report = (first, second) if first.dated else (second, first)
            return self._compare_to_report(given, report, tolerance, same_dispatch=same_dispatch)
        gap = _gap(first, second)
        if gap > tolerance:
            return None
        if not same_dispatch and max(_width(first), _width(second)) > self._config.wide:
            return -15
        return 10 if gap == 0 else 5

    def _compare_dates(self, first: Days, second: Days) -> int | None:
        """Two dates given by the texts."""
        gap = _gap(first, second)
        if gap > self._config.slack:
            return None
        if gap > 0:
            return -20
        small, large = sorted((_width(first), _width(second)))
        if large < self._config.wide:
            return 25
        if small * 2 >= large:
            return 10
        return 0 if small * 5 >= large else -15

    def _compare_to_report(self, given: Days, report: Days, tolerance: int, *, same_dispatch: bool) -> int | None:
        """A date given by a text and the date of a report: reports follow acts."""
        if given.first > report.last + self._config.slack or report.first - given.last > tolerance:
            return None
        if _width(given) > self._config.wide or (_width(report) > self._config.wide and not same_dispatch):
            return -15
        return 10 if report.first - given.last <= 1 else 5

    def _compare_plans(self, a: Traits, b: Traits) -> int | None:
        """A plan and another report of it, or the act it announced, when a date is missing."""
        if a.standing is b.standing and not (a.days.dated or b.days.dated):
            gap = _gap(a.days, b.days)
            return None if gap > self._config.ahead_tolerance else 10 if gap <= 1 else 0
        a_plans = not a.days.dated if a.standing is b.standing else a.standing is Standing.AHEAD
        plan, act = (a.days, b.days) if a_plans else (b.days, a.days)
        if plan.dated:
            late = act.first - plan.last
            return 10 if act.last + self._config.slack >= plan.first and late <= self._config.slack + 1 else None
        ahead = act.first - plan.last
        if act.last < plan.first - self._config.slack or ahead > self._config.horizon:
            return None
        if act.dated and _width(act) > self._config.wide:
            return -15
        return 5 if ahead <= self._config.ahead_tolerance else -10

    def _remembered_sides(self, a: Sides, b: Sides, *, mutual: str) -> int | None:
        key = (a, b, mutual)
        if key not in self._sides:
            self._sides[key] = self._sides[(b, a, mutual)] = compare_sides(a, b, mutual=mutual)
        return self._sides[key]

    def _remembered_persons(self, a: Persons, b: Persons, *, spoken: bool) -> int | None:
        key = (a, b, spoken)
        if key not in self._persons:
            self._persons[key] = self._persons[(b, a, spoken)] = compare_persons(a, b, spoken=spoken)
        return self._persons[key]

    def _remembered_places(self, a: Place | None, b: Place | None, *, strict: bool) -> int | None:
        if a is None or b is None:
            return 0
        key = (a, b, strict)
        if key not in self._places:
            self._places[key] = self._places[(b, a, strict)] = compare_places(a, b, strict=strict)
        return self._places[key]


def compare_sides(a: Sides, b: Sides, *, mutual: str) -> int | None:
    """Points for shared countries; 0 if no country is shared and none conflicts; None if countries conflict.

    A missing side is a wildcard, a side that is part of the other agrees with it. Where the act has no direction
    (`mutual` as in the rules) both sides are taken together.
    """
    if mutual == "always":
        return _compare_pooled(a, b)
    directed = _compare_directed(a, b)
    if mutual == "never" or (a.recipients and b.recipients):
        return directed
    pooled = _compare_pooled(a, b)
    return pooled if directed is None else max(directed, pooled or 0)


def _compare_directed(a: Sides, b: Sides) -> int | None:
    total = 0
    for first, second, weight in ((a.actors, b.actors, 25), (a.recipients, b.recipients, 20)):
        if not first or not second:
            total += 5 if first == second and a.both == b.both and a.both else 0
        elif first == second:
            total += weight
        elif first <= second or second <= first:
            total += weight - 10
        else:
            return None
    return total


def _compare_pooled(a: Sides, b: Sides) -> int | None:
    if not a.both or not b.both:
        return 0
    shared = len(a.both & b.both)
    if a.both == b.both:
        return 45 if shared > 1 else 30
    if a.closed or b.closed:
        return None
    if a.both <= b.both or b.both <= a.both:
        return 40 if shared > 1 else 20
    return None


def compare_persons(a: Persons, b: Persons, *, spoken: bool) -> int | None:
    """Points for a shared person; None if a side of one country is given other persons."""
    points = 0
    for side, country in {(s, c) for s, c, _ in a.people} & {(s, c) for s, c, _ in b.people}:
        mine = [words for s, c, words in a.people if (s, c) == (side, country)]
        yours = [words for s, c, words in b.people if (s, c) == (side, country)]
        if not any(m <= y or y <= m for m in mine for y in yours):
            return None
        points = max(points, 15 if spoken and side == "recipient" else 35)
    return points


def _compare_at_home(a: Persons, b: Persons) -> int:
    """Points to take off acts inside one country, more when other speakers or doers are named."""
    if a.doers and b.doers and a.doers.isdisjoint(b.doers):
        return 40
    return 5 if not a.doers.isdisjoint(b.doers) else 20


def compare_places(a: Place, b: Place, *, strict: bool) -> int | None:
    """Points for the same place; None in another country.

    Another place in the same country rules out one happening if `strict`, else costs points; a country or region
    and a place that may lie in it are no contradiction.
    """
    if a.country is not None and b.country is not None and a.country != b.country:
        return None
    if a.words == b.words:
        return 5 if a.broad or b.broad else 25
    if a.broad or b.broad:
        return 0
    if a.words <= b.words or b.words <= a.words:
        return 10
    if a.region != b.region:
        return 0
    return None if strict else -35


def _gap(a: Days, b: Days) -> int:
    """Days between two intervals; 0 when they share a day."""
    return 0 if a.first <= b.last and b.first <= a.last else max(a.first - b.last, b.first - a.last)


def _width(days: Days) -> int:
    return days.last - days.first + 1


def _weekdays_clash(a: Days, b: Days) -> bool:
    """Two different weekdays, one of which may be known by the day itself."""
    if a.weekday is None and b.weekday is None:
        return False
    first, second = _weekday(a), _weekday(b)
    return first is not None and second is not None and first != second


def _weekday(days: Days) -> int | None:
    if days.weekday is not None:
        return days.weekday
    return (days.first - 1) % 7 if days.dated and days.first == days.last else None
