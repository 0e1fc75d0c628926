"""The order within the ranks: few crossings, every group in one piece, groups in the same order in all ranks.

Sweeps down and up put each node at the median of its neighbours in the rank before; neighbours that cross less the
other way round then change places. Several starts are tried, the fewer the larger the graph, and the best is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from viz.layout import starts
from viz.layout.crossings import count_between, excess
from viz.layout.tracks import Rows

SMALL, MEDIUM = 700, 5_000
"""Up to how many nodes, dummies included, all starts are tried, and some."""
ALL = (starts.along_the_flow, starts.by_depth, starts.by_breadth, starts.against_the_flow, starts.as_given)
SOME = (starts.along_the_flow, starts.by_breadth)
SWEEPS = 6
SWAPS = 4
FAR = 1 << 60

Order = list[list[int]]


def order_rows(rows: Rows) -> None:
    """Reorder `rows.rows` in place."""
    size = len(rows.rank)
    tries = ALL if size <= SMALL else SOME if size <= MEDIUM else SOME[:1]
    directions = (True, False) if size <= MEDIUM else (True,)
    thorough = size <= SMALL
    attempts = [_attempt(_Ordering(rows, start(rows)), down, thorough) for start in tries for down in directions]
    rows.rows = _refined(_Ordering(rows, min(attempts, key=_crossings)[1]), SWEEPS if size <= MEDIUM else SWEEPS // 2)


def _crossings(found: tuple[int, Order]) -> int:
    return found[0]


def _attempt(ordering: _Ordering, down: bool, thorough: bool) -> tuple[int, Order]:
    """The best of the last two sweeps and how many crossings it has; the first goes down or up as `down` says."""
    found: list[tuple[int, Order]] = []
    for sweep in range(SWEEPS):
        ordering.sweep(downwards=(sweep % 2 == 0) == down)
        if thorough:
            ordering.swap_neighbours()
        if thorough or sweep >= SWEEPS - 2:
            found.append(ordering.result())
    return min(found, key=_crossings)


def _refined(ordering: _Ordering, sweeps: int) -> Order:
    found: list[tuple[int, Order]] = []
    for sweep in range(sweeps):
        ordering.swap_neighbours()
        found.append(ordering.result())
        ordering.sweep(downwards=sweep % 2 == 0)
    return min(found, key=_crossings)[1]


class _Ordering:
    """An order being improved. Rows that cannot change, as nothing next to them has, are left out.

    `version` counts the changes of each row. `settled` tells at which versions of a row and its neighbour a sweep
    had nothing to do, `counted` the crossings below a row and for which versions they were counted.
    """

    def __init__(self, rows: Rows, order: Order) -> None:
        self.nodes = rows
        self.rows = order
        self.place = [0] * len(rows.rank)
        self.version = [0] * len(order)
        self.settled: dict[tuple[int, bool], tuple[int, int]] = {}
        self.counted: dict[int, tuple[int, int, int]] = {}
        self.unswapped = set(range(len(order)))
        for rank in range(len(order)):
            self._renumber(rank)

    def _renumber(self, rank: int) -> None:
        for index, node in enumerate(self.rows[rank]):
            self.place[node] = index

    def _changed(self, rank: int) -> None:
        self.version[rank] += 1
        self.unswapped.update(near for near in (rank - 1, rank, rank + 1) if 0 <= near < len(self.rows))

    def result(self) -> tuple[int, Order]:
        """How many pairs of edges between neighbouring ranks cross, and a copy of the order."""
        total = 0
        for rank in range(len(self.rows) - 1):
            versions = self.version[rank], self.version[rank + 1]
            known = self.counted.get(rank)
            if known is None or known[:2] != versions:
                known = (*versions, count_between(self.rows[rank], self.nodes.down, self.place))
                self.counted[rank] = known
            total += known[2]
        return total, [list(row) for row in self.rows]

    def sweep(self, *, downwards: bool) -> None:
        step = 1 if downwards else -1
        for rank in range(1, len(self.rows)) if downwards else range(len(self.rows) - 2, -1, -1):
            versions = self.version[rank], self.version[rank - step]
            if self.settled.get((rank, downwards)) == versions:
                continue
            if self._sort(rank, rank - step, self.nodes.up if downwards else self.nodes.down):
                self._renumber(rank)
                self._changed(rank)
            self.settled[rank, downwards] = self.version[rank], self.version[rank - step]

    def _sort(self, rank: int, reference: int, near: Sequence[Sequence[int]]) -> bool:
        row = self.rows[rank]
        wish = _wishes(row, near, self.place)
        key = self._group_keys(row, wish, self.rows[reference]) if self.nodes.chains else wish.__getitem__
        self.rows[rank] = sorted(row, key=key)
        return self.rows[rank] != row

    def _group_keys(
        self, row: Sequence[int], wish: dict[int, float], reference: Sequence[int]
    ) -> Callable[[int], list[tuple[float, int]]]:
        """Sort keys that keep each group in one piece, and in place where the row before has it already."""
        around, place = self.nodes.around, self.place
        there: dict[int, list[float]] = {}
        for node in reference:
            for group in around[node]:
                there.setdefault(group, []).append(place[node])
        here: dict[int, list[float]] = {}
        for node in row:
            for group in around[node]:
                here.setdefault(group, []).append(wish[node])
        centre = {group: sum(wishes) / len(wishes) for group, wishes in here.items()}
        centre |= {group: sum(spots) / len(spots) for group, spots in there.items()}

        def key(node: int) -> list[tuple[float, int]]:
            return [*[(centre[group], -1 - group) for group in around[node]], (wish[node], place[node])]

        return key

    def swap_neighbours(self) -> None:
        """Let neighbours change places where that saves crossings."""
        for _ in range(SWAPS):
            look, self.unswapped = sorted(self.unswapped), set()
            for rank in look:
                if self._swap_in_row(self.rows[rank]):
                    self._changed(rank)
            if not self.unswapped:
                return

    def _swap_in_row(self, row: list[int]) -> bool:
        group, up, down, place = self.nodes.group, self.nodes.up, self.nodes.down, self.place
        spread = [(*_ends(up[node], place), *_ends(down[node], place)) for node in row]
        swapped = False
        for index in range(len(row) - 1):
            one, two = spread[index], spread[index + 1]
            if one[1] <= two[0] and one[3] <= two[2]:
                continue
            a, b = row[index], row[index + 1]
            if group[a] == group[b] and excess(up[a], up[b], place) + excess(down[a], down[b], place) > 0:
                row[index], row[index + 1] = b, a
                spread[index], spread[index + 1] = two, one
                place[a], place[b] = index + 1, index
                swapped = True
        return swapped


def _ends(near: Sequence[int], place: Sequence[int]) -> tuple[int, int]:
    """The first and the last place of the neighbours; of none, such as cross nothing."""
    if len(near) == 1:
        return place[near[0]], place[near[0]]
    if not near:
        return FAR, -1
    ends = [place[node] for node in near]
    return min(ends), max(ends)


def _wishes(row: Sequence[int], near: Sequence[Sequence[int]], place: Sequence[int]) -> dict[int, float]:
    """Where each node would like to stand: at the median of its neighbours; one without any, by its neighbour."""
    wish: dict[int, float] = {}
    last = -1.0
    for node in row:
        others = near[node]
        if len(others) == 1:
            last = place[others[0]]
        elif others:
            ends = sorted([place[other] for other in others])
            last = (ends[(len(ends) - 1) // 2] + ends[len(ends) // 2]) / 2
        wish[node] = last
    return wish
