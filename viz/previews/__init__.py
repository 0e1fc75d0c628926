"""The head of a dataset's file: table, image, figure, JSON or text. Bounded, and never unpickles."""

from __future__ import annotations

from viz.previews.model import Body, Figure, FileFacts, Image, Json, Nothing, Preview, Table, Text

__all__ = ["Body", "Figure", "FileFacts", "Image", "Json", "Nothing", "Preview", "Table", "Text"]
