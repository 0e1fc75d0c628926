"""The order within the ranks: few crossings, every group in one piece, groups in the same order in all ranks.

Sweeps down and up put each node at the median of its neighbours in the rank before; neighbours that cross less the
other way round then change places. Several starts are tried, the fewer the larger the graph, and the best is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from viz.layout import starts
from viz.layout.tracks import Rows

SMALL, MEDIUM = 700, 12_000
"""Up to how many nodes, dummies included, every start is tried, and two of them."""
ALL = (starts.along_the_flow, starts.by_depth, starts.by_breadth, starts.against_the_flow, starts.as_given)
SOME = (starts.along_the_flow, starts.by_breadth)
SWEEPS = 6
SWAPS = 4

Order = list[list[int]]


def order_rows(rows: Rows) -> None:
    """Reorder `rows.rows` in place."""
    size = len(rows.rank)
    tries = ALL if size <= SMALL else SOME if size <= MEDIUM else SOME[:1]
    best = min(
        [_attempt(rows, start, down, size <= SMALL) for start in tries for down in (True, False)], key=_crossings
    )
    rows.rows = _refined(rows, best)


def _crossings(found: tuple[int, Order]) -> int:
    return found[0]


def _attempt(rows: Rows, start: starts.Start, down: bool, thorough: bool) -> tuple[int, Order]:
    """The best of the last two sweeps and how many crossings it has; the first goes down or up as `down` says."""
    given = rows.rows
    rows.rows = start(rows)
    found: list[tuple[int, Order]] = []
    for sweep in range(SWEEPS):
        _sweep(rows, downwards=(sweep % 2 == 0) == down)
        if thorough:
            _swap_neighbours(rows)
        if thorough or sweep >= SWEEPS - 2:
            found.append((count_crossings(rows), _copy(rows.rows)))
    rows.rows = given
    return min(found, key=_crossings)


def _refined(rows: Rows, best: tuple[int, Order]) -> Order:
    rows.rows = _copy(best[1])
    for sweep in range(SWEEPS):
        _swap_neighbours(rows)
        best = min(best, (count_crossings(rows), _copy(rows.rows)), key=_crossings)
        _sweep(rows, downwards=sweep % 2 == 0)
    return best[1]


def count_crossings(rows: Rows) -> int:
    """How many pairs of edges between neighbouring ranks cross."""
    place = places(rows.rows)
    total = 0
    for row in rows.rows:
        ends: list[int] = []
        for above in row:
            belows = rows.down[above]
            if len(belows) == 1:
                ends.append(place[belows[0]])
            elif belows:
                ends += sorted([place[below] for below in belows])
        total += _inversions(ends)
    return total


def places(rows: Sequence[Sequence[int]]) -> list[int]:
    """The place of every node in its row, by the number of the node."""
    place = [0] * sum(map(len, rows))
    for row in rows:
        for index, node in enumerate(row):
            place[node] = index
    return place


def _copy(rows: Order) -> Order:
    return [list(row) for row in rows]


def _inversions(values: list[int]) -> int:
    """Pairs that stand the wrong way round, counted with a binary indexed tree."""
    if len(values) < 2:
        return 0
    size = max(values) + 2
    tree = [0] * (size + 1)
    found = 0
    for seen, value in enumerate(values):
        found += seen
        index = value + 1
        while index > 0:
            found -= tree[index]
            index &= index - 1
        index = value + 1
        while index <= size:
            tree[index] += 1
            index += index & -index
    return found


def _sweep(rows: Rows, *, downwards: bool) -> None:
    place = places(rows.rows)
    near = rows.up if downwards else rows.down
    ranks = range(1, len(rows.rows)) if downwards else range(len(rows.rows) - 2, -1, -1)
    for rank in ranks:
        reference = rows.rows[rank - 1 if downwards else rank + 1]
        row = rows.rows[rank]
        wish = _wishes(row, near, place)
        if rows.chains:
            row.sort(key=_group_keys(rows, row, wish, reference, place))
        else:
            row.sort(key=wish.__getitem__)
        for index, node in enumerate(row):
            place[node] = index


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


def _group_keys(
    rows: Rows, row: Sequence[int], wish: dict[int, float], reference: Sequence[int], place: Sequence[int]
) -> Callable[[int], list[tuple[float, int]]]:
    """Sort keys that keep each group in one piece, and in place where the row before has it already."""
    around = rows.around
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


def _swap_neighbours(rows: Rows) -> None:
    """Let neighbours change places where that saves crossings; rows next to which nothing moved need no second look."""
    place = places(rows.rows)
    look = set(range(len(rows.rows)))
    for _ in range(SWAPS):
        moved = [rank for rank in sorted(look) if _swap_in_row(rows, rows.rows[rank], place)]
        look = {near for rank in moved for near in (rank - 1, rank, rank + 1) if 0 <= near < len(rows.rows)}
        if not look:
            return


def _swap_in_row(rows: Rows, row: list[int], place: list[int]) -> bool:
    group, up, down = rows.group, rows.up, rows.down
    swapped = False
    for index in range(len(row) - 1):
        a, b = row[index], row[index + 1]
        if group[a] == group[b] and _excess(up[a], up[b], place) + _excess(down[a], down[b], place) > 0:
            row[index], row[index + 1] = b, a
            place[a], place[b] = index + 1, index
            swapped = True
    return swapped


def _excess(of_a: Sequence[int], of_b: Sequence[int], place: Sequence[int]) -> int:
    """How many crossings fewer these ends of edges make if `b` stands before `a`."""
    excess = 0
    for end in of_a:
        here = place[end]
        for other in of_b:
            there = place[other]
            if here > there:
                excess += 1
            elif here < there:
                excess -= 1
    return excess
