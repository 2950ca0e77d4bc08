"""Casts of a role weighed against each other: the likelier one is taken only where it is clearly likelier."""

import math
from dataclasses import replace

import pytest

from coding_trees import BY_RULE, plant, proposal, with_proposals
from lagebild.coding import CodingConfig, code_claims
from lagebild.coding.casting import BY_TYPE, ROLES, casts, load_weights
from lagebild.coding.claims import settle_drafts
from lagebild.coding.framing import draft_frames
from lagebild.coding.proposing import draft_proposals
from lagebild.coding.reading import read_annotated
from lagebild.knowledge import Knowledge
from lagebild.schema import EVENT_TYPES, Annotated, Language, SidePointer

TALKS = """
Scholz Scholz PROPN 2 nsubj
sprach sprechen VERB 0 root VerbForm=Fin|Tense=Past
mit mit ADP 4 case
Japan Japan PROPN 2 obl
über über ADP 6 case
China China PROPN 4 nmod
"""
SIDES = (
    SidePointer("actor", "DEU", 0.97, 0),
    SidePointer("actor", "JPN", 0.95, 3),
    SidePointer("actor", "CHN", 0.71, 5),
)


def talks(knowledge: Knowledge, *sides: SidePointer) -> Annotated:
    annotated = plant(TALKS, knowledge, persons={"Scholz": "DEU"})
    return with_proposals(annotated, proposal(annotated, 1, type="CONSULT", status="happened", sides=sides, score=0.9))


def test_on_offer_are_the_settled_cast_first_and_every_set_of_sides_once(knowledge: Knowledge) -> None:
    reading = read_annotated(talks(knowledge, *SIDES), knowledge, CodingConfig())
    framed, proposed = draft_frames(reading), draft_proposals(reading)
    (draft,) = settle_drafts(reading, framed, proposed)
    found = dict(casts(reading, draft, framed, proposed))
    assert set(found) == set(ROLES)
    for role, offers in found.items():
        settled = {"actor": draft.actors, "recipient": draft.recipients, "said_by": ()}[role]
        assert offers[0].sides == {party.country for party in settled}
        assert [cast.features["settled"] for cast in offers].count(True) == 1
        assert len({cast.sides for cast in offers}) == len(offers)
        assert {frozenset[str](), frozenset({"UNK"})} <= {cast.sides for cast in offers}
    assert frozenset({"DEU", "JPN"}) in {cast.sides for cast in found["actor"]}


def test_a_clearly_likelier_cast_is_taken_and_says_so(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {(role, "", "bias"): 0.0 for role in ROLES} | {("actor", "", "least_sure"): 1.0}
    monkeypatch.setattr("lagebild.coding.casting.load_weights", lambda _: weights)
    annotated = talks(knowledge, SIDES[0]._replace(score=0.3), SIDES[1])
    (by_rule,) = code_claims(annotated, knowledge=knowledge, config=BY_RULE)
    (weighed,) = code_claims(annotated, knowledge=knowledge)
    assert {party.country for party in by_rule.actors} == {"DEU", "JPN"}
    assert [party.country for party in weighed.actors] == ["JPN"]
    assert weighed.evidence.reason == f"{by_rule.evidence.reason} weighed:actor"
    assert weighed.actors[0].span in weighed.evidence.spans


def test_a_source_is_weighed_too(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {(role, "", "bias"): 0.0 for role in ROLES} | {("said_by", "", "surest"): 1.0}
    monkeypatch.setattr("lagebild.coding.casting.load_weights", lambda _: weights)
    annotated = talks(knowledge, *SIDES, SidePointer("said_by", "CHN", 0.39, 5))
    (by_rule,) = code_claims(annotated, knowledge=knowledge, config=BY_RULE)
    (weighed,) = code_claims(annotated, knowledge=knowledge)
    assert by_rule.said_by is None
    assert weighed.said_by is not None
    assert weighed.said_by.country == "CHN"
    assert weighed.actors == by_rule.actors


def test_what_frames_alone_tell_is_not_weighed(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {(role, "", "bias"): 0.0 for role in ROLES} | {("actor", "", "nobody"): 9.0}
    monkeypatch.setattr("lagebild.coding.casting.load_weights", lambda _: weights)
    (claim,) = code_claims(replace(talks(knowledge), proposals=()), knowledge=knowledge)
    assert claim.actors


@pytest.mark.parametrize(("language", "roles"), [(Language.GERMAN, set(ROLES)), (Language.ENGLISH, {"said_by"})])
def test_weights_name_known_roles_types_and_features(language: Language, roles: set[str]) -> None:
    weights = load_weights(language)
    assert {role for role, _, _ in weights} == roles
    assert {kind for _, kind, _ in weights} <= {"", *EVENT_TYPES}
    assert {name for _, kind, name in weights if kind} <= set(BY_TYPE)
    assert all(math.isfinite(weight) for weight in weights.values())
