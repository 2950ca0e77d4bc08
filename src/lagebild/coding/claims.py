"""From an annotated dispatch to its claims: who did what to whom, when, where, how surely, on whose word.

Takes one `Annotated` and gives `Claim` values in text order with deterministic ids. It keeps no memory between
dispatches and never looks at other texts; what becomes of claims that tell of the same happening is not decided here.
"""

from collections.abc import Sequence

from lagebild.coding.calibration import confidence
from lagebild.coding.casting import weigh_roles
from lagebild.coding.combine import combine_drafts
from lagebild.coding.config import CodingConfig
from lagebild.coding.drafts import Draft
from lagebild.coding.dropping import drop_plans
from lagebild.coding.framing import draft_frames
from lagebild.coding.opposing import part_sides
from lagebild.coding.proposing import draft_proposals
from lagebild.coding.reading import Reading, read_annotated
from lagebild.coding.settling import settle
from lagebild.coding.vetoes import keep_acts
from lagebild.knowledge import Knowledge
from lagebild.schema import Annotated, Claim, Evidence
from lagebild.schema.ids import content_id

_DEFAULT = CodingConfig()


def code_claims(annotated: Annotated, *, knowledge: Knowledge, config: CodingConfig = _DEFAULT) -> tuple[Claim, ...]:
    """All claims of a dispatch; empty for a text that tells of no relevant act."""
    if not annotated.tokens:
        return ()
    reading = read_annotated(annotated, knowledge, config)
    framed, proposed = draft_frames(reading), draft_proposals(reading)
    drafts = weigh_roles(reading, settle_drafts(reading, framed, proposed), framed, proposed)
    told = sorted((*drafts, *drop_plans(reading, drafts)), key=lambda draft: (draft.trigger, draft.type))
    return tuple(as_claim(draft, annotated.dispatch.id) for draft in told)


def settle_drafts(reading: Reading, framed: Sequence[Draft], proposed: Sequence[Draft]) -> tuple[Draft, ...]:
    """What frames and proposals tell, joined, without what is no act, and with what the acts themselves settle."""
    support = reading.lexicon.words["support"]
    joined = combine_drafts(framed, proposed, tree=reading.tree, support=support, config=reading.config)
    return part_sides(reading, [settle(reading, draft) for draft in keep_acts(reading, joined)])


def as_claim(draft: Draft, dispatch: str) -> Claim:
    """The claim of a draft in the dispatch with this id."""
    score = round(min(max(draft.score, 0.0), 1.0), 4)
    return Claim(
        id=content_id(dispatch, str(draft.trigger.start), str(draft.trigger.end), draft.type),
        dispatch=dispatch,
        trigger=draft.trigger,
        type=draft.type,
        mode=draft.mode,
        status=draft.status,
        actors=draft.actors,
        recipients=draft.recipients,
        said_by=draft.said_by,
        when=draft.when,
        where=draft.where,
        confidence=round(confidence(draft.origin, score), 4),
        evidence=Evidence(draft.reason, score, draft.spans),
    )
