"""Compound graphs to try the layout on, any shape that hypothesis thinks of, and the geometry to judge it by."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import strategies as st

from viz.layout import Arrangement, Group, Item, Link, Point, Rect


@dataclass(frozen=True)
class Graph:
    items: tuple[Item, ...]
    groups: tuple[Group, ...] = ()
    links: tuple[Link, ...] = ()

    def chain(self, group: str | None) -> tuple[str, ...]:
        """The group and all around it."""
        parents = {one.id: one.parent for one in self.groups}
        found = []
        while group is not None:
            found.append(group)
            group = parents[group]
        return tuple(found)


@st.composite
def graphs(draw: st.DrawFn, *, cycles: bool = False, layers: bool = False) -> Graph:
    groups: list[Group] = []
    for number in range(draw(st.integers(0, 5))):
        parent = draw(st.sampled_from([None, *[group.id for group in groups]]))
        groups.append(Group(id=f"g{number}", parent=parent, min_width=draw(st.sampled_from([0.0, 150.0]))))
    items = [
        Item(
            id=f"i{number}",
            width=draw(st.sampled_from([40.0, 120.0, 200.0])),
            height=draw(st.sampled_from([32.0, 40.0])),
            group=draw(st.sampled_from([None, *[group.id for group in groups]])),
            layer=draw(st.sampled_from([None, 0, 1, 2])) if layers else None,
        )
        for number in range(draw(st.integers(1, 14)))
    ]
    pairs = st.tuples(st.integers(0, len(items) - 1), st.integers(0, len(items) - 1))
    links = [
        Link(items[a].id, items[b].id) for a, b in draw(st.lists(pairs, max_size=24)) if (a != b if cycles else a < b)
    ]
    return Graph(tuple(items), tuple(groups), tuple(links))


@st.composite
def staged(draw: st.DrawFn) -> Graph:
    """Namespaces as pipelines have them: each stage takes from itself and from stages before it, or from no stage."""
    groups = tuple(Group(id=f"s{number}") for number in range(draw(st.integers(1, 4))))
    homes = draw(st.lists(st.integers(-1, len(groups) - 1), min_size=2, max_size=16).map(sorted))
    items = [
        Item(id=f"i{number}", width=80.0, height=36.0, group=groups[home].id if home >= 0 else None)
        for number, home in enumerate(homes)
    ]
    pairs = st.tuples(st.integers(0, len(items) - 1), st.integers(0, len(items) - 1))
    links = [Link(items[a].id, items[b].id) for a, b in draw(st.lists(pairs, max_size=24)) if a < b]
    return Graph(tuple(items), groups, tuple(links))


def rect_of(item: Item, arrangement: Arrangement) -> Rect:
    centre = arrangement.positions[item.id]
    return Rect(centre.x - item.width / 2, centre.y - item.height / 2, item.width, item.height)


def overlap(a: Rect, b: Rect) -> bool:
    return (
        a.x < b.x + b.width - 0.1
        and b.x < a.x + a.width - 0.1
        and a.y < b.y + b.height - 0.1
        and b.y < a.y + a.height - 0.1
    )


def contains(outer: Rect, inner: Rect) -> bool:
    return (
        outer.x <= inner.x + 0.1
        and outer.y <= inner.y + 0.1
        and inner.x + inner.width <= outer.x + outer.width + 0.1
        and inner.y + inner.height <= outer.y + outer.height + 0.1
    )


def on_border(rect: Rect, point: Point) -> bool:
    across = rect.x - 0.1 <= point.x <= rect.x + rect.width + 0.1
    along = rect.y - 0.1 <= point.y <= rect.y + rect.height + 0.1
    at_side = min(abs(point.x - rect.x), abs(point.x - rect.x - rect.width)) < 0.1
    at_end = min(abs(point.y - rect.y), abs(point.y - rect.y - rect.height)) < 0.1
    return across and along and (at_side or at_end)


def segments(route: tuple[Point, ...]) -> Iterator[tuple[Point, Point]]:
    return itertools.pairwise(route)


def passes_through(a: Point, b: Point, rect: Rect, slack: float = 0.5) -> bool:
    """Whether the segment enters the inside of the rectangle (Liang and Barsky's clipping)."""
    enter, leave = 0.0, 1.0
    for start, delta, low, high in (
        (a.x, b.x - a.x, rect.x + slack, rect.x + rect.width - slack),
        (a.y, b.y - a.y, rect.y + slack, rect.y + rect.height - slack),
    ):
        if delta == 0:
            if not low < start < high:
                return False
            continue
        near, far = sorted(((low - start) / delta, (high - start) / delta))
        enter, leave = max(enter, near), min(leave, far)
    return enter < leave
