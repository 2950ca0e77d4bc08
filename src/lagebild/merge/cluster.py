"""Which claims tell of the same happening: pairs by blocking, groups by complete link.

Takes `Traits` with the dispatches they stand in and gives groups and the links between groups of different standing
(a plan and its fulfilment, an act and its denial). Everything is put in a fixed order first, so that the order in
which claims arrive cannot matter.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from lagebild.merge.compare import Comparison, MergeConfig
from lagebild.merge.rules import TypeRule, group_types, load_rules
from lagebild.merge.traits import Standing, Traits


@dataclass(frozen=True, slots=True)
class Atom:
    """Claims alike in everything that counts: their traits, their positions and the dispatches they stand in."""

    traits: Traits
    members: tuple[int, ...]
    dispatches: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups of positions, each in ascending order, and links between groups by their indices."""

    groups: tuple[tuple[int, ...], ...]
    links: tuple[tuple[int, int], ...]


def find_groups(traits: Sequence[Traits], dispatches: Sequence[str], config: MergeConfig) -> Grouping:
    """Group positions of parallel sequences that are already in their final order."""
    comparison = Comparison(config)
    atoms = _collapse(traits, dispatches, comparison, config)
    same, across = score_pairs(atoms, comparison, config)
    clusters = _Clusters(atoms, comparison, config)
    for _, first, second in sorted(same):
        clusters.try_join(first, second)
    groups = sorted(
        (tuple(sorted(p for index in members for p in atoms[index].members)), root)
        for root, members in clusters.members.items()
    )
    number = {root: index for index, (_, root) in enumerate(groups)}
    links = _best_links(across, atoms, lambda index: number[clusters.root[index]])
    return Grouping(tuple(positions for positions, _ in groups), links)


def _collapse(
    traits: Sequence[Traits], dispatches: Sequence[str], comparison: Comparison, config: MergeConfig
) -> list[Atom]:
    """Fold claims with the same traits into one atom, in different dispatches only if the traits say enough."""
    found: dict[tuple[Traits, str], list[int]] = defaultdict(list)
    telling: dict[Traits, bool] = {}
    for position, (trait, dispatch) in enumerate(zip(traits, dispatches, strict=True)):
        if trait not in telling:
            telling[trait] = (comparison.points(trait, trait, same_dispatch=False) or 0) >= config.join
        found[trait, "" if telling[trait] else dispatch].append(position)
    atoms = [
        Atom(trait, tuple(positions), frozenset(dispatches[p] for p in positions))
        for (trait, _), positions in found.items()
    ]
    return sorted(atoms, key=lambda atom: atom.members)


Pair = tuple[int, int, int]


def score_pairs(atoms: Sequence[Atom], comparison: Comparison, config: MergeConfig) -> tuple[list[Pair], list[Pair]]:
    """Pairs that reach `join`, as (minus points, earlier, later): of the same standing, and across."""
    same: list[Pair] = []
    across: list[Pair] = []
    for first, second in _candidates(atoms, comparison):
        a, b = atoms[first], atoms[second]
        points = comparison.points(a.traits, b.traits, same_dispatch=not a.dispatches.isdisjoint(b.dispatches))
        if points is None or points < config.join:
            continue
        (same if a.traits.standing is b.traits.standing else across).append((-points, first, second))
    return same, across


def _candidates(atoms: Sequence[Atom], comparison: Comparison) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing, each once: same type group, days in reach, a shared country or a shared dispatch."""
    group = group_types()
    keys = [_side_keys(atom.traits) for atom in atoms]
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, atom in enumerate(atoms):
        for key in (*sorted(keys[index]), *(f"in {name}" for name in sorted(atom.dispatches))):
            blocks[group[atom.traits.type], key].append(index)
    reach = [comparison.reach(atom.traits) for atom in atoms]
    for (_, key), indices in blocks.items():
        by_dispatch = key.startswith("in ")
        for first, second in _sweep(indices, reach):
            shared = keys[first] & keys[second]
            if by_dispatch:
                if not shared and key == _first_shared(atoms[first], atoms[second]):
                    yield first, second
            elif len(shared) == 1 or key == min(shared):
                yield first, second


def _side_keys(traits: Traits) -> frozenset[str]:
    """Countries, with the side they take if the act has a direction and the side therefore must agree."""
    if any(rule.mutual != "never" for rule in _kin_rules(traits.type)):
        return traits.sides.both
    doers = (f"by {code}" for code in traits.sides.actors)
    return frozenset((*doers, *(f"to {code}" for code in traits.sides.recipients)))


@cache
def _kin_rules(kind: str) -> tuple[TypeRule, ...]:
    rules, group = load_rules(), group_types()
    return tuple(rule for name, rule in rules.items() if group[name] == group[kind])


def _first_shared(a: Atom, b: Atom) -> str:
    return f"in {min(a.dispatches & b.dispatches)}"


def _sweep(indices: Iterable[int], reach: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Pairs whose reaches overlap, smaller index first."""
    active: list[int] = []
    for index in sorted(indices, key=lambda i: (reach[i][0], i)):
        start = reach[index][0]
        active = [other for other in active if reach[other][1] >= start]
        for other in active:
            yield (other, index) if other < index else (index, other)
        active.append(index)


class _Clusters:
    """Groups of atoms that grow by complete link; two groups once found apart stay apart."""

    def __init__(self, atoms: Sequence[Atom], comparison: Comparison, config: MergeConfig) -> None:
        self.root = list(range(len(atoms)))
        self.members = {index: [index] for index in self.root}
        self._apart: dict[int, set[int]] = defaultdict(set)
        self._atoms = atoms
        self._comparison = comparison
        self._link = config.link

    def try_join(self, first: int, second: int) -> None:
        """Join the groups of two atoms if every pair between them fits."""
        one, two = sorted((self.root[first], self.root[second]))
        if one == two or two in self._apart[one]:
            return
        if not self._all_fit(self.members[one], self.members[two]):
            self._apart[one].add(two)
            self._apart[two].add(one)
            return
        moved = self.members.pop(two)
        self.members[one] += moved
        for index in moved:
            self.root[index] = one
        for enemy in self._apart.pop(two, ()):
            self._apart[enemy].discard(two)
            self._apart[enemy].add(one)
            self._apart[one].add(enemy)

    def _all_fit(self, one: Sequence[int], two: Sequence[int]) -> bool:
        return all(self._fit(self._atoms[a], self._atoms[b]) for a in one for b in two)

    def _fit(self, a: Atom, b: Atom) -> bool:
        together = not a.dispatches.isdisjoint(b.dispatches)
        points = self._comparison.points(a.traits, b.traits, same_dispatch=together)
        return points is not None and points >= self._link


def _best_links(
    across: Iterable[Pair], atoms: Sequence[Atom], group_of: Callable[[int], int]
) -> tuple[tuple[int, int], ...]:
    """For each plan or denial the group it fits best: links (its group, the other group)."""
    best: dict[int, int] = {}
    for _, first, second in sorted(across):
        real = [i for i in (first, second) if atoms[i].traits.standing is Standing.REAL]
        if len(real) != 1:
            continue
        other = second if real[0] == first else first
        best.setdefault(group_of(other), group_of(real[0]))
    return tuple(sorted(best.items()))
