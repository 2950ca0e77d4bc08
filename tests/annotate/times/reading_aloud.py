"""Helpers for tests of the time room: texts become tokens by the segmenter or by hand, expressions become rows."""

from datetime import date

from lagebild.annotate.segment import segment
from lagebild.annotate.times import TimeConfig, find_times
from lagebild.schema import Grain, Interval, Language, TimeExpression, Token

THURSDAY = Interval(date(2024, 8, 15), date(2024, 8, 15))
AUGUST = Interval(date(2024, 8, 1), date(2024, 8, 31), Grain.MONTH)
YEAR_2024 = Interval(date(2024, 1, 1), date(2024, 12, 31), Grain.YEAR)


def read_times(
    text: str,
    language: Language = Language.GERMAN,
    published: Interval = THURSDAY,
    config: TimeConfig | None = None,
) -> tuple[TimeExpression, ...]:
    """The time expressions of a text without any analysis by the model."""
    segmented = segment(text, language)
    tokens = tuple(Token(s, e, text[s:e], "", "", "", "_", -1, "") for s, e in segmented.tokens)
    return find_times(
        tokens, segmented.sentences, published=published, language=language, config=config or TimeConfig()
    )
