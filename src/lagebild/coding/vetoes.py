"""What surely is no act, whoever proposed it: warnings of the weather, what a question asks, words of pointing out.

Takes the drafts of a dispatch after frames and proposals are joined and keeps those that tell of an act. It looks at
single words and at the sentence they stand in, never at scores.
"""

from collections.abc import Sequence

from lagebild.coding.drafts import Draft
from lagebild.coding.reading import Reading
from lagebild.schema import Language

_WARNED_OF = {Language.GERMAN: frozenset({"vor"}), Language.ENGLISH: frozenset({"of", "about", "against"})}
_WARNINGS = frozenset({"ACCUSE", "REQUEST", "THREATEN"})
_QUOTES = frozenset('"„“”»«')
_ASKING = frozenset("wer was wo wann warum wieso weshalb wie welche welcher welches wohin woher worüber womit".split())


def keep_acts(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts that no veto takes out, in the order they came."""
    return tuple(draft for draft in drafts if not _is_no_act(reading, draft))


def _is_no_act(reading: Reading, draft: Draft) -> bool:
    tree, words = reading.tree, reading.lexicon.words
    lemma = tree.lemma(draft.token)
    if lemma in words["no_acts"] or _is_asked(reading, draft.token):
        return True
    if draft.type == "CONSULT" and lemma in words["talking"] and _is_about(reading, draft.token):
        return True
    if draft.type == "REJECT" and lemma in words["excluding"] and _is_negated(reading, draft.token):
        return True
    return draft.type in _WARNINGS and lemma in words["warning"] and _is_of_nature(reading, draft.token)


def _is_about(reading: Reading, token: int) -> bool:
    """*sprach mit Blick auf die Tests von Provokation*: nobody is talked with."""
    tree = reading.tree
    said = {at: tree.preposition(at) for at in tree.dependents(token, "obl", "nmod")}
    partners = (at for at, case in said.items() if case in ("mit", "zwischen"))
    return "von" in said.values() and not any(reading.parties.names_doer(at) for at in partners)


def _is_negated(reading: Reading, token: int) -> bool:
    tree = reading.tree
    return any(tree.lemma(c) in reading.lexicon.words["negators"] for c in tree.dependents(token, "advmod"))


def _is_of_nature(reading: Reading, token: int) -> bool:
    """*Der DWD warnt vor Gewittern*: a service of nature speaks, or all that is warned of is nature's."""
    tree, lexicon = reading.tree, reading.lexicon
    if any(lexicon.in_class(tree.lemma(at), "service") for at in reading.arguments.subjects(token)):
        return True
    before = _WARNED_OF[reading.annotated.dispatch.language]
    warned = [at for at in tree.dependents(token, "obl", "nmod", "obj") if tree.preposition(at) in before]
    dangers = [member for at in warned for member in tree.conjuncts(at)]
    return bool(dangers) and all(lexicon.in_class(tree.lemma(at), "nature") for at in dangers)


def _is_asked(reading: Reading, token: int) -> bool:
    """Whether the main verb of a question is meant: *Darf ein Versicherer die Rente kürzen?*; its nouns may be acts."""
    tree = reading.tree
    sentence = tree.sentences[tree.sentence_of[token]]
    inside = tree.tokens[sentence.first : sentence.last]
    if not inside or inside[-1].text != "?" or any(t.text in _QUOTES for t in inside):
        return False
    opens = inside[0]
    asks = opens.upos in ("VERB", "AUX") or opens.text.lower() in _ASKING
    return asks and tree.tokens[token].upos in ("VERB", "AUX") and tree.tokens[tree.first_conjunct(token)].head < 0
