"""The outlines of `viz.shapes` as SVG path data: straight pieces and quarter circles, which every renderer knows."""

from __future__ import annotations

from viz.shapes import CORNER, Outline


def outline(kind: Outline, x: float, y: float, width: float, height: float) -> str:
    """The outline of an element whose top left corner is at x, y; of a stack its first sheet."""
    corner = height / 2 if kind == "pill" else min(CORNER, height / 3)
    across, down = width - 2 * corner, height - 2 * corner
    turns = [_turn(kind, corner * dx, corner * dy) for dx, dy in ((1, 1), (-1, 1), (-1, -1), (1, -1))]
    sides = [f"h{short(across)}", f"v{short(down)}", f"h{short(-across)}", f"v{short(-down)}"]
    around = "".join(side + turn for side, turn in zip(sides, turns, strict=True))
    return f"M{short(x + corner)} {short(y)}{around}z"


def _turn(kind: Outline, dx: float, dy: float) -> str:
    """Around a corner: cut off, or a quarter of a circle."""
    if kind == "cut":
        return f"l{short(dx)} {short(dy)}"
    radius = short(abs(dx))
    return f"a{radius} {radius} 0 0 1 {short(dx)} {short(dy)}"


def short(number: float) -> str:
    """A number with at most two decimals."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
