"""A scene with its positions: what the canvas, the SVG and every other drawing show alike."""

from __future__ import annotations

from dataclasses import dataclass

from viz.labels import text_width
from viz.layout import Arrangement, Group, Item, Link, arrange
from viz.model import Project
from viz.scene import Scene, SceneBuilder, View, build_scene, namespace_id, view_key

REMEMBERED = 64
TITLE_MARGIN = 56.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is shown and where it stands."""

    scene: Scene
    arrangement: Arrangement


def draw(project: Project, view: View) -> Picture:
    """The picture of one view."""
    return _arranged(build_scene(project, view))


class Pictures:
    """The pictures of one project, each drawn once; the last `REMEMBERED` are kept."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._builders: dict[str, SceneBuilder] = {}
        self._drawn: dict[str, Picture] = {}

    def draw(self, view: View) -> Picture:
        key = view_key(view)
        picture = self._drawn.pop(key, None) or _arranged(self._builder(view.pipeline).scene(view))
        self._drawn[key] = picture
        if len(self._drawn) > REMEMBERED:
            del self._drawn[next(iter(self._drawn))]
        return picture

    def _builder(self, pipeline: str) -> SceneBuilder:
        if pipeline not in self._builders:
            self._builders[pipeline] = SceneBuilder(self._project, pipeline)
        return self._builders[pipeline]


def _arranged(scene: Scene) -> Picture:
    numbers = {layer: number for number, layer in enumerate(scene.layers)}
    items = [
        Item(
            id=element.id,
            width=element.width,
            height=element.height,
            group=namespace_id(element.namespace) if element.namespace else None,
            layer=numbers.get(element.layer or ""),
        )
        for element in scene.elements
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
    return Picture(scene=scene, arrangement=arrange(items, groups, links, direction=scene.view.direction))
