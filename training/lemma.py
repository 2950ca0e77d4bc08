"""Lemmas as edit scripts: what to cut off a word, what to put on, and how to set the case.

A script is a string so that it can be a class of a classifier and a row of a manifest. It is made from one
(form, lemma) pair and fits every word inflected alike: *griffen* -> *greifen* and *pfiffen* -> *pfeifen* share one.
The shipped reader of scripts is `lagebild.annotate.lemmas`.
"""

from lagebild.annotate.lemmas import apply_script


def make_script(form: str, lemma: str) -> str:
    """The script that turns `form` into `lemma`.

    `case|prefix cut|prefix added|suffix cut|suffix added` around the longest common substring of the two in lower
    case; `=lemma` where they have nothing in common.

    >>> make_script("Raketen", "Rakete"), make_script("ging", "gehen"), make_script("gebaut", "bauen")
    ('k|0||1|', 'l|0||3|ehen', 'l|2||1|en')
    """
    low, low_lemma = form.lower(), lemma.lower()
    start, start_lemma, length = _longest_common(low, low_lemma)
    if length == 0 or "|" in lemma:
        return f"={lemma}"
    case = _case_rule(form, lemma)
    prefix_cut, suffix_cut = start, len(low) - start - length
    script = f"{case}|{prefix_cut}|{low_lemma[:start_lemma]}|{suffix_cut}|{low_lemma[start_lemma + length :]}"
    return script if apply_script(form, script) == lemma else f"={lemma}"


def _case_rule(form: str, lemma: str) -> str:
    if lemma == lemma.lower():
        return "l"
    if lemma[0].isupper() and form[0].isupper():
        return "k"
    return "u" if lemma[0].isupper() else "k"


def _longest_common(a: str, b: str) -> tuple[int, int, int]:
    best = (0, 0, 0)
    lengths = [0] * (len(b) + 1)
    for i, x in enumerate(a):
        previous = 0
        for j, y in enumerate(b):
            current = lengths[j + 1]
            lengths[j + 1] = previous + 1 if x == y else 0
            if lengths[j + 1] > best[2]:
                best = (i - lengths[j + 1] + 1, j - lengths[j + 1] + 1, lengths[j + 1])
            previous = current
    return best
