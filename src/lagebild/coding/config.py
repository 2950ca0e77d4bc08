"""Options of coding."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Winner = Literal["frame", "model"]


class PointerFloors(NamedTuple):
    """Score a pointer of the language model needs to fill a role."""

    actor: float = 0.7
    recipient: float = 0.45
    said_by: float = 0.4
    when: float = 0.4
    where: float = 0.4


@dataclass(frozen=True, slots=True)
class CodingConfig:
    """Options of `code_claims`.

    `proposal_floor`: score a proposal of the language model needs to be a claim by itself. `shared_floor`: the lower
    score that suffices where a frame hits the same trigger. `frame_floor`: weight a frame needs to be a claim by
    itself while the dispatch has proposals; `lone_frame_floor`: the same for a dispatch without any.

    `pointer_floor`: score a role pointer needs, per role. `actor_rescue`: lower score at which the best actor pointer
    is taken where none reaches its floor, because nearly every act has a doer. `unknown_floor`: score at which words of
    no known side fill a role, if no side is surer. `country_floor`: score from which the
    model's guess of a country fills in for a party that the tables cannot place. `trust_country`: score from which
    that guess overrules a side that was taken from context alone.

    `type_winner`, `status_winner`: who decides where a frame and a proposal tell of the same trigger. `role_trust`: how
    sure the model must be of a side to cast the roles; below that the frame does.
    `cast_margin`: how much likelier, as a probability, another cast of a role must be than the one the rules settled on
    (see `casting`); from 1 the rules alone decide.
    `implied_actor_floor`: weight from which a frame whose words name no doer takes the side the surroundings speak of.
    `speaker_reach`: sentences the speaker of reported speech in the subjunctive may lie back.
    """

    proposal_floor: float = 0.42
    shared_floor: float = 0.3
    frame_floor: float = 0.45
    lone_frame_floor: float = 0.4
    pointer_floor: PointerFloors = field(default_factory=PointerFloors)
    actor_rescue: float = 0.2
    unknown_floor: float = 0.25
    country_floor: float = 0.4
    trust_country: float = 0.8
    type_winner: Winner = "frame"
    role_trust: float = 0.6
    status_winner: Winner = "frame"
    cast_margin: float = 0.1
    implied_actor_floor: float = 0.7
    speaker_reach: int = 3
