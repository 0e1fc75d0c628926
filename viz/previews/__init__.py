"""The head of a dataset's file: table, image, figure, JSON or text. Bounded, and never unpickles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from viz.model import Dataset
from viz.previews import documents, tables
from viz.previews.files import NoPreviewError, Source, find
from viz.previews.formats import PICKLED, Format, format_of, is_pickle, reason_of_type
from viz.previews.model import Body, Figure, FileFacts, Image, Json, Nothing, Preview, Table, Text

__all__ = ["Body", "Figure", "FileFacts", "Image", "Json", "Nothing", "Preview", "Table", "Text", "preview"]

MAX_ROWS = 500
NOT_THERE = "The file is not there yet: run the pipeline to make it."

_READERS: Mapping[Format, Callable[[Source], tuple[Body, str]]] = {
    "csv": tables.csv_table,
    "excel": tables.excel_table,
    "parquet": tables.parquet_table,
    "records": documents.json_records,
    "json": documents.json_document,
    "figure": documents.figure,
    "image": documents.image,
    "text": documents.text,
    "yaml": lambda source: documents.text(source, "yaml"),
    "html": lambda source: documents.text(source, "html"),
    "partitions": documents.partitions,
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One way in which the catalog reads a dataset: a transcoded one has several."""

    type: str | None
    filepath: str | None
    arguments: Mapping[str, Any]


def preview(dataset: Dataset, root: Path, *, rows: int = 50, allow_outside: bool = True) -> Preview:
    """The head of the file that the catalog names for `dataset`; nothing raises, a failure is a `Nothing`.

    `root` is the project's folder. The catalog's `metadata: kedro-viz: preview: false` and `preview_args: nrows`
    are honoured. Without `allow_outside`, no file that lies or leads outside of `root` is read.
    """
    settings = dataset.metadata.get("kedro-viz")
    settings = settings if isinstance(settings, Mapping) else {}
    entry = _entry(dataset)
    reason = reason_of_type(entry.type)
    if entry.filepath is None:
        return _nothing(reason or "The catalog names no file for this dataset.")
    try:
        source = find(
            entry.filepath,
            root,
            allow_outside=allow_outside,
            arguments=entry.arguments,
            rows=_rows(settings, rows),
        )
    except NoPreviewError as stop:
        return _nothing(str(stop))
    except FileNotFoundError:
        return _nothing(NOT_THERE)
    except (OSError, ValueError, RuntimeError) as error:
        return _nothing(_cannot_read(error))
    if settings.get("preview") is False:
        return _nothing("The catalog switches the preview off (`preview: false`).", source.facts)
    return _nothing(reason, source.facts) if reason else _read(entry, source)


def _read(entry: _Entry, source: Source) -> Preview:
    form = "partitions" if source.folder else format_of(entry.type, entry.arguments, source.suffix)
    if form is None:
        reason = PICKLED if is_pickle(source.suffix) else "pipeviz has no preview for this kind of file."
        return _nothing(reason, source.facts)
    try:
        body, note = _READERS[form](source)
    except NoPreviewError as stop:
        return _nothing(str(stop), source.facts)
    except OSError as error:
        return _nothing(_cannot_read(error), source.facts)
    return Preview(body=body, file=source.facts, note=note)


def _entry(dataset: Dataset) -> _Entry:
    """The first way of reading that has something to show, of a transcoded dataset; else the only one."""
    ways = [_Entry(dataset.type, _path(dataset.filepath, dataset.arguments), dataset.arguments)]
    ways += [_Entry(way.type, _path(way.filepath, way.arguments), way.arguments) for way in dataset.transcodings]
    readable = (way for way in ways if way.filepath and not reason_of_type(way.type))
    return next(readable, ways[0])


def _path(filepath: str | None, arguments: Mapping[str, Any]) -> str | None:
    """Partitioned datasets say `path`, all others `filepath`."""
    path = arguments.get("path")
    return filepath or (path if isinstance(path, str) and path else None)


def _rows(settings: Mapping[str, Any], rows: int) -> int:
    args = settings.get("preview_args")
    wanted = args.get("nrows") if isinstance(args, Mapping) else None
    return min(wanted, MAX_ROWS) if isinstance(wanted, int) and wanted > 0 else rows


def _nothing(reason: str, facts: FileFacts | None = None) -> Preview:
    return Preview(body=Nothing(reason=reason), file=facts)


def _cannot_read(error: Exception) -> str:
    """Without the path, which may name this machine's folders."""
    return f"The file cannot be read: {getattr(error, 'strerror', None) or 'its path is not valid'}."
