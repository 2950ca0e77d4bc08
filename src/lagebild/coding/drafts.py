"""A claim in the making: what one source of claims, a frame or a proposal, says of one trigger.

Drafts of both sources meet in `combine`; only then do they become `Claim` values.
"""

from dataclasses import dataclass

from lagebild.schema import Party, Span, Status, When, Where


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a claim. `token` heads the trigger; `origin` is `frame` or `model`; `reason` says which."""

    origin: str
    reason: str
    score: float
    token: int
    trigger: Span
    type: str
    mode: str | None
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    said_by: Party | None
    when: When | None
    where: Where | None
    spans: tuple[Span, ...]
    actor_score: float = 0.0
    recipient_score: float = 0.0
    """How sure the language model is of the sides it casts; 0 for parties read in another way."""
    implied: bool = False
    """Whether the recipients are only the side the surroundings speak of."""
