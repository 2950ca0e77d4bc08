"""Inflected forms of the verbs the lexicon knows, so that a wrong lemma of the model loses no frame.

Takes verb lemmas and the table of strong verbs and gives every form with its lemma, separated prefixes apart. It knows
German verbs only and only those asked for; the model's lemma stays the first choice where the lexicon knows it.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SEPARABLE = tuple(
    sorted(
        """ab an auf aus bei durch ein fest frei gegen her herunter hin hinzu los mit nach nieder statt teil um unter
        vor vorher voran vorbei weg weiter wieder zu zurück zusammen bekannt bereit
        aufrecht""".split(),
        key=len,
        reverse=True,
    )
)
_INSEPARABLE = ("be", "emp", "ent", "er", "ge", "miss", "ver", "zer", "über", "unter", "wider", "durch")
_NEVER_SEPARATED = frozenset(
    """unterstützen unterzeichnen unterbrechen untersagen unterdrücken unterstellen unterlassen unterrichten
    unterstreichen überlegen übergeben überfallen überlassen überqueren überstellen unterwandern ersuchen anberaumen
    durchsuchen überprüfen antworten übernehmen unternehmen einigen annektieren untergraben unterliegen
    überzeugen""".split()
)


@dataclass(frozen=True, slots=True)
class VerbForms:
    """Forms of verbs. `joined` maps whole words to lemmas, `separated` base forms with their prefix (`griff an`)."""

    joined: Mapping[str, str]
    separated: Mapping[str, str]


def list_forms(lemmas: Iterable[str]) -> VerbForms:
    """Every form of the verbs.

    >>> forms = list_forms(["angreifen", "fordern"])
    >>> forms.joined["angegriffen"], forms.joined["anzugreifen"], forms.separated["griff an"], forms.joined["gefordert"]
    ('angreifen', 'angreifen', 'angreifen', 'fordern')
    """
    joined: dict[str, str] = {}
    separated: dict[str, str] = {}
    for lemma in sorted(set(lemmas)):
        prefix, base = _split(lemma)
        finite, participle = _base_forms(base)
        for form in finite:
            joined.setdefault(prefix + form, lemma)
            if prefix:
                separated.setdefault(f"{form} {prefix}", lemma)
        joined.setdefault(prefix + participle, lemma)
        if prefix:
            joined.setdefault(f"{prefix}zu{base}", lemma)
    return VerbForms(joined, separated)


def _split(lemma: str) -> tuple[str, str]:
    """Separable prefix and base; no prefix for simple and inseparable verbs."""
    if lemma in _NEVER_SEPARATED or lemma in _strong():
        return "", lemma
    for prefix in SEPARABLE:
        base = lemma[len(prefix) :]
        if (
            lemma.startswith(prefix)
            and len(base) >= 4
            and base.endswith("n")
            and any(c in "aeiouäöü" for c in base[:-2])
        ):
            return prefix, base
    return "", lemma


def _base_forms(base: str) -> tuple[set[str], str]:
    """Finite forms and infinitive, and the past participle, of a verb without separable prefix."""
    strong = _strong_row(base)
    stem = base[:-2] if base.endswith("en") else base[:-1]
    link = "e" if stem.endswith(("t", "d", "fn", "chn", "gn", "ckn")) else ""
    forms = {base, stem + "e", stem + link + "st", stem + link + "t", stem + "et", stem + "est"}
    if strong is None:
        forms |= {stem + link + ending for ending in ("te", "ten", "test", "tet")}
        bare = base.startswith(_INSEPARABLE) or base.endswith("ieren")
        return forms, ("" if bare else "ge") + stem + link + "t"
    present, past, participle = strong
    forms |= {present, past, past + "en", past + "n", past + "st", _umlaut(past) + "e", _umlaut(past) + "en"}
    return forms, participle


def _strong_row(base: str) -> tuple[str, str, str] | None:
    """The strong forms of a verb, also behind an inseparable prefix (*beschießen*)."""
    table = _strong()
    if base in table:
        return table[base]
    for prefix in _INSEPARABLE:
        inner = base[len(prefix) :]
        if base.startswith(prefix) and inner in table:
            present, past, participle = table[inner]
            bare = participle[2:] if participle.startswith("ge") else participle
            return prefix + present, prefix + past, prefix + bare
    return None


def _umlaut(past: str) -> str:
    for plain, changed in (("a", "ä"), ("o", "ö"), ("u", "ü")):
        if plain in past:
            return past.replace(plain, changed, 1)
    return past


@cache
def _strong() -> dict[str, tuple[str, str, str]]:
    text = (files("lagebild.coding") / "data" / "de" / "strong_verbs.csv").read_text("utf-8")
    return {
        row["infinitive"]: (row["present"], row["past"], row["participle"]) for row in csv.DictReader(text.splitlines())
    }
