"""The first rows of CSV, Parquet and Excel files, and of JSON records."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

from viz.previews.files import NoPreviewError, Source
from viz.previews.model import Table

CELL = 200
COLUMNS = 200
HEAD = 512 * 1024
COUNTED = 4 * 1024 * 1024
EXCEL_FILE = 20 * 1024 * 1024
EXCEL_UNPACKED = 200 * 1024 * 1024
EXCEL_STRINGS = 32 * 1024 * 1024
ROW_GROUP = 256 * 1024 * 1024
_EXTRA = "install it with `pip install 'pipeviz[previews]'`"
_ENCODINGS = re.compile(r"(utf|utf_?8_sig|latin|iso|cp|windows|ascii|mac|gb|big5|shift|euc|koi8)[\w-]*$", re.I)

Result = tuple[Table, str]


def cell(value: object) -> str:
    """A value as a reader of a table wants it: nothing for None, cut where it is long."""
    text = "" if value is None else str(value)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= CELL else text[: CELL - 1] + "…"


def table(columns: Sequence[object], rows: Iterable[Sequence[object]], total: int | None) -> Result:
    """A table whose rows are all as long as the widest of them, at most COLUMNS wide, and a note if it was cut."""
    kept = [list(row[: COLUMNS + 1]) for row in rows]
    width = max((len(row) for row in (columns, *kept)), default=0)
    note = f"Only the first {COLUMNS} columns are shown." if width > COLUMNS else ""
    width = min(width, COLUMNS)
    cells = tuple(_padded(row, width) for row in kept)
    return Table(columns=_padded(columns, width), rows=cells, total=total), note


def _padded(row: Sequence[object], width: int) -> tuple[str, ...]:
    return tuple(cell(value) for value in (*row[:width], *[None] * (width - len(row))))


def decoded(data: bytes, encoding: object) -> str:
    """`data` as text; an encoding that is unknown or not one of plain text is read as UTF-8."""
    name = encoding if isinstance(encoding, str) and _ENCODINGS.match(encoding) else "utf-8"
    name = "utf-8-sig" if name.lower().replace("_", "-").startswith(("utf-8", "utf8")) else name
    try:
        return data.decode(name, "replace")
    except LookupError:
        return data.decode("utf-8-sig", "replace")


def csv_table(source: Source) -> Result:
    """The first rows of a CSV file, split and named as its `load_args` say; the total for files up to COUNTED."""
    args = source.load_args()
    limit = HEAD if source.facts.size > COUNTED else COUNTED
    data = source.head(limit + 1)
    whole = len(data) <= limit
    lines = _csv_rows(decoded(data[:limit], args.get("encoding")), args, source.suffix)
    try:
        columns, shown, more = _shaped(lines, args, source.rows)
        total = len(shown) + sum(1 for _ in more) if whole else None
    except csv.Error as error:
        raise NoPreviewError(f"The file does not read as CSV: {error}.") from error
    if not columns and not shown:
        raise NoPreviewError("The file is empty.")
    return table(columns, shown if whole or len(shown) >= source.rows else shown[:-1], total)


def _csv_rows(text: str, args: Mapping[str, Any], suffix: str) -> Iterator[list[str]]:
    separator = args.get("sep", args.get("delimiter", args.get("separator")))
    if separator == r"\s+" or args.get("delim_whitespace") is True:
        return (line.split() for line in text.splitlines() if line.strip())
    if not isinstance(separator, str) or len(separator) != 1 or separator in "\r\n":
        separator = "\t" if suffix == ".tsv" else ","
    quote = args.get("quotechar", args.get("quote_char"))
    quote = quote if isinstance(quote, str) and len(quote) == 1 and quote != separator else '"'
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator, quotechar=quote)
    return (row for row in reader if row)


def _shaped(
    lines: Iterator[list[Any]], args: Mapping[str, Any], rows: int
) -> tuple[list[Any], list[list[Any]], Iterator[list[Any]]]:
    """Column names, the first rows, and what follows, by `skiprows`, `header`, `names` and `nrows` as in pandas."""
    lines = islice(lines, _count(args.get("skiprows", args.get("skip_rows"))), None)
    names = args.get("names")
    columns = list(names) if isinstance(names, list | tuple) else []
    header = args.get("header", None if columns else 0)
    header = None if args.get("has_header") is False else header
    header = header[0] if isinstance(header, list | tuple) and header else header
    if header is not None and header is not False:
        lines = islice(lines, _count(header), None)
        first = next(lines, [])
        columns = columns or first
    shown = list(islice(lines, min(rows, _count(args.get("nrows")) or rows)))
    if not columns and shown:
        columns = [str(index) for index in range(len(shown[0]))]
    return columns, shown, lines


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def parquet_table(source: Source) -> Result:
    """The first rows of a Parquet file, from its first row group; needs pyarrow."""
    try:
        pa, pq = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise NoPreviewError(f"Parquet files are read with pyarrow: {_EXTRA}.") from error
    try:
        with source.open() as raw:
            return _parquet_rows(pq.ParquetFile(raw), source.rows)
    except (pa.ArrowException, OSError, ValueError, UnicodeError, OverflowError) as error:
        raise NoPreviewError("The file does not read as Parquet: it is damaged or of another format.") from error


def _parquet_rows(file: Any, rows: int) -> Result:
    columns = [name for name in file.schema_arrow.names if not name.startswith("__index_level_")][:COLUMNS]
    total = file.metadata.num_rows
    if not file.num_row_groups or not columns:
        return table(columns, (), total)
    if file.metadata.row_group(0).total_byte_size > ROW_GROUP:
        shown, _ = table(columns, (), total)
        return shown, "The first row group is too large to read, so only the columns are shown."
    batch = next(file.iter_batches(batch_size=rows, row_groups=[0], columns=columns), None)
    values = [batch.column(name).to_pylist() for name in columns] if batch is not None else []
    return table(columns, list(zip(*values, strict=True)), total)


def excel_table(source: Source) -> Result:
    """The first rows of the sheet that `sheet_name` says, or of the first; needs openpyxl."""
    try:
        openpyxl = import_module("openpyxl")
    except ImportError as error:
        raise NoPreviewError(f"Excel files are read with openpyxl: {_EXTRA}.") from error
    try:
        with source.open() as raw, warnings.catch_warnings():
            _check_size(raw, source.facts.size)
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(raw, read_only=True, data_only=True)
            return _excel_rows(book, source)
    except (openpyxl.utils.exceptions.InvalidFileException, zipfile.BadZipFile, ParseError) as error:
        raise NoPreviewError("The file does not read as an Excel workbook (.xlsx).") from error
    except (OSError, EOFError, KeyError, IndexError, ValueError, TypeError, AttributeError) as error:
        raise NoPreviewError("The Excel workbook is damaged or of an unknown kind.") from error


def _check_size(raw: Any, size: int) -> None:
    """Refuse a workbook that would unpack to more than a page can show; `zipfile` never reads past these sizes."""
    entries = zipfile.ZipFile(raw).infolist() if size <= EXCEL_FILE else []
    unpacked = sum(entry.file_size for entry in entries)
    strings = sum(entry.file_size for entry in entries if entry.filename.lower().endswith("strings.xml"))
    if not entries or unpacked > EXCEL_UNPACKED or strings > EXCEL_STRINGS:
        raise NoPreviewError("The workbook is too large to look into.")
    raw.seek(0)


def _excel_rows(book: Any, source: Source) -> Result:
    args = source.load_args()
    wanted = args.get("sheet_name", 0)
    names = book.sheetnames
    name = names[wanted] if isinstance(wanted, int) and wanted < len(names) else wanted
    sheet = book[name if name in names else names[0]]
    lines = (list(row[: COLUMNS + 1]) for row in sheet.iter_rows(values_only=True))
    columns, shown, _ = _shaped(lines, args, source.rows)
    result, note = table(columns, shown, max(sheet.max_row - 1, len(shown)) if sheet.max_row else None)
    return result, note or (f"Sheet “{sheet.title}”, one of {len(names)}." if len(names) > 1 else "")


def records_table(data: Any, rows: int) -> Result | None:
    """JSON as pandas writes tables (records, columns, split, table); None where it is no table."""
    if isinstance(data, dict) and isinstance(data.get("data"), list):
        columns = data.get("columns")
        if isinstance(columns, list) and all(isinstance(row, list) for row in data["data"]):
            return table(columns, data["data"][:rows], len(data["data"]))
        data = data["data"]
    if isinstance(data, dict) and data and all(isinstance(value, dict | list) for value in data.values()):
        values = [list(v.values()) if isinstance(v, dict) else v for v in data.values()]
        longest = max(map(len, values))
        shown = [[v[i] if i < len(v) else None for v in values] for i in range(min(rows, longest))]
        return table(list(data), shown, longest)
    if isinstance(data, list) and data and all(isinstance(row, dict) for row in data):
        columns = list(dict.fromkeys(name for row in data[:rows] for name in row))
        return table(columns, [[row.get(name) for name in columns] for row in data[:rows]], len(data))
    return None
