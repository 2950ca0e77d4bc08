"""The verbs and source phrases that announce somebody's words, loaded from the data files of a language.

A verb is found by its form, not by the lemma of the language model, so that a wrong lemma cannot hide a quotation:
every entry lists or derives its third-person forms, its participle and its infinitives.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from lagebild.schema import Language

_INSEPARABLE = ("be", "emp", "ent", "er", "ge", "miss", "ver", "zer", "wider", "über", "unter", "hinter", "wieder")
_HARD_STEMS = ("t", "d", "chn", "fn", "gn", "dn", "dm", "tm")


class Form(StrEnum):
    """What sort of verb form a word is; *erklärt* is two."""

    FINITE = "finite"
    PARTICIPLE = "participle"
    INFINITIVE = "infinitive"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of saying or thinking and what it governs; the data files tell what the words in `governs` mean."""

    lemma: str
    governs: frozenset[str]
    needs: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    def fits(self, words: set[str]) -> bool:
        """Whether the verb may be meant in a clause of these words."""
        return (not self.needs or bool(self.needs & words)) and not self.without & words


class Cue(NamedTuple):
    """One reading of a form. `prefix` must stand apart, later in the clause; it is empty when nothing is apart."""

    verb: Verb
    form: Form
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All verbs of saying of a language by form, and its source phrases.

    `before` and `behind` are prepositions that name a source by themselves, `nouns` those that do so after *nach*;
    `adverbs` refer to a source named earlier. `nominals` announce content at the end of a clause without such a
    verb, and after `titled` nouns quotation marks hold a name.
    """

    cues: dict[str, tuple[Cue, ...]]
    before: frozenset[str]
    behind: frozenset[str]
    nouns: tuple[str, ...]
    exact: frozenset[str]
    adverbs: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    nominals: frozenset[str]
    titled: tuple[str, ...]

    def gives_out(self, word: str) -> bool:
        """Whether a noun after *nach* means what somebody gave out."""
        return word in self.exact or word.endswith(self.nouns)


@cache
def load_lexicon(language: Language) -> Lexicon:
    """The lexicon of a language."""
    derive = _german_forms if language is Language.GERMAN else _english_forms
    readings: dict[tuple[str, Form, str], list[Verb]] = {}
    for group in read_toml(f"verbs_{language.value}.toml")["group"]:
        for entry in group["verbs"]:
            for word, form, prefix in derive(entry):
                lemma = entry.partition(":")[0].replace("|", "")
                verb = Verb(
                    lemma,
                    frozenset(group["governs"]),
                    frozenset(group.get("needs", ())),
                    frozenset(group.get("without", ())),
                )
                readings.setdefault((word, form, prefix), []).append(verb)
    cues: dict[str, list[Cue]] = {}
    for (word, form, prefix), verbs in readings.items():
        cues.setdefault(word, []).extend(Cue(verb, form, prefix) for verb in verbs)
    sources = read_toml(f"sources_{language.value}.toml")
    return Lexicon(
        # Separated verbs first: *kündigt ... an* is not *kündigen*.
        cues={word: tuple(sorted(found, key=lambda cue: not cue.prefix)) for word, found in cues.items()},
        before=frozenset(sources.get("before", ())),
        behind=frozenset(sources.get("behind", ())),
        nouns=tuple(sources.get("nouns", ())),
        exact=frozenset(sources.get("exact", ())),
        adverbs=frozenset(sources.get("adverbs", ())),
        phrases=tuple(tuple(phrase.split()) for phrase in sources.get("phrases", ())),
        nominals=frozenset(read_toml(f"nominals_{language.value}.toml")["words"]),
        titled=tuple(read_toml("titled.toml")["words"]),
    )


@cache
def load_subjunctive() -> frozenset[str]:
    """Third-person forms of Konjunktiv I that differ from the indicative."""
    lines = _read("subjunctive_de.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def read_toml(name: str) -> dict[str, Any]:
    """A data file of this room."""
    return tomllib.loads(_read(name))


def _read(name: str) -> str:
    return files("lagebild.annotate.quotes").joinpath("data", name).read_text("utf-8")


def _german_forms(entry: str) -> Iterator[tuple[str, Form, str]]:
    """Forms of `mit|teilen` or `an|geben:gibt,gab,gegeben`, each with its form and the prefix that stands apart."""
    verb, _, given = entry.partition(":")
    prefix, _, base = verb.rpartition("|")
    stem = base[:-2] if base.endswith("en") else base[:-1]
    if given:
        present, past, participle = given.split(",")
    else:
        link = "e" if stem.endswith(_HARD_STEMS) else ""
        present, past = f"{stem}{link}t", f"{stem}{link}te"
        ge = "" if base.endswith("ieren") or (base.startswith(_INSEPARABLE) and not prefix) else "ge"
        participle = f"{ge}{stem}{link}t"
    plural = past + ("n" if past.endswith("e") else "en")
    for finite in {base, present, past, plural, f"{stem}e"}:
        yield finite, Form.FINITE, prefix
        if prefix:
            yield prefix + finite, Form.FINITE, ""
    yield prefix + participle, Form.PARTICIPLE, ""
    if prefix == "bekannt":  # also written apart: *bekannt gegeben*
        yield participle, Form.PARTICIPLE, prefix
    yield prefix + base, Form.INFINITIVE, ""
    if prefix:
        yield f"{prefix}zu{base}", Form.INFINITIVE, ""


def _english_forms(entry: str) -> Iterator[tuple[str, Form, str]]:
    """Forms of `add` or `say:says,said,said`."""
    base, _, given = entry.partition(":")
    if given:
        present, past, participle = given.split(",")
    else:
        present = base + ("es" if base.endswith(("s", "sh", "ch")) else "s")
        past = participle = base + ("d" if base.endswith("e") else "ed")
    for finite in {base, present, past}:
        yield finite, Form.FINITE, ""
    yield base, Form.INFINITIVE, ""
    yield participle, Form.PARTICIPLE, ""
    yield (base[:-1] if base.endswith("e") and not base.endswith("ee") else base) + "ing", Form.PARTICIPLE, ""
