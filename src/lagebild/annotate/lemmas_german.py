"""German lemmas in the habits of UD German GSD: the lexicon first, then rules for each class of words.

Takes a form, its tag and features and what the language model proposes (best first), gives the lemma. A proposal that
is a known word, or a compound that ends in one, wins over a better ranked one that is not; where none is, endings
decide.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from lagebild.annotate.lemmas_lexicon import Lexicon, load_lexicon
from lagebild.annotate.lemmas_scripts import apply_script
from lagebild.annotate.lemmas_verbs import find_infinitive, is_infinitive, load_verbs, strong_infinitive

NOUN_ENDINGS = ("", "s", "es", "n", "en", "e", "er", "ern", "nen", "ns", "ses", "se", "sen", "'", "’")
PLAIN_VOWEL = {"ä": "a", "ö": "o", "ü": "u"}
SURE_ENDINGS = (
    ("ungen", "ung"), ("heiten", "heit"), ("keiten", "keit"), ("schaften", "schaft"), ("ionen", "ion"),
    ("täten", "tät"), ("innen", "in"), ("isten", "ist"), ("anten", "ant"), ("enten", "ent"), ("ern", "er"),
    ("ers", "er"), ("ismus", "ismus"), ("nisse", "nis"), ("nissen", "nis"), ("nisses", "nis"), ("eln", "el"),
    ("els", "el"), ("chens", "chen"), ("chen", "chen"), ("toren", "tor"), ("graphen", "graph"), ("logen", "loge"),
)  # fmt: skip
CERTAIN_PLURALS = (("innen", 3), ("isten", 2), ("ungen", 2), ("heiten", 2), ("keiten", 2), ("schaften", 2))
LEARNED_ENDINGS = (("ien", "ium"), ("en", "um"), ("en", "us"), ("en", "a"), ("a", "um"), ("i", "us"), ("en", "on"))
UMLAUTED = tuple(
    "vater mutter bruder tochter kloster garten hafen graben boden ofen laden mantel vogel nagel mangel apfel sattel "
    "schaden faden magen wagen kasten".split()
)
ADJ_ENDINGS = ("e", "en", "em", "er", "es", "")
SURE_ELATIVES = ("igst", "lichst", "endst", "samst", "barst", "ivst", "schst", "ärst", "llst")
ELATIVES = ("est", "st")
SHORT_TAILS = frozenset(
    "amt rat tag ort weg hof zug bau rad see tat art akt eid arm arzt los not öl tod typ uhr".split()
)
QUOTES = frozenset({"“", "”", "„", "``", "''"})
POLITE = frozenset({"Sie", "Ihnen", "Ihr"})
NAMES_IN_S = ("us", "is", "as", "os", "ss", "ys", "es", "ß", "z", "x")


class German(NamedTuple):
    """All that the rules look up."""

    lexicon: Lexicon
    closed: dict[str, dict[str, str]]
    nouns: frozenset[str]
    tails: frozenset[str]
    """Nouns in lower case: last parts of compounds."""
    verbs: frozenset[str]
    adjectives: frozenset[str]
    names: frozenset[str]


@lru_cache(maxsize=1)
def load_german() -> German:
    """Tables and lexicon, read once."""
    lexicon = load_lexicon("gsd")
    text = files("lagebild.annotate").joinpath("data", "german_forms.toml").read_text("utf-8")
    closed = {
        upos: {form: lemma for lemma, forms in table.items() for form in forms.split()}
        for upos, table in tomllib.loads(text).items()
    }
    nouns = lexicon.lemmas["NOUN"] | frozenset(closed["NOUN"].values())
    return German(
        lexicon=lexicon,
        closed=closed,
        nouns=nouns,
        tails=frozenset(n.lower() for n in nouns if len(n) > 2),
        verbs=frozenset(v for v in lexicon.lemmas["VERB"] if v.endswith("n")) | load_verbs().infinitives,
        adjectives=lexicon.lemmas["ADJ"],
        names=lexicon.lemmas["PROPN"],
    )


@lru_cache(maxsize=100_000)
def settled_lemma(form: str, upos: str) -> str | None:
    """The lemma of a German word that needs neither features nor proposals to be known, else None."""
    if not any(map(str.isalpha, form)):
        return None if form in QUOTES else form
    table = load_german()
    low = form.lower()
    closed = table.closed.get(upos, {}).get(low) or (table.closed["DET"].get(low) if upos == "PRON" else None)
    if closed is not None:
        return None if upos == "PRON" and form in POLITE else closed
    if upos in ("VERB", "PROPN"):
        return None
    if upos == "AUX":
        return load_verbs().finite.get(low)
    script = table.lexicon.script(form, upos)
    # The lexicon keeps its words in lower case: nouns alone begin with a capital there.
    return apply_script(form if upos == "NOUN" else low, script) if script is not None else None


def german_lemma(form: str, upos: str, feats: str, proposed: Sequence[str]) -> str:
    """The lemma of a German word; `proposed` are the lemmas of the language model's scripts, best first."""
    settled = settled_lemma(form, upos)
    if settled is not None:
        return settled
    table = load_german()
    if upos in ("VERB", "AUX"):
        return _verb(form, upos, feats, proposed, table)
    if upos == "PROPN":
        return _name(form, feats, proposed, table)
    if upos == "NOUN":
        return _noun(form, feats, proposed, table)
    if upos == "ADJ":
        return _adjective(form, feats, proposed, table)
    if upos in ("ADV", "ADP", "SCONJ", "CCONJ", "PART"):
        low = form.lower()
        return proposed[0] if upos == "ADV" and proposed[0].startswith(low[:4]) else low
    return proposed[0]


def _verb(form: str, upos: str, feats: str, proposed: Sequence[str], table: German) -> str:
    low = form.lower()
    base = load_verbs().finite.get(low)
    if base is not None and "VerbForm=Part" not in feats:
        return base
    script = table.lexicon.script(form, upos)
    if script is not None:
        listed = apply_script(low, script)
        if listed in table.verbs and strong_infinitive(low, feats) in (None, listed):
            return listed
    return find_infinitive(form, feats, table.verbs, proposed) or proposed[0]


def _name(form: str, feats: str, proposed: Sequence[str], table: German) -> str:
    if form in table.names:
        return form
    if len(form) > 3 and form[-1] in "'’" and form[-2] in "szxß":
        return form[:-1]
    genitive = form.endswith("s") and len(form) > 4 and not form.isupper()
    if genitive and (form[:-1] in table.names or ("Case=Gen" in feats and not form.endswith(NAMES_IN_S))):
        return form[:-1]
    if genitive and "Case=Gen" in feats and form[:-1] in proposed:
        return form[:-1]
    best = proposed[0]
    if best in table.names or best == form:
        return best
    # A name loses no more than its ending: what the model makes of it may be a stump.
    return form if form[:1].isupper() and len(best) < len(form) - (form[-1:] == "s") else best


def _noun(form: str, feats: str, proposed: Sequence[str], table: German) -> str:
    word = (form[:1].upper() + form[1:]).rstrip("'’") or form
    if "-" in word:
        head, _, last = word.rpartition("-")
        if last[:1].isupper() and len(last) > 2:
            offered = [p.rpartition("-")[2] for p in proposed if "-" in p]
            script = table.lexicon.script(last, "NOUN")
            if script is not None:
                return f"{head}-{apply_script(last, script)}"
            return f"{head}-{_noun(last, feats, offered or [last], table)}"
    if word.isupper() and len(word) < 7:
        return word
    for ending, cut in CERTAIN_PLURALS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[:-cut]
    if proposed[0] == word and _may_stay(word, feats, table):
        return word
    return _best_noun(word, feats, proposed, table)


def _best_noun(word: str, feats: str, proposed: Sequence[str], table: German) -> str:
    """The known noun, or compound of one, that speaks most for itself; else what the ending tells."""
    candidates = list(dict.fromkeys(_noun_candidates(word, feats, table)))
    ranks = {p: i for i, p in reversed(list(enumerate(proposed)))}
    best, best_score = "", 0.0
    for candidate in candidates:
        score = _noun_score(candidate, table) or _seen_score(candidate, word, feats, table)
        if score:
            score -= ranks.get(candidate, 6)
            if candidate == word and word.endswith(("e", "en")) and "Number=Plur" in feats:
                score -= 15
            if candidate + "s" == word and candidate.endswith("e") and not candidate.startswith("Ge"):
                score -= 15
            if score > best_score:
                best, best_score = candidate, score
    if best:
        return best
    return _noun_by_ending(word, feats, proposed, candidates)


def _may_stay(word: str, feats: str, table: German) -> bool:
    """Whether a form that the model takes for the lemma looks like one."""
    if word.endswith("er"):
        bare = _without_umlaut(word)
        return bare == word or (bare not in table.nouns and not _noun_score(bare[:-2], table))
    if word.endswith("s") and word[:-1] in table.nouns:
        return False
    if "Number=Sing" not in feats or "Case=Gen" in feats:
        return False
    if word.endswith("en"):
        return is_infinitive(word.lower(), table.verbs)
    return not word.endswith(("n", "sse")) and not (word.endswith("e") and "Case=Dat" in feats)


def _noun_score(candidate: str, table: German) -> float:
    if candidate in table.nouns:
        return 100.0
    low = candidate.lower()
    for at in range(3, len(low) - 2):
        if low[at:] in table.tails and (len(low) - at > 3 or low[at:] in SHORT_TAILS):
            return 80.0 - 2 * at
    return 0.0


def _seen_score(candidate: str, word: str, feats: str, table: German) -> float:
    """What speaks for a noun that was met in some form: the shorter the likelier, if it is a plural."""
    if candidate not in table.lexicon.seen or (candidate == word and "Number=Sing" not in feats):
        return 0.0
    return 45.0 - len(candidate) if candidate[:1] == word[:1] else 40.0 - len(candidate)


def _noun_candidates(word: str, feats: str, table: German) -> Iterator[str]:
    """Lemmas a noun form can belong to by its endings; those of a singular without their plural endings."""
    plural, dative = "Number=Plur" in feats, "Case=Dat" in feats
    for ending in NOUN_ENDINGS:
        stem = word.removesuffix(ending) if ending else word
        if (ending and stem == word) or len(stem) < 3:
            continue
        if plural and dative and not ending and word.endswith(("en", "ern")):
            continue
        if ending in ("er", "ern") and not plural and "Number=Sing" in feats:
            continue
        if ending in ("e", "en", "er", "em", "n") and stem.lower() in table.adjectives and stem not in table.nouns:
            # A nominalised adjective keeps its -e: `Grünen` is of `Grüne`.
            continue
        yield stem
        bare = _without_umlaut(stem)
        if bare != stem and "Number=Sing" not in feats and (ending not in ("", "n") or bare.lower().endswith(UMLAUTED)):
            yield bare
        if stem.endswith("inn"):
            yield stem[:-1]
    for ending, put in LEARNED_ENDINGS:
        if word.endswith(ending) and word.removesuffix(ending) + put in table.nouns:
            yield word.removesuffix(ending) + put


def _without_umlaut(stem: str) -> str:
    for at in range(len(stem) - 1, 0, -1):
        if stem[at] in PLAIN_VOWEL:
            return stem[:at] + PLAIN_VOWEL[stem[at]] + stem[at + 1 :]
        if stem[at] in "aou" and stem[at - 1] != "ä":
            break
    return stem


def _noun_by_ending(word: str, feats: str, proposed: Sequence[str], candidates: list[str]) -> str:
    for ending, put in SURE_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + put
    if word.endswith(("er", "ung", "ion", "heit", "keit", "schaft", "ität", "ling", "ment", "ie", "ik", "el")):
        return word
    if "Number=Plur" in feats and word.endswith("ien"):
        return word[:-2] + "um" if word.endswith(("arien", "orien", "erien", "onien")) else word[:-1]
    if word.endswith(("nden", "igen", "lichen", "eten", "elten", "rten")):
        return word[:-1]
    if "Number=Plur" in feats and word.endswith("e") and len(word) > 5:
        # A plural in -e is of a stem without it.
        return word[:-1]
    for proposal in proposed:
        if proposal == word and "Number=Plur" in feats and word.endswith("en"):
            continue
        # No stem ends so in German: a proposal that cuts deeper than an ending.
        if proposal in candidates and len(proposal) > 2:
            return proposal
    return proposed[0]


def _adjective(form: str, feats: str, proposed: Sequence[str], table: German) -> str:
    low = form.lower()
    if "-" in low and form.rpartition("-")[2]:
        head, _, last = form.rpartition("-")
        return f"{head}-{_adjective(last, feats, [p.rpartition('-')[2] for p in proposed], table)}"
    if form[:1].isupper() and low.endswith("er") and proposed[0] == form:
        return form
    candidates = list(dict.fromkeys(_adjective_candidates(low, feats)))
    for proposal in proposed:
        if proposal in table.adjectives and proposal in candidates:
            return proposal
    for candidate in candidates:
        if candidate in table.adjectives:
            return candidate
    for ending in ADJ_ENDINGS:
        stem = low.removesuffix(ending)
        if stem.endswith(SURE_ELATIVES):
            return stem[:-2]
    best = proposed[0]
    if best.endswith("n") and best in table.verbs:
        return best
    if low.endswith("t") and best.endswith("en") and "Degree" not in feats:
        return find_infinitive(form, "VerbForm=Part", table.verbs, proposed) or best
    known = tuple(p for p in proposed if p in candidates)
    if "Degree=Sup" in feats or "Degree=Cmp" in feats:
        return candidates[0] if candidates else best
    return known[0] if known else best


def _adjective_candidates(low: str, feats: str) -> Iterator[str]:
    """Base forms by ending, the likeliest first."""
    superlative, comparative = "Degree=Sup" in feats, "Degree=Cmp" in feats
    for ending in ADJ_ENDINGS:
        stem = low.removesuffix(ending) if ending else low
        if (ending and stem == low) or len(stem) < 3:
            continue
        if superlative:
            for mark in ELATIVES:
                if stem.endswith(mark):
                    base = stem.removesuffix(mark)
                    # `bedeutendste` keeps its d; `-est` stands only behind t, d and hisses.
                    if mark == "st" or base.endswith(("t", "d", "s", "ß", "z", "sch", "x", "u")):
                        yield base
                        yield _without_umlaut(base)
        if comparative and stem.endswith("er"):
            yield stem[:-2]
            yield _without_umlaut(stem[:-2])
    if superlative or comparative:
        return
    for ending in ADJ_ENDINGS:
        stem = low.removesuffix(ending) if ending else low
        if (ending and stem == low) or len(stem) < 2:
            continue
        yield stem
        if ending and stem.endswith("l") and stem[-2:-1] not in tuple("aeiouäöü"):
            yield stem[:-1] + "el"
        if ending and stem.endswith("r") and stem[-2:-1] not in tuple("aeiäöü"):
            yield stem[:-1] + "er"
