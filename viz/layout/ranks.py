"""Which rank everything stands in: one ranking for the whole picture, groups as compact in it as the flow allows.

Every link leads to a later rank, and a group stands wholly after whatever leads to it (`blocks`). Layers come one
after the other. Within these rules everything stands as early as it can, except that what nothing holds above,
such as a source, moves down to where it is used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from viz.layout.blocks import Block, block_order
from viz.layout.net import ROOT, Net, Pair
from viz.layout.tension import shorten

OUTWARD = 0.1
"""How strongly a link that leaves its source's group draws the source down, beside the 1 of one inside."""


@dataclass(slots=True)
class _Order:
    """Least distances between points: the items, first and last of each group, then the markers between layers."""

    count: int
    before: list[list[Pair]] = field(default_factory=list)
    after: list[list[Pair]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.before = [[] for _ in range(self.count)]
        self.after = [[] for _ in range(self.count)]

    def require(self, first: int, second: int, distance: int) -> None:
        self.after[first].append((second, distance))
        self.before[second].append((first, distance))

    def sequence(self) -> list[int]:
        """All points, each after those that come before it."""
        waiting = [len(points) for points in self.before]
        ready = [point for point in range(self.count) if not waiting[point]]
        for point in ready:
            for later, _ in self.after[point]:
                waiting[later] -= 1
                if not waiting[later]:
                    ready.append(later)
        return ready

    def leads(self, starts: Iterable[int], goal: int) -> bool:
        """Whether any of the points must come before the goal."""
        waiting = list(starts)
        seen = set(waiting)
        while waiting and goal not in seen:
            later = [point for point, _ in self.after[waiting.pop()] if point not in seen]
            seen.update(later)
            waiting += later
        return goal in seen

    def earliest(self) -> list[int]:
        ranks = [0] * self.count
        for point in self.sequence():
            for later, distance in self.after[point]:
                ranks[later] = max(ranks[later], ranks[point] + distance)
        return ranks


def assign_ranks(net: Net, links: Sequence[Pair], layers: Sequence[int | None]) -> list[int]:
    """The rank of every item, from 0.

    `links` must be free of cycles, and `layers` (the number of each item's layer) in agreement with them.
    """
    points = _points(net, links, layers)
    ranks = points.earliest()
    _hold_together(net, links, layers, points, ranks)
    ranks = points.earliest()
    shorten(_strengths(net, links), points.before, points.after, points.sequence(), ranks)
    lowest = min(ranks[: len(net)], default=0)
    return [rank - lowest for rank in ranks[: len(net)]]


def _points(net: Net, links: Sequence[Pair], layers: Sequence[int | None]) -> _Order:
    count, groups = len(net), len(net.parent)
    used = sorted({layer for layer in layers if layer is not None})
    marker = {layer: count + number for number, layer in enumerate(used[:-1])}
    between = [(item, marker[layer]) for item, layer in enumerate(layers) if layer in marker]
    between += [(marker[used[used.index(layer) - 1]], item) for item, layer in enumerate(layers) if layer in used[1:]]
    between += [(marker[a], marker[b]) for a, b in pairwise(used[:-1])]
    points = _Order(count + 2 * groups + len(marker))

    def at(block: Block, *, end: bool) -> int:
        is_group, number = block
        if is_group:
            return count + 2 * number + end
        return number if number < count else number + 2 * groups

    ordered = block_order(net, [*links, *between], len(marker)) if groups or marker else ()
    needed = {(at((False, s), end=True), at((False, t), end=False)) for s, t in [*links, *between]}
    needed.update((at(a, end=True), at(b, end=False)) for a, b in ordered)
    for first, second in sorted(needed):
        points.require(first, second, 0 if first >= count + 2 * groups else 1)
    for item, group in enumerate(net.group):
        if group != ROOT:
            points.require(count + 2 * group, item, 0)
            points.require(item, count + 2 * group + 1, 0)
    for group, parent in enumerate(net.parent):
        if parent != ROOT:
            points.require(count + 2 * parent, count + 2 * group, 0)
            points.require(count + 2 * group + 1, count + 2 * parent + 1, 0)
    return points


def _hold_together(
    net: Net, links: Sequence[Pair], layers: Sequence[int | None], points: _Order, ranks: Sequence[int]
) -> None:
    """Let what no link ties to the rest of its group begin where the rest begins, and single items fill a grid."""
    if not net.parent:
        return
    parts = connected(len(net), links)
    home = max(parts, key=len)
    starts: dict[int, int] = {}
    for item in sorted(home, key=lambda one: ranks[one], reverse=True):
        starts.update((group, item) for group in net.ancestors(net.group[item]))
    singles: dict[int, list[int]] = defaultdict(list)
    linked = {item for link in links for item in link}
    for part in parts:
        if len(part) == 1 and part[0] not in linked and layers[part[0]] is None:
            singles[net.group[part[0]]].append(part[0])
        shared = set.intersection(*[set(net.ancestors(net.group[item])) for item in part])
        group = max(shared & set(starts), key=lambda one: len(list(net.ancestors(one))), default=ROOT)
        if part is not home and group != ROOT and not points.leads(part, starts[group]):
            for item in part:
                points.require(starts[group], item, 0)
    for group, alone in singles.items():
        if group != ROOT:
            _grid(alone, points)


def _grid(items: Sequence[int], points: _Order) -> None:
    columns = max(3, round((len(items) / 2) ** 0.5))
    for above, below in zip(items, items[columns:], strict=False):
        points.require(above, below, 1)


def connected(count: int, links: Iterable[Pair]) -> list[list[int]]:
    """The parts that no link joins, each in order, the parts by their first item."""
    parent = list(range(count))

    def find(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for source, target in links:
        a, b = find(source), find(target)
        parent[max(a, b)] = min(a, b)
    parts: dict[int, list[int]] = defaultdict(list)
    for item in range(count):
        parts[find(item)].append(item)
    return list(parts.values())


def _strengths(net: Net, links: Sequence[Pair]) -> list[tuple[int, int, float]]:
    """Every link with its strength; one that leaves its source's group shall not stretch that group."""
    strengths = []
    for source, target in links:
        own = net.group[source]
        inside = own == ROOT or own in net.ancestors(net.group[target])
        strengths.append((source, target, 1.0 if inside else OUTWARD))
    return strengths
