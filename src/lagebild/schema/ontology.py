"""PLOVER event types with their modes, quad classes and scores.

Source: PLOVER manual (Open Event Data Alliance, CC BY-SA 4.0 facts). Two traps of the manual are mended here: it
prints ACCUSE as +3 although all its modes are negative (we use -3), and it puts SANCTION in quad 3 in one table and
in quad 4 in its chapter (we use 4). Scores are PLOVER's conflict-cooperation scale, -10..10.
"""

from enum import StrEnum
from typing import NamedTuple


class Quad(StrEnum):
    """The four quadrants of the conflict-cooperation plane."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"


class EventType(NamedTuple):
    """One PLOVER type: its name, quad class, score on -10..10, the modes it may carry and a German label."""

    name: str
    quad: Quad
    score: float
    modes: tuple[str, ...]
    label_de: str


_VC, _MC, _VX, _MX = Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION, Quad.VERBAL_CONFLICT, Quad.MATERIAL_CONFLICT

EVENT_TYPES: dict[str, EventType] = {
    t.name: t
    for t in (
        EventType("AGREE", _VC, 2.5, (), "Zusage"),
        EventType("CONSULT", _VC, 2.5, ("visit", "third-party", "multilateral", "phone"), "Gespräch"),
        EventType("SUPPORT", _VC, 5.0, (), "Unterstützung"),
        EventType("CONCEDE", _VC, 4.5, (), "Zugeständnis"),
        EventType("COOPERATE", _MC, 9.5, (), "Zusammenarbeit"),
        EventType("AID", _MC, 10.0, (), "Hilfe"),
        EventType(
            "RETREAT",
            _MC,
            6.5,
            ("withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"),
            "Rückzug",
        ),
        EventType("REQUEST", _VX, 0.0, ("assist", "change", "yield", "meet"), "Forderung"),
        EventType("ACCUSE", _VX, -3.0, ("disapprove", "investigate", "allege"), "Vorwurf"),
        EventType("REJECT", _VX, -2.0, ("assist", "change", "yield", "meet"), "Ablehnung"),
        EventType(
            "THREATEN",
            _VX,
            -3.5,
            ("restrict", "ban", "arrest", "relations", "rights", "expel", "territory", "violence"),
            "Drohung",
        ),
        EventType("PROTEST", _MX, -5.0, ("demo", "riot", "strike", "hunger", "boycott", "obstruct"), "Protest"),
        EventType("SANCTION", _MX, -6.0, ("convict", "expel", "withdraw", "discontinue"), "Sanktion"),
        EventType("MOBILIZE", _MX, -5.5, ("troops", "weapons", "police", "militia"), "Mobilmachung"),
        EventType(
            "COERCE",
            _MX,
            -7.0,
            (
                "seize",
                "restrict",
                "ban",
                "censor",
                "curfew",
                "martial-law",
                "arrest",
                "deport",
                "withhold",
                "misinformation",
                "cyber",
            ),
            "Zwang",
        ),
        EventType(
            "ASSAULT",
            _MX,
            -9.0,
            (
                "abduct",
                "beat",
                "torture",
                "execute",
                "sexual",
                "assassinate",
                "destroy",
                "primitive",
                "firearms",
                "explosives",
                "suicide-attack",
                "aerial",
                "drone",
                "heavy-weapons",
                "crowd-control",
                "cleansing",
                "massacre",
                "unconventional",
            ),
            "Angriff",
        ),
    )
}


class Status(StrEnum):
    """How real the text makes the act (handbook, section 6)."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSSIBLE = "possible"
    CONSIDERED = "considered"
    DENIED = "denied"
