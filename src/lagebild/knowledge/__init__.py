"""What we know before reading: states, organisations, armed groups, parties, bodies, places, nouns that name doers."""

from lagebild.knowledge.entries import Country, Entry, EntryKind, Match, Noun, NounKind, NounReading
from lagebild.knowledge.knowledge import Knowledge
from lagebild.knowledge.loading import load_knowledge

__all__ = [
    "Country",
    "Entry",
    "EntryKind",
    "Knowledge",
    "Match",
    "Noun",
    "NounKind",
    "NounReading",
    "load_knowledge",
]
