"""Which language a text is in, as cheaply as the text allows.

Takes words, gives an ISO 639-1 code. Frequent function words decide for texts of ordinary length; only when they do
not, a language model is loaded and asked. It knows more languages than the product reads, so that a Dutch text is
recognised as Dutch instead of passing for German.
"""

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from lagebild.schema import Language


class Guess(NamedTuple):
    """The best language, and how far it leads the second (0..1; 1.0 when function words decided)."""

    code: str
    margin: float


KNOWN_LANGUAGES: tuple[str, ...] = tuple(
    "de en ar cs da el es et fa fi fr he hr hu it ja ko lb lt lv nl nn no pl pt ro ru sk sl sr sv tr uk vi zh".split()
)
"""What the model may answer: the two languages read here, their relatives, and those news is often written in."""

_SAMPLE = 2000
# Running text of either language holds 30 to 45 percent of its listed words; the nearest relatives below 8 percent.
_ENOUGH_WORDS = 15
_CLEAR_SHARE = 0.2
_WORD = re.compile(r"[^\W\d_]+")
_CODES: dict[str, str] = {"deu": "de", "ger": "de", "german": "de", "deutsch": "de", "eng": "en", "english": "en"}


def recognise_language(text: str) -> Guess:
    """The language of the opening of a text.

    >>> recognise_language("Die Minister haben sich auf ein Abkommen verständigt, das sie am Abend unterzeichnen. " * 3)
    Guess(code='de', margin=1.0)
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    if len(words) >= _ENOUGH_WORDS:
        german, english = (sum(map(listed.__contains__, words)) / len(words) for listed in _function_words())
        if german >= _CLEAR_SHARE and german > 3 * english:
            return Guess(Language.GERMAN.value, 1.0)
        if english >= _CLEAR_SHARE and english > 3 * german:
            return Guess(Language.ENGLISH.value, 1.0)
    best, second = _model()(sample)[:2]
    return Guess(best[0], best[1] - second[1])


def normalise_code(written: str) -> str:
    """A language as named in a record, as ISO 639-1 where it is one we read: `de-AT`, `ger`, `Deutsch` are `de`."""
    code = written.strip().lower().replace("_", "-").partition("-")[0]
    return _CODES.get(code, code)


@cache
def _function_words() -> tuple[frozenset[str], frozenset[str]]:
    german, english = (_read_list(f"{language.value}.txt") for language in (Language.GERMAN, Language.ENGLISH))
    return german, english


def _read_list(name: str) -> frozenset[str]:
    lines = files("lagebild.read").joinpath("stopwords", name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _model() -> Callable[[str], list[tuple[str, float]]]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(KNOWN_LANGUAGES)
    rank: Callable[[str], list[tuple[str, float]]] = identifier.rank
    return rank
