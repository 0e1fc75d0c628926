"""What the legend explains: every shape, icon, mark and state, as small pictures drawn from the table of shapes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from viz.icons import PATHS
from viz.outlines import outline
from viz.shapes import SHAPES, STACK, Shape, colours, in_state
from viz.theme import THEMES, Theme

WIDTH, HEIGHT = 38.0, 22.0
ICON = 13.0
ICONS = {
    "table": "Table",
    "image": "Image",
    "plot": "Plot",
    "model": "Model or pickle",
    "json": "JSON, YAML, metrics",
    "text": "Text",
    "remote": "Remote service",
    "other": "Other data",
}
KINDS = {
    "node": "Node",
    "dataset": "Dataset",
    "memory": "In memory",
    "parameter": "Parameter",
    "namespace": "Namespace",
}
KEYS = (
    ("/", "Search"),
    ("+ −", "Zoom"),
    ("f", "Show everything"),
    ("r", "As the pipeline opens"),
    ("m", "Minimap"),
    ("d", "Turn the flow"),
    ("e c 1…9", "Expand, collapse, to a depth"),
    ("x", "Open or close the chosen namespace"),
    ("i", "Focus on it, and back"),
    ("p b l n", "Parameters, layers, labels, names"),
    ("o t s", "Outline, theme, save the picture"),
    ("Esc", "Let go of the selection"),
)


def legend() -> dict[str, Any]:
    """Groups of entries, each with its words and a picture for each theme, and the keys of the page."""
    node = SHAPES["node"]
    return {
        "kinds": [_entry(words, SHAPES[name], name) for name, words in KINDS.items()],
        "icons": [_entry(words, SHAPES["dataset"], name) for name, words in ICONS.items()],
        "edges": [
            _pictured("Data flows this way", {name: _edge(theme.edge, 1.5) for name, theme in THEMES.items()}),
            _pictured("Several at once", {name: _edge(theme.edge, 3) for name, theme in THEMES.items()}),
            _pictured("Of the selection", {name: _edge(theme.edge_lit, 2.25) for name, theme in THEMES.items()}),
            _entry("Datasets that stand together", SHAPES["several"], "several"),
            _entry("Several datasets that stand together", SHAPES["several"], "dataset"),
            _pictured("Uses parameters", {name: _mark(theme) for name, theme in THEMES.items()}),
        ],
        "states": [
            _entry("Failed", in_state(node, "failed"), "node"),
            _entry("Did not finish", in_state(node, "unfinished"), "node"),
            _entry("Did not run", in_state(node, "not_run"), "node"),
        ],
        "keys": [{"key": key, "words": words} for key, words in KEYS],
    }


def _entry(words: str, shape: Shape, icon: str) -> dict[str, Any]:
    return _pictured(words, {name: _swatch(theme, shape, icon) for name, theme in THEMES.items()})


def _pictured(words: str, drawn: dict[str, Iterable[str]]) -> dict[str, Any]:
    return {"words": words, "images": {name: _uri(parts) for name, parts in drawn.items()}}


def _swatch(theme: Theme, shape: Shape, icon: str) -> Iterable[str]:
    fill, border, _, ink = colours(theme, shape)
    style = f'fill="{fill}" stroke="{border}" stroke-width="{min(shape.border_width, 2)}"'
    width = WIDTH - 8
    if shape.outline == "stack":
        sheet = outline("rounded", 3 + STACK / 2, 3 + STACK / 2, width, HEIGHT - 8)
        yield f'<path d="{sheet}" {style} opacity=".5"/>'
    dashes = ' stroke-dasharray="3 2.5"' if shape.dashed else ""
    yield f'<path d="{outline(shape.outline, 3, 2, width, HEIGHT - 6)}" {style}{dashes}/>'
    yield _icon(icon, ink, 3 + (width - ICON) / 2, 2 + (HEIGHT - 6 - ICON) / 2)


def _mark(theme: Theme) -> Iterable[str]:
    yield from _swatch(theme, replace(SHAPES["node"], icon="parameter_icon"), "parameter")


def _icon(name: str, colour: str, x: float, y: float) -> str:
    style = f'fill="none" stroke="{colour}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"'
    return f'<path d="{PATHS[name]}" transform="translate({x} {y}) scale({ICON / 24})" {style}/>'


def _edge(colour: str, width: float) -> Iterable[str]:
    yield f'<path d="M3 11h24" stroke="{colour}" stroke-width="{width}"/>'
    yield f'<path d="M35 11l-9-4.5v9z" fill="{colour}"/>'


def _uri(parts: Iterable[str]) -> str:
    size = f'width="{WIDTH:g}" height="{HEIGHT:g}"'
    return "data:image/svg+xml," + quote(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>')
