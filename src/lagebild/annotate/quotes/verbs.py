"""Finds the verbs of saying of a sentence: which word, with which auxiliary and prefix, and who its speaker is.

The forms come from the lexicon; tags and tree, where there are any, only decide between readings of a form. What the
verb announces is not looked for here.
"""

from collections.abc import Sequence
from typing import NamedTuple

from lagebild.annotate.quotes.drafts import Range
from lagebild.annotate.quotes.lexicon import Cue, Form, Verb
from lagebild.annotate.quotes.reading import Reading, Segment
from lagebild.annotate.quotes.speakers import end_of_phrase, find_agent, find_subject
from lagebild.schema import Language, Token

_HAVE = frozenset("hat haben hatte hatten habe hätte hätten has have had".split())
_HELPERS = _HAVE | frozenset(
    "wird werden wurde wurden werde worden würde würden will wollen wollte wollten soll sollen sollte sollten "
    "muss müssen musste mussten kann können konnte ist sind war waren sei seien was were is are been be".split()
)
_FIRST_PERSON = frozenset({"ich", "i"})
_AND = frozenset("und aber doch sowie jedoch sondern".split())
_FROM_PHRASE = {
    "heißen": frozenset("aus in im bei beim von vom seitens".split()),
    "hervorgehen": frozenset({"aus"}),
    "herausstellen": frozenset(),
    "ergeben": frozenset(),
}
"""Verbs whose speaker stands in a phrase with one of these prepositions."""


class Found(NamedTuple):
    """A verb of saying in its clause. `cue` are all its words, `finite` its finite verb (or itself)."""

    verb: int
    reading: Cue
    finite: int
    segment: int
    cue: tuple[int, ...]
    passive: bool


def find_verbs(reading: Reading, segments: Sequence[Segment]) -> list[Found]:
    """Verbs of saying in a sentence, outside direct speech."""
    found: list[Found] = []
    for number, segment in enumerate(segments):
        for at in range(segment.first, segment.last):
            cues = reading.lexicon.cues.get(reading.words[at])
            if cues is None or reading.inside[at] >= 0:
                continue
            made = _fit(reading, cues, at, number, segments)
            if made is not None:
                found.append(made)
    return found


def speaker_of(reading: Reading, segments: Sequence[Segment], found: Found) -> tuple[Range, ...]:
    """The words that name who speaks."""
    segment = segments[found.segment]
    # *wird X zitiert*: the subject speaks.
    if found.passive and found.reading.verb.lemma != "zitieren":
        return find_agent(reading, verb=found.verb, segment=segment)
    if found.reading.verb.lemma in _FROM_PHRASE:
        for at in range(segment.first, segment.last):
            if at != found.verb and reading.words[at] in _FROM_PHRASE[found.reading.verb.lemma]:
                return ((at + 1, end_of_phrase(reading, at + 1, segment.last)),)
        return ()
    return find_subject(reading, verb=found.verb, finite=found.finite, segment=segment)


def _fit(reading: Reading, cues: tuple[Cue, ...], at: int, number: int, segments: Sequence[Segment]) -> Found | None:
    segment = segments[number]
    token = reading.tokens[at]
    if token.upos and token.upos not in ("VERB", "AUX"):
        # The tagger calls predicative participles adjectives; with an auxiliary they are verbs.
        if token.upos != "ADJ" or not any(cue.form is Form.PARTICIPLE for cue in cues):
            return None
    elif token.text[:1].isupper() and at != segment.first and not token.upos:
        return None
    if _FIRST_PERSON & set(reading.words[max(at - 1, segment.first) : at + 2]):
        return None  # an interview or a letter: the text itself speaks
    apart = _separated_prefix(reading, at, segments[number:])
    helpers = _find_helpers(reading, at, segment)
    words = set(reading.words[segment.first : segment.last])
    for cue in _by_tags(cues, token, helped=bool(helpers)):
        joined = cue.prefix == "bekannt" and reading.words[at - 1] == "bekannt"
        if cue.prefix and not joined and (apart is None or reading.words[apart] != cue.prefix):
            continue
        if not cue.prefix and apart is not None and cue.form is Form.FINITE:
            continue
        if not cue.verb.fits(words):
            continue
        if cue.form is not Form.FINITE:
            if not helpers:
                continue
            finite = helpers[0]
            passive = cue.form is Form.PARTICIPLE and not any(reading.words[i] in _HAVE for i in helpers)
            words_of_cue = (finite, at, at - 1) if joined else (finite, at)
            return Found(at, _widen(cue, cues, words), finite, number, tuple(sorted(words_of_cue)), passive)
        if helpers and at >= segment.last - 2 and any(other.form is Form.PARTICIPLE for other in cues):
            continue  # *hat ... erklärt*: the same word as *erklärt*, but a participle
        parts = (at - 1, at) if joined else (at,) if apart is None else (at, apart)
        return Found(at, _widen(cue, cues, words), at, number, parts, False)
    return None


def _inside(at: int, segment: Segment) -> bool:
    return segment.first <= at < segment.last


def _by_tags(cues: tuple[Cue, ...], token: Token, *, helped: bool) -> tuple[Cue, ...]:
    """The readings of a form that its tags allow."""
    if token.upos == "ADJ":
        return tuple(cue for cue in cues if cue.form is Form.PARTICIPLE)
    if "VerbForm=Inf" in token.feats:
        return tuple(cue for cue in cues if cue.form is Form.INFINITIVE)
    if helped and "VerbForm=Part" in token.feats:
        return tuple(cue for cue in cues if cue.form is Form.PARTICIPLE)
    if not helped and "VerbForm=Fin" in token.feats:
        return tuple(cue for cue in cues if cue.form is Form.FINITE)
    return cues


def _widen(cue: Cue, cues: tuple[Cue, ...], words: set[str]) -> Cue:
    """A reading that governs all that its verb governs here, in whatever groups of the lexicon it stands."""
    verb, form, prefix = cue
    same = [
        c.verb for c in cues if (c.verb.lemma, c.form, c.prefix) == (verb.lemma, form, prefix) and c.verb.fits(words)
    ]
    if len(same) == 1:
        return cue
    return Cue(Verb(verb.lemma, frozenset().union(*(v.governs for v in same))), form, prefix)


def _find_helpers(reading: Reading, at: int, segment: Segment) -> list[int]:
    """Auxiliaries and modal verbs of a verb; without a tree all those in its segment."""
    if reading.tagged:
        top = at
        for _ in range(3):
            found = [
                child
                for child in reading.children[top]
                if reading.tokens[child].deprel.startswith(("aux", "cop")) and (top != at or _inside(child, segment))
            ]
            if found or reading.tokens[top].deprel != "conj" or reading.tokens[top].head < 0:
                return found
            top = reading.tokens[top].head
        return []
    inside = range(segment.first, segment.last)
    return [i for i in inside if i != at and reading.inside[i] < 0 and reading.words[i] in _HELPERS]


def _separated_prefix(reading: Reading, at: int, segments: Sequence[Segment]) -> int | None:
    """The separated prefix that belongs to the verb at `at`, in its segment or alone in a later one."""
    if reading.language is Language.ENGLISH:
        return None
    if reading.tagged:
        for child in reading.children[at]:
            if reading.tokens[child].deprel == "compound:prt" and child > at:
                return child
    wanted = {cue.prefix for cue in reading.lexicon.cues[reading.words[at]] if cue.prefix}
    last = segments[0].last
    while last > at + 1 and not reading.words[last - 1][:1].isalpha():
        last -= 1
    for candidate in range(last - 1, at, -1):
        if reading.words[candidate] in wanted:
            final = candidate == last - 1 or reading.words[candidate + 1] in _AND
            if final or reading.words[candidate] == "bekannt":
                return candidate
    # *teilte der Minister, Otto Kurz, mit*
    for segment in segments[1:4]:
        if reading.words[segment.first] in wanted and segment.last - segment.first <= 2:
            return segment.first
    return None
