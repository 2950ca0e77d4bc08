"""Last stage: personal pronouns and bare descriptions (*der 63-Jährige*).

*er* and *sie* stand for the last person who was a subject nearby, else the last person named. Gender is taken from
office words and pronouns of the text where they say it, and from the ending of given names otherwise; where nobody
fits the pronoun stays out.
"""

import re
from collections.abc import Sequence

from lagebild.annotate.linking.config import LinkConfig
from lagebild.annotate.linking.reading import Draft, Reading
from lagebild.schema import Language, MentionKind

_HE = frozenset({"er", "ihm", "ihn", "he", "him"})
_SHE = frozenset({"sie", "ihr", "she", "her"})
_AGED = re.compile(r"\d{2}-[Jj]ährige[rnms]?$")
_MASCULINE_IN_A = frozenset(
    {"luca", "nikita", "joshua", "ilja", "sascha", "andrea", "costa", "mustafa", "issa", "musa"}
)
_FEMININE = frozenset(
    "kaja ursula angela annalena giorgia nancy sanae karoline kristi kamala hillary claudia bärbel julia nicole "
    "alice mette ingrid sahra stefanie katherina kim-yo-jong greta marjorie liz theresa christine doris frauke "
    "evika magdalena maia tulsi pam reem verena franziska heidi ricarda marine delcy maria maría cilia".split()
)


def resolve_pronouns(reading: Reading, drafts: Sequence[Draft], config: LinkConfig) -> list[Draft]:
    """Drafts of the pronouns that can be resolved."""
    persons = sorted((draft for draft in drafts if _is_person(draft)), key=lambda draft: draft.first)
    if not persons:
        return []
    covered = {at for draft in drafts for at in range(draft.first, draft.last)}
    found: list[Draft] = []
    for at, word in enumerate(reading.lower):
        if at in covered:
            continue
        if word in _HE:
            wanted: bool | None = False
        elif word in _SHE and _is_singular_she(reading, at):
            wanted = True
        elif word[0].isdigit() and _AGED.match(word):
            wanted = None
        else:
            continue
        antecedent = _antecedent(reading, persons, at, feminine=wanted, reach=config.pronoun_reach)
        if antecedent is not None:
            found.append(_draft(reading, at, antecedent))
    return found


def _is_person(draft: Draft) -> bool:
    if draft.kind is MentionKind.PER:
        return True
    return draft.kind is MentionKind.ROLE and draft.reason.startswith(("office:", "earlier-person", "person-beside"))


def _antecedent(
    reading: Reading, persons: Sequence[Draft], at: int, *, feminine: bool | None, reach: int
) -> Draft | None:
    sentence = reading.sentence_of[at]
    best: Draft | None = None
    best_score = 0.0
    doers = _doers(reading, persons, at)
    for person in persons:
        if person.first >= at:
            break
        if person.name in doers:
            continue
        distance = sentence - reading.sentence_of[person.first]
        if distance > reach:
            continue
        gender = _gender(person)
        if feminine is not None and gender is not None and gender != feminine:
            continue
        score = 1.0 / (1 + distance) + (0.35 if _is_subject(reading, person) else 0.0) + person.first / (10.0 * at + 1)
        if feminine and gender is None:
            score *= 0.4
        if score >= best_score:
            best, best_score = person, score
    if feminine and best is not None and _gender(best) is not True:
        return None  # *sie* is mostly a plural; only a person known to be a woman takes it
    return best


def _doers(reading: Reading, persons: Sequence[Draft], at: int) -> set[str | None]:
    """Names of the subjects of an object pronoun's verb, for whom it cannot stand: *Macron wirft ihm Ehrgeiz vor*."""
    token = reading.tokens[at]
    if token.head < 0 or token.deprel.startswith("nsubj"):
        return set()
    subjects = {i for i, t in enumerate(reading.tokens) if t.head == token.head and t.deprel.startswith("nsubj")}
    return {person.name for person in persons if not subjects.isdisjoint(range(person.first, person.last))}


def _gender(person: Draft) -> bool | None:
    """True for a woman, False for a man, None when nothing says so."""
    if person.feminine is not None and person.kind is MentionKind.ROLE and person.noun is not None:
        return person.feminine
    given = (person.name or "").split()
    if len(given) < 2:
        return person.feminine
    first = given[0].lower()
    if first in _FEMININE or (first.endswith("a") and first not in _MASCULINE_IN_A):
        return True
    return False if person.actor is not None else None


def _is_subject(reading: Reading, person: Draft) -> bool:
    return any(reading.tokens[at].deprel.startswith("nsubj") for at in range(person.first, person.last))


def _is_singular_she(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    if token.upos and token.upos != "PRON":
        return False
    if reading.language is Language.ENGLISH:
        return True
    if token.head >= 0:
        verb = reading.tokens[token.head]
        number = verb.feature("Number")
        if number is not None:
            return number == "Sing"
    return token.feature("Number") != "Plur"


def _draft(reading: Reading, at: int, antecedent: Draft) -> Draft:
    return Draft(
        at,
        at + 1,
        MentionKind.PRON,
        antecedent.name,
        antecedent.country,
        antecedent.actor,
        antecedent.sector,
        f"antecedent:{reading.tokens[antecedent.first].start}",
        0.6,
    )
