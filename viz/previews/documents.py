"""JSON, figures, images and texts: whole where they are small, a head or a reason where they are not."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable
from typing import Any

from viz.previews.files import NoPreviewError, Source, files_below
from viz.previews.model import Figure, Image, Json, Table, Text
from viz.previews.tables import cell, decoded, records_table

JSON = 1024 * 1024
FIGURE = 4 * 1024 * 1024
IMAGE = 2 * 1024 * 1024
PIXELS = 50_000_000
TEXT = 64 * 1024
ITEMS = 200
DEPTH = 12
STRING = 2_000


def text(source: Source, language: str = "") -> tuple[Text, str]:
    """The first TEXT bytes of a text file."""
    data = source.head(TEXT + 1)
    shown = decoded(data[:TEXT], source.load_args().get("encoding", source.arguments.get("encoding")))
    if "\0" in shown:
        raise NoPreviewError("The file is binary, not text.")
    note = f"Only the first {TEXT // 1024} kB are shown." if len(data) > TEXT else ""
    return Text(text=shown, language=language), note


def json_document(source: Source) -> tuple[Json | Text, str]:
    """The document, or the head of its text where it is larger than JSON bytes."""
    if source.facts.size > JSON:
        return text(source, "json")
    return Json(data=_pruned(_loaded(source.head(JSON + 1), str))), ""


def json_records(source: Source) -> tuple[Table | Json | Text, str]:
    """A table that pandas or Polars wrote as JSON or JSON lines."""
    if source.load_args().get("lines") is True or source.suffix in (".jsonl", ".ndjson"):
        return _json_lines(source)
    if source.facts.size > JSON:
        return text(source, "json")
    data = _loaded(source.head(JSON + 1), str)
    return records_table(data, source.rows) or (Json(data=_pruned(data)), "")


def _json_lines(source: Source) -> tuple[Table | Json, str]:
    data = source.head(JSON + 1)
    lines = [line for line in data.splitlines() if line.strip()]
    whole = len(data) <= JSON
    head = [_loaded(line, str) for line in (lines if whole else lines[:-1])[: source.rows]]
    found = records_table(head, source.rows)
    if found is None:
        return Json(data=_pruned(head)), ""
    shown, note = found
    return Table(columns=shown.columns, rows=shown.rows, total=len(lines) if whole else None), note


def figure(source: Source) -> tuple[Figure, str]:
    """A Plotly figure, whole: half a figure cannot be drawn."""
    if source.facts.size > FIGURE:
        raise NoPreviewError(f"The figure is larger than {FIGURE // 1024 // 1024} MB.")
    data = _loaded(source.head(FIGURE + 1), lambda _: None)
    if not isinstance(data, dict) or not isinstance(data.get("data"), list):
        raise NoPreviewError("The file holds no Plotly figure.")
    layout = data.get("layout")
    return Figure(figure={"data": data["data"], "layout": layout if isinstance(layout, dict) else {}}), ""


def _loaded(data: bytes, not_finite: Callable[[str], Any]) -> Any:
    """`data` parsed; numbers that a browser's JSON cannot say (NaN, Infinity) become what `not_finite` says."""

    def number(digits: str) -> Any:
        value = float(digits)
        return value if math.isfinite(value) else not_finite(digits)

    try:
        found = json.loads(decoded(data, None), parse_constant=not_finite, parse_float=number)
        json.dumps(found, ensure_ascii=False).encode("utf-8")
    except RecursionError as error:
        raise NoPreviewError("The JSON is nested too deeply to show.") from error
    except ValueError as error:
        raise NoPreviewError(f"The file does not read as JSON: {error}.") from error
    return found


def _pruned(data: Any, depth: int = 0) -> Any:
    if isinstance(data, dict | list) and depth >= DEPTH:
        return "…"
    if isinstance(data, dict):
        kept = {key: _pruned(value, depth + 1) for key, value in list(data.items())[:ITEMS]}
        return kept if len(data) <= ITEMS else {**kept, "…": f"{len(data) - ITEMS} more"}
    if isinstance(data, list):
        head = [_pruned(value, depth + 1) for value in data[:ITEMS]]
        return head if len(data) <= ITEMS else [*head, f"… {len(data) - ITEMS} more"]
    return data[:STRING] + "…" if isinstance(data, str) and len(data) > STRING else data


def image(source: Source) -> tuple[Image, str]:
    """An image of a kind that browsers draw, told by its first bytes and not by its name."""
    if source.facts.size > IMAGE:
        raise NoPreviewError(f"The image is larger than {IMAGE // 1024 // 1024} MB.")
    data = source.head(IMAGE + 1)
    mime = _mime(data)
    if mime is None:
        raise NoPreviewError("The file is no image that a browser draws (PNG, JPEG, GIF, WebP or SVG).")
    if mime == "image/png" and _pixels(data) > PIXELS:
        raise NoPreviewError("The image has too many pixels to show.")
    return Image(mime=mime, base64=base64.b64encode(data).decode("ascii")), ""


def _mime(data: bytes) -> str | None:
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    if b"<svg" in data[:4096] and data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return "image/svg+xml"
    signatures = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
    return next((mime for start, mime in signatures.items() if data.startswith(start)), None)


def _pixels(png: bytes) -> int:
    return int.from_bytes(png[16:20], "big") * int.from_bytes(png[20:24], "big")


def partitions(source: Source) -> tuple[Table, str]:
    """The files of a folder, each with its size in bytes."""
    suffix = source.arguments.get("filename_suffix")
    ending = suffix if isinstance(suffix, str) else ""
    files = [(name.removesuffix(ending), size) for name, size in files_below(source.path) if name.endswith(ending)]
    if not files:
        raise NoPreviewError("The folder is empty: run the pipeline to fill it.")
    rows = tuple((cell(name), str(size)) for name, size in files[: source.rows])
    return Table(columns=("file", "bytes"), rows=rows, total=len(files)), ""
