"""One dispatch prepared for coding: its trees, lexicon and readers, made once and handed to every step."""

from dataclasses import dataclass

from lagebild.coding.arguments import Arguments
from lagebild.coding.binding import Binder, bind_layers
from lagebild.coding.config import CodingConfig
from lagebild.coding.frames import Lexicon, load_lexicon
from lagebild.coding.matching import Matcher
from lagebild.coding.parties import PartyReader
from lagebild.coding.sources import SourceReader
from lagebild.coding.statuses import StatusReader
from lagebild.coding.trees import Tree
from lagebild.knowledge import Knowledge
from lagebild.knowledge.party_index import index_parties
from lagebild.schema import Annotated


@dataclass(frozen=True, slots=True)
class Reading:
    """All that steps share."""

    annotated: Annotated
    tree: Tree
    lexicon: Lexicon
    arguments: Arguments
    parties: PartyReader
    matcher: Matcher
    statuses: StatusReader
    sources: SourceReader
    binder: Binder
    config: CodingConfig


def read_annotated(annotated: Annotated, knowledge: Knowledge, config: CodingConfig) -> Reading:
    """Prepare a dispatch."""
    lexicon = load_lexicon(annotated.dispatch.language)
    tree = Tree(annotated.tokens, annotated.sentences, lexicon)
    arguments = Arguments(
        tree, lexicon.words["object_control"], lexicon.words["time_words"], lexicon.words["intransitive"]
    )
    parties = PartyReader(index_parties(annotated, knowledge), tree, knowledge, config)
    return Reading(
        annotated=annotated,
        tree=tree,
        lexicon=lexicon,
        arguments=arguments,
        parties=parties,
        matcher=Matcher(tree, lexicon, arguments, parties),
        statuses=StatusReader(tree, lexicon, arguments),
        sources=SourceReader(annotated, tree, lexicon, arguments, parties, config),
        binder=bind_layers(annotated, tree, lexicon, parties.index.sided, knowledge),
        config=config,
    )
