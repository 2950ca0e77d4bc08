"""Sentences as sketches: words with relations, made into hand-made trees with mentions of known names.

`Russland_nsubj @ die Ukraine_obj` has a predicate `@` (replaced by the word under test), two arguments, and words
without relation that belong to the next word that has one. Names of states become mentions through the tables.
"""

from dataclasses import dataclass
from datetime import date

from lagebild.knowledge import EntryKind, Knowledge
from lagebild.schema import (
    Annotated,
    Dispatch,
    Interval,
    Language,
    Mention,
    MentionKind,
    Sentence,
    Span,
    Token,
)

NOMINAL = frozenset({"nmod", "amod", "appos", "compound", "flat"})
PREPOSITIONS = frozenset(
    """als an auf aus bei durch für gegen gegenüber hinter in mit nach seit um über unter von vor wegen zu zum zur
    zwischen im am laut zufolge against at between by for from in of on over to toward with into 's about among
    across after behind during""".split()
)
_KINDS = {
    EntryKind.COUNTRY: MentionKind.LOC,
    EntryKind.CAPITAL: MentionKind.LOC,
    EntryKind.PLACE: MentionKind.LOC,
    EntryKind.ADJECTIVE: MentionKind.NORP,
    EntryKind.PEOPLE: MentionKind.NORP,
    EntryKind.BODY: MentionKind.ORG,
}


@dataclass
class Word:
    """One word of a sketch; `features` after a second underscore (`griff_root_Tense=Past`)."""

    form: str
    relation: str | None
    features: str


def draw(sketch: str, lemma: str, *, upos: str, knowledge: Knowledge, language: Language) -> Annotated:
    """The annotated dispatch a sketch describes, with `lemma` in the place of `@`."""
    words = [_word(part) for part in sketch.split()]
    centre = next(i for i, word in enumerate(words) if word.form == "@")
    root = next((i for i, word in enumerate(words) if word.relation == "root"), centre)
    tokens, at = [], 0
    for index, word in enumerate(words):
        form = lemma if word.form == "@" else word.form
        head, relation = _attach(words, index, centre, root, upos)
        kind = upos if word.form == "@" else _upos(word, relation)
        tokens.append(Token(at, at + len(form), form, form, form, kind, word.features or "_", head, relation))
        at += len(form) + 1
    text = " ".join(token.text for token in tokens)
    day = Interval(date(2024, 5, 2), date(2024, 5, 2))
    return Annotated(
        Dispatch("sketch", text, day, language),
        tuple(tokens),
        (Sentence(Span(0, len(text)), 0, len(tokens), 0),),
        mentions=tuple(_mentions(tokens, centre, knowledge, language)),
    )


def _word(part: str) -> Word:
    form, _, rest = part.partition("_")
    relation, _, features = rest.partition("_")
    return Word(form, relation or None, features)


def _attach(words: list[Word], index: int, centre: int, root: int, upos: str) -> tuple[int, str]:
    word = words[index]
    if index == root:
        return -1, "root"
    if word.relation is None and word.form != "@":
        after = next((i for i in range(index + 1, len(words)) if _is_head(words[i])), root)
        return after, "case" if word.form in PREPOSITIONS else "det"
    if word.relation == "amod":
        return next(i for i in range(index + 1, len(words)) if _is_head(words[i])), "amod"
    if word.relation in NOMINAL:
        before = index - 1
        while before >= 0 and words[before].relation is None and words[before].form not in ("@", *PREPOSITIONS):
            before -= 1
        marked = before >= 0 and words[before].relation is None and words[before].form in PREPOSITIONS
        if marked and upos == "NOUN":
            return centre, word.relation
        nouns = [i for i in range(index) if words[i].relation in ("nsubj", "obj", "iobj", "obl", "nmod", "nsubj:pass")]
        nouns += [i for i in range(index) if words[i].form == "@" and upos == "NOUN"]
        return max(nouns, default=centre), word.relation
    return root, word.relation or "dep"


def _is_head(word: Word) -> bool:
    return word.form == "@" or word.relation not in (None, "amod")


def _upos(word: Word, relation: str) -> str:
    if relation in ("case", "det", "cop", "aux", "punct", "compound:prt"):
        return {"case": "ADP", "det": "DET", "punct": "PUNCT", "compound:prt": "ADP"}.get(relation, "AUX")
    if relation == "root" or relation in ("ccomp", "xcomp", "advcl"):
        return "VERB"
    return "ADJ" if relation == "amod" else "NOUN" if word.form[:1].isupper() else "ADV"


def _mentions(tokens: list[Token], centre: int, knowledge: Knowledge, language: Language) -> list[Mention]:
    found = []
    for index, token in enumerate(tokens):
        if index == centre or not (token.text[:1].isupper() or token.upos == "ADJ"):
            continue
        entries = knowledge.look_up(token.text, language) or knowledge.look_up(token.text.rstrip("s"), language)
        if not entries or entries[0].country is None:
            continue
        entry = entries[0]
        kind = _KINDS.get(entry.kind, MentionKind.NORP)
        found.append(
            Mention(
                token.span, kind, entry.name, entry.country, entry.id, entry.sector, 1.0, f"alias:{entry.id}", index
            )
        )
    return found
