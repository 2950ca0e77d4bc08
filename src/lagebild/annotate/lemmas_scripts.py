"""Applies lemma edit scripts.

A script `case|prefix cut|prefix added|suffix cut|suffix added` is what the language model chooses for a word; `=lemma`
names the lemma itself. Case rules: `l` lower case, `k` keep the form's case, `u` capitalise.
"""

from functools import lru_cache


@lru_cache(maxsize=200_000)
def apply_script(form: str, script: str) -> str:
    """The lemma a script makes of a form; the form itself where the script does not fit.

    >>> apply_script("Raketen", "k|0||1|"), apply_script("gebaut", "l|2||1|en"), apply_script("Ging", "l|0||3|ehen")
    ('Rakete', 'bauen', 'gehen')
    """
    if script.startswith("="):
        return script[1:]
    if script.count("|") != 4:
        return form
    case, cut_front, put_front, cut_back, put_back = script.split("|")
    front, back = int(cut_front), int(cut_back)
    if front + back >= len(form) and front + back > 0:
        return form
    stem = form[front : len(form) - back]
    if case == "l":
        return (put_front + stem.lower() + put_back) or form
    lemma = put_front + stem + put_back
    if front or put_front:
        lemma = lemma[:1].upper() + lemma[1:] if form[:1].isupper() else lemma
    return lemma[:1].upper() + lemma[1:] if case == "u" else lemma
