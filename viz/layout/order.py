"""The order within the ranks: few crossings, every group in one piece, groups in the same order in all ranks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from viz.layout.tracks import Rows

SWEEPS = 8
SWAPS = 4


def order_rows(rows: Rows) -> None:
    """Reorder `rows.rows` in place."""
    rows.rows = _first_order(rows)
    best, fewest = _copy(rows.rows), count_crossings(rows)
    for sweep in range(SWEEPS):
        _sweep(rows, downwards=sweep % 2 == 0)
        _swap_neighbours(rows)
        crossings = count_crossings(rows)
        if crossings < fewest:
            best, fewest = _copy(rows.rows), crossings
    rows.rows = best


def count_crossings(rows: Rows) -> int:
    """How many pairs of edges between neighbouring ranks cross."""
    place = places(rows.rows)
    return sum(
        _inversions([place[below] for above in row for below in sorted(rows.down[above], key=place.__getitem__)])
        for row in rows.rows
    )


def places(rows: Sequence[Sequence[int]]) -> list[int]:
    """The place of every node in its row, by the number of the node."""
    place = [0] * sum(map(len, rows))
    for row in rows:
        for index, node in enumerate(row):
            place[node] = index
    return place


def _copy(rows: list[list[int]]) -> list[list[int]]:
    return [list(row) for row in rows]


def _inversions(values: list[int]) -> int:
    """Pairs that stand the wrong way round, counted with a binary indexed tree."""
    if len(values) < 2:
        return 0
    size = max(values) + 2
    tree = [0] * (size + 1)
    found = 0
    for seen, value in enumerate(values):
        smaller, index = 0, value + 1
        while index > 0:
            smaller += tree[index]
            index -= index & -index
        found += seen - smaller
        index = value + 1
        while index <= size:
            tree[index] += 1
            index += index & -index
    return found


def _first_order(rows: Rows) -> list[list[int]]:
    """Depth first from the sources in the order given, so that what belongs together stands together."""
    met: dict[int, int] = {}
    for start in (node for row in rows.rows for node in row):
        stack = [start]
        while stack:
            node = stack.pop()
            if node not in met:
                met[node] = len(met)
                stack.extend(reversed(rows.down[node]))
    of_group: dict[int, int] = {}
    for node in met:
        for group in rows.chain(node):
            of_group.setdefault(group, met[node])

    def key(node: int) -> list[tuple[float, int]]:
        return [*[(float(of_group[group]), group) for group in rows.chain(node)], (float(met[node]), node)]

    return [sorted(row, key=key) for row in rows.rows]


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
        ends = sorted([place[other] for other in near[node]])
        if ends:
            last = (ends[(len(ends) - 1) // 2] + ends[len(ends) // 2]) / 2
        wish[node] = last
    return wish


def _group_keys(
    rows: Rows, row: Sequence[int], wish: dict[int, float], reference: Sequence[int], place: Sequence[int]
) -> Callable[[int], list[tuple[float, int]]]:
    """Sort keys that keep each group in one piece, and in place where the row before has it already."""
    there: dict[int, list[float]] = {}
    for node in reference:
        for group in rows.chain(node):
            there.setdefault(group, []).append(place[node])
    here: dict[int, list[float]] = {}
    for node in row:
        for group in rows.chain(node):
            here.setdefault(group, []).append(wish[node])
    centre = {group: sum(all_) / len(all_) for group, all_ in here.items()}
    centre |= {group: sum(all_) / len(all_) for group, all_ in there.items()}

    def key(node: int) -> list[tuple[float, int]]:
        groups = [(centre[group], -1 - group) for group in rows.chain(node)]
        return [*groups, (wish[node], place[node])]

    return key


def _swap_neighbours(rows: Rows) -> None:
    place = places(rows.rows)
    for _ in range(SWAPS):
        swapped = False
        for row in rows.rows:
            for index in range(len(row) - 1):
                a, b = row[index], row[index + 1]
                if rows.group[a] == rows.group[b] and _gain(rows, a, b, place) > 0:
                    row[index], row[index + 1] = b, a
                    place[a], place[b] = index + 1, index
                    swapped = True
        if not swapped:
            return


def _gain(rows: Rows, a: int, b: int, place: Sequence[int]) -> int:
    """How many crossings fewer there are if `b` stands before `a`."""
    return _excess(rows.up[a], rows.up[b], place) + _excess(rows.down[a], rows.down[b], place)


def _excess(of_a: Sequence[int], of_b: Sequence[int], place: Sequence[int]) -> int:
    excess = 0
    for end in of_a:
        here = place[end]
        for other in of_b:
            there = place[other]
            excess += (here > there) - (here < there)
    return excess
