"""The tools beside the canvas. What they do, the page's scripts know (`assets/62-tools.js`)."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html

from viz.app.panels.parts import icon

Tool = tuple[str, str, str]
"""Id, icon, and what it does with the key that does the same."""

MOVING: tuple[Tool, ...] = (
    ("zoom-in", "plus", "Zoom in (+)"),
    ("zoom-out", "minus", "Zoom out (-)"),
    ("zoom-fit", "fit", "Show everything (f)"),
    ("reset-view", "reset", "Back to how the pipeline opens (r)"),
)
NAMESPACES: tuple[Tool, ...] = (
    ("expand-all", "expand", "Expand all namespaces (e)"),
    ("collapse-all", "collapse", "Collapse all namespaces (c)"),
)
LOOKS: tuple[Tool, ...] = (
    ("layers-toggle", "bands", "Layers (b)"),
    ("labels-toggle", "labels", "Labels (l)"),
    ("names-toggle", "names", "Names as a person would write them (n)"),
)


def tools() -> html.Div:
    """A narrow bar of its own, so that no tool covers the graph."""
    return html.Div(
        [
            _group("Zoom", map(_button, MOVING)),
            _group("Namespaces", [*map(_button, NAMESPACES), _levels(), _switch("focus-toggle", "focus", FOCUS)]),
            _group(
                "Look", [_button(("direction-toggle", "across", "Direction (d)")), *(_switch(*one) for one in LOOKS)]
            ),
            _group("Picture", [_save()]),
        ],
        id="tools",
        className="tools",
        role="toolbar",
        **{"aria-label": "Tools of the graph", "aria-orientation": "vertical"},
    )


FOCUS = "Show only the chosen namespace, or everything again (i)"


def _group(name: str, buttons: Iterable[html.Button | html.Div]) -> html.Div:
    return html.Div(list(buttons), className="tool-group", role="group", **{"aria-label": name})


def _button(tool: Tool) -> html.Button:
    id_, symbol, words = tool
    return html.Button(icon(symbol), id=id_, className="icon-button", title=words, **{"aria-label": words})


def _switch(id_: str, symbol: str, words: str) -> html.Button:
    aria = {"aria-label": words, "aria-pressed": "false"}
    return html.Button(icon(symbol), id=id_, className="icon-button switch", title=words, **aria)


def _levels() -> html.Div:
    """A list of depths to expand to; the page's scripts fill it for each pipeline."""
    return _list("levels", "levels", "Expand to a depth (1 to 9)", [])


def _save() -> html.Div:
    formats = {"svg": "SVG, sharp at any size", "png": "PNG, twice the size"}
    options = [
        html.Button(
            html.Span(words, className="option-name"),
            className="option",
            role="option",
            tabIndex="-1",
            **{"data-choose": "save", "data-value": format_, "aria-selected": "false"},
        )
        for format_, words in formats.items()
    ]
    return _list("save", "save", "Save this picture (s)", options)


def _list(name: str, symbol: str, words: str, options: list[html.Button]) -> html.Div:
    aria = {"aria-label": words, "aria-haspopup": "listbox", "aria-expanded": "false", "data-menu": f"{name}-list"}
    button = html.Button(icon(symbol), id=f"{name}-menu", className="icon-button", title=words, **aria)
    listed = html.Div(options, id=f"{name}-list", className="menu", role="listbox", **{"aria-label": words})
    return html.Div([button, listed], className="menu-place")
