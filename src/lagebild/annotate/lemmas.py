"""Chooses the lemma of a word, and joins separated verb prefixes.

The language model proposes edit scripts (see `lemmas_scripts`); lexicon and rules of the style decide among them.
"""

from functools import lru_cache

from lagebild.annotate.lemmas_english import english_lemma
from lagebild.annotate.lemmas_english import settled_lemma as settled_english
from lagebild.annotate.lemmas_german import german_lemma
from lagebild.annotate.lemmas_german import settled_lemma as settled_german
from lagebild.annotate.lemmas_scripts import apply_script

__all__ = ["apply_script", "choose_lemma", "join_prefix"]


def choose_lemma(form: str, upos: str, feats: str, scripts: tuple[str, ...], style: str) -> str:
    """The lemma of a form in the habits of a style, `gsd` or `ewt`; `scripts` are the model's, best first."""
    settled = settled_english(form, upos) if style == "ewt" else settled_german(form, upos)
    return settled if settled is not None else _weigh(form, upos, feats, scripts, style)


@lru_cache(maxsize=100_000)
def _weigh(form: str, upos: str, feats: str, scripts: tuple[str, ...], style: str) -> str:
    proposed = list(dict.fromkeys(apply_script(form, script) for script in scripts)) or [form]
    return (english_lemma if style == "ewt" else german_lemma)(form, upos, feats, proposed)


def join_prefix(prefix: str, lemma: str) -> str:
    """The whole verb of a separated prefix and its verb.

    >>> join_prefix("an", "greifen"), join_prefix("Auf", "rufen"), join_prefix("an", "angreifen")
    ('angreifen', 'aufrufen', 'angreifen')
    """
    low = prefix.lower()
    return lemma if lemma.startswith(low) and len(lemma) > len(low) + 4 else low + lemma
