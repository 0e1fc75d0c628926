"""Which rank everything stands in: one ranking for the whole picture, groups as compact in it as the flow allows.

Every link leads to a later rank, and a group stands wholly after whatever leads to it (`blocks`). Layers come one
after the other. Within these rules everything stands as early as it can, except that what nothing holds above,
such as a source, moves down to where it is used.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from viz.layout.blocks import Block, block_order
from viz.layout.net import ROOT, Net, Pair
from viz.layout.simplex import Arc, shorten

LONGER, LONG = 1.3, 20
"""Whole groups stand after each other, those with the most links between them first, while the picture has not
more than 1.3 times the ranks it needs, and 20."""
SQUARE, WIDE = 0.5, 2.0
"""Columns by rows of many parts that nothing joins, in a group, and in one of several layers."""
EFFORT = 250_000
"""After so many steps the ranks of a very large graph are good enough."""


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
        """The ranks where every point stands right after the last of those that come before it."""
        ranks = [0] * self.count
        waiting = [len(points) for points in self.before]
        ready = [point for point in range(self.count) if not waiting[point]]
        for point in ready:
            own = ranks[point]
            for later, distance in self.after[point]:
                if ranks[later] < own + distance:
                    ranks[later] = own + distance
                waiting[later] -= 1
                if not waiting[later]:
                    ready.append(later)
        return ranks

    def length_with(self, more: Sequence[tuple[int, int, int]]) -> int:
        """The last rank if these were required as well."""
        for requirement in more:
            self.require(*requirement)
        longest = max(self.earliest())
        for first, second, _ in more:
            self.after[first].pop()
            self.before[second].pop()
        return longest


def assign_ranks(
    net: Net, links: Sequence[Pair], layers: Sequence[int | None], detours: Sequence[tuple[Pair, int]] = ()
) -> list[int]:
    """The rank of every item, from 0.

    `links` must be free of cycles, and `layers` (the number of each item's layer) in agreement with them. For each
    of `detours`, a link and a group, the link's target stands after the group or else its source before it, where
    the flow allows that.
    """
    points = _points(net, links, layers)
    for (source, target), group in detours:
        first, last = len(net) + 2 * group, len(net) + 2 * group + 1
        if not points.leads([target], last):
            points.require(last, target, 1)
        elif not points.leads([first], source):
            points.require(source, first, 1)
    ranks = points.earliest()
    _hold_together(net, links, layers, points, ranks)
    ranks = points.earliest()
    shorten(_arcs(links, points), ranks, EFFORT)
    lowest = min(ranks[: len(net)], default=0)
    return [rank - lowest for rank in ranks[: len(net)]]


def _points(net: Net, links: Sequence[Pair], layers: Sequence[int | None]) -> _Order:
    """The order that is required, and whole groups after each other as far as the picture does not get too long."""
    count, groups = len(net), len(net.parent)
    between, markers = _between_layers(count, layers)
    points = _Order(count + 2 * groups + markers)
    first_marker = count + 2 * groups

    def at(block: Block, *, end: bool) -> int:
        is_group, number = block
        if is_group:
            return count + 2 * number + end
        return number if number < count else number + 2 * groups

    for source, target in [*links, *between]:
        first = at((False, source), end=True)
        points.require(first, at((False, target), end=False), 0 if first >= first_marker else 1)
    _enclose(net, points)
    if not groups:
        return points
    found: dict[int, Counter[Pair]] = defaultdict(Counter)
    for a, b, level in block_order(net, [*links, *between], markers):
        if a[0] or b[0]:
            found[level][at(a, end=True), at(b, end=False)] += 1
    longest = int(LONGER * max(points.earliest()) + LONG)
    for level in sorted(found, reverse=True):
        pairs = sorted(found[level], key=lambda pair: (-found[level][pair], pair))
        more = [(first, second, 0 if first >= first_marker else 1) for first, second in pairs]
        for requirement in more[: _most(more, points, longest)]:
            points.require(*requirement)
    return points


def _most(more: Sequence[tuple[int, int, int]], points: _Order, longest: int) -> int:
    """How many of the requirements, from the first on, can be met in ranks up to `longest`."""
    if points.length_with(more) <= longest:
        return len(more)
    return bisect_left(range(1, len(more)), True, key=lambda number: points.length_with(more[:number]) > longest)


def _between_layers(count: int, layers: Sequence[int | None]) -> tuple[list[Pair], int]:
    """Links through a marker between each layer and the next, and how many markers, numbered from `count`."""
    used = sorted({layer for layer in layers if layer is not None})
    place = {layer: number for number, layer in enumerate(used)}
    links = [(count + number, count + number + 1) for number in range(len(used) - 2)]
    for item, layer in enumerate(layers):
        if layer is not None:
            if place[layer] < len(used) - 1:
                links.append((item, count + place[layer]))
            if place[layer]:
                links.append((count + place[layer] - 1, item))
    return links, max(0, len(used) - 1)


def _enclose(net: Net, points: _Order) -> None:
    """Put the items between first and last of their group, and those between the ones of the group around."""
    count = len(net)
    for item, group in enumerate(net.group):
        if group != ROOT:
            points.require(count + 2 * group, item, 0)
            points.require(item, count + 2 * group + 1, 0)
    for group, parent in enumerate(net.parent):
        if parent != ROOT:
            points.require(count + 2 * parent, count + 2 * group, 0)
            points.require(count + 2 * group + 1, count + 2 * parent + 1, 0)


def _hold_together(
    net: Net, links: Sequence[Pair], layers: Sequence[int | None], points: _Order, ranks: Sequence[int]
) -> None:
    """Let what no link ties to the rest of its group begin where the rest begins, and many such parts fill a grid."""
    parts = connected(len(net), links)
    home = max(parts, key=len)
    parts.sort(key=lambda part: part is not home)
    starts: dict[int, int] = {}
    for item in sorted(home, key=lambda one: ranks[one], reverse=True):
        starts.update((group, item) for group in net.ancestors(net.group[item]))
    alike: dict[tuple[int, int | None], list[list[int]]] = defaultdict(list)
    for part in parts:
        shared = set.intersection(*[set(net.ancestors(net.group[item])) for item in part])
        group = max(shared & set(starts), key=lambda one: len(list(net.ancestors(one))), default=ROOT)
        if part is not home and group != ROOT and not points.leads(part, starts[group]):
            for item in part:
                points.require(starts[group], item, 0)
        own, layer = net.group[part[0]], layers[part[0]]
        if (own, layer) != (ROOT, None) and all((net.group[item], layers[item]) == (own, layer) for item in part):
            alike[own, layer].append(part)
    for (_, layer), several in alike.items():
        _grid(several, links, points, ranks, SQUARE if layer is None else WIDE)


def _grid(
    parts: Sequence[Sequence[int]], links: Sequence[Pair], points: _Order, ranks: Sequence[int], shape: float
) -> None:
    """Columns of parts, each wholly after the one above it; `shape` is the columns by the rows."""
    deep = sum(1 + max(ranks[item] for item in part) - min(ranks[item] for item in part) for part in parts)
    columns = max(3, round(deep * (shape / sum(map(len, parts))) ** 0.5))
    if columns >= len(parts):
        return
    inner, outer = {source for source, _ in links}, {target for _, target in links}
    for above, below in zip(parts, parts[columns:], strict=False):
        for last in [item for item in above if item not in inner]:
            for first in [item for item in below if item not in outer]:
                if not points.leads([first], last):
                    points.require(last, first, 1)


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


def _arcs(links: Sequence[Pair], points: _Order) -> list[Arc]:
    """All distances, of which the links want to be short."""
    strength = dict.fromkeys(links, 1)
    return [
        (first, second, distance, strength.pop((first, second), 0))
        for first, others in enumerate(points.after)
        for second, distance in others
    ]
