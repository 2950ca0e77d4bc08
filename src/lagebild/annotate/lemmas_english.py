"""English lemmas in the habits of UD English EWT: the lexicon first, then the model's proposal nearest to a known word.

Takes a form, its tag and features and what the language model proposes (best first), gives the lemma.
"""

from collections.abc import Sequence
from functools import lru_cache

from lagebild.annotate.lemmas_lexicon import load_lexicon
from lagebild.annotate.lemmas_scripts import apply_script

UNCHANGED = frozenset({"PUNCT", "SYM", "NUM"})
OPEN = ("NOUN", "VERB", "ADJ")


@lru_cache(maxsize=100_000)
def settled_lemma(form: str, upos: str) -> str | None:
    """The lemma of an English word that needs neither features nor proposals to be known, else None."""
    if upos in UNCHANGED or upos == "PROPN":
        return None
    lexicon = load_lexicon("ewt")
    script = lexicon.script(form, upos)
    if script is not None:
        return apply_script(form if upos == "NOUN" else form.lower(), script)
    # Nouns are kept as written: one in a title is looked up as elsewhere.
    script = lexicon.script(form.lower(), upos) if upos == "NOUN" and not form.islower() else None
    return apply_script(form.lower(), script) if script is not None else None


def english_lemma(form: str, upos: str, feats: str, proposed: Sequence[str]) -> str:
    """The lemma of an English word; `proposed` are the lemmas of the language model's scripts, best first."""
    settled = settled_lemma(form, upos)
    if settled is not None:
        return settled
    if upos == "PROPN":
        plain = "Number=Plur" not in feats and not (form.isupper() and len(form) > 4) and not form.islower()
        return form if plain else proposed[0]
    if upos == "NUM":
        return form.lower() if form.isalpha() else proposed[0]
    if upos in OPEN:
        known = load_lexicon("ewt").lemmas[upos]
        best = next((p for p in (*proposed, *_regular(form.lower(), upos)) if p in known), None)
        return best or (_regular(form.lower(), upos)[:1] or [proposed[0]])[0]
    return proposed[0]


def _regular(low: str, upos: str) -> list[str]:
    """Lemmas of a regular plural, past or participle, the likeliest first."""
    if upos == "NOUN" and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        if low.endswith("ies") and len(low) > 4:
            return [low[:-3] + "y"]
        return [low[:-2] if low.endswith(("shes", "ches", "xes", "sses")) else low[:-1]]
    if upos != "VERB":
        return []
    for ending in ("ed", "ing"):
        stem = low.removesuffix(ending)
        if stem != low and len(stem) > 2:
            if stem[-1] == stem[-2] and stem[-1] not in "lsz":
                return [stem[:-1], stem]
            if stem[-1] == "i":
                return [stem[:-1] + "y"]
            soft = stem.endswith(("at", "iz", "is", "v", "c", "u", "dg", "th")) and not stem.endswith(("eat", "oat"))
            return [stem + "e", stem] if soft else [stem, stem + "e"]
    return []
