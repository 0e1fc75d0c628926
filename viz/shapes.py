"""How each kind of element looks: the one table that the canvas, the SVG and the legend read.

Outlines tell kinds apart without any colour. Colours are names of fields of `viz.theme.Theme`, sizes are pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from viz.labels import FONT_SIZE
from viz.theme import Theme

Outline = Literal["rounded", "pill", "cut", "stack"]

DASHES = (5.0, 4.0)
CORNER = 7.0
"""How far a corner is rounded off, or cut off."""

STACK = 5.0
"""How far the second sheet of a stack shows to the right and below."""

ICON_LEFT = 12.0
MARK_SIZE, MARK_RIGHT = 13.0, 9.0
"""The sign of hidden parameters: its size, and how far from the right edge it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """An element's outline and the theme's colours for it."""

    outline: Outline
    fill: str
    border: str
    text: str
    icon: str
    border_width: float = 1.25
    dashed: bool = False
    icon_size: float = 16.0
    font_size: float = FONT_SIZE


def _kind(name: str, outline: Outline) -> Shape:
    return Shape(
        outline=outline, fill=f"{name}_fill", border=f"{name}_border", text=f"{name}_text", icon=f"{name}_icon"
    )


SHAPES: dict[str, Shape] = {
    "node": _kind("node", "rounded"),
    "dataset": _kind("dataset", "pill"),
    "memory": replace(_kind("memory", "pill"), icon="memory_border", dashed=True),
    "several": _kind("dataset", "stack"),
    "parameter": replace(_kind("parameter", "cut"), icon_size=13.0, font_size=FONT_SIZE - 1),
    "namespace": _kind("namespace", "stack"),
}
"""Shapes by kind; datasets that are only in memory, and several that stand together, have shapes of their own."""

VARIANTS = ("memory", "several")

BOX = Shape(outline="rounded", fill="box_fill", border="box_border", text="box_text", icon="box_text", border_width=1.0)
BOX_OPACITY = 0.62


def shape_of(kind: str, variant: str = "") -> Shape:
    """The shape of an element of this kind; `variant` is that of a dataset (`viz.variants`)."""
    return SHAPES[variant if variant in VARIANTS else kind]


def in_state(shape: Shape, status: str | None) -> Shape:
    """The shape with what a run left on it; `status` is that of a `NodeRun`, None where the run says nothing of it."""
    if status in (None, "not_run", "skipped"):
        return replace(shape, fill="idle_fill", border="idle_border", text="idle_text", icon="idle_text", dashed=True)
    if status == "failed":
        return replace(shape, fill="error_soft", border="error", text="error", icon="error", border_width=3.0)
    if status == "unfinished":
        return replace(shape, border="warning", border_width=2.5, dashed=True)
    return shape


def colours(theme: Theme, shape: Shape) -> tuple[str, str, str, str]:
    """Fill, border, text and icon as `#rrggbb`."""
    fill, border, text, icon = (getattr(theme, name) for name in (shape.fill, shape.border, shape.text, shape.icon))
    return fill, border, text, icon
