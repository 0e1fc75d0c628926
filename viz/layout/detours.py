"""Edges that would cut through a box that neither of their ends is in, and what must stand elsewhere to avoid it.

An edge can change sides with a box only above or below it. Where it has no such room, because both its ends
stand in the ranks of the box and on different sides of it, its target shall stand after the box; what cannot, or
would cost too much to find, takes a way around (`around`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from viz.layout.net import Pair
from viz.layout.tracks import Rows

Cut = tuple[Pair, int]
"""(node, node in the next rank) and the group between them."""


def cut_boxes(rows: Rows) -> list[Cut]:
    """Every piece of an edge, from a rank to the next, that cuts through a box."""
    return sorted({cut for rank in range(len(rows.rows) - 1) for cut in _cuts_below(rows, rank)})


def detours_for(rows: Rows, cuts: Sequence[Cut]) -> list[tuple[Pair, int]]:
    """(link, group) for every link that cuts through the group's box."""
    by_segment: dict[Pair, list[int]] = {}
    for segment, group in cuts:
        by_segment.setdefault(segment, []).append(group)
    return [
        (link, group)
        for link, path in rows.paths.items()
        for segment in pairwise(path)
        for group in by_segment.get(segment, ())
    ]


def _cuts_below(rows: Rows, rank: int) -> Iterator[Cut]:
    upper, lower = _extents(rows, rows.rows[rank]), _extents(rows, rows.rows[rank + 1])
    both = [(group, *upper[group], *lower[group]) for group in upper if group in lower]
    if not both:
        return
    place = {node: index for row in (rows.rows[rank], rows.rows[rank + 1]) for index, node in enumerate(row)}
    for above in rows.rows[rank]:
        for below in rows.down[above]:
            i, j = place[above], place[below]
            for group, first_up, last_up, first_down, last_down in both:
                if (i < first_up and j > last_down) or (i > last_up and j < first_down):
                    yield (above, below), group


def _extents(rows: Rows, row: Sequence[int]) -> dict[int, Pair]:
    """First and last place of each group in the row."""
    extents: dict[int, Pair] = {}
    for index, node in enumerate(row):
        for group in rows.around[node]:
            extents[group] = extents.get(group, (index, index))[0], index
    return extents
