"""From items, groups and links to an arrangement: the parts of the graph one by one, then packed side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from viz.layout.coordinates import place_columns
from viz.layout.cycles import without_cycles
from viz.layout.depth import place_ranks
from viz.layout.layers import agreeing_layers, strips
from viz.layout.model import Arrangement, Band, Direction, Group, Item, Link, Point, Rect
from viz.layout.net import Net, Pair, number
from viz.layout.order import order_rows
from viz.layout.ranks import assign_ranks
from viz.layout.routes import Spot, route
from viz.layout.tracks import lay_tracks

PADDING = 16.0
PART_GAP = 48.0
MARGIN = 24.0


@dataclass(slots=True)
class Part:
    """A finished piece in its own coordinates, across and along the flow, its corner at (0, 0)."""

    size: Spot
    spots: dict[int, Spot] = field(default_factory=dict)
    boxes: dict[int, tuple[float, float, float, float]] = field(default_factory=dict)
    routes: dict[Pair, list[Spot]] = field(default_factory=dict)
    strips: list[tuple[int, float, float]] = field(default_factory=list)
    contradictions: list[Pair] = field(default_factory=list)


def arrange(
    items: Sequence[Item], groups: Sequence[Group], links: Sequence[Link], *, direction: Direction = "TB"
) -> Arrangement:
    """Place items, boxes and edges; the same input gives the same answer, to the last bit.

    Raises ValueError where a link or an item names something that was not given. Groups without any item get no
    box. Links from an item to itself get a small loop at its side.
    """
    net = number(items, groups, links, direction, PADDING)
    part = _arrange_net(net)
    return _named(part, items, groups, links, direction)


def _arrange_net(net: Net) -> Part:
    links = without_cycles(len(net), net.links)
    layers, contradictions = agreeing_layers(net, links)
    ranks = assign_ranks(net, links, layers)
    rows = lay_tracks(net, ranks, links)
    order_rows(rows)
    columns = place_columns(net, rows)
    depths = place_ranks(net, rows)
    part = Part(size=(0.0, 0.0), strips=strips(layers, ranks, depths), contradictions=contradictions)
    for item in range(len(net)):
        rank = rows.rank[item]
        part.spots[item] = columns.centre[item], (depths.top[rank] + depths.bottom[rank]) / 2
    for group, span in enumerate(rows.spans):
        if span[1] >= 0:
            part.boxes[group] = (
                columns.left[group],
                depths.first[group],
                columns.right[group],
                depths.last[group],
            )
    kept = set(links)
    for link in net.links:
        if link in kept:
            part.routes[link] = route(net, rows, columns, depths, rows.paths[link])
        else:
            part.routes[link] = route(net, rows, columns, depths, rows.paths[link[::-1]])[::-1]
    _to_origin(net, part)
    return part


def _to_origin(net: Net, part: Part) -> None:
    """Move everything so that the whole part, edges included, begins at (0, 0)."""
    xs: list[float] = []
    ys: list[float] = []
    for item, (x, y) in part.spots.items():
        xs += [x - net.across[item] / 2, x + net.across[item] / 2]
        ys += [y - net.along[item] / 2, y + net.along[item] / 2]
    for box in part.boxes.values():
        xs += box[::2]
        ys += box[1::2]
    for way in part.routes.values():
        xs += [spot[0] for spot in way]
        ys += [spot[1] for spot in way]
    if not xs:
        return
    dx, dy = min(xs), min(ys)
    part.strips = [(layer, max(0.0, start - dy), min(end, max(ys)) - dy) for layer, start, end in part.strips]
    part.size = max(xs) - dx, max(ys) - dy
    part.spots = {item: (x - dx, y - dy) for item, (x, y) in part.spots.items()}
    part.boxes = {g: (a - dx, b - dy, c - dx, d - dy) for g, (a, b, c, d) in part.boxes.items()}
    part.routes = {link: [(x - dx, y - dy) for x, y in way] for link, way in part.routes.items()}


def _named(
    part: Part, items: Sequence[Item], groups: Sequence[Group], links: Sequence[Link], direction: Direction
) -> Arrangement:
    flat = direction == "LR"

    def point(spot: Spot) -> Point:
        x, y = round(spot[0] + MARGIN, 2), round(spot[1] + MARGIN, 2)
        return Point(y, x) if flat else Point(x, y)

    def rect(box: tuple[float, float, float, float]) -> Rect:
        start, end = point(box[:2]), point(box[2:])
        return Rect(start.x, start.y, round(end.x - start.x, 2), round(end.y - start.y, 2))

    size = point((part.size[0] + MARGIN, part.size[1] + MARGIN))
    return Arrangement(
        width=size.x,
        height=size.y,
        positions={items[item].id: point(spot) for item, spot in sorted(part.spots.items())},
        boxes={groups[group].id: rect(box) for group, box in sorted(part.boxes.items())},
        routes={
            (items[link[0]].id, items[link[1]].id): tuple(point(spot) for spot in way)
            for link, way in part.routes.items()
        },
        bands=tuple(Band(layer=n, start=round(a + MARGIN, 2), end=round(b + MARGIN, 2)) for n, a, b in part.strips),
        contradictions=tuple(Link(items[a].id, items[b].id) for a, b in part.contradictions),
    )
