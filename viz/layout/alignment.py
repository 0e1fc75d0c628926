"""Which nodes stand exactly in line, one below the other: what nearly does so anyway, long edges and chains first.

Pairs in line never cross one another nor a border of a box, so that all of them can be straight at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from viz.layout.tracks import Rows


def align(rows: Rows, entries: Sequence[Sequence[int]], x: Sequence[float], reach: float) -> list[int]:
    """For every entry the first entry of its column; nothing moves further than `reach` from where it was in `x`.

    `entries` are the rows with the borders of the groups in them, which are numbered after the nodes.
    """
    column = list(range(len(x)))
    low, high = list(x), list(x)
    spot = [-1] * len(x)
    nodes = len(rows.rank)
    for upper, lower in pairwise(entries):
        for index, entry in enumerate(lower):
            spot[entry] = index
        borders = [(index, spot[one]) for index, one in enumerate(upper) if one >= nodes and spot[one] >= 0]
        taken = [(-1, -1), *borders, (len(upper), len(lower))]
        for _, i, above, below in sorted(_candidates(rows, upper, x, reach)):
            at, j, own = bisect_left(taken, (i, -1)), spot[below], column[above]
            if taken[at][0] == i or not taken[at - 1][1] < j < taken[at][1]:
                continue
            if max(high[own], x[below]) - min(low[own], x[below]) <= reach:
                taken.insert(at, (i, j))
                column[below] = own
                low[own], high[own] = min(low[own], x[below]), max(high[own], x[below])
        for entry in lower:
            spot[entry] = -1
    return column


def _candidates(
    rows: Rows, upper: Sequence[int], x: Sequence[float], reach: float
) -> list[tuple[tuple[bool, bool, float], int, int, int]]:
    items, up, down = rows.items, rows.up, rows.down
    return [
        (
            (above < items or below < items, len(down[above]) + len(up[below]) > 2, abs(x[above] - x[below])),
            index,
            above,
            below,
        )
        for index, above in enumerate(upper)
        if above < len(rows.rank)
        for below in down[above]
        if abs(x[above] - x[below]) <= reach
    ]


def numbered(column: Sequence[int]) -> tuple[list[int], int]:
    """The columns numbered from 0, and how many there are."""
    numbers: dict[int, int] = {}
    return [numbers.setdefault(first, len(numbers)) for first in column], len(numbers)
