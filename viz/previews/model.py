"""What a preview shows: plain, frozen data that any page can draw and any JSON can carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """The file behind a preview. `size` is in bytes (of a folder: of the files listed in it), `modified` local time.

    `versions` counts the versions on disk and `version` names the one that is shown, where the dataset is versioned.
    """

    size: int
    modified: datetime
    version: str | None = None
    versions: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The first rows, every cell as text, each row as long as `columns`; `total` rows where that is known cheaply."""

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
    """The head of a dataset's file. `note` is a sentence on what was cut off or which part is shown, or ""."""

    body: Body
    file: FileFacts | None = None
    note: str = ""
