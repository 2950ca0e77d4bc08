"""Words about time: where they stand, their TIMEX3 type and value, and the days they cover.

Takes the tokens and sentences of a text and its publication date, gives `TimeExpression` values in text order without
overlaps. Rules and word lists are data (`de/`, `en/`), the engine knows no language. It needs no language model, and
uses the model's analysis for tense where tokens carry it.
"""

from collections.abc import Sequence

from lagebild.annotate.times.config import TimeConfig
from lagebild.annotate.times.matching import find_matches, read_sentences
from lagebild.annotate.times.resolving import resolve_matches
from lagebild.annotate.times.story import Story
from lagebild.schema import Interval, Language, Sentence, TimeExpression, Token

__all__ = ["TimeConfig", "find_times"]

_DEFAULT = TimeConfig()


def find_times(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    *,
    published: Interval,
    language: Language,
    config: TimeConfig = _DEFAULT,
) -> tuple[TimeExpression, ...]:
    """The time expressions of a text.

    A text dated by month or year widens intervals: *am Donnerstag* becomes the month with `weekday` set and the value
    of the month (`2024-08`), never an exact day. Tokens without analysis (empty tags, head -1) are read all the same.
    """
    story = Story(published=published, config=config)
    found: list[TimeExpression] = []
    for number, reading in read_sentences(tokens, sentences, language):
        matches = find_matches(reading)
        if not matches:
            continue
        story.enter(number, reading.sentence.paragraph, frozenset(word.text.lower() for word in reading.words))
        found.extend(resolve_matches(reading, matches, story))
    return tuple(found)
