"""Ways around boxes for edges that would cut through one.

An edge changes columns between two ranks, and a box in both of these ranks may stand in between: then it goes over
or under that box. Boxes that share a rank keep their distance from each other, and so do items from boxes, so that
close along the sides of a box and over or under it the way is always free.
"""

from __future__ import annotations

from collections.abc import Iterable

from viz.layout.coordinates import Columns
from viz.layout.depth import Depths
from viz.layout.net import ROOT, Net, Pair
from viz.layout.routes import Spot
from viz.layout.tracks import Rows

ASIDE = (8.0, 6.0, 10.0)
"""Distances from the side of a box, in turn; they must leave room for two edges there and back."""
PAST = (8.0, 12.0, 16.0, 20.0, 5.0)
"""Distances from the first or the last rank of a box, in turn; all within `CHANNEL`."""
TITLE = 4
"""How many ranks longer a way may be so that it does not pass the title of the box around."""


def ways_around(
    net: Net, rows: Rows, columns: Columns, depths: Depths, cuts: Iterable[tuple[Pair, int]]
) -> dict[Pair, list[Spot]]:
    """For each segment (node, node in the next rank) that cuts through groups, the corners of its way past them."""
    boxes: dict[Pair, set[int]] = {}
    for segment, group in cuts:
        boxes.setdefault(segment, set()).add(group)
    used = [0] * len(net.parent)
    ways: dict[Pair, list[Spot]] = {}
    for segment, groups in sorted(boxes.items()):
        rightwards = columns.centre[segment[0]] < columns.centre[segment[1]]
        outermost = [group for group in groups if net.parent[group] not in groups]
        ways[segment] = way = []
        for group in sorted(outermost, key=columns.left.__getitem__, reverse=not rightwards):
            way += _past(net, rows, columns, depths, rows.rank[segment[0]], group, rightwards, used[group])
            used[group] += 1
    return ways


def _past(
    net: Net,
    rows: Rows,
    columns: Columns,
    depths: Depths,
    rank: int,
    group: int,
    rightwards: bool,
    turn: int,
) -> list[Spot]:
    """From the channel after `rank` along one side of the group, over or under it, and back at the other side."""
    first, last = rows.spans[group]
    aside, past = ASIDE[turn % len(ASIDE)], PAST[turn % len(PAST)]
    here, there = columns.left[group] - aside, columns.right[group] + aside
    if not rightwards:
        here, there = there, here
    parent = net.parent[group]
    over = parent != ROOT and rows.spans[parent][0] == first
    middle = (depths.closes[rank] + depths.opens[rank + 1]) / 2
    upwards = rank - first + TITLE * over < last - rank - 1
    level = depths.opens[first] - past if upwards else depths.closes[last] + past
    return [(here, middle), (here, level), (there, level), (there, middle)]
