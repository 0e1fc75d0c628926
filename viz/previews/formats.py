"""Which format a catalog's dataset type stands for, or why there is nothing to show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

Format = Literal[
    "csv", "excel", "parquet", "records", "json", "figure", "image", "text", "yaml", "html", "partitions"
]  # fmt: skip

PICKLED = "Pickles and models are never opened: opening one runs the code inside."
_DATABASE = "The data lives in a database, and pipeviz opens no connection."
_REASONS = {
    "memory": "The data is only in memory while the pipeline runs.",
    "pickle": PICKLED,
    "api": "The data comes from a web address, and pipeviz fetches nothing.",
    **dict.fromkeys(
        ("sqltable", "sqlquery", "gbqtable", "gbqquery", "snowparktable", "table", "managedtable", "hive"),
        _DATABASE,
    ),
    **dict.fromkeys(("sparkhive", "sparkjdbc", "redis", "deltatable", "externaltable"), _DATABASE),
}
_CLASSES: dict[str, Format] = {
    "csv": "csv",
    "excel": "excel",
    "parquet": "parquet",
    "json": "json",
    "metrics": "json",
    "plotly": "figure",
    "html": "html",
    "text": "text",
    "yaml": "yaml",
    "matplotlib": "image",
    "matplotlibwriter": "image",
    "image": "image",
    "partitioned": "partitions",
    "incremental": "partitions",
}
_FILE_FORMATS: dict[str, Format] = {"csv": "csv", "excel": "excel", "parquet": "parquet", "json": "records"}
_SUFFIXES: dict[str, Format] = {
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    **dict.fromkeys((".xlsx", ".xlsm"), "excel"),
    **dict.fromkeys((".parquet", ".pq"), "parquet"),
    **dict.fromkeys((".jsonl", ".ndjson"), "records"),
    **dict.fromkeys((".json", ".geojson"), "json"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"), "image"),
    **dict.fromkeys((".txt", ".md", ".rst", ".log", ".toml", ".ini", ".xml", ".sql", ".py"), "text"),
    **dict.fromkeys((".yml", ".yaml"), "yaml"),
    **dict.fromkeys((".html", ".htm"), "html"),
}
_PICKLE_SUFFIXES = frozenset({".pkl", ".pickle", ".joblib", ".pt", ".pth", ".ckpt", ".npy", ".h5", ".hdf5"})


def reason_of_type(type_name: str | None) -> str | None:
    """Why a dataset of this type ("pandas.SQLTableDataset") has nothing to show, whatever its file; None if it has."""
    return _REASONS.get(_words(type_name)[1])


def format_of(type_name: str | None, arguments: Mapping[str, Any], suffix: str) -> Format | None:
    """The format of a file by the dataset's type, or by its suffix where the type does not tell; None if unknown."""
    module, word = _words(type_name)
    if word == "json" and module in ("plotly", "pandas", "polars"):
        return "figure" if module == "plotly" else "records"
    by_format = _FILE_FORMATS.get(str(arguments.get("file_format")).lower())
    return _CLASSES.get(word) or by_format or _SUFFIXES.get(suffix)


def is_pickle(suffix: str) -> bool:
    """Whether a file with this suffix may be a pickle or a model."""
    return suffix in _PICKLE_SUFFIXES


def _words(type_name: str | None) -> tuple[str, str]:
    """Module and bare class of a type: "pandas.CSVDataset" and "kedro.io.CSVLocalDataSet" both end in "csv"."""
    *modules, name = (type_name or "").lower().split(".")
    module = next((word for word in reversed(modules) if not word.endswith("_dataset")), "")
    return module, name.removesuffix("dataset").removesuffix("local")
