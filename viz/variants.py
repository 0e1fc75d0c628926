"""What kind of thing a dataset holds, told from its type and its file name: the icon it gets on the canvas."""

from __future__ import annotations

from typing import Literal

from viz.model import Dataset

Variant = Literal["table", "image", "plot", "model", "json", "text", "remote", "memory", "other"]

_BY_TYPE: tuple[tuple[str, Variant], ...] = (
    ("memory", "memory"),
    ("plotly", "plot"),
    ("matplotlib", "image"),
    ("image", "image"),
    ("pickle", "model"),
    ("model", "model"),
    ("tensorflow", "model"),
    ("text", "text"),
    ("markdown", "text"),
    ("csv", "table"),
    ("parquet", "table"),
    ("excel", "table"),
    ("feather", "table"),
    ("table", "table"),
    ("query", "table"),
    ("pandas", "table"),
    ("polars", "table"),
    ("spark", "table"),
    ("json", "json"),
    ("yaml", "json"),
    ("metrics", "json"),
    ("api", "remote"),
)
_BY_SUFFIX: dict[str, Variant] = {
    **dict.fromkeys((".csv", ".tsv", ".parquet", ".pq", ".xlsx", ".xls", ".feather"), "table"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"), "image"),
    **dict.fromkeys((".pkl", ".pickle", ".joblib", ".h5", ".pt", ".onnx"), "model"),
    **dict.fromkeys((".json", ".yml", ".yaml"), "json"),
    **dict.fromkeys((".txt", ".md", ".html", ".log"), "text"),
}


def variant_of(dataset: Dataset | None) -> Variant:
    """The variant of a dataset, "other" where neither its type nor its file name tells."""
    if dataset is None or dataset.type is None:
        return "memory" if dataset is None or not dataset.in_catalog else "other"
    type_ = dataset.type.lower()
    found = next((variant for word, variant in _BY_TYPE if word in type_), None)
    return found or _by_suffix(dataset.filepath or "") or "other"


def _by_suffix(path: str) -> Variant | None:
    name = path.lower().rpartition("/")[2]
    return _BY_SUFFIX.get(name[name.rfind(".") :]) if "." in name else None
