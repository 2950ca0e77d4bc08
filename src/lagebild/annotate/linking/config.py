"""Options of linking."""

from dataclasses import dataclass, field

from lagebild.knowledge.context import ContextConfig


@dataclass(frozen=True, slots=True)
class LinkConfig:
    """Options of `link_mentions`.

    `home`: the side of bodies in a German dispatch that names no side at all (*die Polizei* in a local report); German
    outlets write of Germany without saying so. None switches the prior off. `pronoun_reach`: sentences a pronoun may
    look back. `context`: the vote for words without a side.
    """

    home: str | None = "DEU"
    pronoun_reach: int = 3
    context: ContextConfig = field(default_factory=ContextConfig)
