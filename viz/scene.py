"""What stands on the canvas for one view of a project: elements, boxes and edges, before anything has a position.

A view picks a registered pipeline, the namespaces that are collapsed, whether parameters are shown and the
direction of flow. Its key is a string, so that a view fits into a URL and into the table of a frozen page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from viz.layout import Direction

Kind = Literal["node", "dataset", "parameter", "namespace"]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One way of looking at a project; `collapsed` holds names of namespaces ("a.b")."""

    pipeline: str
    collapsed: frozenset[str] = frozenset()
    parameters: bool = False
    direction: Direction = "TB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One thing on the canvas. Width and height are in pixels.

    `namespace` is the innermost expanded namespace around it ("a.b") or None. `label` is what is drawn, `name`
    the full name. `variant` tells datasets apart: "table", "image", "plot", "model", "json", "text", "remote",
    "memory" or "other". `parameters` counts hidden parameters of a node. A collapsed namespace counts the nodes inside.
    """

    id: str
    kind: Kind
    name: str
    label: str
    width: float
    height: float
    namespace: str | None = None
    layer: str | None = None
    variant: str = ""
    parameters: int = 0
    nodes_inside: int = 0
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """An expanded namespace: a titled rectangle around its elements. `id` is `namespace:a.b`, `parent` a name."""

    id: str
    name: str
    label: str
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """An edge between two elements, by their ids; `count` is how many edges a collapsed namespace merged into it."""

    source: str
    target: str
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that one view shows; `layers` are the layer names from first to last."""

    view: View
    elements: tuple[Element, ...]
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    layers: tuple[str, ...]
