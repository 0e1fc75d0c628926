"""The order within the ranks: few crossings, every group in one piece, groups in the same order in all ranks.

Sweeps down and up put each node at the median of its neighbours in the rank before; neighbours that cross less the
other way round then change places. In every other pair of sweeps, what is equally good changes places too, which
leads out of many a dead end (E. Gansner, E. Koutsofios, S. North, K. Vo, "A technique for drawing directed graphs",
1993). Several starts are tried, the fewer the larger the graph, and the best is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum

from viz.layout import starts
from viz.layout.crossings import count_between, excess, inversions
from viz.layout.tracks import Rows

FAR = 1 << 60
DEARER = 1.5
"""How many times the crossings an order may have, and one more, that keeps what is anchored in its place."""

Order = list[list[int]]


@dataclass(frozen=True, slots=True)
class _Effort:
    """How many sweeps after each start, and with the best at most; how many of these may fail; how often rows swap."""

    starts: tuple[starts.Start, ...]
    first: int
    then: int
    patience: int
    swaps: int


_EFFORTS = (
    (
        1_200,
        _Effort(
            (
                starts.against_the_flow,
                starts.along_the_flow,
                starts.by_breadth,
                starts.by_depth,
                starts.as_given,
            ),
            first=4,
            then=24,
            patience=8,
            swaps=50,
        ),
    ),
    (5_000, _Effort((starts.against_the_flow,), first=4, then=8, patience=6, swaps=8)),
    (FAR, _Effort((starts.against_the_flow,), first=4, then=0, patience=0, swaps=2)),
)
"""The effort by the number of nodes, dummies included, up to which it is made."""


def order_rows(rows: Rows, *, anchored: bool = False) -> None:
    """Reorder `rows.rows` in place; with `anchored` the items stay in the order given where that costs little."""
    effort = next(effort for limit, effort in _EFFORTS if len(rows.rank) <= limit)
    best = min([_tried(rows, start(rows), effort) for start in effort.starts], key=_crossings)
    best = _improved(rows, best, effort)
    if anchored:
        near = _Ordering(rows, starts.as_given(rows)).untangled(effort.swaps)
        again = _improved(rows, _tried(rows, near[1], effort), effort)
        best = next(one for one in (near, again, best) if one[0] <= DEARER * best[0] + 1)
    rows.rows = _as_given(best[1], rows.items)


def _tried(rows: Rows, order: Order, effort: _Effort) -> tuple[int, Order]:
    """The best after the first sweeps from this order."""
    ordering = _Ordering(rows, [list(row) for row in order])
    best = FAR, order
    for sweep in range(effort.first):
        ordering.improve(sweep, effort.swaps)
        best = min(best, ordering.result(), key=_crossings)
    return best


def _improved(rows: Rows, best: tuple[int, Order], effort: _Effort) -> tuple[int, Order]:
    """The best after sweeps from the best so far, until several have failed."""
    ordering = _Ordering(rows, [list(row) for row in best[1]])
    failed = 0
    for sweep in range(effort.then):
        if failed == effort.patience or not best[0]:
            break
        ordering.improve(sweep, effort.swaps)
        before, best = best, min(best, ordering.result(), key=_crossings)
        failed = failed + 1 if best is before else 0
    return best


def _as_given(order: Order, items: int) -> Order:
    """The order or its mirror image, whichever has more items in the order in which they were given."""
    wrong = right = 0
    for row in order:
        numbers = [node for node in row if node < items]
        turned = inversions(numbers)
        wrong += turned
        right += len(numbers) * (len(numbers) - 1) // 2 - turned
    return [row[::-1] for row in order] if wrong > right else order


def _crossings(found: tuple[int, Order]) -> int:
    return found[0]


class _Ordering:
    """An order being improved.

    `version` counts the changes of each row, `counted` knows the crossings below a row and for which versions.
    """

    def __init__(self, rows: Rows, order: Order) -> None:
        self.nodes = rows
        self.rows = order
        self.place = [0] * len(rows.rank)
        self.version = [0] * len(order)
        self.counted: dict[int, tuple[int, int, int]] = {}
        self.single = [len(up) == len(down) == 1 for up, down in zip(rows.up, rows.down, strict=True)]
        self.above = [up[0] if up else -1 for up in rows.up]
        self.below = [down[0] if down else -1 for down in rows.down]
        for rank in range(len(order)):
            self._renumber(rank)

    def _renumber(self, rank: int) -> None:
        for index, node in enumerate(self.rows[rank]):
            self.place[node] = index

    def improve(self, turn: int, swaps: int) -> None:
        """Sweep once, down in even turns and up in odd ones, and let neighbours change places."""
        flip = turn % 4 < 2
        self._sweep(downwards=turn % 2 == 0, flip=flip)
        self._swap_neighbours(swaps, flip=not flip)

    def untangled(self, swaps: int) -> tuple[int, Order]:
        """The result of nothing but letting neighbours change places that cross less the other way round."""
        self._swap_neighbours(swaps, flip=False)
        return self.result()

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

    def _sweep(self, *, downwards: bool, flip: bool) -> None:
        step = 1 if downwards else -1
        near = self.nodes.up if downwards else self.nodes.down
        for rank in range(1, len(self.rows)) if downwards else range(len(self.rows) - 2, -1, -1):
            row = self.rows[rank]
            if self.nodes.chains:
                key = self._group_keys(row, _wishes(row, near, self.place), self.rows[rank - step], flip)
                self.rows[rank] = sorted(row, key=key)
            else:
                self.rows[rank] = self._sorted(row, near, flip)
            if self.rows[rank] != row:
                self._renumber(rank)
                self.version[rank] += 1

    def _sorted(self, row: list[int], near: Sequence[Sequence[int]], flip: bool) -> list[int]:
        """By the medians of the neighbours; what has none keeps its place in the row."""
        place = self.place
        wish = {node: _median([place[other] for other in near[node]]) for node in row if near[node]}
        moving = iter(sorted([node for node in (reversed(row) if flip else row) if node in wish], key=wish.__getitem__))
        return [next(moving) if node in wish else node for node in row]

    def _group_keys(
        self, row: Sequence[int], wish: dict[int, float], reference: Sequence[int], flip: bool
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
        centre = {group: fsum(wishes) / len(wishes) for group, wishes in here.items()}
        centre |= {group: fsum(spots) / len(spots) for group, spots in there.items()}

        side = -1 if flip else 1

        def key(node: int) -> list[tuple[float, int]]:
            return [*[(centre[group], -1 - group) for group in around[node]], (wish[node], side * place[node])]

        return key

    def _swap_neighbours(self, rounds: int, *, flip: bool) -> None:
        """Let neighbours change places where that saves crossings; with `flip` also where it makes no difference."""
        look = set(range(len(self.rows)))
        for _ in range(rounds):
            gained = [rank for rank in sorted(look) if self._swap_in_row(rank, flip)]
            look = {near for rank in gained for near in (rank - 1, rank, rank + 1) if 0 <= near < len(self.rows)}
            if not look:
                return

    def _swap_in_row(self, rank: int, flip: bool) -> bool:
        row = self.rows[rank]
        group, up, down, place = self.nodes.group, self.nodes.up, self.nodes.down, self.place
        single, above, below = self.single, self.above, self.below
        spread = [
            (place[above[node]], place[above[node]], place[below[node]], place[below[node]])
            if single[node]
            else (*_ends(up[node], place), *_ends(down[node], place))
            for node in row
        ]
        gained = swapped = False
        for index in range(len(row) - 1):
            one, two = spread[index], spread[index + 1]
            if one[1] <= two[0] and one[3] <= two[2]:
                continue
            a, b = row[index], row[index + 1]
            if group[a] != group[b]:
                continue
            gain = excess(up[a], up[b], place) + excess(down[a], down[b], place)
            if gain > 0 or (flip and gain == 0):
                row[index], row[index + 1] = b, a
                spread[index], spread[index + 1] = two, one
                place[a], place[b] = index + 1, index
                swapped, gained = True, gained or gain > 0
        self.version[rank] += swapped
        return gained


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
        if near[node]:
            last = _median([place[other] for other in near[node]])
        wish[node] = last
    return wish


def _median(places: list[int]) -> float:
    """The median; of an even number one between the two middle ones, towards the side where places are closer."""
    count = len(places)
    if count == 1:
        return places[0]
    if count == 2:
        return (places[0] + places[1]) / 2
    places.sort()
    middle = count // 2
    if count % 2:
        return places[middle]
    left, right = places[middle - 1] - places[0], places[-1] - places[middle]
    if left == right:
        return (places[middle - 1] + places[middle]) / 2
    return (places[middle - 1] * right + places[middle] * left) / (left + right)
