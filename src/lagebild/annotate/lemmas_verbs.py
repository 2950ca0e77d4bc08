"""German verbs: the infinitive of any form, by a table of strong verbs and the rules of the weak ones.

Takes a form and its features, gives the infinitive with its prefix (*festgenommen* -> *festnehmen*) or None where the
form shows no verb it knows. Prefixes that stand apart in the sentence are not its matter (see `lemmas.join_prefix`).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

UMLAUT = {"a": "ä", "o": "ö", "u": "ü"}
FINITE_ENDINGS = ("", "e", "en", "st", "est", "t", "et")
SUBJUNCTIVE_ENDINGS = ("e", "en", "est", "st", "et", "t")
WEAK_ENDINGS = ("etest", "eten", "etet", "test", "ete", "ten", "tet", "est", "te", "et", "st", "en", "t", "e", "n")
MODALS = ("können", "müssen", "dürfen", "sollen", "wollen", "mögen", "wissen")
SUPPLETIVE = {
    "bin": "sein", "bist": "sein", "ist": "sein", "sind": "sein", "seid": "sein", "sei": "sein", "seien": "sein",
    "seiest": "sein", "seist": "sein", "war": "sein", "waren": "sein", "warst": "sein", "wart": "sein",
    "wäre": "sein", "wären": "sein", "wärst": "sein", "wäret": "sein", "gewesen": "sein", "sein": "sein",
    "worden": "werden", "werd": "werden", "hast": "haben", "hab": "haben", "wirst": "werden", "ward": "werden",
    "tue": "tun", "tun": "tun", "tust": "tun", "zutun": "tun",
}  # fmt: skip


class Verbs(NamedTuple):
    """Forms of the strong verbs and the parts of all verbs."""

    finite: dict[str, str]
    participles: dict[str, str]
    """Without the `ge-` they take."""
    infinitives: frozenset[str]
    apart: frozenset[str]
    fast: frozenset[str]


@lru_cache(maxsize=1)
def load_verbs() -> Verbs:
    """The tables, read once."""
    home = files("lagebild.annotate").joinpath("data")
    parts: dict[str, set[str]] = {"apart": set(), "fast": set(), "weak": set()}
    for line in _lines(home.joinpath("verb_parts.txt").read_text("utf-8")):
        kind, *words = line.split()
        parts[kind].update(words)
    finite: dict[str, str] = {}
    participles: dict[str, str] = {}
    strong = []
    for line in _lines(home.joinpath("strong_verbs.txt").read_text("utf-8")):
        infinitive, present, past, participle, *subjunctive = line.split()
        strong.append(infinitive)
        for form in _finite_forms(infinitive, present, past, subjunctive):
            for spelling in _spellings(form):
                finite.setdefault(spelling, infinitive)
        for spelling in _spellings(participle):
            participles.setdefault(spelling, infinitive)
    # Infinitives and the present plural win over homographs of other verbs: `liegen` gives no `legen`.
    finite |= {infinitive: infinitive for infinitive in strong} | SUPPLETIVE
    infinitives = frozenset(strong) | frozenset(parts["weak"])
    return Verbs(finite, participles, infinitives, frozenset(parts["apart"]), frozenset(parts["fast"]))


def find_infinitive(form: str, feats: str, known: frozenset[str], proposed: Iterable[str] = ()) -> str | None:
    """The infinitive of a verb form: of a strong verb, else of a known or a proposed weak one, else by the ending."""
    low = form.lower()
    verbs = load_verbs()
    if low in verbs.finite:
        whole = verbs.finite[low]
        # A bare form of the table may be a participle of another verb: `gefallen`, `geboten`.
        if "VerbForm=Part" not in feats:
            return whole
    participle = "VerbForm=Part" in feats
    strong = list(dict.fromkeys(_strong(low, verbs, participle)))
    for candidate in strong:
        if candidate in known:
            return candidate
    if "VerbForm=Inf" in feats and low.endswith("n"):
        return next(iter(strong), None) or _weak_infinitive(low, verbs, known)
    weak = list(dict.fromkeys(_weak(low, verbs, known, participle)))
    if strong and not any(w in known for w in weak):
        return strong[0]
    # Known whole beats a known base below a prefix: `verletzt` is of `verletzen`.
    for test in (known.__contains__, lambda w: _base_known(w, verbs, known)):
        for candidate in weak:
            if test(candidate):
                return candidate
    if strong:
        return strong[0]
    sound = list(filter(_sound, weak))
    if participle and sound:
        return sound[0]
    return next((p for p in proposed if p in sound), sound[0] if sound else None)


def strong_infinitive(low: str, feats: str) -> str | None:
    """The infinitive, where a form in lower case is of a strong verb."""
    return next(_strong(low, load_verbs(), "VerbForm=Part" in feats), None)


def is_infinitive(low: str, known: frozenset[str]) -> bool:
    """Whether a word is the infinitive of a verb known whole or below its prefix."""
    verbs = load_verbs()
    return low in known or next(_infinitive(low, verbs), None) is not None or _base_known(low, verbs, known)


def _weak_infinitive(low: str, verbs: Verbs, known: frozenset[str]) -> str:
    """The infinitive without its `zu`."""
    if low in known:
        return low
    for prefix, rest in split_prefix(low, verbs.apart):
        if rest in known:
            return low
        if rest.startswith("zu") and len(rest) > 5:
            return prefix + rest[2:]
    return low


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _finite_forms(infinitive: str, present: str, past: str, subjunctive: list[str]) -> Iterator[str]:
    stem = infinitive.removesuffix("en") if infinitive.endswith("en") else infinitive[:-1]
    yield infinitive
    yield present
    for ending in ("e", "est", "et", "t", "st"):
        yield stem + ending
    second = present.removesuffix("t")
    yield second + ("t" if second.endswith(("s", "ß")) else "st")
    if second != stem:
        # `gib`, `nimm`, `lies`: the imperative of e/i verbs; `fährt` has none.
        yield second
    if infinitive in MODALS:
        yield present + "st"
    for form in past.split("/"):
        if form.endswith("e"):
            yield from (form, form + "n", form + "st", form + "t")
            continue
        yield from (form + ending for ending in FINITE_ENDINGS if ending != "e")
        yield from (_with_umlaut(form) + ending for ending in SUBJUNCTIVE_ENDINGS)
    for given in subjunctive:
        for form in given.split("/"):
            yield from (form, form + "n", form + "st", form + "t")


def _with_umlaut(stem: str) -> str:
    for at in range(len(stem) - 1, -1, -1):
        if stem[at] in UMLAUT and not (stem[at] == "u" and at and stem[at - 1] in "ae"):
            return stem[:at] + UMLAUT[stem[at]] + stem[at + 1 :]
    return stem


def _spellings(form: str) -> Iterator[str]:
    """The form, and how it was spelt before 1996 and is spelt in Switzerland."""
    yield form
    if form.endswith(("ss", "sst")) or "sste" in form:
        yield form.replace("ss", "ß")
    if "ß" in form:
        yield form.replace("ß", "ss")


def _strong(low: str, verbs: Verbs, participle: bool) -> Iterator[str]:
    """Infinitives of strong verbs that have this form, the likelier reading first."""
    marked = any(r[:2] == "ge" and r[2:] in verbs.participles for _, r in split_prefix(low, verbs.apart))
    participle = participle or marked
    readings = (_strong_participle, _strong_finite) if participle else (_strong_finite, _strong_participle)
    for reading in readings:
        yield from reading(low, verbs)


def _strong_finite(low: str, verbs: Verbs) -> Iterator[str]:
    if low in verbs.finite:
        yield verbs.finite[low]
    for prefix, rest in split_prefix(low, verbs.apart):
        base = verbs.finite.get(rest)
        if base is not None:
            yield prefix + base
        if rest.startswith("zu"):
            yield from (prefix + i for i in _infinitive(rest[2:], verbs))
        for inner, core in split_prefix(rest, verbs.fast):
            base = verbs.finite.get(core)
            if base is not None:
                yield prefix + inner + base
    for prefix, rest in split_prefix(low, verbs.fast):
        base = verbs.finite.get(rest)
        if base is not None:
            yield prefix + base


def _infinitive(rest: str, verbs: Verbs) -> Iterator[str]:
    if verbs.finite.get(rest) == rest:
        yield rest
    for inner, core in split_prefix(rest, verbs.fast):
        if verbs.finite.get(core) == core:
            yield inner + core


def _strong_participle(low: str, verbs: Verbs) -> Iterator[str]:
    if low.startswith("ge") and low[2:] in verbs.participles:
        yield verbs.participles[low[2:]]
    if low in verbs.participles and verbs.participles[low].startswith(tuple(verbs.fast)):
        yield verbs.participles[low]
    for prefix, rest in split_prefix(low, verbs.apart):
        if rest.startswith("ge") and rest[2:] in verbs.participles:
            yield prefix + verbs.participles[rest[2:]]
        for inner, core in split_prefix(rest, verbs.fast):
            if core in verbs.participles:
                yield prefix + inner + verbs.participles[core]
        base = verbs.participles.get(rest)
        if base is not None and base.startswith(tuple(verbs.fast)):
            yield prefix + base
    for prefix, rest in split_prefix(low, verbs.fast):
        if rest in verbs.participles:
            yield prefix + verbs.participles[rest]


def split_prefix(word: str, prefixes: frozenset[str]) -> Iterator[tuple[str, str]]:
    """All cuts of a word behind a prefix, the longest prefix first."""
    for at in range(min(len(word) - 2, 14), 1, -1):
        if word[:at] in prefixes:
            yield word[:at], word[at:]


def _weak(low: str, verbs: Verbs, known: frozenset[str], participle: bool) -> Iterator[str]:
    """Infinitives of weak verbs that may have this form, the likelier reading first."""
    if low in known and low.endswith("n"):
        yield low
    for prefix, rest in split_prefix(low, verbs.apart):
        if len(prefix) > 3 and prefix.endswith("zu") and rest in known:
            # `hinzufügen` is no `hinfügen`.
            yield low
        if rest.startswith("zu") and rest.endswith("n") and len(rest) > 5:
            yield prefix + rest[2:]
        if rest.startswith("ge") and rest.endswith("t"):
            yield from (prefix + i for i in _from_stem(rest[2:], "et", "t"))
    stripped = tuple(_from_stem(low[2:], "et", "t")) if low.startswith("ge") and low.endswith("t") else ()
    whole = tuple(_from_stem(low, *WEAK_ENDINGS))
    yield from (*stripped, *whole) if participle else (*whole, *stripped)


def _from_stem(word: str, *endings: str) -> Iterator[str]:
    for ending in endings:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:
            continue
        if ending in ("et", "ete", "eten", "etet", "etest") and not _takes_e(stem):
            continue
        if stem.endswith("e"):
            yield stem + "n"
            continue
        if _is_el_er(stem):
            yield stem + "n"
        elif len(stem) > 3 and stem[-1] in "lr" and stem[-2] not in "aeiouäöülrh" and ending == "e":
            yield f"{stem[:-1]}e{stem[-1]}n"
        yield stem + "en"


def _takes_e(stem: str) -> bool:
    return stem[-1] in "td" or (stem[-1] in "mn" and stem[-2] not in "aeiouäöülrmnh") or stem.endswith("chn")


def _is_el_er(stem: str) -> bool:
    return stem.endswith(("el", "er")) and (stem.endswith("eier") or not stem.endswith(("iel", "ier", "eer")))


def _base_known(infinitive: str, verbs: Verbs, known: frozenset[str]) -> bool:
    both = verbs.apart | verbs.fast
    for _, rest in split_prefix(infinitive, both):
        if rest in known or any(core in known for _, core in split_prefix(rest, verbs.fast)):
            return True
    return False


def _sound(infinitive: str) -> bool:
    """Whether a word can be an infinitive: no ending doubled, a vowel in the stem."""
    stem = infinitive.removesuffix("n").removesuffix("e")
    if len(stem) < 2 or infinitive.endswith(("een", "eten")) or not infinitive.endswith("n"):
        return False
    return any(c in "aeiouäöüy" for c in stem)
