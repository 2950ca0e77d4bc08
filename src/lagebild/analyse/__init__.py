"""Store -> Situation, Timeline, Network, TensionSeries; every number names the events beneath it."""

from lagebild.analyse.results import (
    Bin,
    Contradiction,
    Contribution,
    Dyad,
    Edge,
    Network,
    Node,
    Situation,
    Step,
    TensionPoint,
    TensionSeries,
    Timeline,
)
from lagebild.analyse.situation import situation
from lagebild.analyse.views import network, tension, timeline

__all__ = [
    "Bin",
    "Contradiction",
    "Contribution",
    "Dyad",
    "Edge",
    "Network",
    "Node",
    "Situation",
    "Step",
    "TensionPoint",
    "TensionSeries",
    "Timeline",
    "network",
    "situation",
    "tension",
    "timeline",
]
