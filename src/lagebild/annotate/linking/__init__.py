"""Whom the names, demonyms, offices and pronouns of a dispatch stand for.

Takes tokens, sentences and the names the language model found, and gives `Mention` values with canonical English
name, side acted for and the reason for both. It reads the tables of `lagebild.knowledge` and the offices on the
dispatch's date; a side that neither words nor context give stays None.
"""

from lagebild.annotate.linking.config import LinkConfig
from lagebild.annotate.linking.conflicts import office_notes
from lagebild.annotate.linking.linking import link_mentions

__all__ = ["LinkConfig", "link_mentions", "office_notes"]
