"""Whether the clause around some words tells of the past or of what is to come.

Takes tokens with or without the model's analysis and gives `past`, `future`, `present` or an empty string. With a
tree the governing verb and its auxiliaries decide; without one the verb forms of the clause do. It judges the clause,
not the truth: *sollte gestern beginnen* is past all the same.
"""

import itertools
import re
from collections.abc import Sequence

from lagebild.annotate.times.reading import Reading
from lagebild.schema import Token

_BREAKS = frozenset({",", ";", ":", "(", ")", "–", "—", "„", "“", "”", "»", "«", '"'})
PARTICIPLE = re.compile(
    r"(?:\w{0,7}ge\w{2,}(?:t|en)|(?:be|ver|er|ent|zer|über|unter|wider|hinter|miss)\w{2,}(?:t|en)|\w+iert)$"
)
_ATTRIBUTE = re.compile(
    r"(?:\w{0,7}ge\w{2,}(?:t|en)|(?:be|ver|er|ent|zer|über|unter)\w{2,}(?:t|en)|\w+iert)(?:e|en|er|es|em)$"
)
_WEAK_PAST = re.compile(r"[a-zäöüß]{2,}(?:te|ten|test)$")
_PRESENT = re.compile(r"[a-zäöüß]{2,}t$")
_ENGLISH_PAST = re.compile(r"[a-z]{3,}ed$")


def find_tense(reading: Reading, start: int, stop: int) -> str:
    """The tense of the clause in which pieces `start` up to `stop` stand."""
    attribute = _find_attribute(reading, start, stop)
    if attribute:
        return "future" if attribute in reading.grammar.words["planned"] else "past"
    token = reading.words[start].token
    if reading.tokens[token].head >= 0 or reading.tokens[token].deprel == "root":
        found = _read_tree(reading, token)
        if found:
            return found
    if "english" in reading.grammar.words:
        return _read_nearest(reading, start, stop)
    clause = _clause_words(reading, start, stop)
    whole = [word.text for word in reading.words]
    if clause and clause[0].lower() in reading.grammar.words["before_past"]:
        return "past"
    if _is_infinitive_clause(reading, clause):
        return "future"
    if _is_torn_perfect(clause, whole):
        return "past"
    return _read_forms(reading, clause) or _read_forms(reading, whole) or _guess_present(reading, whole)


def _is_infinitive_clause(reading: Reading, clause: list[str]) -> bool:
    """*..., bis Mittwoch zu räumen*, *..., am Freitag die Arbeit niederzulegen*: told to be done, so still to come."""
    if _read_forms(reading, clause):
        return False
    joined = any(re.match(r"[a-zäöüß]{2,}zu[a-zäöüß]{3,}en$", text) for text in clause)
    return joined or any(a == "zu" and b.endswith("n") and b.islower() for a, b in itertools.pairwise(clause))


def _is_torn_perfect(clause: list[str], whole: list[str]) -> bool:
    """*hat am Montag - trotz allem - abgesagt*: the participle of a perfect stands beyond a mark.

    The same for hearsay: *soll am Montag, so die Polizei, geschossen haben*.
    """
    known = {text.lower() for text in clause}
    if any(PARTICIPLE.match(text) for text in clause):
        return False
    if not known.isdisjoint({"soll", "sollen"}):
        return any(PARTICIPLE.match(a) and b in {"haben", "sein"} for a, b in itertools.pairwise(whole))
    return not known.isdisjoint({"hat", "haben", "habe", "hätte"}) and any(PARTICIPLE.match(text) for text in whole)


def _guess_present(reading: Reading, texts: list[str]) -> str:
    """A last resort: a small word in -t that is no participle and no known particle is a verb (*stimmt*, *reist*)."""
    known = reading.grammar.words["not_verb"]
    found = any(_PRESENT.match(text) and text not in known and not PARTICIPLE.match(text) for text in texts)
    return "present" if found else ""


def _find_attribute(reading: Reading, start: int, stop: int) -> str:
    """The participle of *der am Montag veröffentlichte Bericht*, which decides whatever the main verb says."""
    # *die am Montag in Kraft getretene Sperre*: right behind its article the frame may hold nouns.
    framed = reading.text_at(start - 2) in reading.grammar.words["article"]
    for index in range(stop, min(stop + 6, len(reading.words) - 1)):
        text = reading.words[index].text
        if text in _BREAKS or (text[0].isupper() and not framed):
            return ""
        if _ATTRIBUTE.match(text) and reading.words[index + 1].text[0].isupper():
            before = {reading.text_at(start - 1), reading.text_at(start - 2), reading.text_at(start - 3)}
            return "" if before.isdisjoint(reading.grammar.words["article"]) else text
    return ""


def _clause_words(reading: Reading, start: int, stop: int) -> list[str]:
    first, last = start, stop
    while first > 0 and reading.words[first - 1].text not in _BREAKS:
        first -= 1
    while last < len(reading.words) and reading.words[last].text not in _BREAKS:
        last += 1
    return [word.text for word in reading.words[first:last]]


def _read_forms(reading: Reading, clause: list[str]) -> str:
    """Tense from the word forms of a clause: finite forms of frequent verbs first, then regular endings."""
    words = reading.grammar.words
    known = {text.lower() for text in clause}
    participle = any(PARTICIPLE.match(text) for text in clause)
    if not known.isdisjoint(words["perfect"]) and (participle or not known.isdisjoint(words["participle"])):
        return "past"
    if not known.isdisjoint(words["future"]):
        return "future"
    if not known.isdisjoint(words["maybe"]):
        return "present"
    if not known.isdisjoint(words["past"]):
        return "past"
    if any(_WEAK_PAST.match(text) and text not in words["not_past"] for text in clause):
        return "past"
    return "present" if not known.isdisjoint(words["present"]) else ""


def _read_nearest(reading: Reading, start: int, stop: int) -> str:
    """English without a tree: the verb before the expression decides (*said on Monday it will*), else the next one."""
    for index in range(start - 1, -1, -1):
        found = _read_english_form(reading, index)
        if found:
            return found
    return next(filter(None, (_read_english_form(reading, i) for i in range(stop, len(reading.words)))), "")


def _read_english_form(reading: Reading, index: int) -> str:
    """Tense of a verb form; a participle asks the auxiliaries before it, and an empty string is *no verb*."""
    words, text = reading.grammar.words, reading.text_at(index)
    if text in words["future"]:
        return "future"
    if text in words["past"] or (_ENGLISH_PAST.match(text) and text not in words["not_past"]):
        before = {reading.text_at(i) for i in range(index - 3, index)}
        if not before.isdisjoint(words["future"]):
            return "future"
        return "present" if not before.isdisjoint({"is", "are", "be", "being"}) else "past"
    if text in words["participle"] and reading.text_at(index - 1) in words["perfect"]:
        return "past"
    return "present" if text in words["present"] else ""


def _read_tree(reading: Reading, token: int) -> str:
    """Tense of the first verb above a token and of the auxiliaries that hang on it."""
    tokens = reading.tokens
    verb = _find_verb(tokens, token)
    if verb is None:
        return ""
    sentence = reading.sentence
    forms = [tokens[verb]]
    forms += [
        tokens[i] for i in range(sentence.first, sentence.last) if tokens[i].head == verb and tokens[i].upos == "AUX"
    ]
    words = reading.grammar.words
    lowered = {form.text.lower() for form in forms}
    governed = tokens[verb].feature("VerbForm") == "Part" or tokens[verb].text.lower() in words["participle"]
    if not lowered.isdisjoint(words["perfect"]) and governed:
        return "past"
    if not lowered.isdisjoint(words["future"]):
        return "future"
    for form in forms:
        if form.feature("Tense") == "Past" and form.feature("VerbForm") != "Part" and form.feature("Mood") != "Sub":
            return "past"
    if not lowered.isdisjoint(words["past"]):
        return "past"
    return "present" if any(form.feature("Tense") == "Pres" for form in forms) else ""


def _find_verb(tokens: Sequence[Token], token: int) -> int | None:
    """The token itself or the nearest governor that is a verb or carries a copula; None outside clauses."""
    for _ in range(20):
        if token < 0:
            return None
        if tokens[token].upos in {"VERB", "AUX"}:
            return token
        if tokens[token].deprel == "root":
            return token
        token = tokens[token].head
    return None
