"""What a preview shows: plain, frozen data that any page can draw and any JSON can carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """The file behind a preview: `size` in bytes (of a folder: of what is listed), `modified` in local time.

    Where the dataset is versioned, `versions` counts those on disk and `version` names the one shown.
    """

    size: int
    modified: datetime
    version: str | None = None
    versions: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The first rows, each as long as `columns`, every cell as text; `total` rows where cheaply known."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A whole image: its media type ("image/png") and its bytes in base64."""

    mime: str
    base64: str

    @property
    def uri(self) -> str:
        """The image as a `data:` URI."""
        return f"data:{self.mime};base64,{self.base64}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A Plotly figure as its file writes it: "data" is a list, "layout" a mapping."""

    figure: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Json:
    """A JSON document, with long lists, long texts and deep nesting cut."""

    data: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The head of a text; `language` is the name of a pygments lexer ("yaml", "html") or ""."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """No preview, and one sentence that says why."""

    reason: str


Body = Table | Image | Figure | Json | Text | Nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The head of a dataset's file. `note` is a sentence on what was cut off, or ""."""

    body: Body
    file: FileFacts | None = None
    note: str = ""
