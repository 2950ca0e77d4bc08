"""Who speaks: the words of the subject of a verb of saying, or of the agent of a passive.

With a tree the subject is a subtree; without one it is the noun phrase beside the finite verb. Relative clauses and
brackets behind the name are left out.
"""

from lagebild.annotate.quotes.drafts import Range
from lagebild.annotate.quotes.reading import RELATIVES, Reading, Segment
from lagebild.schema import Language, Sentence

_CUT = frozenset(
    {"acl", "acl:relcl", "advcl", "parataxis", "ccomp", "csubj", "punct", "discourse", "orphan", "cc:preconj"}
)
_AGENTS = frozenset({"von", "vom", "seitens", "by"})
_PLACES = frozenset({"in", "im"})
_DOCUMENTS = (
    "bericht", "berichten", "schreiben", "brief", "erklärung", "mitteilung", "papier", "studie", "entwurf", "antrag",
    "dokument", "stellungnahme", "artikel", "kommentar", "interview", "urteil", "resolution",
    "report", "statement", "letter",
)  # fmt: skip
_MUTE = frozenset({"das", "dies", "dieses", "es", "it", "this", "uhr", "mez", "mesz", "utc"})
_ABSTRACT = ("ung", "heit", "keit", "arbeit", "tion", "ismus", "sicht", "ausdruck")
_BODIES = (
    "regierung", "zeitung", "verwaltung", "leitung", "stiftung", "vereinigung", "abteilung", "bewegung", "vertretung",
    "führung", "versammlung", "union", "kommission", "organisation", "fraktion", "koalition", "opposition",
    "delegation", "institution", "redaktion",
)  # fmt: skip
"""Endings of nouns that name no speaker, and of those among them that do."""
_LONGEST_NAME = 7
"""Tokens, marks included, of the longest name in quotation marks."""
_NOMINAL_TAGS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "ADJ", "SYM"})
_OPENING_TAGS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"})
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
_DETERMINERS = {
    Language.GERMAN: frozenset(
        "der die das dem den des ein eine einer eines einem einen mehrere viele einige alle beide sein seine seiner "
        "ihr ihre ihrer zwei drei vier".split()
    ),
    Language.ENGLISH: frozenset("the a an several many some his her their its two three".split()),
}
_PRONOUNS = {
    Language.GERMAN: frozenset("er sie es man dieser diese dieses jener wir ich beide letzterer".split()),
    Language.ENGLISH: frozenset("he she they it we i".split()),
}
_LINKS = frozenset("des der von vom im in und für aus beim bei of the and for from at zum sowie".split())
_ENGLISH_STOPS = frozenset(", . : ; that to on in at after before when while who which said".split())
_NOMINATIVE = frozenset("der die das ein eine mehrere viele einige alle beide sein seine ihr ihre the a an".split())


def find_subject(reading: Reading, *, verb: int, finite: int, segment: Segment) -> tuple[Range, ...]:
    """The subject of a clause whose verb of saying and finite verb are known."""
    if reading.tagged:
        found = _subject_by_tree(reading, verb, finite, segment)
        if found is not None:
            return (found,)
    return find_subject_by_place(reading, finite=finite, segment=segment)


def _antecedent(reading: Reading, pronoun: int, verb: int) -> int:
    """The noun a relative pronoun stands for: *der Mann, der sagte* is said by *der Mann*."""
    token = reading.tokens[verb]
    relative = token.deprel.startswith("acl") and reading.words[pronoun] in RELATIVES and token.head >= 0
    return token.head if relative else pronoun


def find_subject_by_place(reading: Reading, *, finite: int, segment: Segment) -> tuple[Range, ...]:
    """The noun phrase beside a finite verb that is likelier its subject; works without a tree."""
    first = segment.first
    if finite == first and segment.before == "," and not opens_phrase(reading, finite + 1):
        return _opening_phrase(reading, segment)
    if first < finite and reading.words[first] in ("wie", "als", "dass", "as", "that"):
        first += 1
    opens = reading.words[first] in _NOMINATIVE or _is_name(reading, first) or _is_pronoun(reading, first)
    if first < finite and opens:
        return ((first, end_of_phrase(reading, first, finite)),)
    for after in range(finite + 1, min(finite + 4, segment.last)):
        if opens_phrase(reading, after):
            return ((after, end_of_phrase(reading, after, segment.last)),)
        if reading.words[after] in _LINKS:
            break
    return ()


def find_root_subject(reading: Reading, sentence: Sentence) -> tuple[Range, ...]:
    """The subject of a whole sentence, if the tree has one with a name in it."""
    for root in range(sentence.first, sentence.last):
        if reading.tokens[root].head >= 0:
            continue
        for child in reading.children[root]:
            if reading.tokens[child].deprel != "nsubj" or _is_abstract(reading, child):
                continue
            first, last = noun_phrase(reading, child)
            if any(reading.tokens[at].upos == "PROPN" for at in range(first, last)):
                return ((first, last),)
    return ()


def _is_abstract(reading: Reading, at: int) -> bool:
    """Whether a noun names a thing or an idea that says nothing."""
    word = reading.words[at]
    return reading.tokens[at].upos == "NOUN" and word.endswith(_ABSTRACT) and not word.endswith(_BODIES)


def find_agent(reading: Reading, *, verb: int, segment: Segment) -> tuple[Range, ...]:
    """The agent of a passive (*von*, *seitens*, *by*), else the document it stands in (*im Bericht*)."""
    for prepositions in (_AGENTS, _PLACES):
        for at in range(segment.first, segment.last):
            if reading.words[at] not in prepositions or at == verb:
                continue
            last = end_of_phrase(reading, at + 1, segment.last)
            if last <= at + 1 or (last > verb > at and reading.words[at] != "by"):
                continue
            if prepositions is _AGENTS or any(reading.words[i].endswith(_DOCUMENTS) for i in range(at + 1, last)):
                return ((at + 1, last),)
    return ()


def end_of_phrase(reading: Reading, first: int, limit: int) -> int:
    """Where the noun phrase that starts at `first` ends."""
    if first >= limit:
        return first
    if reading.tagged:
        last = _phrase_by_tree(reading, first, limit)
        if last is not None or reading.tokens[first].upos not in _OPENING_TAGS:
            return last or first
    return _phrase_by_form(reading, first, limit)


def noun_phrase(reading: Reading, head: int, cut: frozenset[str] = _CUT) -> Range:
    """The unbroken stretch of words around `head` that belong to its subtree."""
    inside = set(reading.subtree(head, cut))
    first = last = head
    while first - 1 in inside or (first - 2 in inside and _is_mark(reading, first - 1)):
        first -= 1
    while last + 1 in inside or (last + 2 in inside and _is_mark(reading, last + 1)):
        last += 1
    return _round_off(reading, first, last + 1)


def _round_off(reading: Reading, first: int, last: int) -> Range:
    """The phrase with what a wrong tree may have cut off: its article, the rest of a name, closing marks."""
    tokens = reading.tokens
    while first > 0 and tokens[first - 1].upos in ("DET", "ADJ", "NUM") and reading.inside[first - 1] < 0:
        first -= 1
    articled = tokens[first].upos == "DET"
    while last < len(tokens) and (
        tokens[last].upos == "PROPN" or (articled and tokens[last].upos == "NOUN" and tokens[last - 1].upos != "NOUN")
    ):
        last += 1
    if last < len(tokens) and tokens[last].text == ")" and any(tokens[at].text == "(" for at in range(first, last)):
        last += 1
    pair = reading.inside[last - 1]
    if pair >= 0 and reading.marked[pair].first >= first:
        last = max(last, reading.marked[pair].last)
    return first, last


def _has_preposition(reading: Reading, at: int) -> bool:
    return any(reading.tokens[child].deprel == "case" and child < at for child in reading.children[at])


def _is_mark(reading: Reading, at: int) -> bool:
    return at >= 0 and reading.tokens[at].deprel == "punct"


def _subject_by_tree(reading: Reading, verb: int, finite: int, segment: Segment) -> Range | None:
    seen: set[int] = set()
    at = verb
    while at >= 0 and at not in seen:
        seen.add(at)
        subjects = [child for child in reading.children[at] if _may_speak(reading, child, finite, segment)]
        if subjects:
            # A verb that opens its clause has its subject behind it, unless an apposition cut it off in front.
            behind = [child for child in subjects if child > finite] if finite == segment.first else []
            chosen = (behind or subjects)[0]
            if len(subjects) > 1 and reading.words[chosen] in RELATIVES and subjects[1] == chosen + 1:
                return chosen, noun_phrase(reading, subjects[1])[1]  # an article taken for a pronoun
            return noun_phrase(reading, _antecedent(reading, chosen, at))
        token = reading.tokens[at]
        # A second verb shares the subject of the first (*kam und sagte*); an infinitive that of its governor.
        if token.deprel not in ("conj", "xcomp", "compound", "aux", "cop"):
            break
        at = token.head
    return None


def _may_speak(reading: Reading, at: int, finite: int, segment: Segment) -> bool:
    """Whether a dependent is a subject that can speak.

    A subject behind the clause or inside a long quotation belongs to the content and is wrongly attached.
    """
    if reading.tokens[at].deprel not in _SUBJECTS or at == finite or at >= segment.last:
        return False
    if reading.words[at] in _MUTE or _has_preposition(reading, at):
        return False
    pair = reading.inside[at]
    return pair < 0 or reading.marked[pair].last - reading.marked[pair].first <= _LONGEST_NAME


def _is_name(reading: Reading, at: int) -> bool:
    if reading.tagged:
        return reading.tokens[at].upos in ("NOUN", "PROPN")
    word = reading.words[at]
    return reading.tokens[at].text[:1].isupper() and word not in _LINKS and not _looks_adjective(reading, at)


def _is_pronoun(reading: Reading, at: int) -> bool:
    return reading.words[at] in _PRONOUNS[reading.language]


def _opening_phrase(reading: Reading, segment: Segment) -> tuple[Range, ...]:
    """The subject that opens the sentence, cut off from its verb by an apposition or relative clause."""
    sentence = next((s for s in reading.sentences if s.first <= segment.first < s.last), None)
    if sentence is None:
        return ()
    last = end_of_phrase(reading, sentence.first, segment.first)
    return ((sentence.first, last),) if last > sentence.first else ()


def opens_phrase(reading: Reading, at: int) -> bool:
    """Whether a noun phrase may start here, by form alone."""
    if at >= len(reading.tokens):
        return False
    word = reading.words[at]
    return word in _DETERMINERS[reading.language] or _is_pronoun(reading, at) or reading.tokens[at].text[:1].isupper()


def _phrase_by_tree(reading: Reading, first: int, limit: int) -> int | None:
    """The end of the widest noun phrase that starts at `first`."""
    at = first
    for _ in range(12):
        head = reading.tokens[at].head
        if not first <= head < limit or reading.tokens[head].upos not in _NOMINAL_TAGS or _is_predicate(reading, head):
            break
        at = head
    if reading.tokens[at].upos not in _NOMINAL_TAGS:
        return None
    begin, last = noun_phrase(reading, at)
    return min(last, limit) if begin <= first < last else None


def _is_predicate(reading: Reading, at: int) -> bool:
    return any(reading.tokens[child].deprel in ("nsubj", "cop", "aux", "aux:pass") for child in reading.children[at])


def _phrase_by_form(reading: Reading, first: int, limit: int) -> int:
    at = first
    if reading.language is Language.ENGLISH:
        while at < limit and not (reading.is_finite(at) or reading.words[at] in _ENGLISH_STOPS):
            at += 1
        return at
    while at < limit:
        word, text = reading.words[at], reading.tokens[at].text
        if word in _PRONOUNS[reading.language] and at == first:
            return at + 1
        if reading.inside[at] >= 0:
            at = min(reading.marked[reading.inside[at]].last, limit)
            continue
        if text == "(":
            while at < limit and reading.tokens[at].text != ")":
                at += 1
            at += 1
            continue
        if text[:1].isupper() or word in _DETERMINERS[reading.language] or text[:1].isdigit():
            at += 1
            continue
        following = at + 1 < limit and opens_phrase(reading, at + 1)
        if following and (word in _LINKS or _looks_adjective(reading, at)):
            at += 1
            continue
        break
    return min(at, limit)


def _looks_adjective(reading: Reading, at: int) -> bool:
    if reading.is_finite(at) or reading.words[at] in reading.lexicon.cues:
        return False
    if reading.language is Language.ENGLISH:
        return reading.words[at] not in ("on", "in", "that", "would", "has", "had", "is", "was")
    return reading.words[at].endswith(("e", "en", "er", "es", "em"))
