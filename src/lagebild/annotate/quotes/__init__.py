"""Whose words a dispatch gives back: direct, indirect, free indirect and reported speech.

Takes the analysed tokens and sentences of one dispatch and gives `Quotation`s: the words said, the words that name
the speaker, and the words that say that something was said. It resolves no pronouns and knows no actors.
"""

from lagebild.annotate.quotes.finding import find_quotations

__all__ = ["find_quotations"]
