"""The icons of pipeviz, drawn here: strokes on a grid of 24, as SVG and as data URIs."""

# ruff: noqa: E501 (a path is one word)

from __future__ import annotations

from urllib.parse import quote

_CYLINDER = "M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3zM4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3"

PATHS: dict[str, str] = {
    # what stands on the canvas
    "node": "M17.5 4.6c-2.8-1.2-4.7.2-5.2 3.1L10.4 17c-.5 2.7-2 3.7-4.6 2.8M7.5 10.8h8.5",
    "dataset": _CYLINDER,
    "other": _CYLINDER,
    "table": "M4.5 4h15c.8 0 1.5.7 1.5 1.5v13c0 .8-.7 1.5-1.5 1.5h-15c-.8 0-1.5-.7-1.5-1.5v-13C3 4.7 3.7 4 4.5 4zM3 9.5h18M3 14.7h18M9.5 9.5V20",
    "image": "M4.5 4h15c.8 0 1.5.7 1.5 1.5v13c0 .8-.7 1.5-1.5 1.5h-15c-.8 0-1.5-.7-1.5-1.5v-13C3 4.7 3.7 4 4.5 4zM3.5 18l5-5 3.5 3.5 3.5-4 5 5M8.2 9.4a.9.9 0 1 0 0-1.8.9.9 0 0 0 0 1.8z",
    "plot": "M4 3.5V20h16.5M8.5 16v-4M12.8 16V7.5M17 16v-6.5",
    "model": "M12 2.8l8 4.6v9.2l-8 4.6-8-4.6V7.4zM4.3 7.5l7.7 4.4 7.7-4.4M12 12v9",
    "json": "M9 4c-2.3 0-3.3 1-3.3 3v2.2c0 1.6-.6 2.4-2 2.8 1.4.4 2 1.2 2 2.8V17c0 2 1 3 3.3 3M15 4c2.3 0 3.3 1 3.3 3v2.2c0 1.6.6 2.4 2 2.8-1.4.4-2 1.2-2 2.8V17c0 2-1 3-3.3 3",
    "text": "M6 3h8.5L19 7.5V21H6zM14 3.3V8h4.6M9 12.3h7M9 16.3h7",
    "remote": "M7 18.5a4.3 4.3 0 0 1-.4-8.6 5.8 5.8 0 0 1 11.2-.5 4.6 4.6 0 0 1-.4 9.1z",
    "memory": "M7.5 7.5h9v9h-9zM10 3.5v4M14 3.5v4M10 16.5v4M14 16.5v4M3.5 10h4M3.5 14h4M16.5 10h4M16.5 14h4",
    "several": _CYLINDER,
    "parameter": "M4 8h8.5M17.5 8H20M4 16h2.5M11.5 16H20M15 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM9 18.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
    "namespace": "M12 3.5l8.5 4.7-8.5 4.7-8.5-4.7zM3.8 12.5l8.2 4.6 8.2-4.6M3.8 16.5l8.2 4.6 8.2-4.6",
    # what the page is worked with
    "chevron-down": "M6 9.5l6 6 6-6",
    "chevron-right": "M9.5 6l6 6-6 6",
    "back": "M14.5 6l-6 6 6 6",
    "close": "M6 6l12 12M18 6L6 18",
    "search": "M10.8 17.6a6.8 6.8 0 1 0 0-13.6 6.8 6.8 0 0 0 0 13.6zM15.8 15.8l4.7 4.7",
    "sun": "M12 16.2a4.2 4.2 0 1 0 0-8.4 4.2 4.2 0 0 0 0 8.4zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
    "moon": "M20 14.4A8.3 8.3 0 0 1 9.6 4 8.3 8.3 0 1 0 20 14.4z",
    "fit": "M4 9V5.5C4 4.7 4.7 4 5.5 4H9M15 4h3.5c.8 0 1.5.7 1.5 1.5V9M20 15v3.5c0 .8-.7 1.5-1.5 1.5H15M9 20H5.5c-.8 0-1.5-.7-1.5-1.5V15",
    "plus": "M12 5v14M5 12h14",
    "minus": "M5 12h14",
    "copy": "M9 9h10.5v11.5H9zM15 9V3.5H4.5V15H9",
    "check": "M4.5 12.5l5 5 10-11",
    "warning": "M12 3.5l9.3 16.5H2.7zM12 10v4.6M12 17.2v.3",
    "error": "M8.2 3.5h7.6l4.7 4.7v7.6l-4.7 4.7H8.2l-4.7-4.7V8.2zM12 7.8v5M12 16v.3",
    "info": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.3M12 7.7V8",
    "run": "M7 4.5l12 7.5-12 7.5z",
    "pipeline": "M6 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM18 21a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM6 8v3.5c0 1.7 1.3 3 3 3h6c1.7 0 3 .7 3 2",
    "clock": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.3l3.4 2",
    "outline": "M4 5.5h5M4 12h.01M4 18.5h.01M8.5 12H20M8.5 18.5H20M12.5 5.5H20",
    "expand": "M7 10l5-5 5 5M7 14l5 5 5-5",
    "collapse": "M7 4.5l5 5 5-5M7 19.5l5-5 5 5",
    "across": "M3.5 12h17M15 6.5l5.5 5.5-5.5 5.5",
    "down": "M12 3.5v17M6.5 15l5.5 5.5 5.5-5.5",
    "reset": "M4 4.5v5.5h5.5M4.6 10a8 8 0 1 1-.4 4",
    "levels": "M4 5h9M7.5 10h9M11 15h9M11 19.5h9",
    "focus": "M12 17.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM12 2.5v4M12 17.5v4M2.5 12h4M17.5 12h4",
    "bands": "M3.5 4.5h17v4h-17zM3.5 12h17M3.5 15.5h17v4h-17z",
    "labels": "M5 7.5V5h14v2.5M12 5v14M9 19h6",
    "names": "M3 18.5L7.6 6l4.6 12.5M4.6 14.5h6M20.5 18.5v-7.5M20.5 14.7a3.6 3.6 0 1 1-7.2 0 3.6 3.6 0 0 1 7.2 0z",
    "save": "M12 3.5v11.5M7 10.5l5 5 5-5M4 20.5h16",
    "tag": "M3.5 11V3.5H11l9.5 9.5-7.5 7.5zM7.8 7.6v.3",
    "map": "M3.5 6.5l5.5-2 6 2 5.5-2v13l-5.5 2-6-2-5.5 2zM9 4.5v13M15 6.5v13",
    "question": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.4 9.4c.2-1.4 1.2-2.2 2.6-2.2s2.6.9 2.6 2.2c0 2-2.6 2-2.6 4M12 16.4v.3",
}  # fmt: skip


def svg(name: str, colour: str, *, width: float = 1.8) -> str:
    """One icon as a whole SVG document of 24 by 24."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" '
        f'stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round">'
        f'<path d="{PATHS[name]}"/></svg>'
    )


def data_uri(name: str, colour: str, *, width: float = 1.8) -> str:
    """The icon as `data:image/svg+xml,...`, percent-encoded as browsers and Cytoscape want it."""
    return "data:image/svg+xml;utf8," + quote(svg(name, colour, width=width))


def css_icons() -> str:
    """A class `.i-NAME` for each icon, drawn in the colour of the text around it."""
    return "\n".join(f'.i-{name}{{--i:url("{data_uri(name, "#000")}")}}' for name in PATHS)
