"""A scene with its positions: what the canvas, the SVG and every other drawing show alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from statistics import fmean

from viz.labels import text_width
from viz.layout import Arrangement, Direction, Group, Item, Link, arrange
from viz.model import Project
from viz.scene import Element, Scene, SceneBuilder, View, namespace_id, view_key

REMEMBERED = 64
TITLE_MARGIN = 56.0
ANCHORED = 1_000
"""Up to how many elements the whole is laid out first, so that every view of it keeps its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is shown and where it stands."""

    scene: Scene
    arrangement: Arrangement


def draw(project: Project, view: View) -> Picture:
    """The picture of one view."""
    return Pictures(project).draw(view)


class Pictures:
    """The pictures of one project, each drawn once; the last `REMEMBERED` are kept."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._builders: dict[str, SceneBuilder] = {}
        self._drawn: dict[str, Picture] = {}
        self._anchors: dict[str, float] | None = None

    def draw(self, view: View) -> Picture:
        key = view_key(view)
        picture = self._drawn.pop(key, None) or self._arranged(view)
        self._drawn[key] = picture
        if len(self._drawn) > REMEMBERED:
            del self._drawn[next(iter(self._drawn))]
        return picture

    def _arranged(self, view: View) -> Picture:
        scene = self._builder(view.pipeline).scene(view)
        anchors = self._anchors_known()
        if not anchors or view == self._whole(view.direction):
            return _arranged(scene)
        return _arranged(scene, anchors)

    def _whole(self, direction: Direction = "TB") -> View:
        """The largest pipeline with everything expanded."""
        sizes = {pipeline.name: len(pipeline.node_ids) for pipeline in self._project.pipelines}
        return View(pipeline=max(sizes, key=sizes.__getitem__, default=""), direction=direction)

    def _anchors_known(self) -> dict[str, float]:
        """Where everything stands across the flow in the whole; {} where that is too large to be drawn first."""
        if self._anchors is None:
            whole = self._builder(self._whole().pipeline).scene(self._whole())
            self._anchors = _across(_arranged(whole).arrangement) if len(whole.elements) <= ANCHORED else {}
        return self._anchors

    def _builder(self, pipeline: str) -> SceneBuilder:
        if pipeline not in self._builders:
            self._builders[pipeline] = SceneBuilder(self._project, pipeline)
        return self._builders[pipeline]


def _across(arrangement: Arrangement) -> dict[str, float]:
    """The middles of all elements and boxes of a top-down picture."""
    middles = {name: point.x for name, point in arrangement.positions.items()}
    return middles | {name: box.x + box.width / 2 for name, box in arrangement.boxes.items()}


def _arranged(scene: Scene, anchors: Mapping[str, float] | None = None) -> Picture:
    """The scene with its positions; elements keep to the order of their anchors across the flow."""
    numbers = {layer: number for number, layer in enumerate(scene.layers)}
    elements = _in_order(scene, anchors) if anchors else scene.elements
    items = [
        Item(
            id=element.id,
            width=element.width,
            height=element.height,
            group=namespace_id(element.namespace) if element.namespace else None,
            layer=numbers.get(element.layer or ""),
        )
        for element in elements
    ]
    groups = [
        Group(
            id=box.id,
            parent=namespace_id(box.parent) if box.parent else None,
            min_width=text_width(box.label) + TITLE_MARGIN,
        )
        for box in scene.boxes
    ]
    links = [Link(edge.source, edge.target) for edge in scene.edges]
    arrangement = arrange(items, groups, links, direction=scene.view.direction, anchored=bool(anchors))
    return Picture(scene=scene, arrangement=arrangement)


def _in_order(scene: Scene, anchors: Mapping[str, float]) -> list[Element]:
    """The elements from left to right; what has no anchor stands by what it leads to, or else by what leads to it."""
    near: dict[str, list[float]] = defaultdict(list)
    for edge in scene.edges:
        for own, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if other in anchors:
                near[own].append(anchors[other])
    places = {
        element.id: anchors.get(element.id, fmean(near[element.id]) if near[element.id] else inf)
        for element in scene.elements
    }
    return sorted(scene.elements, key=lambda element: places[element.id])
