"""The polylines of the edges: straight through the ranks, aslant only in the channels between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from viz.layout.coordinates import Columns
from viz.layout.depth import Depths
from viz.layout.net import Net, Pair
from viz.layout.tracks import Rows

ASIDE = 6.0
LOOP = 12.0

Spot = tuple[float, float]
"""(across, along)"""


def route(
    net: Net,
    rows: Rows,
    columns: Columns,
    depths: Depths,
    around: Mapping[Pair, Sequence[Spot]],
    path: Sequence[int],
) -> list[Spot]:
    """The way along `path`, from the border of its first item to the border of its last.

    `around` holds the corners past the boxes that stand between two nodes of the path.
    """
    spots: list[Spot] = []
    for before, node in zip((-1, *path), path, strict=False):
        x, rank = columns.centre[node], rows.rank[node]
        middle = (depths.top[rank] + depths.bottom[rank]) / 2
        half = net.along[node] / 2 if node < rows.items else 0.0
        if node != path[0]:
            spots += around.get((before, node), ())
            spots.append((x, depths.opens[rank]))
        if node == path[-1]:
            spots.append((x, middle - half))
        if node == path[0]:
            spots.append((x, middle + half))
        if node != path[-1]:
            spots.append((x, depths.closes[rank]))
    return straightened(unhooked(spots))


def unhooked(spots: Sequence[Spot]) -> list[Spot]:
    """Without hooks: a way that has passed below a box does not climb at its other side only to come down again.

    Nothing is moved to where no way was: what replaces a hook lies below the box, as far as the way has been there.
    """
    kept: list[Spot] = []
    index = 0
    while index < len(spots):
        if len(kept) > 1 and kept[-1][1] == kept[-2][1] and spots[index][1] < kept[-1][1]:
            (start, level), (end, _) = kept[-2:]
            below = next((n for n in range(index, len(spots)) if spots[n][1] >= level), len(spots))
            landing = spots[below] if below < len(spots) else (float("inf"), level)
            if min(start, end) <= landing[0] <= max(start, end):
                upright = spots[below - 1][0] == landing[0]
                kept[-1:] = [(landing[0], level)] if upright else []
                index = below
        kept.append(spots[index])
        index += 1
    return kept


def shifted(way: Sequence[Spot], side: int) -> list[Spot]:
    """The way a little to the side, for links there and back."""
    return [(x + side * ASIDE, y) for x, y in way]


def loop(centre: Spot, across: float) -> list[Spot]:
    """A small way round from an item to itself."""
    x, y = centre[0] + across / 2, centre[1]
    return [(x, y - ASIDE), (x + LOOP, y - ASIDE), (x + LOOP, y + ASIDE), (x, y + ASIDE)]


def straightened(spots: Sequence[Spot]) -> list[Spot]:
    """Without the points that lie on the way between their neighbours."""
    kept: list[Spot] = []
    for spot in spots:
        if kept and spot == kept[-1]:
            continue
        while len(kept) > 1 and _on_the_way(kept[-2], kept[-1], spot):
            kept.pop()
        kept.append(spot)
    return kept


def _on_the_way(a: Spot, b: Spot, c: Spot) -> bool:
    turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return abs(turn) < 0.01 * (abs(c[0] - a[0]) + abs(c[1] - a[1]))
