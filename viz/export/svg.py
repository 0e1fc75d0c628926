"""The picture as one SVG file, drawn without a browser, Dash or pandas.

Built as an XML tree, so that a name can hold any character: those that XML cannot say are left out. Only what every
renderer knows is used: paths, rectangles, texts; no markers, styles or filters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from urllib.parse import quote, urlencode
from xml.etree.ElementTree import Element as Tag
from xml.etree.ElementTree import SubElement, indent, tostring

from viz.curves import control_points, svg_path
from viz.graph import ancestors_of_namespace, pipeline_nodes
from viz.icons import PATHS
from viz.labels import FONT_SIZE, ICON, pretty, shorten, text_width
from viz.layout import Point
from viz.model import Project, Run
from viz.outlines import outline
from viz.outlines import short as _n
from viz.overlay import Cost, cost_of, duration_text, heat, heat_colours, slowest
from viz.picture import Picture
from viz.scene import Box, Edge, Element
from viz.shapes import (
    BOX,
    BOX_OPACITY,
    DASHES,
    ICON_LEFT,
    MARK_RIGHT,
    MARK_SIZE,
    STACK,
    Shape,
    colours,
    in_state,
    shape_of,
)
from viz.theme import FONT, THEMES, Theme, ThemeName

MARGIN = 32.0
ARROW_LENGTH, ARROW_WIDTH = 8.0, 7.0
BAND_TEXT = 1.1
"""Names of layers are smaller than labels: so much more of them fits into a band."""

UNSAYABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """How a picture is drawn. `pretty_names` writes names as a person would; `layers` shows the bands of the layers.

    `page` is the address of a served or saved page: each element becomes a link to itself there.
    """

    theme: ThemeName = "light"
    pretty_names: bool = False
    layers: bool = True
    page: str | None = None


def svg_text(tree: Tag) -> str:
    """The document as text that ends with a newline."""
    indent(tree, " ")
    return tostring(tree, encoding="unicode") + "\n"


def svg_tree(project: Project, picture: Picture, *, run: Run | None = None, drawn: Drawn | None = None) -> Tag:
    """The SVG document of a picture of the project; `run` colours the nodes by what they cost."""
    drawn = drawn or Drawn()
    theme = THEMES[drawn.theme]
    width, height = picture.arrangement.width + 2 * MARGIN, picture.arrangement.height + 2 * MARGIN
    root = Tag(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": _n(width),
            "height": _n(height),
            "viewBox": f"{_n(-MARGIN)} {_n(-MARGIN)} {_n(width)} {_n(height)}",
            "font-family": FONT,
            "font-size": _n(FONT_SIZE),
        },
    )
    _text(SubElement(root, "title"), f"{project.name}: {picture.scene.view.pipeline}")
    _rect(root, -MARGIN, -MARGIN, width, height, fill=theme.canvas)
    costs = _costs(project, picture, run) if run else None
    _Drawing(picture, drawn, theme, costs, slowest(run) if run else 0.0).onto(root)
    return root


def _costs(project: Project, picture: Picture, run: Run) -> dict[str, Cost]:
    """What the run tells of each node, and of the nodes inside each collapsed namespace together, by element id."""
    by_node = {one.node_id: one for one in run.node_runs}
    found = {id_: cost_of([node_run]) for id_, node_run in by_node.items()}
    nodes = pipeline_nodes(project, picture.scene.view.pipeline)
    for element in picture.scene.elements:
        if element.kind == "namespace":
            inside = (node.id for node in nodes if element.name in ancestors_of_namespace(node.namespace))
            found[element.id] = cost_of([by_node[id_] for id_ in inside if id_ in by_node])
    return found


class _Drawing:
    """One picture on its way into an SVG tree, from the back to the front."""

    def __init__(
        self, picture: Picture, drawn: Drawn, theme: Theme, costs: dict[str, Cost] | None, longest: float
    ) -> None:
        self.scene, self.arrangement = picture.scene, picture.arrangement
        self.drawn, self.theme, self.costs, self.longest = drawn, theme, costs, longest

    def onto(self, root: Tag) -> None:
        if self.drawn.layers:
            self._bands(SubElement(root, "g", {"class": "layers"}))
        boxes = SubElement(root, "g", {"class": "namespaces"})
        for box in self.scene.boxes:
            self._box(boxes, box)
        edges = SubElement(root, "g", {"class": "edges"})
        for edge in self.scene.edges:
            self._edge(edges, edge)
        titles = SubElement(root, "g", {"class": "titles"})
        for box in self.scene.boxes:
            self._title(titles, box)
        elements = SubElement(root, "g", {"class": "elements"})
        for element in self.scene.elements:
            self._element(elements, element)

    def _bands(self, parent: Tag) -> None:
        flat = self.scene.view.direction == "LR"
        for number, band in enumerate(self.arrangement.bands):
            start, length = band.start, band.end - band.start
            if flat:
                area = (start, -MARGIN, length, self.arrangement.height + 2 * MARGIN)
                line = f"M{_n(start)} {_n(-MARGIN)}v{_n(area[3])}"
            else:
                area = (-MARGIN, start, self.arrangement.width + 2 * MARGIN, length)
                line = f"M{_n(-MARGIN)} {_n(start)}h{_n(area[2])}"
            if number % 2:
                _rect(parent, *area, fill=self.theme.band_fill)
            SubElement(parent, "path", {"d": line, "stroke": self.theme.band_line, "fill": "none"})
            place = {"x": _n(area[0] + 8), "y": _n(area[1] + 14), "fill": self.theme.band_text, "font-size": "10.5"}
            name = self.scene.layers[band.layer]
            _text(SubElement(parent, "text", place), shorten(name, length * BAND_TEXT) if flat else name)

    def _box(self, parent: Tag, box: Box) -> None:
        rect = self.arrangement.boxes[box.id]
        fill, border, _, _ = colours(self.theme, BOX)
        style = {"rx": "8", "fill": fill, "fill-opacity": _n(BOX_OPACITY), "stroke": border}
        _rect(parent, rect.x, rect.y, rect.width, rect.height, **style, **{"stroke-width": _n(BOX.border_width)})

    def _title(self, parent: Tag, box: Box) -> None:
        rect = self.arrangement.boxes[box.id]
        group = self._group(parent, box.id, f"namespace {box.name}", (rect.x, rect.y, rect.width, 28))
        name = self._name(box.label)
        ground = {"fill": self.theme.box_fill, "fill-opacity": "0.85", "rx": "3"}
        _rect(group, rect.x + 9, rect.y + 7, text_width(name) + 4, 16, **ground)
        place = {"x": _n(rect.x + 12), "y": _n(rect.y + 19), "fill": self.theme.box_text, "font-weight": "600"}
        _text(SubElement(group, "text", {**place, "font-size": _n(FONT_SIZE - 1)}), name)

    def _group(self, parent: Tag, id_: str, title: str, area: Sequence[float]) -> Tag:
        """A group with a title to hover; with a page, a link to the element there, and the area of that link."""
        if self.drawn.page is not None:
            where = urlencode({"pipeline": self.scene.view.pipeline, "select": id_}, quote_via=quote)
            parent = SubElement(parent, "a", {"href": f"{self.drawn.page}#{where}", "target": "_top"})
            parent.set("data-area", " ".join(map(_n, area)))
        group = SubElement(parent, "g")
        _text(SubElement(group, "title"), title)
        return group

    def _name(self, label: str) -> str:
        return pretty(label) if self.drawn.pretty_names else label

    def _edge(self, parent: Tag, edge: Edge) -> None:
        route = self.arrangement.routes[edge.source, edge.target]
        style = {"fill": "none", "stroke": self.theme.edge, "stroke-width": "2.5" if edge.count > 1 else "1.5"}
        before = [route[0], *control_points(route, self.scene.view.direction)][-1]
        tip = route[-1]
        line = svg_path([*route[:-1], _back(tip, before, ARROW_LENGTH - 2)], self.scene.view.direction)
        SubElement(parent, "path", {"d": line, **style})
        SubElement(parent, "path", {"d": _arrow(tip, before), "fill": self.theme.edge})

    def _element(self, parent: Tag, element: Element) -> None:
        centre = self.arrangement.positions[element.id]
        cost = self.costs.get(element.id) if self.costs is not None else None
        shape, fill, text, icon = self._style(element, cost)
        left, top = centre.x - element.width / 2, centre.y - element.height / 2
        group = self._group(parent, element.id, _tooltip(element, cost), (left, top, element.width, element.height))
        style = {"fill": fill, "stroke": getattr(self.theme, shape.border), "stroke-width": _n(shape.border_width)}
        d = outline(shape.outline, left, top, element.width, element.height)
        if shape.outline == "stack":
            sheet = outline("rounded", left + STACK, top + STACK, element.width, element.height)
            SubElement(group, "path", {"d": sheet, **style, "opacity": "0.5"})
        dashes = {"stroke-dasharray": " ".join(map(_n, DASHES))} if shape.dashed else {}
        SubElement(group, "path", {"d": d, **style, **dashes})
        self._icons(group, element, shape, Point(left, centre.y), icon)
        self._label(group, element, shape, centre, cost, text)

    def _style(self, element: Element, cost: Cost | None) -> tuple[Shape, str, str, str]:
        """The shape, and the colours of its ground, its text and its icon."""
        shape = shape_of(element.kind, element.variant)
        if self.costs is None or element.kind not in ("node", "namespace"):
            return (shape, *_without_border(self.theme, shape))
        shape = in_state(shape, cost.status if cost else None)
        if cost is None or cost.duration is None or cost.status not in ("succeeded", "unfinished"):
            return (shape, *_without_border(self.theme, shape))
        fill, text = heat_colours(self.theme, heat(cost.duration, self.longest))
        return shape, fill, text, text

    def _icons(self, parent: Tag, element: Element, shape: Shape, middle_left: Point, colour: str) -> None:
        size = shape.icon_size
        x, y = middle_left.x + ICON_LEFT, middle_left.y
        _icon(parent, element.variant or element.kind, x, y - size / 2, size, colour)
        if element.parameters:
            plain = colour == getattr(self.theme, shape_of(element.kind).icon)
            mark = self.theme.parameter_icon if plain else colour
            right = middle_left.x + element.width - MARK_RIGHT - MARK_SIZE
            _icon(parent, "parameter", right, y - MARK_SIZE / 2, MARK_SIZE, mark)

    def _label(
        self, parent: Tag, element: Element, shape: Shape, centre: Point, cost: Cost | None, colour: str
    ) -> None:
        x = centre.x + ICON / 2 - (8 if element.parameters else 0)
        second = _second_line(element, cost)
        place = {"x": _n(x), "text-anchor": "middle", "fill": colour}
        y = centre.y + FONT_SIZE * 0.35 - (7 if second else 0)
        size = {} if shape.font_size == FONT_SIZE else {"font-size": _n(shape.font_size)}
        _text(SubElement(parent, "text", {**place, **size, "y": _n(y)}), self._name(element.label))
        if second:
            small = {**place, "y": _n(y + 14), "font-size": _n(FONT_SIZE - 2)}
            _text(SubElement(parent, "text", small), second)


def _without_border(theme: Theme, shape: Shape) -> tuple[str, str, str]:
    fill, _, text, icon = colours(theme, shape)
    return fill, text, icon


def _tooltip(element: Element, cost: Cost | None) -> str:
    lines = [f"{element.kind} {element.name}"]
    if element.layer:
        lines.append(f"layer {element.layer}")
    if element.tags:
        lines.append(f"tags {', '.join(element.tags)}")
    if cost is not None:
        parts = [("load", cost.load), ("compute", cost.compute), ("save", cost.save)]
        lines.append(cost.status.replace("_", " "))
        lines += [f"{name} {duration_text(seconds)}" for name, seconds in parts if seconds is not None]
    return "\n".join(lines)


def _second_line(element: Element, cost: Cost | None) -> str:
    if cost is not None and cost.status == "failed":
        return "failed"
    if cost is not None and cost.duration is not None:
        return ("" if cost.certain else "≈ ") + duration_text(cost.duration)
    if element.kind == "namespace":
        return f"{element.nodes_inside} node{'' if element.nodes_inside == 1 else 's'}"
    return ""


def _back(tip: Point, before: Point, length: float) -> Point:
    """The point this far before the tip; halfway where the two are close."""
    whole = hypot(tip.x - before.x, tip.y - before.y) or 1.0
    share = min(length / whole, 0.5)
    return Point(tip.x + (before.x - tip.x) * share, tip.y + (before.y - tip.y) * share)


def _arrow(tip: Point, before: Point) -> str:
    """A triangle that points to the tip."""
    length = hypot(tip.x - before.x, tip.y - before.y) or 1.0
    dx, dy = (tip.x - before.x) / length, (tip.y - before.y) / length
    foot = Point(tip.x - dx * ARROW_LENGTH, tip.y - dy * ARROW_LENGTH)
    half = ARROW_WIDTH / 2
    corners: Sequence[Point] = (
        tip,
        Point(foot.x - dy * half, foot.y + dx * half),
        Point(foot.x + dy * half, foot.y - dx * half),
    )
    return "M" + "L".join(f"{_n(corner.x)} {_n(corner.y)}" for corner in corners) + "z"


def _icon(parent: Tag, name: str, x: float, y: float, size: float, colour: str) -> None:
    place = f"translate({_n(x)} {_n(y)}) scale({_n(size / 24)})"
    stroke = {"stroke": colour, "stroke-width": "2", "stroke-linecap": "round", "stroke-linejoin": "round"}
    SubElement(parent, "path", {"d": PATHS[name], "transform": place, "fill": "none", **stroke})


def _rect(parent: Tag, x: float, y: float, width: float, height: float, **style: str) -> None:
    SubElement(parent, "rect", {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height), **style})


def _text(tag: Tag, text: str) -> None:
    tag.text = UNSAYABLE.sub("", text)
