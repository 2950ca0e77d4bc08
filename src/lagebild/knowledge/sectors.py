"""Sectors that common nouns tell by themselves: a *taxi driver* is a civilian, a *Gewerkschaft* is organised labour.

Asked only for phrases whose noun no other table knows. It gives no side, and it makes no word a doer.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

from lagebild.knowledge.tables import read_table
from lagebild.schema import Language

FORMER = frozenset("former ex retired retire oust ousted ehemalig früh früher einstig damalig abgesetzt".split())
"""Lemmas before an office that somebody no longer holds."""
COUNTING = frozenset(
    """group team number majority several dozen hundred thousand crowd handful some gruppe team reihe mehrheit dutzend
    hunderte tausende zehntausende menge handvoll vielzahl""".split()
)
"""Lemmas of nouns that only count who is named behind them."""
GENERIC = frozenset(
    """leader head chief chairman chairwoman director member officer official agent agency organization organisation
    group service force body authority spokesman spokeswoman spokesperson representative inspector accountant worker
    employee expert association community branch unit leiter chef führer führung vorsitzende mitglied mitarbeiter
    sprecher vertreter angehörige beamte beamter experte gruppe behörde organisation verband dienst""".split()
)
"""Lemmas of nouns whose sector is that of the words before them: *intelligence officer*, *Jewish community leader*."""
ELITE = "ELI"
_OFFICIAL = frozenset({"GOV", "LEG", "JUD", "SPY"})
_SHORTEST_HEAD, _SHORTEST_REST = 5, 3


@cache
def load_sectors() -> Mapping[Language, Mapping[str, str]]:
    """Sectors by language and lower-case lemma."""
    found: dict[Language, dict[str, str]] = {language: {} for language in Language}
    for row in read_table("sectors"):
        found[Language(row.cells["language"])][row.cells["lemma"].lower()] = row.cells["sector"]
    return found


@lru_cache(maxsize=50_000)
def sector_word(lemma: str, language: Language) -> str | None:
    """The sector of a noun, in German also by the last part of a compound.

    >>> sector_word("Bahngewerkschafter", Language.GERMAN), sector_word("violin", Language.ENGLISH)
    ('LAB', None)
    """
    words, low = load_sectors()[language], lemma.lower()
    if (known := words.get(low) or words.get(low.rpartition("-")[2])) is not None or language is not Language.GERMAN:
        return known
    ends = range(_SHORTEST_REST, len(low) - _SHORTEST_HEAD + 1)
    return next((words[low[at:]] for at in ends if low[at:] in words), None)


def past_sector(sector: str | None) -> str | None:
    """The sector of somebody who once had an office in this one: former officials are elites, as in PLOVER."""
    return ELITE if sector in _OFFICIAL else sector
