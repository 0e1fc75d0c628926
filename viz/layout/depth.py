"""Places along the flow: where each rank starts and ends, and where the boxes that begin and end there do."""

from __future__ import annotations

from dataclasses import dataclass

from viz.layout.net import Net
from viz.layout.tracks import Rows

RANK_GAP = 48.0
CHANNEL = 30.0
"""The least height that is free of boxes' borders between two ranks."""


@dataclass(slots=True)
class Depths:
    """`top` and `bottom` of each rank's items; `opens` and `closes` of the channels before and after each rank.

    Between `closes[r]` and `opens[r + 1]` no box begins or ends, so that edges may change their column there.
    `first` and `last` are the borders of the groups.
    """

    top: list[float]
    bottom: list[float]
    opens: list[float]
    closes: list[float]
    first: list[float]
    last: list[float]


def place_ranks(net: Net, rows: Rows) -> Depths:
    count = len(rows.rows)
    lead, tail = _nested(net, rows)
    before, after = [0.0] * count, [0.0] * count
    ending: list[list[int]] = [[] for _ in range(count)]
    for group, (first, last) in enumerate(rows.spans):
        if last >= 0:
            ending[last].append(group)
            before[first] = max(before[first], lead[group])
            after[last] = max(after[last], tail[group])
    top, bottom = [0.0] * count, [0.0] * count
    at = 0.0
    for rank, row in enumerate(rows.rows):
        gap = max(RANK_GAP, after[rank - 1] + CHANNEL + before[rank]) if rank else before[0]
        top[rank] = at + gap
        at = top[rank] + max((net.along[node] for node in row if node < rows.items), default=0.0)
        for group in ending[rank]:
            start = top[rows.spans[group][0]] - lead[group]
            at = max(at, start + net.min_along[group] - tail[group])
        bottom[rank] = at
    return Depths(
        top=top,
        bottom=bottom,
        opens=[top[rank] - before[rank] for rank in range(count)],
        closes=[bottom[rank] + after[rank] for rank in range(count)],
        first=[top[first] - lead[g] if last >= 0 else 0.0 for g, (first, last) in enumerate(rows.spans)],
        last=[bottom[last] + tail[g] if last >= 0 else 0.0 for g, (first, last) in enumerate(rows.spans)],
    )


def _nested(net: Net, rows: Rows) -> tuple[list[float], list[float]]:
    """For each group the height of its border above its first rank and below its last, inner boxes included."""
    lead, tail = list(net.lead), list(net.tail)
    for group in sorted(range(len(net.parent)), key=lambda one: -len(rows.chains[one])):
        parent = net.parent[group]
        if parent < 0:
            continue
        if rows.spans[group][0] == rows.spans[parent][0]:
            lead[parent] = max(lead[parent], net.lead[parent] + lead[group])
        if rows.spans[group][1] == rows.spans[parent][1]:
            tail[parent] = max(tail[parent], net.tail[parent] + tail[group])
    return lead, tail
