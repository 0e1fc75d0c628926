"""The parts of a graph that nothing joins: found, and packed side by side when each is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import fsum

from viz.layout.net import ROOT, Net, Pair
from viz.layout.ranks import connected
from viz.layout.routes import Spot

PART_GAP = 56.0
SINGLE_GAP = 32.0
SHAPE = 1.6
"""How many times as wide as high the packed picture wants to be."""

Edges = tuple[float, float, float, float]
"""Least and largest place across and along: (across, along, across, along)."""


@dataclass(slots=True)
class Part:
    """A finished piece in its own coordinates, across and along the flow, its corner at (0, 0)."""

    size: Spot
    spots: dict[int, Spot] = field(default_factory=dict)
    boxes: dict[int, Edges] = field(default_factory=dict)
    routes: dict[Pair, list[Spot]] = field(default_factory=dict)
    strips: list[tuple[int, float, float]] = field(default_factory=list)
    contradictions: list[Pair] = field(default_factory=list)

    def moved(self, dx: float, dy: float) -> Part:
        return Part(
            size=self.size,
            spots={item: (x + dx, y + dy) for item, (x, y) in self.spots.items()},
            boxes={group: (a + dx, b + dy, c + dx, d + dy) for group, (a, b, c, d) in self.boxes.items()},
            routes={link: [(x + dx, y + dy) for x, y in way] for link, way in self.routes.items()},
            strips=[(layer, start + dy, end + dy) for layer, start, end in self.strips],
            contradictions=self.contradictions,
        )

    def renumbered(self, items: Sequence[int], groups: Sequence[int]) -> Part:
        """With the numbers that items and groups have in the whole graph."""
        return Part(
            size=self.size,
            spots={items[item]: spot for item, spot in self.spots.items()},
            boxes={groups[group]: box for group, box in self.boxes.items()},
            routes={(items[source], items[target]): way for (source, target), way in self.routes.items()},
            strips=self.strips,
            contradictions=[(items[source], items[target]) for source, target in self.contradictions],
        )


def separate_parts(net: Net) -> tuple[list[list[int]], list[int]]:
    """Items that links, groups or having a layer join, and those that nothing joins."""
    layered = [item for item, layer in enumerate(net.layer) if layer is not None]
    joins = [*net.links, *pairwise(layered)]
    first: dict[int, int] = {}
    for item in range(len(net)):
        outermost = ROOT
        for outermost in net.ancestors(net.group[item]):  # noqa: B007 - the last one is wanted
            pass
        if outermost != ROOT:
            joins.append((first.setdefault(outermost, item), item))
    joined: list[list[int]] = []
    single: list[int] = []
    tied = {*net.loops, *layered}
    for part in connected(len(net), joins):
        if len(part) == 1 and net.group[part[0]] == ROOT and part[0] not in tied:
            single += part
        else:
            joined.append(part)
    return joined, single


def grid(net: Net, items: Sequence[int], room: float) -> Part:
    """Single items in columns, about as wide as `room`."""
    across = max(net.across[item] for item in items) + SINGLE_GAP
    along = max(net.along[item] for item in items) + SINGLE_GAP
    least = (len(items) * along * SHAPE / across) ** 0.5
    columns = min(len(items), max(1, round(least), int((room + SINGLE_GAP) / across)))
    rows = -(-len(items) // columns)
    part = Part(size=(columns * across - SINGLE_GAP, rows * along - SINGLE_GAP))
    for index, item in enumerate(items):
        row, column = divmod(index, columns)
        part.spots[item] = (column + 0.5) * across - SINGLE_GAP / 2, (row + 0.5) * along - SINGLE_GAP / 2
    return part


def packed(parts: Sequence[Part], shape: float) -> Part:
    """All parts in one, in shelves across the flow, the longest first; `shape` is the extent across by that along.

    The part with the strips of layers, which reach across the picture, has a shelf of its own.
    """
    if len(parts) == 1:
        return parts[0]
    area = fsum((part.size[0] + PART_GAP) * (part.size[1] + PART_GAP) for part in parts)
    room = max([(area * shape) ** 0.5, *[part.size[0] for part in parts]])
    whole = Part(size=(0.0, 0.0))
    x = y = shelf = widest = 0.0
    for part in sorted(parts, key=lambda one: (not one.strips, -one.size[1])):
        if x and ((whole.strips and not y) or x + part.size[0] > room):
            x, y = 0.0, y + shelf + PART_GAP
            shelf = 0.0
        _add(whole, part.moved(x, y))
        widest, shelf = max(widest, x + part.size[0]), max(shelf, part.size[1])
        x += part.size[0] + PART_GAP
    whole.size = widest, y + shelf
    return whole


def _add(whole: Part, part: Part) -> None:
    whole.spots.update(part.spots)
    whole.boxes.update(part.boxes)
    whole.routes.update(part.routes)
    whole.strips += part.strips
    whole.contradictions += part.contradictions
