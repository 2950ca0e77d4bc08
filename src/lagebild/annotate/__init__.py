"""Dispatch -> Annotated: tokens and trees, names and what they stand for, times, quotations, proposed claims.

Importing this room loads nothing heavy; `load_annotator` does.
"""

from lagebild.annotate.annotator import AnnotateConfig, Annotator, load_annotator
from lagebild.annotate.conllu import parse_conllu

__all__ = ["AnnotateConfig", "Annotator", "load_annotator", "parse_conllu"]
