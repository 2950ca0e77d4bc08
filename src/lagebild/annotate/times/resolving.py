"""From matches to time expressions: what each refers to, given the publication date and the text before it.

Takes the matches of one sentence in order and the `Story` so far; gives `TimeExpression` values. The words before a
match (*vor*, *seit*, *bis*) and the tense of its clause guide the choice; the value is spelled in TIMEX3.
"""

from dataclasses import dataclass, replace

from lagebild.annotate.times.calendars import (
    is_day_value,
    month_interval,
    nearest_weekday,
    shift_date,
    spell_day,
    spell_interval,
)
from lagebild.annotate.times.dates import resolve_date
from lagebild.annotate.times.durations import measure_out, spell_duration, spell_set
from lagebild.annotate.times.matching import Match
from lagebild.annotate.times.meaning import Meaning
from lagebild.annotate.times.offsets import Dated, resolve_offset
from lagebild.annotate.times.reading import Reading
from lagebild.annotate.times.story import Story
from lagebild.annotate.times.tense import find_tense
from lagebild.schema import Grain, Interval, Span, TimeExpression, TimexType

_ANCHORING_GRAINS = frozenset({Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR, Grain.SPAN})
_CLOSE = 2
"""Words at most between a day and the clock time it heads: *Sonntag, ab 8 Uhr*."""
_LONG_AGO = 2
"""Years after which *heute* sets the present against a past."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a match stands: its characters, the relation of the word before it, the tense of its clause."""

    span: Span
    relation: str
    tense: str
    repeated: bool
    bracketed: bool
    heading: bool
    """Whether the sentence ends without a mark: headings set the year of a narrative."""
    opening: bool
    """Whether the expression opens its sentence or stands in *im Jahr 1812*."""
    listing: bool
    """Whether it is an item of a programme: *20.15 Uhr: Tennis*, or the opening of a sentence without verb."""
    timed: bool
    """Whether a clock time stands in the sentence."""
    compared: bool
    """Whether it is only what something is measured against: *mehr als im Sommer 2010*."""


def resolve_matches(reading: Reading, matches: list[Match], story: Story) -> list[TimeExpression]:
    """The expressions of one sentence; `story` is moved on."""
    found: list[TimeExpression | None] = []
    # A clock time in a sentence without a verb: a programme of what is to come.
    timed = any(match.meaning.kind == "clock" for match in matches)
    for number, match in enumerate(matches):
        place = _look_around(reading, match)
        if timed:
            place = replace(place, timed=True, tense=place.tense or "future")
        if _is_bare_clock(match.meaning):
            _look_ahead(reading, matches[number : number + 2], story)
        earlier = (matches[number - 1], found[number - 1]) if number else None
        if place.listing and earlier is not None and earlier[1] is not None and match.start - earlier[0].stop <= _CLOSE:
            story.head_list(earlier[1].span.start)
        expression = _resolve_after(reading, match, place, story, earlier)
        if expression is not None and expression.type is TimexType.TIME:
            story.set_clock(expression.value, expression.span.start)
        found.append(expression)
    for number in range(len(matches) - 1):
        first, second = found[number], found[number + 1]
        if first is not None and second is not None and _spans_range(reading, matches[number], matches[number + 1]):
            found[number], found[number + 1] = _join_range(first, _carry_on(first, second, matches[number + 1].meaning))
    return [expression for expression in found if expression is not None]


def _resolve_after(
    reading: Reading, match: Match, place: _Place, story: Story, earlier: tuple[Match, TimeExpression | None] | None
) -> TimeExpression | None:
    """A weekday right behind another, or behind a week, hangs on it: *am kommenden Donnerstag und Freitag*."""
    bare = match.meaning.weekday is not None and match.meaning.day is None and match.meaning.shift is None
    if not bare or earlier is None or not story.day_known or earlier[1] is None or match.meaning.kind != "date":
        return _resolve_match(match, place, story)
    before, said = earlier
    amid = [reading.text_at(index) for index in range(before.stop, match.start)]
    close = len(amid) <= 2 and all(text in reading.grammar.words["weekday_joint"] for text in amid)
    opened = reading.text_at(before.start - 1) in reading.grammar.words["weekday_from"]
    close = close or (opened and len(amid) == 1 and amid[0] in reading.grammar.words["weekday_to"])
    if not close or said is None or said.interval is None or said.interval.earliest.year < story.today.year - 1:
        return _resolve_match(match, place, story)
    if said.interval.grain is not Grain.WEEK and before.meaning.weekday is None:
        return _resolve_match(match, place, story)
    base = shift_date(said.interval.earliest, "D", 0 if said.interval.grain is Grain.WEEK else 1)
    day = nearest_weekday(base, match.meaning.weekday or 0, 1)
    dated = Dated(spell_day(day), Interval(day, day, Grain.DAY), f"timex:{said.span.start}")
    _move_on(dated, place, story)
    if match.meaning.part:
        return _express(match, place, TimexType.TIME, _join_time(dated, match.meaning))
    return _express(match, place, TimexType.DATE, dated)


def _spans_range(reading: Reading, first: Match, second: Match) -> bool:
    """*von Montag bis Mittwoch*, *zwischen 1950 und 1953*: two ends of one stretch of time."""
    words = reading.grammar.words
    amid = [reading.text_at(index) for index in range(first.stop, second.start)]
    if not amid or any(text not in words["range_filler"] for text in amid[1:]):
        return False
    opener = next(
        (
            text
            for text in map(reading.text_at, range(first.start - 1, first.start - 3, -1))
            if text not in words["article"]
        ),
        "",
    )
    return amid[0] in words["range_joint"] or (amid[0] in {"und", "and"} and opener in {"zwischen", "between"})


def _carry_on(first: TimeExpression, second: TimeExpression, meaning: Meaning) -> TimeExpression:
    """The end of a range of months lies behind its opening: *von Mai bis November* is one year's."""
    one, other = first.interval, second.interval
    if one is None or other is None or meaning.year is not None or one.grain is not Grain.MONTH:
        return second
    if other.grain is not Grain.MONTH or other.earliest >= one.earliest or len(second.value) != 7:
        return second
    year = one.earliest.year + (other.earliest.month <= one.earliest.month)
    days = month_interval(year, other.earliest.month)
    return replace(second, value=spell_interval(days), interval=days)


def _join_range(first: TimeExpression, second: TimeExpression) -> tuple[TimeExpression, TimeExpression]:
    """Both ends get the days of the whole stretch: what is told of it happened somewhere between."""
    one, other = first.interval, second.interval
    if one is None or other is None or first.type is not second.type or one.weekday is not None:
        return first, second
    if one.earliest > other.latest or other.weekday is not None or one == other:
        return first, second
    whole = Interval(one.earliest, other.latest, Grain.SPAN)
    return replace(first, interval=whole), replace(second, interval=whole)


def _look_around(reading: Reading, match: Match) -> _Place:
    words = reading.grammar.words
    relation = ""
    for index in range(match.start - 1, max(-1, match.start - 4), -1):
        text = reading.text_at(index)
        relation = next((name for name in ("since", "until", "ago", "ahead", "within") if text in words[name]), "")
        if relation or text not in words["between"]:
            break
    before = {reading.text_at(index) for index in range(match.start - 3, match.start)}
    told = relation == "since" or (
        reading.text_at(match.start - 1) in words["from"] and not _opens_range(reading, match)
    )
    tense = "past" if told else find_tense(reading, match.start, match.stop)
    if _is_set_for(reading, match):
        tense = "future"
    span = Span(reading.words[match.start].start, reading.words[match.stop - 1].end)
    bracketed = reading.text_at(match.start - 1) == "(" or reading.text_at(match.stop) == ")"
    return _Place(
        span=span,
        relation=relation,
        tense=tense,
        repeated=not before.isdisjoint(words["repeating"]),
        bracketed=bracketed,
        heading=reading.words[-1].text.isalnum(),
        opening=match.start <= 1,
        listing=_lists(reading, match, tense),
        timed=False,
        compared=not before.isdisjoint(words["comparing"]),
    )


def _is_set_for(reading: Reading, match: Match) -> bool:
    """*für Sonntag*, *auf Mittwoch verschoben*, *ab Samstag*, *für den 5. Januar angesetzt* look ahead.

    So does *zu Protesten am Sonntag*: nobody calls for what is over.
    """
    words, meaning = reading.grammar.words, match.meaning
    if meaning.weekday is not None and reading.text_at(match.start - 1) in words["ahead_of"]:
        return True
    if meaning.weekday is not None and reading.text_at(match.start - 2) in words["called_for"]:
        before = {reading.text_at(index) for index in range(match.start - 5, match.start - 2)}
        return not before.isdisjoint(words["calling"])
    far = reading.text_at(match.start - 1) in words["article"] and reading.text_at(match.start - 2) == "für"
    return meaning.day is not None and far


def _lists(reading: Reading, match: Match, tense: str) -> bool:
    following = [reading.text_at(index) for index in range(match.stop, match.stop + 4)]
    colon = following[0] == ":" or (following[0] in reading.grammar.words["list_joint"] and ":" in following)
    return colon or (tense == "" and match.start <= 1)


def _opens_range(reading: Reading, match: Match) -> bool:
    """*vom Montag bis Freitag*: the word before opens a range and says nothing about tense."""
    return any(reading.text_at(index) in {"bis", "to", "-", "–"} for index in range(match.stop, match.stop + 3))


def _is_bare_clock(meaning: Meaning) -> bool:
    return meaning.kind == "clock"


def _look_ahead(reading: Reading, pair: list[Match], story: Story) -> None:
    """*um 20 Uhr am Montag*: the day after a clock time lends itself back."""
    day_said = story.last_day is not None and story.last_day.sentence == story.sentence
    if len(pair) < 2 or story.open_set == story.sentence or day_said:
        return
    clock, day = pair
    if day.start - clock.stop > 2 or day.meaning.kind != "date" or reading.text_at(clock.stop) in {",", "und", "and"}:
        return
    place = _look_around(reading, day)
    dated = resolve_date(day.meaning, place.tense, story)
    if dated.interval is not None and is_day_value(dated.value):
        story.remember(dated.interval, place.span.start, opening=place.opening)


def _resolve_match(match: Match, place: _Place, story: Story) -> TimeExpression | None:
    meaning = match.meaning
    if meaning.kind == "reference":
        if not story.config.vague:
            return None
        then = story.near(story.last) if meaning.base == "context" else None
        over = then is not None and then.interval.latest < story.published.earliest
        interval = then.interval if then is not None and over else None
        return _express(match, place, TimexType.DATE, Dated(meaning.ref, interval, ""))
    if meaning.kind == "set":
        story.open_set = story.sentence
        return _express(match, place, TimexType.SET, Dated(spell_set(meaning), None, "absolute"))
    if meaning.kind == "duration":
        return _resolve_duration(match, place, story)
    if meaning.kind == "clock":
        return _resolve_clock(match, place, story)
    if meaning.kind == "adverb":
        return _resolve_adverb(match, place, story)
    if meaning.kind == "offset":
        dated = resolve_offset(meaning, story)
        _move_on(dated, place, story)
        clock = ":" in dated.value
        return _express(match, place, TimexType.TIME if clock else TimexType.DATE, dated)
    return _resolve_dated(match, place, story)


def _resolve_duration(match: Match, place: _Place, story: Story) -> TimeExpression:
    meaning = match.meaning
    relation = meaning.relation or place.relation
    if relation == "ahead" and (place.tense == "past" or meaning.relation in {"last", "next"}):
        relation = meaning.relation
    if relation == "within" and place.tense == "past":
        relation = ""
    interval = measure_out(meaning, relation, story)
    anchor = "published" if interval is not None else "absolute"
    return _express(match, place, TimexType.DURATION, Dated(spell_duration(meaning), interval, anchor))


def _resolve_clock(match: Match, place: _Place, story: Story) -> TimeExpression:
    """A time of day, joined to the day the text is in."""
    meaning = match.meaning
    time = _spell_time(meaning)
    if place.repeated or story.open_set == story.sentence:
        story.open_set = story.sentence
        value = time if meaning.hour is not None else f"XXXX-XX-XX{time}"
        return _express(match, place, TimexType.TIME, Dated(value, None, "absolute"))
    anchor = story.near(story.last_day)
    if anchor is not None and place.listing:
        anchor = anchor if anchor.opening else None
    if anchor is not None:
        value = spell_day(anchor.interval.earliest) + time
        return _express(match, place, TimexType.TIME, Dated(value, anchor.interval, anchor.name))
    if story.narrative:
        return _express(match, place, TimexType.TIME, Dated(f"XXXX-XX-XX{time}", None, "unknown"))
    dated = resolve_date(Meaning(kind="date", unit="D", shift=0), place.tense, story)
    if meaning.part == "TNI" and meaning.hour is None and dated.interval is not None and place.tense != "future":
        eve = shift_date(dated.interval.earliest, "D", -1) if story.day_known else dated.interval.earliest
        dated = Dated(dated.value, dated.interval._replace(earliest=eve), dated.anchor)
    return _express(match, place, TimexType.TIME, _join_time(dated, meaning))


def _resolve_adverb(match: Match, place: _Place, story: Story) -> TimeExpression:
    """*nachts*: of the day the sentence is in, else every night."""
    day = story.last_day
    if day is not None and day.sentence == story.sentence and story.open_set != story.sentence:
        return _resolve_clock(match, place, story)
    return _express(match, place, TimexType.SET, Dated(spell_set(match.meaning), None, "absolute"))


def _resolve_dated(match: Match, place: _Place, story: Story) -> TimeExpression:
    meaning = match.meaning
    if story.narrative and meaning.unit == "D" and meaning.base == "" and not meaning.part:
        return _express(match, place, TimexType.DATE, Dated("PRESENT_REF", None, ""))
    if match.rule.name == "deictic-day" and meaning.shift == 0 and _means_nowadays(place, story):
        return _express(match, place, TimexType.DATE, Dated("PRESENT_REF", None, ""))
    if match.rule.name == "day-in-list":
        story.listed = story.sentence
    dated = resolve_date(meaning, place.tense, story)
    _move_on(dated, place, story)
    if story.narrative:
        _follow_story(match, dated, place, story)
    if is_day_value(dated.value) and match.rule.name != "day-in-list":
        story.open_set = story.sentence if story.listed == story.sentence else -1
        story.listed = -1
    if meaning.part or meaning.hour is not None:
        if meaning.relation == "night-before" and dated.interval is not None and is_day_value(dated.value):
            eve = shift_date(dated.interval.earliest, "D", -1)
            dated = Dated(dated.value, dated.interval._replace(earliest=eve), dated.anchor)
        if meaning.relation == "night-after" and dated.interval is not None and story.day_known:
            dated = Dated(dated.value, dated.interval._replace(latest=story.today), dated.anchor)
        return _express(match, place, TimexType.TIME, _join_time(dated, meaning))
    return _express(match, place, TimexType.DATE, _stretch(dated, place, story))


def _means_nowadays(place: _Place, story: Story) -> bool:
    """*1821 erlegten sie den letzten Bären. Heute weiden dort Schafe*: told in the present after a distant year."""
    before = story.near(story.last)
    if before is None or place.timed or place.tense not in {"present", ""} or story.sentence - before.sentence > 1:
        return False
    return before.interval.latest.year <= story.today.year - _LONG_AGO


def _follow_story(match: Match, dated: Dated, place: _Place, story: Story) -> None:
    """Let a year that was said, or *im folgenden Jahr*, carry a narrative on; lives in brackets do not."""
    meaning, interval = match.meaning, dated.interval
    next_year = meaning.unit == "Y" and meaning.shift == 1
    if interval is None or not (meaning.year is not None or next_year):
        return
    finer = interval.grain in {Grain.DAY, Grain.MONTH} or meaning.season != "" or next_year
    if finer or not place.bracketed:
        story.follow_year(interval.earliest.year, dated=finer, heading=place.heading, opening=place.opening)


def _move_on(dated: Dated, place: _Place, story: Story) -> None:
    """Let later words hang on this date; years in brackets (lives, titles) and what is compared lend nothing."""
    interval = dated.interval
    if interval is None or interval.grain not in _ANCHORING_GRAINS:
        return
    if place.compared or (place.bracketed and interval.grain is Grain.YEAR):
        return
    widened = interval.weekday is not None or (dated.anchor == "published" and interval[:2] == story.published[:2])
    if widened and not story.day_known:
        story.last_day = None
        return
    story.remember(interval, place.span.start, opening=place.opening)


def _stretch(dated: Dated, place: _Place, story: Story) -> Dated:
    """*seit Montag* runs up to the publication date, *bis Freitag* from it on."""
    interval, published = dated.interval, story.published
    if interval is None or story.narrative or interval.weekday is not None:
        return dated
    if place.relation == "since" and interval.earliest <= published.latest:
        return replace_interval(dated, Interval(interval.earliest, published.latest, Grain.SPAN))
    if place.relation == "until" and interval.latest > published.latest:
        return replace_interval(dated, Interval(min(published.earliest, interval.latest), interval.latest, Grain.SPAN))
    return dated


def replace_interval(dated: Dated, interval: Interval) -> Dated:
    """The same value over other days."""
    return Dated(dated.value, interval, dated.anchor)


def _spell_time(meaning: Meaning) -> str:
    if meaning.hour is None:
        return meaning.part
    hour, minute = meaning.hour, meaning.minute or 0
    if meaning.half_day is not None:
        hour = hour % 12 + meaning.half_day
    elif hour < 12 and meaning.part in {"TAF", "TEV"}:
        hour += 12
    return f"T{hour:02d}:{minute:02d}"


def _join_time(dated: Dated, meaning: Meaning) -> Dated:
    """A day's value with a time of day; a month's value keeps its day open."""
    time = _spell_time(meaning)
    value = dated.value
    if len(value) == 4:
        value += "-XX-XX"
    elif len(value) == 7 and value[5] != "W":
        value += "-XX"
    return Dated(value + time, dated.interval, dated.anchor)


def _express(match: Match, place: _Place, kind: TimexType, dated: Dated) -> TimeExpression:
    interval = dated.interval
    if interval is not None and interval.earliest > interval.latest:
        interval = interval._replace(earliest=interval.latest, latest=interval.earliest)
    return TimeExpression(
        span=place.span,
        type=kind,
        value=dated.value,
        interval=interval,
        mod=match.meaning.mod if match.meaning.mod not in {"", "EXACT"} else None,
        anchor=dated.anchor or None,
        rule=match.rule.name,
    )
