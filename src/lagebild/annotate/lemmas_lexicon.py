"""The lemma lexicon of a style: what treebank words of a tag are lemmatised to, and which lemmas there are.

Read from `data/lemmas.<style>.txt` (written by training/lemma_lexicon.py): one line for a tag and an edit script, with
the forms it fits. Nouns and names are kept as written, other words in lower case.
"""

from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from lagebild.annotate.lemmas_scripts import apply_script

CASED = frozenset({"NOUN", "PROPN"})


class Lexicon(NamedTuple):
    """Scripts by tag and form; known lemmas by tag."""

    scripts: dict[str, dict[str, str]]
    lemmas: dict[str, frozenset[str]]
    seen: frozenset[str]
    """Nouns as they were met in some form, with their lemma unknown."""

    def script(self, form: str, upos: str) -> str | None:
        """The script that fits this form, where the treebanks agree on one."""
        return self.scripts.get(upos, {}).get(form if upos in CASED else form.lower())


@lru_cache(maxsize=2)
def load_lexicon(style: str) -> Lexicon:
    """The lexicon of a style, `gsd` or `ewt`, read once."""
    text = files("lagebild.annotate").joinpath("data", f"lemmas.{style}.txt").read_text("utf-8")
    scripts: dict[str, dict[str, str]] = defaultdict(dict)
    lemmas: dict[str, set[str]] = defaultdict(set)
    seen: set[str] = set()
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        upos, script, forms = line.split("\t")
        words = forms.split(" ")
        if upos == "NOUN?":
            seen.update(words)
            continue
        if upos.endswith("+"):
            lemmas[upos[:-1]].update(words)
            continue
        scripts[upos].update(dict.fromkeys(words, script))
        lemmas[upos].update(apply_script.__wrapped__(w, script) for w in words)
    seen.update(scripts["NOUN"])
    return Lexicon(dict(scripts), {upos: frozenset(words) for upos, words in lemmas.items()}, frozenset(seen))
