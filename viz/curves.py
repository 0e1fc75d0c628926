"""Routes as smooth curves: chains of quadratic curves, the same on the canvas and in the SVG.

Such a chain is pulled towards its control points; it passes through the middle between two of them and is straight
where three lie on a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import copysign, hypot

from viz.layout import Direction, Point

ROUNDING = 12.0
"""How far from a sharp bend its rounding begins, in pixels, where the neighbouring bends leave the room."""

ARRIVAL = 9.0
"""How long the last piece before an arrow is straight, in pixels, where there is room."""

EASE = 0.42
"""How much of a slanting piece at each end goes with the flow before it leans over."""


def control_points(route: Sequence[Point], direction: Direction = "TB") -> list[Point]:
    """The control points between the two ends of a route; none where it is one straight line with the flow.

    Slanting pieces become an S that leaves and arrives with the flow and stays between the same two corners;
    the bends that remain are rounded.
    """
    points = [_turned(point, direction) for point in route]
    controls = list(_controls(points))
    return [_turned(point, direction) for point in controls]


def _turned(point: Point, direction: Direction) -> Point:
    """Flow runs along y inside this module."""
    return point if direction == "TB" else Point(point.y, point.x)


def _controls(points: Sequence[Point]) -> Iterator[Point]:
    last = len(points) - 2
    for number, (start, end) in enumerate(pairwise(points)):
        if number > 0:
            yield from _bend(points[number - 1], start, end)
        if _slants(start, end):
            yield from _leaning(start, end, arrives=number == last)


def _leaning(start: Point, end: Point, *, arrives: bool) -> Iterator[Point]:
    """An S; where it arrives it keeps straight for the arrow's sake."""
    rise = EASE * (end.y - start.y)
    yield Point(start.x, start.y + rise)
    yield Point(end.x, end.y - rise)
    if arrives:
        yield Point(end.x, end.y - copysign(min(ARRIVAL, abs(rise) / 2), rise))


def _slants(start: Point, end: Point) -> bool:
    """Neither with the flow nor across it."""
    return abs(end.x - start.x) > 0.5 and abs(end.y - start.y) > 0.5


def _bend(before: Point, bend: Point, after: Point) -> Iterator[Point]:
    """Around a bend between straight pieces; beside a slanting piece, which is round already, on the straight one."""
    comes_slanting, goes_slanting = _slants(before, bend), _slants(bend, after)
    if comes_slanting and goes_slanting:
        yield bend
    if not comes_slanting:
        yield _towards(bend, before)
    if not comes_slanting and not goes_slanting:
        yield bend
    if not goes_slanting:
        yield _towards(bend, after)


def _towards(bend: Point, other: Point) -> Point:
    """The point on the way from a bend to its neighbour, never past a third of it: the neighbour rounds too."""
    length = hypot(other.x - bend.x, other.y - bend.y)
    share = min(ROUNDING / length, 1 / 3) if length else 0.0
    return Point(bend.x + (other.x - bend.x) * share, bend.y + (other.y - bend.y) * share)


def svg_path(route: Sequence[Point], direction: Direction = "TB") -> str:
    """The curve as SVG path data, coordinates rounded to a tenth of a pixel."""
    controls = control_points(route, direction)
    text = f"M{_pair(route[0])}"
    for control, following in pairwise(controls):
        middle = Point((control.x + following.x) / 2, (control.y + following.y) / 2)
        text += f"Q{_pair(control)} {_pair(middle)}"
    last = f"Q{_pair(controls[-1])} " if controls else "L"
    return f"{text}{last}{_pair(route[-1])}"


def _pair(point: Point) -> str:
    return f"{round(point.x, 1):g} {round(point.y, 1):g}"
