"""The options of the time room: one frozen object, every option with its default and reason."""

from dataclasses import dataclass
from typing import Literal

Domain = Literal["news", "narrative"]


@dataclass(frozen=True, slots=True)
class TimeConfig:
    """How time expressions are found and resolved.

    `domain`: `news` resolves against the publication date; `narrative` (chronicles, encyclopedia articles) has no
    useful publication date, so expressions hang on earlier ones in the text.
    `memory`: how many sentences back an earlier expression may lend its day to a clock time or its year to a month.
    Two is the distance beyond which a news text has usually returned to its own day; narratives never forget.
    `vague`: whether words without a computable date (*damals*, *bald*, *derzeit*) are reported at all.
    """

    domain: Domain = "news"
    memory: int = 2
    vague: bool = True
