"""What the act itself settles of sides and status, after frames and proposals are joined."""

from dataclasses import replace

from lagebild.coding.drafts import Draft
from lagebild.coding.parties import UNKNOWN
from lagebild.coding.reading import Reading
from lagebild.schema import Party, Status


def settle(reading: Reading, draft: Draft) -> Draft:
    """The draft with sides that can be: nobody is his own target, no accuser unknown, no deported his deporter's."""
    recipients = reading.parties.apart(draft.recipients, draft.actors)
    if draft.type == "COERCE" and draft.mode == "deport":
        recipients = tuple(_sent_away(reading, party) for party in recipients)
    actors = draft.actors
    if draft.type == "ACCUSE" and all(party.country == UNKNOWN and party.span is None for party in actors):
        # Of coded accusations without words for the accuser readers leave six in seven without one.
        actors = ()
    # A promise is made when it is told, whatever it is a promise of.
    promised = draft.type == "AGREE" and draft.status is Status.PLANNED
    status = Status.HAPPENED if promised else draft.status
    return replace(draft, actors=actors, recipients=recipients, status=status)


def _sent_away(reading: Reading, party: Party) -> Party:
    """*schiebt mehr Menschen ab*: people of no country that the text names, whoever is spoken of around."""
    if party.span is None or party.country == UNKNOWN:
        return party
    tree = reading.tree
    for at, token in enumerate(tree.tokens):
        if party.span.covers(token.span) and tree.lemma(at) in reading.lexicon.words["deported"]:
            return party if reading.parties.names_party(at) else replace(party, country=UNKNOWN, actor=None)
    return party
