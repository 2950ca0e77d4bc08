"""Reads one word as a common noun that names a doer, through compounds.

*US-Verteidigungsminister* is the noun *Verteidigungsminister* with the side USA, *Übergangsregierung* is a *Regierung*.
A compound is accepted when it ends in a known form and the rest is long enough to be a word. It does not look at the
words around.
"""

from collections.abc import Mapping

from lagebild.knowledge.entries import Entry, EntryKind, Noun, NounKind, NounReading
from lagebild.knowledge.matching import AliasIndex

_SHORT_HEADS = frozenset({"chef", "armee", "miliz", "soldat", "senat"})
_NO_COMPOUND = frozenset(
    "land mann frau kind leute person bank boot schiff jet bauer heer volk staat staaten länder general oberst kaiser "
    "sender kammer opfer einheit agent gericht medien berichte prinz könig premier familie richter minister insel "
    "partei bewegung marine gruppe kommission botschaft menschen mensch männer kinder frauen männern banken firmen "
    "bündnis allianz republik organisation marinen kämpfer bürger arbeiter führung gegner".split()
)
# Heads whose compounds are safe although the head itself is short or loose: Bürgermeister is no Bürger.
_SAFE_COMPOUNDS = {
    "minister": "minister",
    "gericht": "gericht",
    "partei": "partei",
    "führung": "führung",
    "kämpfer": "kämpfer",
    "bürger": "bürger",
    "arbeiter": "arbeiter",
    "medien": "medien",
    "gegner": "gegner",
    "gruppe": "gruppe",
    "richter": "richter",
}
_FORMER = frozenset({"ex", "alt", "vize", "stellvertreter", "ehemals"})
_ABOUT_COUNTRY = frozenset({"envoy", "negotiator", "expert", "commissioner", "adviser", "candidate"})
_SHORTEST_GLUED = 4
_SIDE_KINDS = (EntryKind.COUNTRY, EntryKind.BODY, EntryKind.CAPITAL)


def read_noun(word: str, nouns: Mapping[str, Noun], index: AliasIndex[Entry]) -> NounReading | None:
    """The doer noun a word is, or ends in; None for other words."""
    if not word[:1].isalpha() or (word[:1].islower() and "-" in word):
        return None
    whole = nouns.get(word.lower())
    if whole is not None:
        kremlin = index.get("Russland") if whole.lemma.startswith("Kreml") else ()
        return NounReading(whole, kremlin[0] if kremlin else None, feminine=_is_feminine(word))
    *prefixes, last = word.split("-")
    tail = last.lower()
    noun, cut = (nouns[tail], 0) if tail in nouns else _compound_head(tail, nouns)
    if noun is None:
        return None
    former = any(part.lower() in _FORMER for part in prefixes) or tail.startswith(("vize", "ex", "alt"))
    feminine = _is_feminine(word)
    side, length = _side_of(prefixes, index)
    if side is not None and noun.concept in _ABOUT_COUNTRY and side.kind is EntryKind.COUNTRY and side.id != "USA":
        side, length = None, 0  # the Ukraine-Beauftragte does not act for Ukraine
    if side is None and not prefixes:
        side, length = _glued_body(last[:cut], index)
    if side is None and tail.startswith("bundes") and tail not in nouns:
        germany = index.get("Deutschland")
        side = germany[0] if germany else None
    if side is None and tail.startswith("kreml"):
        russia = index.get("Russland")
        side = russia[0] if russia else None
    return NounReading(noun, side, length, feminine=feminine, former=former)


def name_prefix(word: str, index: AliasIndex[Entry]) -> tuple[Entry, int] | None:
    """The side a hyphenated word opens with, and the length of that part: *US-* in *US-Dollar*."""
    if "-" not in word[1:-1] or not word[0].isupper():
        return None
    side, length = _side_of(word.split("-")[:-1], index)
    return (side, length) if side is not None else None


def _compound_head(low: str, nouns: Mapping[str, Noun]) -> tuple[Noun | None, int]:
    """The noun a compound ends in, and where it begins."""
    for cut in range(3, len(low) - 3):
        head = low[cut:]
        noun = nouns.get(head)
        if noun is None or noun.kind is NounKind.ANAPHOR:
            continue
        if head in _SAFE_COMPOUNDS or (head not in _NO_COMPOUND and (len(head) >= 6 or head in _SHORT_HEADS)):
            return noun, cut
    return None, 0


def _glued_body(name: str, index: AliasIndex[Entry]) -> tuple[Entry | None, int]:
    """The body, party or group that a compound opens with: *Talibansprecher*, *Unionsfraktion*, *Hisbollahführer*."""
    for form in (name, name.removesuffix("s")):
        if len(form) >= _SHORTEST_GLUED and (found := [e for e in index.get(form) if e.kind is EntryKind.BODY]):
            return found[0], len(form)
    return None, 0


def _side_of(prefixes: list[str], index: AliasIndex[Entry]) -> tuple[Entry | None, int]:
    """The first prefix, or run of prefixes, that names a country, organisation, group or party."""
    offset = 0
    for at, prefix in enumerate(prefixes):
        for stop in range(len(prefixes), at, -1):
            name = "-".join(prefixes[at:stop])
            for entry in index.get(name):
                if entry.kind in _SIDE_KINDS:
                    return entry, offset + len(name)
        offset += len(prefix) + 1
    return None, 0


def _is_feminine(word: str) -> bool:
    return word.endswith(("ministerin", "in", "innen", "Königin", "beauftragte", "vorsitzende"))
