"""Places across the flow: straight chains, short edges, nothing overlapping, boxes exactly around their members.

First everything is drawn towards its neighbours, as springs would draw it, at the places nearest to that at which
all distances are kept (`separation`). Then what stands nearly in line is put in line (`alignment`), each column
is one from there on, and the springs settle once more. Both borders of a box are variables as the nodes are, with
an entry in each row of the box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import fsum, inf

from viz.layout.alignment import align, numbered
from viz.layout.net import Net, Pair
from viz.layout.separation import Beside, separated, separated_in_rows
from viz.layout.tracks import Rows

ITEM_GAP = 32.0
TRACK_GAP = 16.0
BOX_GAP = 24.0
TRACK_WIDTH = 2.0
BOX_PULL = 0.05
"""How strongly the two borders of a box attract each other, beside the 1 of an edge."""
ROUNDS = 3
Phase = tuple[float, int, int]
"""How far a column may draw its members, how often the springs settle then, and how often columns snap into line."""

SMALL, MEDIUM = 700, 5_000
"""Up to how many nodes, dummies included, all of PHASES are tried, and the first."""
PHASES: Sequence[Sequence[Phase]] = (
    ((120.0, 6, 2), (60.0, 6, 2)),
    ((250.0, 6, 2), (120.0, 6, 2)),
    ((500.0, 6, 2), (250.0, 6, 2)),
)
PHASES_OF_LARGE: Sequence[Sequence[Phase]] = (((90.0, 2, 1),),)
STRONG, CHAINED = (1.0, 2.0, 5.0), 2.0
"""How strongly an edge pulls by how many of its ends are dummies; one that is its ends' only one, as in a chain."""
BEND_COST = 40.0
WIDTH_COST = 3.0
"""What a bend and a pixel of width cost beside a pixel by which an edge runs aside."""
BEND = 12.0
"""What an edge that is not straight costs, in pixels of its way aside, times its strength."""

Gaps = dict[Pair, float]
"""The least distance for each pair of variables that are neighbours in some row, left one first."""


Stepped = tuple[Sequence[Sequence[int]], Sequence[Sequence[float]]]


@dataclass(slots=True)
class Columns:
    """Centres of nodes, and left and right borders of groups, across the flow."""

    centre: list[float]
    left: list[float]
    right: list[float]


def place_columns(net: Net, rows: Rows) -> Columns:
    entries = _with_borders(rows)
    nodes, total = len(rows.rank), len(rows.rank) + 2 * len(net.parent)
    distances = _distances(net, rows, entries)
    steps = [[0.0, *accumulate([distances[pair] for pair in pairwise(row)])] for row in entries]
    x = _Springs(rows, list(range(total)), total, distances, None if net.parent else (entries, steps)).settle(
        _centred(entries, steps, total), ROUNDS
    )
    tries = PHASES if nodes <= SMALL else PHASES[:1] if nodes <= MEDIUM else PHASES_OF_LARGE
    x = min([_straightened(rows, entries, distances, x, phases) for phases in tries], key=_Scored.cost).x
    return Columns(centre=x[:nodes], left=x[nodes::2], right=x[nodes + 1 :: 2])


@dataclass(slots=True)
class _Scored:
    x: list[float]
    length: float
    bends: float
    width: float

    def cost(self) -> float:
        return self.length + BEND_COST * self.bends + WIDTH_COST * self.width


def _straightened(
    rows: Rows, entries: Sequence[Sequence[int]], distances: Gaps, x: Sequence[float], phases: Sequence[Phase]
) -> _Scored:
    for reach, rounds, snaps in phases:
        column, count = numbered(align(rows, entries, x, reach))
        springs = _Springs(rows, column, count, distances)
        settled = springs.settle(_means(column, count, x), rounds)
        for _ in range(snaps):
            settled = springs.snapped(springs.tightened(settled))
        settled = springs.tightened(settled)
        x = [settled[own] for own in column]
    aside = [abs(x[above] - x[below]) for above, belows in enumerate(rows.down) for below in belows]
    return _Scored(list(x), fsum(aside), sum(way > 0.5 for way in aside), max(x, default=0.0) - min(x, default=0.0))


def _centred(entries: Sequence[Sequence[int]], steps: Sequence[Sequence[float]], total: int) -> list[float]:
    """Every row as close as it can stand, its middle at 0."""
    x = [0.0] * total
    for row, offsets in zip(entries, steps, strict=True):
        for entry, offset in zip(row, offsets, strict=True):
            x[entry] = offset - offsets[-1] / 2
    return x


def _means(column: Sequence[int], count: int, x: Sequence[float]) -> list[float]:
    total, members = [0.0] * count, [0] * count
    for entry, own in enumerate(column):
        total[own] += x[entry]
        members[own] += 1
    return [sum_ / number for sum_, number in zip(total, members, strict=True)]


def _with_borders(rows: Rows) -> list[list[int]]:
    """The rows with two entries more for each group: the numbers after the nodes' are left, right, left, ..."""
    nodes = len(rows.rank)
    result = []
    for row in rows.rows:
        entries: list[int] = []
        around: tuple[int, ...] = ()
        for node in row:
            chain = rows.chain(node)
            if chain != around:
                shared = 0
                while shared < min(len(chain), len(around)) and chain[shared] == around[shared]:
                    shared += 1
                entries += [nodes + 2 * group + 1 for group in reversed(around[shared:])]
                entries += [nodes + 2 * group for group in chain[shared:]]
                around = chain
            entries.append(node)
        entries += [nodes + 2 * group + 1 for group in reversed(around)]
        result.append(entries)
    return result


def _distances(net: Net, rows: Rows, entries: Sequence[Sequence[int]]) -> Gaps:
    gaps: Gaps = {}
    for row in entries:
        for a, b in pairwise(row):
            gaps[a, b] = max(gaps.get((a, b), 0.0), _distance(net, rows, a, b))
    nodes = len(rows.rank)
    for group, least in enumerate(net.min_across):
        pair = nodes + 2 * group, nodes + 2 * group + 1
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


class _Springs:
    """Columns of nodes, and borders, drawn to each other by the edges between them.

    `separate` are the rows and the steps within them where every row stands for itself.
    """

    def __init__(
        self, rows: Rows, column: Sequence[int], count: int, distances: Gaps, separate: Stepped | None = None
    ) -> None:
        self.separate = separate
        self.before: Beside
        self.after: Beside
        self.order, self.before, self.after = _from_left_to_right(count, column, {} if separate else distances)
        self.pulls = _pulls(rows, column, count)
        self.borders = list(column[len(rows.rank) :])
        self.weight = [fsum([strength for _, strength in pulls]) or 1.0 for pulls in self.pulls]
        for border in self.borders:
            self.weight[border] = BOX_PULL
        self.downwards = list(dict.fromkeys(column[node] for row in rows.rows for node in row))

    def _separated(self, wish: Sequence[float]) -> list[float]:
        if self.separate:
            return separated_in_rows(wish, self.weight, *self.separate)
        return separated(wish, self.weight, self.order, self.before)

    def settle(self, x: list[float], rounds: int) -> list[float]:
        """Where everything is after some rounds, at least one, of going where its neighbours draw it."""
        for turn in range(rounds):
            wish = list(x)
            for own in self.downwards if turn % 2 == 0 else reversed(self.downwards):
                pulls = self.pulls[own]
                if len(pulls) == 1:
                    wish[own] = wish[pulls[0][0]]
                elif pulls:
                    wish[own] = fsum([wish[other] * strength for other, strength in pulls]) / self.weight[own]
            for left, right in zip(self.borders[::2], self.borders[1::2], strict=True):
                wish[left], wish[right] = x[right], x[left]
            x = self._separated(wish)
        return x

    def snapped(self, x: list[float]) -> list[float]:
        """With every column where, between its neighbours, its edges are shortest and most of them straight."""
        fixed = set(self.borders)
        for own in self.downwards:
            pulls = self.pulls[own]
            if own in fixed or not pulls:
                continue
            low = max([x[other] + gap for other, gap in self.before[own]], default=-inf)
            high = min([x[other] - gap for other, gap in self.after[own]], default=inf)
            places = {min(max(x[other], low), high) for other, _ in pulls}
            best, least = x[own], _cost(x[own], pulls, x) - 0.01
            for place in sorted(places):
                cost = _cost(place, pulls, x)
                if cost < least:
                    best, least = place, cost
            x[own] = best
        return x

    def tightened(self, x: list[float]) -> list[float]:
        """With the boxes drawn close around their members."""
        lefts, rights = set(self.borders[::2]), set(self.borders[1::2])
        for own in reversed(self.order):
            if own in lefts and self.after[own]:
                x[own] = min([x[other] - gap for other, gap in self.after[own]])
        for own in self.order:
            if own in rights and self.before[own]:
                x[own] = max([x[other] + gap for other, gap in self.before[own]])
        return x


def _cost(place: float, pulls: Sequence[tuple[int, float]], x: Sequence[float]) -> float:
    """What a column's edges cost with the column at this place: their way aside, and something for each bend."""
    total = 0.0
    for other, strength in pulls:
        aside = abs(place - x[other])
        if aside > 0.5:
            total += aside + BEND * strength
    return total


def _pulls(rows: Rows, column: Sequence[int], count: int) -> list[list[tuple[int, float]]]:
    """For every column those its edges lead to, and how strongly: long edges want to be straight the most."""
    pulls: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    for above, belows in enumerate(rows.down):
        for below in belows:
            a, b = column[above], column[below]
            if a != b:
                strength = STRONG[(above >= rows.items) + (below >= rows.items)]
                if strength == 1.0 and len(belows) == len(rows.up[below]) == 1:
                    strength = CHAINED
                pulls[a].append((b, strength))
                pulls[b].append((a, strength))
    return pulls


def _from_left_to_right(count: int, column: Sequence[int], distances: Gaps) -> tuple[list[int], Beside, Beside]:
    gaps: Gaps = {}
    for (a, b), gap in distances.items():
        pair = column[a], column[b]
        if gap > gaps.get(pair, -1.0):
            gaps[pair] = gap
    before: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    after: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    for (a, b), gap in gaps.items():
        before[b].append((a, gap))
        after[a].append((b, gap))
    waiting = [len(others) for others in before]
    order = [variable for variable in range(count) if not waiting[variable]]
    for variable in order:
        for other, _ in after[variable]:
            waiting[other] -= 1
            if not waiting[other]:
                order.append(other)
    return order, before, after
