"""From items, groups and links to an arrangement: the parts of the graph one by one, then packed side by side."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from viz.layout.around import ways_around
from viz.layout.coordinates import place_columns
from viz.layout.cycles import without_cycles
from viz.layout.depth import place_ranks
from viz.layout.detours import Cut, cut_boxes, detours_for
from viz.layout.layers import agreeing_layers, strips
from viz.layout.model import Arrangement, Band, Direction, Group, Item, Link, Point, Rect
from viz.layout.net import Net, Pair, number
from viz.layout.order import order_rows
from viz.layout.parts import SHAPE, Edges, Part, grid, packed, separate_parts
from viz.layout.ranks import assign_ranks
from viz.layout.routes import Spot, loop, route, shifted
from viz.layout.tracks import Rows, lay_tracks

PADDING = 16.0
MARGIN = 24.0
DETOURS, DETOURS_UP_TO = 4, 2_500
"""How often at most a part is ranked to keep edges out of foreign boxes, and up to how many nodes with dummies."""


def arrange(
    items: Sequence[Item],
    groups: Sequence[Group],
    links: Sequence[Link],
    *,
    direction: Direction = "TB",
    anchored: bool = False,
) -> Arrangement:
    """Place items, boxes and edges; the same input gives the same answer, to the last bit.

    `anchored` says that the items are given in the order in which they shall stand across the flow: each rank keeps
    to it, unless that costs more than a few crossings. Without, the order only decides between two mirror images.

    Raises ValueError where a link or an item names something that was not given. Groups without any item get no
    box. Links from an item to itself get a small loop at its side, links there and back run side by side.
    """
    net = number(items, groups, links, direction, PADDING)
    joined, single = separate_parts(net)
    parts = []
    with _without_collections():
        for part in joined:
            own, numbers = net.part(part)
            parts.append(_arranged(own, anchored).renumbered(part, numbers))
        shape = SHAPE if direction == "TB" else 1 / SHAPE
        if single:
            parts.append(grid(net, single, max((part.size[0] for part in parts), default=0.0)))
        return _named(packed(parts, shape), items, groups, direction)


@contextmanager
def _without_collections() -> Iterator[None]:
    """Nothing here refers to itself in a circle, and looking for such circles costs a fifth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _arranged(net: Net, anchored: bool) -> Part:
    links = without_cycles(len(net), net.links)
    layers, contradictions = agreeing_layers(net, links)
    rows, cuts = _ordered(net, links, layers, anchored)
    ranks = rows.rank[: len(net)]
    columns, depths = place_columns(net, rows), place_ranks(net, rows)
    part = Part(size=(0.0, 0.0), strips=strips(layers, ranks, depths), contradictions=contradictions)
    for item, rank in enumerate(ranks):
        part.spots[item] = columns.centre[item], (depths.top[rank] + depths.bottom[rank]) / 2
    for group, (first, last) in enumerate(zip(depths.first, depths.last, strict=True)):
        part.boxes[group] = columns.left[group], first, columns.right[group], last
    around = ways_around(net, rows, columns, depths, cuts)
    given = set(net.links)
    for source, target in net.links:
        turned = (source, target) not in rows.paths
        path = rows.paths[(target, source) if turned else (source, target)]
        way = route(net, rows, columns, depths, around, path)
        if (target, source) in given:
            way = shifted(way, 1 if turned else -1)
        part.routes[source, target] = way[::-1] if turned else way
    for item in net.loops:
        part.routes[item, item] = loop(part.spots[item], net.across[item])
    return _at_origin(net, part)


def _ordered(net: Net, links: Sequence[Pair], layers: Sequence[int | None], anchored: bool) -> tuple[Rows, list[Cut]]:
    """The rows in their order, ranked anew as long as fewer edges cut through boxes for it; and what still cuts."""
    detours: list[tuple[Pair, int]] = []
    best: tuple[Rows, list[Cut]] | None = None
    for _ in range(DETOURS):
        rows = lay_tracks(net, assign_ranks(net, links, layers, detours), links)
        order_rows(rows, anchored=anchored)
        cuts = cut_boxes(rows)
        if best is None or len(cuts) < len(best[1]):
            best = rows, cuts
        if not cuts or len(rows.rank) > DETOURS_UP_TO:
            break
        detours += detours_for(rows, cuts)
    assert best is not None
    return best


def _at_origin(net: Net, part: Part) -> Part:
    """The part with its corner at (0, 0), edges included."""
    edges: list[Edges] = list(part.boxes.values())
    for item, (x, y) in part.spots.items():
        half, tall = net.across[item] / 2, net.along[item] / 2
        edges.append((x - half, y - tall, x + half, y + tall))
    edges += [(x, y, x, y) for way in part.routes.values() for x, y in way]
    left, top = min(edge[0] for edge in edges), min(edge[1] for edge in edges)
    right, bottom = max(edge[2] for edge in edges), max(edge[3] for edge in edges)
    part.size = right - left, bottom - top
    part.strips = [(layer, max(top, start), min(end, bottom)) for layer, start, end in part.strips]
    return part.moved(-left, -top)


def _named(part: Part, items: Sequence[Item], groups: Sequence[Group], direction: Direction) -> Arrangement:
    def point(spot: Spot) -> Point:
        x, y = round(spot[0] + MARGIN, 2), round(spot[1] + MARGIN, 2)
        return Point(x, y) if direction == "TB" else Point(y, x)

    def rect(box: Edges) -> Rect:
        start, end = point(box[:2]), point(box[2:])
        return Rect(start.x, start.y, round(end.x - start.x, 2), round(end.y - start.y, 2))

    def link(pair: Pair) -> Link:
        return Link(items[pair[0]].id, items[pair[1]].id)

    size = point((part.size[0] + MARGIN, part.size[1] + MARGIN))
    return Arrangement(
        width=size.x,
        height=size.y,
        positions={items[item].id: point(spot) for item, spot in sorted(part.spots.items())},
        boxes={groups[group].id: rect(box) for group, box in sorted(part.boxes.items())},
        routes={
            (items[source].id, items[target].id): tuple([point(spot) for spot in way])
            for (source, target), way in part.routes.items()
        },
        bands=tuple(
            Band(layer=layer, start=round(start + MARGIN, 2), end=round(end + MARGIN, 2))
            for layer, start, end in part.strips
        ),
        contradictions=tuple(link(pair) for pair in part.contradictions),
    )
