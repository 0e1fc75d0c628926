"""What the layout is given and what it answers: plain data, lengths in pixels, y growing downwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Direction = Literal["TB", "LR"]


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A thing to place: its size, the innermost group around it, and the number of its layer where it has one."""

    id: str
    width: float
    height: float
    group: str | None = None
    layer: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A box around items and other groups; `header` is the height kept free for its title."""

    id: str
    parent: str | None = None
    header: float = 24.0
    min_width: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The strip that one layer takes: from `start` to `end` along the direction of flow."""

    layer: int
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """Where everything goes.

    `positions` are centres of items by id, `boxes` rectangles of groups by id, `routes` whole polylines by
    (source, target), from the border of the source to the border of the target (at least two points).
    `bands` are the layers from first to last, without overlap: every item that has a layer stands in its band, but
    for those whose layer contradicts the flow, which stand where the flow has them. A layer that no other item has
    gets no band. `contradictions` are the links that run against their layers.
    """

    width: float
    height: float
    positions: dict[str, Point]
    boxes: dict[str, Rect]
    routes: dict[tuple[str, str], tuple[Point, ...]]
    bands: tuple[Band, ...] = ()
    contradictions: tuple[Link, ...] = ()
