"""A picture as the plain JSON that the page's scripts put on the canvas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import cos, hypot, pi, sin
from typing import Any

from viz.curves import control_points
from viz.layout import Direction, Point, Rect
from viz.picture import Picture
from viz.scene import Box, Edge, Element, view_key

TITLE_LEFT, TITLE_MIDDLE = 28.0, 14.5
"""Where the title of a box begins, from its top left corner."""


def scene_data(picture: Picture) -> dict[str, Any]:
    """The scene: `nodes` (boxes first, outer before inner), `edges`, `bands` with their names, and its size."""
    scene, arrangement = picture.scene, picture.arrangement
    centres = {id_: (point.x, point.y) for id_, point in arrangement.positions.items()}
    depths = _depths(scene.boxes)
    boxes = [_box(box, arrangement.boxes[box.id], depths[box.name]) for box in scene.boxes]
    return {
        "key": view_key(scene.view),
        "pipeline": scene.view.pipeline,
        "direction": scene.view.direction,
        "width": _round(arrangement.width),
        "height": _round(arrangement.height),
        "nodes": [
            *sorted(boxes, key=lambda box: box["data"]["depth"]),
            *(_element(element, arrangement.positions[element.id]) for element in scene.elements),
            *(_title(box, arrangement.boxes[box.id]) for box in scene.boxes),
        ],
        "edges": [
            _edge(edge, centres, arrangement.routes[edge.source, edge.target], scene.view.direction)
            for edge in scene.edges
        ],
        "bands": [
            {"name": scene.layers[band.layer], "start": _round(band.start), "end": _round(band.end)}
            for band in arrangement.bands
        ],
    }


def edge_id(source: str, target: str) -> str:
    """An id that no other pair of ids has, whatever characters they hold."""
    return f"edge:{len(source)}:{source}:{target}"


def _depths(boxes: Sequence[Box]) -> dict[str, int]:
    parents = {box.name: box.parent for box in boxes}
    depths: dict[str, int] = {}
    for name in parents:
        depth, parent = 0, parents[name]
        while parent is not None:
            depth, parent = depth + 1, parents.get(parent)
        depths[name] = depth
    return depths


def _box(box: Box, rect: Rect, depth: int) -> dict[str, Any]:
    width = _round(rect.width)
    return {
        "data": {
            "id": box.id,
            "kind": "namespace",
            "name": box.name,
            "label": box.label,
            "namespace": box.parent,
            "w": width,
            "h": _round(rect.height),
            "depth": depth,
        },
        "position": {"x": _round(rect.x + rect.width / 2), "y": _round(rect.y + rect.height / 2)},
        "classes": "box",
    }


def _title(box: Box, rect: Rect) -> dict[str, Any]:
    """The name of a box stands apart from it, so that edges that enter the box pass below its name."""
    return {
        "data": {
            "id": f"title:{box.id}",
            "kind": "title",
            "name": box.name,
            "label": box.label,
            "namespace": box.parent,
            "w": 1,
            "h": 1,
        },
        "position": {"x": _round(rect.x + TITLE_LEFT), "y": _round(rect.y + TITLE_MIDDLE)},
        "classes": "title",
    }


def _element(element: Element, at: Point) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": element.id,
        "kind": element.kind,
        "name": element.name,
        "label": _label(element),
        "namespace": element.namespace,
        "parameters": element.parameters,
        "w": element.width,
        "h": element.height,
    }
    if element.kind == "dataset":
        data["pill"] = pill(element.width, element.height)
    return {
        "data": data,
        "position": {"x": _round(at.x), "y": _round(at.y)},
        "classes": " ".join(_classes(element)),
    }


def _label(element: Element) -> str:
    if element.kind != "namespace":
        return element.label
    return f"{element.label}\n{element.nodes_inside} {'node' if element.nodes_inside == 1 else 'nodes'}"


def _classes(element: Element) -> Iterable[str]:
    yield element.kind
    if element.variant:
        yield element.variant
    if element.parameters:
        yield "uses-parameters"


@lru_cache(maxsize=1024)
def pill(width: float, height: float, steps: int = 7) -> tuple[float, ...]:
    """The outline of a lying pill as Cytoscape writes polygons: x, y, x, y, ... each from -1 to 1."""
    radius = min(width, height) / 2
    middle_x, middle_y = width / 2 - radius, height / 2 - radius
    points: list[float] = []
    for quarter, (side_x, side_y) in enumerate(((1, -1), (1, 1), (-1, 1), (-1, -1))):
        for step in range(steps):
            angle = -pi / 2 + (quarter + step / (steps - 1)) * pi / 2
            points.append(round((side_x * middle_x + radius * cos(angle)) / (width / 2), 4))
            points.append(round((side_y * middle_y + radius * sin(angle)) / (height / 2), 4))
    return tuple(points)


def _edge(
    edge: Edge, centres: dict[str, tuple[float, float]], route: Sequence[Point], direction: Direction
) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": edge_id(edge.source, edge.target),
        "source": edge.source,
        "target": edge.target,
        "count": edge.count,
        "from": _offset(route[0], centres[edge.source]),
        "to": _offset(route[-1], centres[edge.target]),
    }
    classes = ["merged"] if edge.count > 1 else []
    controls = control_points(route, direction)
    if controls:
        data["weights"], data["distances"] = along(route[0], route[-1], controls)
        classes.append("bent")
    return {"data": data, "classes": " ".join(classes)}


def _offset(point: Point, centre: tuple[float, float]) -> list[float]:
    return [_round(point.x - centre[0]), _round(point.y - centre[1])]


def along(start: Point, end: Point, points: Iterable[Point]) -> tuple[list[float], list[float]]:
    """Points as Cytoscape wants them: how far along the line from start to end, and how far beside it."""
    dx, dy = end.x - start.x, end.y - start.y
    length = hypot(dx, dy) or 1.0
    weights, distances = [], []
    for point in points:
        px, py = point.x - start.x, point.y - start.y
        weights.append(round((px * dx + py * dy) / length**2, 5))
        distances.append(_round((py * dx - px * dy) / length))
    return weights, distances


def _round(number: float) -> float:
    return round(number, 2)
