"""What stands on the canvas for one view of a project: elements, boxes and edges, before anything has a position.

A view picks a registered pipeline, the namespaces that are collapsed, whether parameters are shown, the direction
of flow and, where only one namespace is looked at, which. Its key is a string, so that a view fits into a URL and
into the table of a frozen page.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from viz.bundles import PREFIX, bundles
from viz.errors import UsageError
from viz.graph import (
    Graph,
    ancestors_of_namespace,
    build_graph,
    layer_order,
    namespaces_of,
    parent_namespace,
    pipeline_named,
    pipeline_nodes,
)
from viz.labels import element_size, shorten
from viz.layout import Direction
from viz.model import Dataset, Node, Project
from viz.variants import variant_of

Kind = Literal["node", "dataset", "parameter", "namespace"]

READABLE = 45
"""About as many elements can be read when a whole pipeline is in view; a larger one opens with inner namespaces
collapsed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One way of looking at a project; `collapsed` holds names of namespaces ("a.b").

    `focus` names the only namespace that is shown, with the datasets and parameters that its nodes use; what lies
    around it cannot be collapsed. None shows the whole pipeline.
    """

    pipeline: str
    collapsed: frozenset[str] = frozenset()
    parameters: bool = False
    direction: Direction = "TB"
    focus: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One thing on the canvas. Width and height are in pixels.

    `namespace` is the innermost expanded namespace around it ("a.b") or None. `label` is what is drawn, `name`
    the full name. `variant` tells datasets apart (`viz.variants`); it is "several" where one element stands for
    the datasets that `members` has the ids of (`viz.bundles`). `detail` is the type of a dataset without its module
    ("CSVDataset"). `parameters` counts hidden parameters of a node or collapsed namespace, `nodes_inside` the nodes of
    a collapsed namespace.
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
    detail: str = ""
    parameters: int = 0
    nodes_inside: int = 0
    tags: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


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


def view_key(view: View) -> str:
    """The view as a compact JSON array, the same as `JSON.stringify` writes it in the browser."""
    parts = [view.pipeline, sorted(view.collapsed), int(view.parameters), view.direction, view.focus or ""]
    return json.dumps(parts, separators=(",", ":"), ensure_ascii=False)


def parse_view_key(key: str) -> View:
    """The view that `view_key` wrote."""
    try:
        pipeline, collapsed, parameters, direction, focus = json.loads(key)
        view = View(
            pipeline=str(pipeline),
            collapsed=frozenset(map(str, collapsed)),
            parameters=bool(parameters),
            direction="LR" if direction == "LR" else "TB",
            focus=str(focus) if focus else None,
        )
    except (ValueError, TypeError) as error:
        raise UsageError(f"{key!r} is not the key of a view.") from error
    return view


def namespace_id(name: str) -> str:
    return f"namespace:{name}"


def default_view(project: Project, pipeline: str | None = None) -> View:
    """How a pipeline opens: with as many levels of namespaces expanded as leave no more than `READABLE` elements.

    `pipeline` must be registered (UsageError); None picks the default one.
    """
    name = pipeline_named(project, pipeline)
    return View(pipeline=name, collapsed=SceneBuilder(project, name).readable())


def build_scene(project: Project, view: View) -> Scene:
    """The scene of one view. Collapsed namespaces swallow what lies in them; parallel edges become one."""
    return SceneBuilder(project, view.pipeline).scene(view)


class SceneBuilder:
    """Builds the scenes of one pipeline; what does not depend on the view is computed once."""

    def __init__(self, project: Project, pipeline: str) -> None:
        self.nodes: dict[str, Node] = {node.id: node for node in pipeline_nodes(project, pipeline)}
        self.datasets: dict[str, Dataset] = {dataset.id: dataset for dataset in project.datasets}
        self.namespaces = namespaces_of(self.nodes.values())
        self._source = project, pipeline

    @cached_property
    def graph(self) -> Graph:
        """Built when it is first asked for: how a pipeline without namespaces opens does not depend on it."""
        return build_graph(*self._source)

    @cached_property
    def layers(self) -> tuple[str, ...]:
        return layer_order(self.graph)

    def readable(self) -> frozenset[str]:
        """The namespaces to collapse so that the whole can be read: the innermost level first, then those around it."""
        deepest = max((name.count(".") + 1 for name in self.namespaces), default=0)
        for depth in range(deepest, 0, -1):
            collapsed = frozenset(name for name in self.namespaces if name.count(".") == depth)
            if self._count(collapsed) <= READABLE:
                return collapsed
        return frozenset(name for name in self.namespaces if "." not in name)

    def _count(self, collapsed: frozenset[str]) -> int:
        """How many elements are seen with these namespaces collapsed and parameters hidden."""
        shown = View(pipeline="", collapsed=collapsed)
        stands_for = {
            id_: self._visible(id_, shown) for id_, d in self.graph.nodes(data=True) if d["kind"] != "parameter"
        }
        return len({*(stands_for | bundles(self.graph, stands_for)).values()})

    def scene(self, view: View) -> Scene:
        hidden = set() if view.parameters else {i for i, d in self.graph.nodes(data=True) if d["kind"] == "parameter"}
        shown = self._in_focus(view.focus) if view.focus else self.graph
        stands_for = {id_: self._visible(id_, view) for id_ in self.graph if id_ in shown and id_ not in hidden}
        stands_for |= bundles(self.graph, stands_for)
        edges = Counter(
            (stands_for[source], stands_for[target])
            for source, target in self.graph.edges
            if source in stands_for and target in stands_for and stands_for[source] != stands_for[target]
        )
        return Scene(
            view=view,
            elements=tuple(self._elements(stands_for, hidden, view.focus)),
            boxes=tuple(self._boxes(view)),
            edges=tuple(
                Edge(source=s, target=t, count=n) for (s, t), n in edges.items() if not self._returns(s, t, edges)
            ),
            layers=self.layers,
        )

    @staticmethod
    def _returns(source: str, target: str, edges: Counter[tuple[str, str]]) -> bool:
        """Whether a collapsed namespace reads what it makes itself: an arrow back would only look like a cycle."""
        data = source.startswith(("dataset:", PREFIX))
        return data and target.startswith("namespace:") and (target, source) in edges

    def _in_focus(self, focus: str) -> set[str]:
        """The nodes in a namespace, with everything that they read and write."""
        inside = {id_ for id_, node in self.nodes.items() if focus in ancestors_of_namespace(node.namespace)}
        return inside.union(*(self.graph.predecessors(id_) for id_ in inside), *map(self.graph.successors, inside))

    def _visible(self, id_: str, view: View) -> str:
        """What stands on the canvas for an element: itself, or the outermost collapsed namespace around it."""
        return self._collapsed_around(self.graph.nodes[id_]["namespace"], view) or id_

    def _collapsed_around(self, namespace: str | None, view: View) -> str | None:
        around = (name for name in ancestors_of_namespace(namespace) if name in view.collapsed)
        return next((namespace_id(name) for name in around if _within(name, view.focus)), None)

    def _boxes(self, view: View) -> Iterable[Box]:
        for name in self.namespaces:
            if self._collapsed_around(name, view) is None and (name == view.focus or _within(name, view.focus)):
                label = shorten(name.rpartition(".")[2])
                parent = None if name == view.focus else parent_namespace(name)
                yield Box(id=namespace_id(name), name=name, label=label, parent=parent)

    def _elements(self, stands_for: dict[str, str], hidden: set[str], focus: str | None) -> Iterable[Element]:
        members: dict[str, list[str]] = defaultdict(list)
        for id_, visible in stands_for.items():
            members[visible].append(id_)
        for visible, inside in members.items():
            if visible.startswith("namespace:"):
                yield self._collapsed(visible, inside, hidden)
                continue
            bundled = visible.startswith(PREFIX)
            element = self._bundle(visible, inside) if bundled else self._element(visible, hidden)
            outside = focus is not None and focus not in ancestors_of_namespace(element.namespace)
            yield replace(element, namespace=None) if outside else element

    def _element(self, id_: str, hidden: set[str]) -> Element:
        known = self.graph.nodes[id_]
        kind, name = known["kind"], known["name"]
        node, dataset = self.nodes.get(id_), self.datasets.get(id_)
        label = shorten(_own_name(name, known["namespace"], node))
        parameters = len(hidden.intersection(self.graph.predecessors(id_)))
        width, height = element_size(label, kind, marked=parameters > 0)
        return Element(
            id=id_,
            kind=kind,
            name=name,
            label=label,
            width=width,
            height=height,
            namespace=known["namespace"],
            layer=known["layer"],
            variant=variant_of(dataset) if kind == "dataset" else "",
            detail=((dataset and dataset.type) or "").rpartition(".")[2] if kind == "dataset" else "",
            parameters=parameters,
            tags=node.tags if node else (),
        )

    def _bundle(self, id_: str, members: list[str]) -> Element:
        known = self.graph.nodes[members[0]]
        layers = {self.graph.nodes[id_]["layer"] for id_ in members}
        name = f"{len(members)} datasets"
        width, height = element_size(name, "dataset")
        return Element(
            id=id_,
            kind="dataset",
            name=name,
            label=name,
            width=width,
            height=height,
            namespace=known["namespace"],
            layer=known["layer"] if len(layers) == 1 else None,
            variant="several",
            members=tuple(sorted(members)),
        )

    def _collapsed(self, id_: str, inside: list[str], hidden: set[str]) -> Element:
        name = id_.removeprefix("namespace:")
        parameters = {
            parameter for member in inside for parameter in hidden.intersection(self.graph.predecessors(member))
        }
        label = shorten(name.rpartition(".")[2])
        width, height = element_size(label, "namespace", marked=bool(parameters))
        return Element(
            id=id_,
            kind="namespace",
            name=name,
            label=label,
            width=width,
            height=height,
            namespace=parent_namespace(name),
            parameters=len(parameters),
            nodes_inside=sum(member in self.nodes for member in inside),
            tags=tuple(sorted({tag for member in inside if member in self.nodes for tag in self.nodes[member].tags})),
        )


def _within(name: str, focus: str | None) -> bool:
    """Whether a namespace lies inside the one in focus, or nothing is in focus."""
    return focus is None or name.startswith(f"{focus}.")


def hidden_namespaces(collapsed: Collection[str], namespaces: Iterable[str]) -> frozenset[str]:
    """The namespaces that are collapsed, and those inside them: what opens shows its inner ones collapsed."""
    return frozenset(name for name in namespaces if not set(ancestors_of_namespace(name)).isdisjoint(collapsed))


def display_name(node: Node) -> str:
    """The name that a person reads: without its namespace, and of an unnamed node just its function."""
    if node.function and _is_default_name(node):
        return node.function
    return node.name.removeprefix(f"{node.namespace}.") if node.namespace else node.name


def _own_name(name: str, namespace: str | None, node: Node | None) -> str:
    """The name inside its box."""
    if node is not None:
        return display_name(node)
    return name.removeprefix(f"{namespace}.") if namespace else name


def _is_default_name(node: Node) -> bool:
    """Whether Kedro made the node's name: `f([a]) -> [b]`, or `f__` and eight hexadecimal digits from 1.0 on."""
    own = node.name.removeprefix(f"{node.namespace}.") if node.namespace else node.name
    head, _, digits = own.rpartition("__")
    made_up = head == node.function and len(digits) == 8 and all(c in "0123456789abcdef" for c in digits)
    return made_up or own.startswith(f"{node.function}(")
