"""A picture as compact JSON, which the page's scripts unpack (`assets/25-graph.js`): rows instead of objects, names
only where the id does not say them, points instead of what Cytoscape makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from viz.curves import control_points
from viz.layout import Direction, Point, Rect
from viz.picture import Picture
from viz.scene import Box, Edge, Element, view_key


def scene_data(picture: Picture) -> dict[str, Any]:
    """The scene: its key, its size, and

    - `namespaces`, and `types` of datasets: names, to which rows refer by their number, -1 for none
    - `boxes`, outer before inner: [namespace, label, parent, depth, x, y, width, height], x and y of the middle
    - `elements`: [kind, id, name, label, variant, namespace, x, y, width, height, parameters, nodes inside,
      type], 0 for a
      name that is the id behind its colon, and for a label that is the name
    - `bundles`: [element, dataset ids] of each element that stands for several datasets
    - `edges`: [element, element, count, x, y, x, y, ...] with the start, the control points and the end of the route
    - `bands`: the layers with their names, from where to where.
    """
    scene, arrangement = picture.scene, picture.arrangement
    depths = _depths(scene.boxes)
    names, types = _Numbers(), _Numbers()
    boxes = sorted(scene.boxes, key=lambda box: depths[box.name])
    numbers = {element.id: number for number, element in enumerate(scene.elements)}
    return {
        "key": view_key(scene.view),
        "pipeline": scene.view.pipeline,
        "direction": scene.view.direction,
        "width": _short(arrangement.width),
        "height": _short(arrangement.height),
        "boxes": [_box(box, depths[box.name], arrangement.boxes[box.id], names) for box in boxes],
        "elements": [_element(element, arrangement.positions[element.id], names, types) for element in scene.elements],
        "bundles": [[numbers[one.id], one.members] for one in scene.elements if one.members],
        "edges": [
            _edge(edge, numbers, arrangement.routes[edge.source, edge.target], scene.view.direction)
            for edge in scene.edges
        ],
        "bands": [
            {"name": scene.layers[band.layer], "start": _short(band.start), "end": _short(band.end)}
            for band in arrangement.bands
        ],
        "namespaces": list(names.known),
        "types": list(types.known),
    }


class _Numbers:
    """Numbers names in the order in which they come."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def of(self, name: str | None) -> int:
        return -1 if name is None else self.known.setdefault(name, len(self.known))


def _depths(boxes: Sequence[Box]) -> dict[str, int]:
    parents = {box.name: box.parent for box in boxes}
    depths: dict[str, int] = {}
    for name in parents:
        depth, parent = 0, parents[name]
        while parent is not None:
            depth, parent = depth + 1, parents.get(parent)
        depths[name] = depth
    return depths


def _box(box: Box, depth: int, rect: Rect, names: _Numbers) -> list[Any]:
    middle = (_short(rect.x + rect.width / 2), _short(rect.y + rect.height / 2))
    place = (*middle, _short(rect.width), _short(rect.height))
    return [names.of(box.name), box.label, names.of(box.parent), depth, *place]


def _element(element: Element, at: Point, names: _Numbers, types: _Numbers) -> list[Any]:
    return [
        element.kind,
        element.id,
        0 if element.id.partition(":")[2] == element.name else element.name,
        0 if element.label == element.name else element.label,
        element.variant,
        names.of(element.namespace),
        _short(at.x),
        _short(at.y),
        _short(element.width),
        _short(element.height),
        element.parameters,
        element.nodes_inside,
        types.of(element.detail or None),
    ]


def _edge(edge: Edge, numbers: Mapping[str, int], route: Sequence[Point], direction: Direction) -> list[float]:
    points = (route[0], *control_points(route, direction), route[-1])
    return [numbers[edge.source], numbers[edge.target], edge.count, *_flat(points)]


def _flat(points: Sequence[Point]) -> list[float]:
    return [_short(number) for point in points for number in (point.x, point.y)]


def _short(number: float) -> float:
    """To a tenth of a pixel, and without a decimal where it has none: there are many."""
    rounded = round(number, 1)
    return int(rounded) if rounded == int(rounded) else rounded
