"""Places across the flow: straight chains, short edges, nothing overlapping, boxes exactly around their members.

Neighbours that stand in line form one *block*, which has one coordinate. Both borders of a box are such blocks
too, one entry in each row of the box. Each row says which block keeps which distance from the next; in a
picture pushed to the right and in one pushed to the left all distances hold, hence in every mean of the two.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from viz.layout.net import Net, Pair
from viz.layout.order import places
from viz.layout.separation import separated
from viz.layout.tracks import Rows

ROUNDS = 12
ITEM_GAP = 32.0
TRACK_GAP = 16.0
BOX_GAP = 24.0
TRACK_WIDTH = 2.0
BOX_PULL = 0.05
"""How strongly the two borders of a box attract each other, beside the 1 of an edge."""


Gaps = dict[Pair, float]
"""The least distance for each pair of blocks that are neighbours in some row, left one first."""

Beside = list[list[tuple[int, float]]]
"""For every block those at one side of it, each with its least distance."""


@dataclass(slots=True)
class Columns:
    """Centres of nodes, and left and right borders of groups, across the flow."""

    centre: list[float]
    left: list[float]
    right: list[float]


def place_columns(net: Net, rows: Rows) -> Columns:
    entries = _with_borders(net, rows)
    block, blocks = _align(net, rows, entries)
    gaps = _distances(net, rows, entries, block)
    x = _settle(rows, block, blocks, gaps)
    nodes = len(rows.rank)
    groups = len(net.parent)
    left = [x[block[nodes + 2 * group]] for group in range(groups)]
    right = [x[block[nodes + 2 * group + 1]] for group in range(groups)]
    return Columns([x[block[node]] for node in range(nodes)], left, right)


def _with_borders(net: Net, rows: Rows) -> list[list[int]]:
    """The rows with two entries more for each group: the numbers after the nodes' are left, right, left, ..."""
    nodes = len(rows.rank)
    result = []
    for row in rows.rows:
        entries: list[int] = []
        open_groups: tuple[int, ...] = ()
        for node in [*row, -1]:
            chain = rows.chain(node) if node >= 0 else ()
            shared = 0
            while shared < min(len(chain), len(open_groups)) and chain[shared] == open_groups[shared]:
                shared += 1
            entries += [nodes + 2 * group + 1 for group in reversed(open_groups[shared:])]
            entries += [nodes + 2 * group for group in chain[shared:]]
            open_groups = chain
            if node >= 0:
                entries.append(node)
        result.append(entries)
    return result


def _align(net: Net, rows: Rows, entries: Sequence[Sequence[int]]) -> tuple[list[int], int]:
    """The block of every entry, and how many blocks there are."""
    nodes = len(rows.rank)
    block = list(range(nodes + 2 * len(net.parent)))
    place = places(rows.rows)
    spot = [-1] * len(block)
    for upper, lower in itertools.pairwise(entries):
        for index, entry in enumerate(lower):
            spot[entry] = index
        borders = [(index, spot[entry]) for index, entry in enumerate(upper) if entry >= nodes and spot[entry] >= 0]
        _align_rows(rows, upper, spot, borders, place, block)
        for entry in lower:
            spot[entry] = -1
    numbers: dict[int, int] = {}
    return [numbers.setdefault(first, len(numbers)) for first in block], len(numbers)


def _align_rows(
    rows: Rows,
    upper: Sequence[int],
    spot: Sequence[int],
    borders: list[Pair],
    place: Sequence[int],
    block: list[int],
) -> None:
    """Put nodes of one row into the blocks of the row above, the best pairs first, none crossing another."""
    wanted = [
        (_rank_of_pair(rows, above, below, place), index, spot[below], above, below)
        for index, above in enumerate(upper)
        if above < len(rows.rank)
        for below in rows.down[above]
    ]
    taken = [(-1, -1), *borders, (len(upper), len(spot))]
    for _, i, j, above, below in sorted(wanted):
        at = bisect_left(taken, (i, -1))
        if taken[at][0] != i and taken[at - 1][1] < j < taken[at][1]:
            taken.insert(at, (i, j))
            block[below] = block[above]


def _rank_of_pair(rows: Rows, above: int, below: int, place: Sequence[int]) -> tuple[int, float, int]:
    """The smaller, the more this pair wants to stand in line: long edges first, then what is in the middle."""
    long_edge = above >= rows.items and below >= rows.items
    single = (len(rows.down[above]) == 1) + (len(rows.up[below]) == 1)
    off = _off_middle(rows.down[above], below, place) + _off_middle(rows.up[below], above, place)
    return 0 if long_edge else 1, off, -single


def _off_middle(ends: Sequence[int], end: int, place: Sequence[int]) -> float:
    before = sum(place[other] < place[end] for other in ends)
    return abs(before - (len(ends) - 1) / 2)


def _distances(net: Net, rows: Rows, entries: Sequence[Sequence[int]], block: Sequence[int]) -> Gaps:
    """The least distance for each pair of blocks that are neighbours in some row."""
    gaps: Gaps = {}
    for row in entries:
        for a, b in itertools.pairwise(row):
            pair = block[a], block[b]
            gaps[pair] = max(gaps.get(pair, 0.0), _distance(net, rows, a, b))
    nodes = len(rows.rank)
    for group, least in enumerate(net.min_across):
        pair = block[nodes + 2 * group], block[nodes + 2 * group + 1]
        gaps[pair] = max(gaps.get(pair, 0.0), least)
    return gaps


def _distance(net: Net, rows: Rows, a: int, b: int) -> float:
    nodes = len(rows.rank)
    if a < nodes and b < nodes:
        gap = ITEM_GAP if a < rows.items and b < rows.items else TRACK_GAP
        return _half(net, rows, a) + gap + _half(net, rows, b)
    if a >= nodes and b >= nodes:
        return _border_gap(net, a - nodes, b - nodes)
    border, node = (a - nodes, b) if a >= nodes else (b - nodes, a)
    group, is_right = divmod(border, 2)
    inside = (a >= nodes) != bool(is_right)
    pad = (net.right[group] if is_right else net.left[group]) if inside else BOX_GAP
    return pad + _half(net, rows, node)


def _border_gap(net: Net, a: int, b: int) -> float:
    if a % 2 == 0:
        return net.left[a // 2] if b % 2 == 0 else 0.0
    return BOX_GAP if b % 2 == 0 else net.right[b // 2]


def _half(net: Net, rows: Rows, node: int) -> float:
    return (net.across[node] if node < rows.items else TRACK_WIDTH) / 2


def _settle(rows: Rows, block: Sequence[int], count: int, gaps: Gaps) -> list[float]:
    order, before, after = _from_left_to_right(count, gaps)
    borders = block[len(rows.rank) :]
    pulls = _pulls(rows, block, count)
    weight = [max(1.0, float(len(pull))) for pull in pulls]
    for left, right in zip(borders[::2], borders[1::2], strict=True):
        weight[left] = weight[right] = BOX_PULL
    x = separated([0.0] * count, weight, order, before)
    turns = list(dict.fromkeys(block[node] for row in rows.rows for node in row))
    for turn in range(ROUNDS):
        wish = list(x)
        for own in turns if turn % 2 == 0 else reversed(turns):
            if pulls[own]:
                wish[own] = sum([wish[other] for other in pulls[own]]) / len(pulls[own])
        for left, right in zip(borders[::2], borders[1::2], strict=True):
            wish[left], wish[right] = x[right], x[left]
        x = separated(wish, weight, order, before)
    _tighten(x, order, before, after, borders)
    return x


def _tighten(x: list[float], order: Sequence[int], before: Beside, after: Beside, borders: Sequence[int]) -> None:
    """Draw the boxes close around their members."""
    lefts, rights = set(borders[::2]), set(borders[1::2])
    for own in reversed(order):
        if own in lefts and after[own]:
            x[own] = min(x[other] - gap for other, gap in after[own])
    for own in order:
        if own in rights and before[own]:
            x[own] = max(x[other] + gap for other, gap in before[own])


def _mean(right: float, left: float) -> float:
    if right == float("-inf"):
        return left
    return right if left == float("inf") else (right + left) / 2


def _median(values: list[float]) -> float:
    values.sort()
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2


def _pulls(rows: Rows, block: Sequence[int], count: int) -> list[list[int]]:
    pulls: list[list[int]] = [[] for _ in range(count)]
    for above, belows in enumerate(rows.down):
        for below in belows:
            a, b = block[above], block[below]
            if a != b:
                pulls[a].append(b)
                pulls[b].append(a)
    return pulls


def _from_left_to_right(count: int, gaps: Gaps) -> tuple[list[int], Beside, Beside]:
    before: Beside = [[] for _ in range(count)]
    after: Beside = [[] for _ in range(count)]
    for (a, b), gap in gaps.items():
        before[b].append((a, gap))
        after[a].append((b, gap))
    waiting = [len(others) for others in before]
    order = [b for b in range(count) if not waiting[b]]
    for b in order:
        for other, _ in after[b]:
            waiting[other] -= 1
            if not waiting[other]:
                order.append(other)
    return order, before, after
