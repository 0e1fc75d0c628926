"""The picture as one SVG file, drawn without a browser, Dash or pandas.

Built as an XML tree, so that a name can hold any character: those that XML cannot say are left out.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element as Tag
from xml.etree.ElementTree import SubElement, indent, tostring

from viz.curves import svg_path
from viz.icons import PATHS
from viz.labels import FONT_SIZE, ICON
from viz.layout import Point
from viz.model import NodeRun, Project, Run
from viz.overlay import duration_text, heat, heat_colours, slowest
from viz.picture import Picture, draw
from viz.scene import Box, Edge, Element, default_view
from viz.theme import FONT, THEMES, Theme, ThemeName

MARGIN = 32.0
ICON_SIZE = 16.0
UNSAYABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export_svg(
    project: Project, *, pipeline: str | None = None, run: Run | None = None, theme: ThemeName = "light"
) -> str:
    """One registered pipeline as it opens in the browser, as SVG text; `run` colours the nodes by what they cost."""
    picture = draw(project, default_view(project, pipeline))
    return svg_text(picture, THEMES[theme], run, title=f"{project.name}: {picture.scene.view.pipeline}")


def svg_text(picture: Picture, theme: Theme, run: Run | None, *, title: str) -> str:
    """The SVG document of a picture; ends with a newline."""
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
    _text(SubElement(root, "title"), title)
    _arrow_head(root, theme)
    _rect(root, -MARGIN, -MARGIN, width, height, fill=theme.canvas)
    _Drawing(picture, theme, run).onto(root)
    indent(root, " ")
    return tostring(root, encoding="unicode") + "\n"


class _Drawing:
    """One picture on its way into an SVG tree, from the back to the front."""

    def __init__(self, picture: Picture, theme: Theme, run: Run | None) -> None:
        self.scene, self.arrangement = picture.scene, picture.arrangement
        self.theme = theme
        self.ran: dict[str, NodeRun] = {one.node_id: one for one in run.node_runs} if run else {}
        self.longest = slowest(run) if run else 0.0

    def onto(self, root: Tag) -> None:
        self._bands(SubElement(root, "g", {"class": "layers"}))
        boxes = SubElement(root, "g", {"class": "namespaces"})
        for box in self.scene.boxes:
            self._box(boxes, box)
        edges = SubElement(root, "g", {"class": "edges", "fill": "none", "stroke": self.theme.edge})
        for edge in self.scene.edges:
            self._edge(edges, edge)
        elements = SubElement(root, "g", {"class": "elements"})
        for element in self.scene.elements:
            self._element(elements, element)

    def _bands(self, parent: Tag) -> None:
        flat = self.scene.view.direction == "LR"
        for number, band in enumerate(self.arrangement.bands):
            start, length = band.start, band.end - band.start
            if flat:
                area = (start, -MARGIN, length, self.arrangement.height + 2 * MARGIN)
            else:
                area = (-MARGIN, start, self.arrangement.width + 2 * MARGIN, length)
            _rect(parent, *area, fill=self.theme.canvas if number % 2 else self.theme.band_fill)
            place = {"x": _n(area[0] + 8), "y": _n(area[1] + 14), "fill": self.theme.band_text, "font-size": "10.5"}
            _text(SubElement(parent, "text", place), self.scene.layers[band.layer])

    def _box(self, parent: Tag, box: Box) -> None:
        rect = self.arrangement.boxes[box.id]
        group = _titled(parent, f"namespace {box.name}")
        style = {"rx": "10", "fill": self.theme.box_fill, "fill-opacity": "0.62", "stroke": self.theme.box_border}
        _rect(group, rect.x, rect.y, rect.width, rect.height, **style)
        place = {"x": _n(rect.x + 12), "y": _n(rect.y + 17), "fill": self.theme.box_text, "font-weight": "600"}
        _text(SubElement(group, "text", {**place, "font-size": _n(FONT_SIZE - 1)}), box.label)

    def _edge(self, parent: Tag, edge: Edge) -> None:
        route = self.arrangement.routes[edge.source, edge.target]
        width = "2.5" if edge.count > 1 else "1.5"
        SubElement(
            parent,
            "path",
            {"d": svg_path(route, self.scene.view.direction), "stroke-width": width, "marker-end": "url(#arrow)"},
        )

    def _element(self, parent: Tag, element: Element) -> None:
        centre = self.arrangement.positions[element.id]
        ran = self.ran.get(element.id)
        style = self._style(element, ran)
        group = _titled(parent, _tooltip(element, ran))
        corner = {"dataset": element.height / 2, "parameter": 4.0}.get(element.kind, 7.0)
        left, top = centre.x - element.width / 2, centre.y - element.height / 2
        if element.kind == "namespace":
            shadow = {"rx": _n(corner), "fill": style["fill"], "stroke": style["stroke"], "opacity": "0.5"}
            _rect(group, left + 5, top + 5, element.width, element.height, **shadow)
        outline = {key: value for key, value in style.items() if key not in ("text", "icon")}
        _rect(group, left, top, element.width, element.height, rx=_n(corner), **outline)
        self._icon(group, element, left + 12, centre.y - ICON_SIZE / 2, style["icon"])
        self._label(group, element, centre, ran, style["text"])

    def _style(self, element: Element, ran: NodeRun | None) -> dict[str, str]:
        style = _plain_style(self.theme, element)
        if element.kind != "node" or not self.ran:
            return style
        if ran is None or ran.status in ("not_run", "skipped"):
            colours = {"fill": self.theme.idle_fill, "stroke": self.theme.idle_border, "text": self.theme.idle_text}
            return {**style, **colours, "icon": self.theme.idle_text, "stroke-dasharray": "5 4"}
        if ran.status == "failed":
            colours = {"fill": self.theme.error_soft, "stroke": self.theme.error, "text": self.theme.error}
            return {**style, **colours, "icon": self.theme.error, "stroke-width": "3"}
        if ran.duration is None:
            return style
        fill, text = heat_colours(self.theme, heat(ran.duration, self.longest))
        return {**style, "fill": fill, "text": text, "icon": text}

    def _icon(self, parent: Tag, element: Element, x: float, y: float, colour: str) -> None:
        name = element.variant or element.kind
        place = f"translate({_n(x)} {_n(y)}) scale({_n(ICON_SIZE / 24)})"
        stroke = {"stroke": colour, "stroke-width": "2", "stroke-linecap": "round", "stroke-linejoin": "round"}
        SubElement(parent, "path", {"d": PATHS[name], "transform": place, "fill": "none", **stroke})
        if element.parameters:
            place = f"translate({_n(x + element.width - 12 - ICON_SIZE - 8)} {_n(y + 1.5)}) scale({_n(13 / 24)})"
            stroke["stroke"] = colour if colour != self.theme.node_icon else self.theme.parameter_icon
            SubElement(parent, "path", {"d": PATHS["parameter"], "transform": place, "fill": "none", **stroke})

    def _label(self, parent: Tag, element: Element, centre: Point, ran: NodeRun | None, colour: str) -> None:
        x = centre.x + ICON / 2 - (8 if element.parameters else 0)
        second = _second_line(element, ran)
        weight = "600" if element.kind == "namespace" else "400"
        place = {"x": _n(x), "text-anchor": "middle", "fill": colour}
        y = centre.y + FONT_SIZE * 0.35 - (7 if second else 0)
        _text(SubElement(parent, "text", {**place, "y": _n(y), "font-weight": weight}), element.label)
        if second:
            small = {**place, "y": _n(y + 14), "font-size": _n(FONT_SIZE - 2)}
            _text(SubElement(parent, "text", small), second)


def _plain_style(theme: Theme, element: Element) -> dict[str, str]:
    kind = "memory" if element.variant == "memory" else element.kind
    icon = getattr(theme, f"{kind}_icon", theme.memory_border)
    fill, stroke, text = (getattr(theme, f"{kind}_{part}") for part in ("fill", "border", "text"))
    style = {"fill": fill, "stroke": stroke, "text": text, "icon": icon, "stroke-width": "1.25"}
    return {**style, "stroke-dasharray": "5 4"} if kind == "memory" else style


def _tooltip(element: Element, ran: NodeRun | None) -> str:
    lines = [f"{element.kind} {element.name}"]
    if element.layer:
        lines.append(f"layer {element.layer}")
    if element.tags:
        lines.append(f"tags {', '.join(element.tags)}")
    if ran is not None:
        parts = [("load", ran.load), ("compute", ran.compute), ("save", ran.save)]
        lines.append(ran.status.replace("_", " "))
        lines += [f"{name} {duration_text(seconds)}" for name, seconds in parts if seconds is not None]
    return "\n".join(lines)


def _second_line(element: Element, ran: NodeRun | None) -> str:
    if element.kind == "namespace":
        return f"{element.nodes_inside} node{'' if element.nodes_inside == 1 else 's'}"
    if ran is None:
        return ""
    if ran.status == "failed":
        return "failed"
    return duration_text(ran.duration) if ran.duration is not None else ""


def _arrow_head(root: Tag, theme: Theme) -> None:
    size = {"viewBox": "0 0 8 8", "markerWidth": "8", "markerHeight": "8", "markerUnits": "userSpaceOnUse"}
    marker = SubElement(
        SubElement(root, "defs"), "marker", {"id": "arrow", **size, "refX": "7.5", "refY": "4", "orient": "auto"}
    )
    SubElement(marker, "path", {"d": "M0 0L8 4L0 8z", "fill": theme.edge})


def _titled(parent: Tag, title: str) -> Tag:
    group = SubElement(parent, "g")
    _text(SubElement(group, "title"), title)
    return group


def _rect(parent: Tag, x: float, y: float, width: float, height: float, **style: str) -> None:
    SubElement(parent, "rect", {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height), **style})


def _text(tag: Tag, text: str) -> None:
    tag.text = UNSAYABLE.sub("", text)


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
