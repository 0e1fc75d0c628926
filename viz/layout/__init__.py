"""Our own compound layered layout: deterministic, pure Python, knowing nothing of pipelines.

arrange(items, groups, links, direction="TB") -> Arrangement
"""

from __future__ import annotations

from viz.layout.arrangement import arrange
from viz.layout.model import Arrangement, Band, Direction, Group, Item, Link, Point, Rect

__all__ = ["Arrangement", "Band", "Direction", "Group", "Item", "Link", "Point", "Rect", "arrange"]
