"""German word forms by rule, so that the tables hold one form a name.

Takes a lemma and a paradigm, an adjective stem, an inhabitant or an alias of several words, and gives the forms a text
may show. It over-generates on purpose (*Bundestages*, *Bundestags*): a form nobody writes does no harm in a look-up.
It knows no meaning and reads no table.
"""

import re
from collections.abc import Iterable

from lagebild.errors import DataError

_ADJECTIVE_ENDINGS = ("", "e", "en", "er", "es", "em")
_NO_GENITIVE = ("s", "ß", "x", "z")
_ALIAS_TOKEN = re.compile(r"\w[\w.'’&/+-]*|\S")

PARADIGMS: dict[str, tuple[str, ...]] = {
    "en": ("", "en", "s"),
    "n2": ("", "n"),
    "n2+in": ("", "n", "in", "innen"),
    "n": ("", "s", "es", "e", "en"),
    "n+in": ("", "s", "es", "e", "en", "in", "innen"),
    "s": ("", "s", "es"),
    "s+in": ("", "s", "in", "innen"),
    "f": ("",),
    "er": ("", "s", "n", "in", "innen"),
    "er0": ("", "s", "n"),
    "en0": ("", "s"),
    "ent": ("", "en", "in", "innen"),
    "ent0": ("", "en"),
    "staat": ("", "s", "es", "en"),
    "spion": ("", "s", "e", "en", "in", "innen"),
    "nis": ("", "ses", "se", "sen"),
    "königin": ("", "s", "e", "en", "in", "innen"),
}
"""Endings of a paradigm; the irregular ones are in `noun_forms`."""


def noun_forms(lemma: str, paradigm: str) -> tuple[str, ...]:
    """Forms of a noun, lower case.

    >>> noun_forms("Minister", "er")
    ('minister', 'ministers', 'ministern', 'ministerin', 'ministerinnen')
    >>> noun_forms("Abgeordnete", "adj")
    ('abgeordnete', 'abgeordneter', 'abgeordneten', 'abgeordnetem', 'abgeordnetes')
    """
    low = lemma.lower()
    if paradigm.startswith("x:"):
        return tuple(paradigm[2:].split("|"))
    if paradigm in {"adj", "adj+in"}:
        forms = tuple(low[:-1] + ending for ending in ("e", "er", "en", "em", "es"))
        return (*forms, low[:-1] + "in", low[:-1] + "innen") if paradigm == "adj+in" else forms
    if paradigm == "ium":
        return (low, low + "s", low[:-2] + "en")
    if paradigm == "anwalt":
        stem = low[: -len("anwalt")]
        return tuple(stem + form for form in ("anwalt", "anwalts", "anwältin", "anwälte", "anwälten", "anwältinnen"))
    if paradigm == "haus":
        return (low, low + "es", low[:-4] + "häuser", low[:-4] + "häusern")
    if paradigm not in PARADIGMS:
        raise DataError(f"nouns.csv: {lemma}: unknown paradigm {paradigm!r}; known: {sorted(PARADIGMS)}")
    return tuple(low + ending for ending in PARADIGMS[paradigm])


def adjective_forms(stem: str) -> tuple[str, ...]:
    """All endings of an adjective; a stem in *-er* is invariable (*Hongkonger*).

    >>> adjective_forms("russisch")
    ('russisch', 'russische', 'russischen', 'russischer', 'russisches', 'russischem')
    """
    if stem.endswith("er"):
        return (stem,)
    return tuple(stem + ending for ending in _ADJECTIVE_ENDINGS)


def people_forms(nominative: str) -> tuple[str, ...]:
    """Forms of an inhabitant: *Südkoreaner*, *Russe*, *Israeli*; others must be listed in full.

    >>> people_forms("Russe")
    ('Russe', 'Russen', 'Russin', 'Russinnen')
    """
    if nominative == "Deutsche":
        return ("Deutsche", "Deutschen", "Deutscher", "Deutschem")
    if nominative.endswith("er"):
        return tuple(nominative + ending for ending in ("", "s", "n", "in", "innen"))
    if nominative.endswith("e"):
        stem = nominative[:-1]
        return (nominative, nominative + "n", stem + "in", stem + "innen")
    if nominative.endswith("i"):
        return (nominative, nominative + "s")
    if nominative.endswith("ar"):
        return (nominative, nominative + "n")
    return (nominative,)


def place_adjectives(name: str) -> tuple[str, ...]:
    """The invariable adjectives of a city: *Moskau* -> *Moskauer*, *Den Haag* -> *Den Haager*.

    Of names in *-en*, which form is usual cannot be told from the name: all are given.

    >>> place_adjectives("Ankara"), place_adjectives("New York"), place_adjectives("Bremen")
    (('Ankaraer',), ('New Yorker',), ('Bremener', 'Bremer', 'Bremner'))
    """
    regular = name + ("r" if name.endswith("e") else "er")
    if name.endswith("en") and len(name) > 5:
        return regular, name[:-2] + "er", name[:-2] + "ner"
    return (regular,)


def split_alias(alias: str) -> tuple[str, ...]:
    """The tokens of an alias, cut as texts are: hyphens and dots inside a word join, clitics part.

    >>> split_alias("Côte d'Ivoire"), split_alias("Lord's Resistance Army"), split_alias("OPEC+")
    (('Côte', "d'Ivoire"), ('Lord', "'s", 'Resistance', 'Army'), ('OPEC', '+'))
    """
    tokens: list[str] = []
    for word in _ALIAS_TOKEN.findall(alias):
        if word.endswith(("'s", "’s")) and len(word) > 2:
            tokens += [word[:-2], word[-2:]]
        elif word.endswith("+"):
            tokens += [word[:-1], "+"]
        elif word.endswith(("'", "’")) and len(word) > 1:
            tokens += [word[:-1], word[-1]]
        else:
            tokens.append(word)
    return tuple(tokens)


def expand_alias(alias: str) -> set[tuple[str, ...]]:
    """Token sequences an alias may show up as.

    `*` after an adjective in *-e* stands for all its endings; an acronym of at least four capitals gets its title-case
    twin (*NATO*, *Nato*). Genitives are apart, see `genitive_forms`.

    >>> sorted(expand_alias("Rote* Khmer"))[:2]
    [('Rote', 'Khmer'), ('Rotem', 'Khmer')]
    """
    sequences: list[list[str]] = [[]]
    for word in alias.split():
        tokens = list(split_alias(word.rstrip("*")))
        variants = [tokens]
        if word.endswith("*"):
            variants = [[*tokens[:-1], tokens[-1] + ending] for ending in ("", "n", "r", "s", "m")]
        sequences = [[*sequence, *variant] for sequence in sequences for variant in variants]
    forms = {tuple(sequence) for sequence in sequences if sequence}
    forms |= {(form[0].capitalize(),) for form in forms if len(form) == 1 and _is_acronym(form[0])}
    return forms


def genitive_forms(forms: Iterable[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """German genitives of token sequences.

    >>> sorted(genitive_forms({("Weißes", "Haus"), ("Kreml",)}))
    [('Kremls',), ('Weißes', 'Hauses')]
    """
    return set(_genitives(forms))


def _is_acronym(word: str) -> bool:
    return len(word) >= 4 and word.isalpha() and word.isupper()


def _genitives(forms: Iterable[tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    for form in forms:
        last = form[-1]
        if last.lower().endswith(("haus", "bündnis")):
            yield (*form[:-1], last + ("es" if last.lower().endswith("haus") else "ses"))
        elif not last.endswith(_NO_GENITIVE) and last[-1].isalpha():
            yield (*form[:-1], last + "s")
            if last.endswith(("tag", "rat", "hof", "gericht", "amt", "bund", "fonds", "dienst")):
                yield (*form[:-1], last + "es")
