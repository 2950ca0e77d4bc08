"""Many claims -> events: which claims, across dispatches, tell of the same happening."""

from lagebild.merge.compare import MergeConfig
from lagebild.merge.events import WHEN_BASIS, group_claims

__all__ = ["WHEN_BASIS", "MergeConfig", "group_claims"]
