"""A scene with its positions: what the canvas, the SVG and every other drawing show alike."""

from __future__ import annotations

from dataclasses import dataclass

from viz.layout import Arrangement
from viz.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    scene: Scene
    arrangement: Arrangement
