"""Properties of merge, and what an event says about its claims."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from merge_samples import build

from lagebild.merge import WHEN_BASIS, MergeConfig, group_claims
from lagebild.merge.cluster import Atom, score_pairs
from lagebild.merge.compare import Comparison
from lagebild.merge.rules import group_types, is_person, is_region, load_rules, read_tables
from lagebild.merge.traits import find_traits
from lagebild.schema import EVENT_TYPES, Event, Status
from lagebild.schema.ids import content_id

CODES = ["USA:United States", "RUS:Russia", "UKR:Ukraine", "DEU:Boris Pistorius", "DEU:Olaf Scholz", "UNK:unknown"]
SIDE = st.lists(st.sampled_from(CODES), max_size=2, unique=True)
FEW_TYPES = ["ASSAULT/drone", "ASSAULT/aerial", "ASSAULT", "CONSULT", "CONSULT/visit", "AGREE", "COOPERATE"]


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Claims close enough to one another for many pairs to be doubtful."""
    dispatches = {
        f"m{n}": (date(2024, 5, 1) + timedelta(days=draw(st.integers(0, 4))), draw(st.sampled_from("ABC")))
        for n in range(draw(st.integers(1, 5)))
    }
    found = []
    for _ in range(draw(st.integers(0, 14))):
        key = draw(st.sampled_from(sorted(dispatches)))
        day, source = dispatches[key]
        row = {"in": key, "on": day.isoformat(), "by": source, "act": draw(st.sampled_from(FEW_TYPES))}
        row |= {"who": draw(SIDE), "whom": draw(SIDE), "status": draw(st.sampled_from(Status))}
        if draw(st.booleans()):
            row["when"] = (day - timedelta(days=draw(st.integers(-1, 3)))).isoformat()
        if draw(st.booleans()):
            row["where"] = draw(st.sampled_from(["Kharkiv, UKR", "Odesa, UKR", "Odesa Oblast, UKR", "Berlin, DEU"]))
        found.append(row)
    return found


class TestProperties:
    @settings(max_examples=150, deadline=None)
    @given(rows=rows(), seed=st.integers(0, 1000))
    def test_order_does_not_matter(self, rows: list[dict[str, Any]], seed: int) -> None:
        claims, published = build(rows)
        expected = group_claims(claims, published)
        shuffled = list(claims)
        random.Random(seed).shuffle(shuffled)
        turned = dict(reversed(published.items()))
        assert group_claims(shuffled, turned) == expected

    @settings(max_examples=100, deadline=None)
    @given(rows=rows())
    def test_merging_again_or_the_same_claims_twice_changes_nothing(self, rows: list[dict[str, Any]]) -> None:
        claims, published = build(rows)
        expected = group_claims(claims, published)
        assert group_claims(claims + claims[::-1], published) == expected
        by_id = {claim.id: claim for claim in claims}
        again = [by_id[key] for event in expected for key in event.claims]
        assert group_claims(again, published) == expected

    @settings(max_examples=100, deadline=None)
    @given(rows=rows())
    def test_every_claim_is_in_one_event_and_the_first_names_it(self, rows: list[dict[str, Any]]) -> None:
        claims, published = build(rows)
        events = group_claims(claims, published)
        assert sorted(key for event in events for key in event.claims) == sorted(claim.id for claim in claims)
        for event in events:
            assert event.id == content_id("event", event.claims[0])

    @settings(max_examples=100, deadline=None)
    @given(rows=rows())
    def test_every_pair_of_an_event_fits(self, rows: list[dict[str, Any]]) -> None:
        claims, published = build(rows)
        config, rules = MergeConfig(), load_rules()
        by_id = {claim.id: claim for claim in claims}
        comparison = Comparison(config)
        for event in group_claims(claims, published):
            members = [by_id[key] for key in event.claims]
            assert len({m.status is Status.DENIED for m in members}) == 1
            traits = [find_traits(m, published[m.dispatch][0], rules[m.type]) for m in members]
            for n, first in enumerate(traits):
                for second in traits[:n]:
                    points = comparison.points(first, second, same_dispatch=True)
                    assert first == second or (points is not None and points >= config.link)

    @settings(max_examples=150, deadline=None)
    @given(rows=rows(), together=st.booleans())
    def test_points_do_not_depend_on_the_order_of_a_pair(self, rows: list[dict[str, Any]], together: bool) -> None:
        claims, published = build(rows)
        rules = load_rules()
        traits = [find_traits(c, published[c.dispatch][0], rules[c.type]) for c in claims]
        for first in traits:
            for second in traits:
                one = Comparison(MergeConfig()).points(first, second, same_dispatch=together)
                assert one == Comparison(MergeConfig()).points(second, first, same_dispatch=together)

    @settings(max_examples=100, deadline=None)
    @given(rows=rows())
    def test_blocking_loses_no_pair(self, rows: list[dict[str, Any]]) -> None:
        claims, published = build(rows)
        rules, config = load_rules(), MergeConfig()
        atoms = [
            Atom(find_traits(c, published[c.dispatch][0], rules[c.type]), (n,), frozenset([c.dispatch]))
            for n, c in enumerate(claims)
        ]
        comparison = Comparison(config)
        same, across = score_pairs(atoms, comparison, config)
        found = [(first, second) for _, first, second in (*same, *across)]
        expected = set()
        for second, b in enumerate(atoms):
            for first, a in enumerate(atoms[:second]):
                points = comparison.points(a.traits, b.traits, same_dispatch=a.dispatches == b.dispatches)
                if points is not None and points >= config.join:
                    expected.add((first, second))
        assert set(found) == expected
        assert len(found) == len(expected)


def only(*rows: dict[str, Any]) -> Event:
    events = group_claims(*build(rows))
    assert len(events) == 1
    return events[0]


def row(**changes: Any) -> dict[str, Any]:
    return {
        "in": "m1",
        "on": "2024-05-02",
        "by": "A",
        "act": "ASSAULT/drone",
        "who": ["RUS:Russia"],
        "whom": ["UKR:Ukraine"],
    } | changes


class TestEvent:
    def test_sources_and_dispatches_are_counted_once(self) -> None:
        event = only(row(), row(), row(**{"in": "m2"}), row(**{"in": "m3", "by": "B"}), row(**{"in": "m4", "by": None}))
        assert event.dispatches == ("m1", "m2", "m3", "m4")
        assert event.sources == ("A", "B")

    def test_the_best_supported_mode_wins_and_the_others_stay_beside_it(self) -> None:
        event = only(row(act="ASSAULT/aerial"), row(**{"in": "m2", "by": "B"}), row(**{"in": "m3", "by": "C"}))
        assert event.mode == "drone"
        assert ("mode", "aerial", ("m1#0",)) in event.details
        assert ("mode", "drone", ("m2#1", "m3#2")) in event.details

    def test_a_source_that_repeats_itself_does_not_outvote_two(self) -> None:
        many = [row(**{"in": f"m{n}", "by": "A"}, act="ASSAULT/aerial") for n in range(5)]
        event = only(*many, row(**{"in": "m8", "by": "B"}), row(**{"in": "m9", "by": "C"}))
        assert event.mode == "drone"

    def test_dates_that_exclude_each_other_are_kept(self) -> None:
        place = "Sumy, UKR"
        event = only(
            row(when="2024-05-01", where=place),
            row(**{"in": "m2", "by": "B"}, when="2024-05-02", where=place),
            row(**{"in": "m3", "by": "C"}, when="2024-05-02", where=place),
        )
        assert event.when is not None
        assert event.when.earliest == date(2024, 5, 2)
        assert [d for d in event.details if d[0] == "when"] == [
            ("when", "2024-05-01", ("m1#0",)),
            ("when", "2024-05-02", ("m2#1", "m3#2")),
        ]
        assert (event.place, event.place_country) == ("Sumy", "UKR")

    def test_agreement_leaves_no_details(self) -> None:
        assert only(row(when="2024-05-02"), row(**{"in": "m2"}, when="2024-05-02")).details == ()

    def test_without_a_time_the_dispatch_gives_it_and_the_event_says_so(self) -> None:
        event = only(row())
        assert event.when is not None
        assert event.when.earliest == date(2024, 5, 2)
        assert event.details == ((WHEN_BASIS, "published", ("m1#0",)),)

    def test_a_plan_without_a_time_has_none(self) -> None:
        assert only(row(status="planned")).when is None

    def test_unknown_parties_are_shown_only_if_nobody_is_known(self) -> None:
        unknown = row(who=["UNK:unknown"], where="Sumy, UKR")
        assert only(unknown).actors == ("UNK",)
        assert only(unknown, row(where="Sumy, UKR")).actors == ("RUS",)
        assert only(row(whom=[])).recipients == ()

    def test_a_meeting_lists_nobody_on_both_sides(self) -> None:
        meeting = row(act="CONSULT", who=["DEU:Olaf Scholz", "UKR:Ukraine"], whom=[])
        visit = row(act="CONSULT", who=["DEU:Olaf Scholz"], whom=["UKR:Ukraine"])
        event = only(meeting, visit)
        assert sorted(event.actors + event.recipients) == ["DEU", "UKR"]

    def test_plan_and_fulfilment_name_each_other(self) -> None:
        plan = row(act="CONSULT", status="planned", when="2024-05-03")
        held = row(**{"in": "m2", "on": "2024-05-03"}, act="CONSULT")
        first, second = group_claims(*build([plan, held]))
        assert ("fulfilled_by", second.id, second.claims) in first.details
        assert ("announced_by", first.id, first.claims) in second.details

    def test_assertion_and_denial_name_each_other(self) -> None:
        first, second = group_claims(*build([row(), row(**{"in": "m2"}, status="denied")]))
        assert ("denied_by", second.id, second.claims) in first.details
        assert ("asserted_by", first.id, first.claims) in second.details

    def test_another_act_is_no_fulfilment(self) -> None:
        plan = row(act="CONSULT", status="planned", when="2024-05-03")
        held = row(**{"in": "m2", "on": "2024-05-20"}, act="CONSULT")
        assert all(field == WHEN_BASIS for event in group_claims(*build([plan, held])) for field, _, _ in event.details)

    def test_the_id_stays_when_later_claims_join(self) -> None:
        assert only(row()).id == only(row(), row(**{"in": "m2", "on": "2024-05-03"})).id

    def test_a_claim_of_an_unknown_dispatch_is_refused(self) -> None:
        claims, _ = build([row()])
        with pytest.raises(ValueError, match="m1"):
            group_claims(claims, {})

    def test_nothing_gives_nothing(self) -> None:
        assert group_claims([], {}) == ()

    def test_claims_are_left_as_they_are(self) -> None:
        claims, published = build([row(), row(**{"in": "m2"})])
        copies = [replace(claim) for claim in claims]
        group_claims(claims, published)
        assert claims == copies


class TestRules:
    def test_every_type_has_a_rule_with_known_modes(self) -> None:
        types = read_tables()["types"]
        assert types.keys() == EVENT_TYPES.keys()
        for name, table in types.items():
            listed = [mode for family in table.get("modes", []) for mode in family]
            assert set(listed) == set(EVENT_TYPES[name].modes), name
            assert table["mutual"] in {"always", "open", "never"}

    def test_labelled_pairs_of_modes(self) -> None:
        for name, rule in load_rules().items():
            table = read_tables()["types"][name]
            assert all(rule.modes_agree(*pair) for pair in table.get("same", [])), name
            assert not any(rule.modes_agree(*pair) for pair in table.get("apart", [])), name
            assert not table.get("modes") or table["apart"], name

    def test_kinship_is_mutual(self) -> None:
        rules = load_rules()
        assert all(name in rules[other].kin for name, rule in rules.items() for other in rule.kin)

    def test_kin_share_a_group_and_others_do_not(self) -> None:
        groups = group_types()
        assert groups["AGREE"] == groups["COOPERATE"] == groups["CONCEDE"]
        assert len(set(groups.values())) == len(EVENT_TYPES) - 2

    def test_labelled_names(self) -> None:
        names = read_tables()["names"]
        assert all(is_person(name) for name in names["persons"])
        assert not any(is_person(name) for name in (*names["others"], *names["regions"]))

    def test_labelled_places(self) -> None:
        places = read_tables()["places"]
        assert all(is_region(name) for name in places["regions"])
        assert not any(is_region(name) for name in places["towns"])
