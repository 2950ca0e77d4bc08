"""Who fills the roles of a claim, and on whose word, weighed: of the casts on offer the likeliest, if it is clearly so.

Takes the settled drafts, and the frame and the proposal each was made of; what frames alone tell stays as it is. On
offer for a role are the sides the draft has, those of its frame, of its proposal, the sides the language model is
surest of, an unknown and nobody. What speaks for a cast (who offers it, how sure the model is of its sides and of those
it leaves out, what stands in the other role) is weighed by `data/LANGUAGE/casting.csv`, a logistic regression that
`eval/casting.py` fits on coded training dispatches; roles without weights there keep what the rules cast.
"""

import csv
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from lagebild.coding.drafts import Draft
from lagebild.coding.parties import UNKNOWN, unknown_party
from lagebild.coding.proposing import cannot_fill
from lagebild.coding.reading import Reading
from lagebild.schema import Language, Party, Proposal, SidePointer

Role = Literal["actor", "recipient", "said_by"]
ROLES: tuple[Role, ...] = ("actor", "recipient", "said_by")
_OTHER: Mapping[Role, Role] = {"actor": "recipient", "recipient": "actor", "said_by": "actor"}
"""The role whose sides a cast is compared with."""
BY_TYPE = ("settled", "frame", "proposal", "unknown", "nobody", "several", "meets_other")
"""Features that are weighed for each type by itself too."""
_SURE_SIDES = 3
"""Sides the model is surest of that are on offer each by itself."""
_REACH = 15
"""Tokens a frame's word may stand from that of the claim it was joined to."""
_LOWEST, _HIGHEST = 0.02, 0.999
"""Bounds of a probability whose log odds are taken; the model keeps none below .15."""


class Cast(NamedTuple):
    """Parties that may fill a role, and what speaks for them, by name."""

    parties: tuple[Party, ...]
    features: Mapping[str, float]

    @property
    def sides(self) -> frozenset[str]:
        """Whom they stand for."""
        return _sides(self.parties)


@dataclass(frozen=True, slots=True)
class _Offers:
    """A draft with the frame's and the proposal's draft it was made of, and the model's sides by role."""

    draft: Draft
    frame: Draft | None
    proposal: Draft
    model: Proposal

    def scores(self, role: str) -> dict[str, float]:
        """The model's probability of each side in a role."""
        return {s.country: s.score for s in self.model.sides if s.role == role}


def weigh_roles(
    reading: Reading, drafts: Sequence[Draft], framed: Sequence[Draft], proposed: Sequence[Draft]
) -> tuple[Draft, ...]:
    """The drafts with the likeliest casts; `framed` and `proposed` are the drafts they were made of."""
    weights = load_weights(reading.annotated.dispatch.language)
    roles = [role for role in ROLES if (role, "", "bias") in weights]
    return tuple(_weigh(reading, draft, casts(reading, draft, framed, proposed, roles), weights) for draft in drafts)


def casts(
    reading: Reading,
    draft: Draft,
    framed: Sequence[Draft],
    proposed: Sequence[Draft],
    roles: Sequence[Role] = ROLES,
) -> Iterator[tuple[Role, list[Cast]]]:
    """The casts on offer for each role of a draft that the model proposed too; the first is the one settled on."""
    reasons = draft.reason.split(" ")
    proposal = next((p for p in proposed if p.token == draft.token and p.reason in reasons), None)
    if proposal is None:
        return
    frame = next((f for f in framed if f.reason in reasons and _is_near(f, draft)), None)
    seen = (p for p in reading.annotated.proposals if p.token == draft.token and p.type == proposal.type)
    offers = _Offers(draft, frame, proposal, next(seen))
    for role in roles:
        yield role, [Cast(parties, _features(offers, role, parties)) for parties in _on_offer(reading, offers, role)]


def _weigh(
    reading: Reading,
    draft: Draft,
    offered: Iterable[tuple[Role, list[Cast]]],
    weights: Mapping[tuple[str, str, str], float],
) -> Draft:
    chosen: dict[Role, tuple[Party, ...]] = {}
    for role, found in offered:
        chances = [_chance(weights, role, draft.type, cast.features) for cast in found]
        best = max(range(len(found)), key=chances.__getitem__)
        if chances[best] > chances[0] + reading.config.cast_margin:
            chosen[role] = found[best].parties
    if not chosen:
        return draft
    spans = (party.span for parties in chosen.values() for party in parties if party.span is not None)
    return replace(
        draft,
        actors=chosen.get("actor", draft.actors),
        recipients=chosen.get("recipient", draft.recipients),
        said_by=next(iter(chosen["said_by"]), None) if "said_by" in chosen else draft.said_by,
        reason=f"{draft.reason} weighed:{'+'.join(chosen)}",
        spans=tuple(dict.fromkeys((*draft.spans, *spans))),
    )


def _chance(
    weights: Mapping[tuple[str, str, str], float], role: Role, kind: str, features: Mapping[str, float]
) -> float:
    total = weights[role, "", "bias"]
    for name, value in features.items():
        total += value * weights.get((role, "", name), 0.0)
        if name in BY_TYPE:
            total += value * weights.get((role, kind, name), 0.0)
    return 1 / (1 + math.exp(-total))


def _is_near(frame: Draft, draft: Draft) -> bool:
    return frame.trigger.overlaps(draft.trigger) or abs(frame.token - draft.token) < _REACH


def _on_offer(reading: Reading, offers: _Offers, role: Role) -> list[tuple[Party, ...]]:
    """Casts of different sides, the settled one first.

    What stands in the other role is not offered in the same words, nor beside a second side; of sides joined in the
    text (*Kuwait und Bahrain*) not some alone.
    """
    settled, opposite = _filled(offers.draft, role), _filled(offers.draft, _OTHER[role])
    found = [_filled(draft, role) for draft in (offers.frame, offers.proposal) if draft is not None]
    sides = (s for s in offers.model.sides if s.role == role)
    # Where rules find no doer because grammar forbids the words they know, the model's side is better than none.
    able = (s for s in sides if role == "actor" or not cannot_fill(reading, offers.model, role, s.token))
    sure = sorted(able, key=lambda s: -s.score)
    found += [(_party(reading, side),) for side in sure[:_SURE_SIDES]]
    if len(sure) > 1 and role != "said_by" and not _sides(opposite) & {side.country for side in sure[:2]}:
        found.append((_party(reading, sure[0]), _party(reading, sure[1])))
    if role != "said_by":
        taken = {party.span for party in opposite if party.span is not None}
        found = [parties for parties in found if not any(party.span in taken for party in parties)]
    if len(_sides(settled)) > 1 and _are_joined(reading, settled):
        found = [parties for parties in found if not parties or not _sides(parties) < _sides(settled)]
    different: dict[frozenset[str], tuple[Party, ...]] = {}
    for parties in (settled, *found, (unknown_party(),), ()):
        different.setdefault(_sides(parties), parties)
    return list(different.values())


def _are_joined(reading: Reading, parties: tuple[Party, ...]) -> bool:
    """Whether the words of all parties are joined to those of the first."""
    tree = reading.tree
    words = [
        [at for at, t in enumerate(tree.tokens) if p.span is not None and t.span.overlaps(p.span)] for p in parties
    ]
    joined = {member for at in words[0] for member in tree.conjuncts(tree.first_conjunct(at))}
    return all(joined & set(at) for at in words)


def _party(reading: Reading, side: SidePointer) -> Party:
    return reading.parties.named(side.token, side.country)


def _features(offers: _Offers, role: Role, parties: tuple[Party, ...]) -> dict[str, float]:
    """What speaks for and against a cast: counts, 0 or 1, and log odds of the model."""
    opposite = _OTHER[role]
    sides, settled = _sides(parties), _sides(_filled(offers.draft, role))
    other = _sides(_filled(offers.draft, opposite))
    scores, swapped, said = offers.scores(role), offers.scores(opposite), offers.scores("said_by")
    inside = [scores.get(side, 0.0) for side in sides] or [0.0]
    outside = max((score for side, score in scores.items() if side not in sides), default=0.0)
    pointers = [p.score for p in offers.model.pointers if p.role == role]
    said_by = offers.draft.said_by
    return {
        "settled": sides == settled,
        "frame": offers.frame is not None and sides == _sides(_filled(offers.frame, role)),
        "proposal": sides == _sides(_filled(offers.proposal, role)),
        "unknown": sides == {UNKNOWN},
        "nobody": not sides,
        "one": len(sides) == 1,
        "several": len(sides) > 1,
        "many": len(sides) > 2,
        "has_unknown": UNKNOWN in sides,
        "meets_other": bool(sides & other),
        "is_other": sides == other,
        "shared_with_other": len(sides & other),
        "least_sure": _log_odds(min(inside)),
        "surest": _log_odds(max(inside)),
        "left_out": _log_odds(outside),
        "ahead": _log_odds(min(inside)) - _log_odds(outside),
        "in_other_role": _log_odds(max((swapped.get(side, 0.0) for side in sides), default=0.0)),
        "as_source": _log_odds(max((said.get(side, 0.0) for side in sides), default=0.0)),
        "pointed": _log_odds(max(pointers, default=0.0)),
        "kept": len(sides & settled),
        "dropped": len(settled - sides),
        "added": len(sides - settled),
        "frame_swaps": offers.frame is not None and bool(sides & _sides(_filled(offers.frame, opposite))),
        "proposal_swaps": bool(sides & _sides(_filled(offers.proposal, opposite))),
        "group": any(":" in side for side in sides),
        "speaks": said_by is not None and said_by.country in sides,
    }


def _filled(draft: Draft, role: Role) -> tuple[Party, ...]:
    if role == "said_by":
        return (draft.said_by,) if draft.said_by is not None else ()
    return draft.actors if role == "actor" else draft.recipients


def _sides(parties: Sequence[Party]) -> frozenset[str]:
    return frozenset(party.country for party in parties)


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, _LOWEST), _HIGHEST)
    return math.log(bounded / (1 - bounded))


@cache
def load_weights(language: Language) -> Mapping[tuple[str, str, str], float]:
    """Weights by role, type ("" for every type) and feature."""
    text = files("lagebild.coding").joinpath("data", language.value, "casting.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {(row["role"], row["type"], row["feature"]): float(row["weight"]) for row in rows}
