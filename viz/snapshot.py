"""A project as a JSON document and back: what `inspect --json` prints and every later reading accepts.

The document is deterministic: collections are sorted, keys come in the order of the model, and nothing in it
depends on the machine it was made on. Fields may be added without a new schema number: a reader passes over keys it
does not know, and fields marked sparse in the model are left out where they hold their default.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import math
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from viz.errors import ReadError
from viz.model import (
    Dataset,
    Diagnostic,
    Namespace,
    Node,
    Overridden,
    Parameter,
    Pipeline,
    Place,
    Project,
    Setting,
    Transcoding,
)

SCHEMA = 1
T = TypeVar("T")


def to_snapshot(project: Project) -> dict[str, Any]:
    """The project as plain JSON data, `{"schema": 1, "name": ..., ...}`."""
    return {"schema": SCHEMA, **_plain(project)}


def dumps(project: Project) -> str:
    """The snapshot as text, the same bytes for the same project; ends with a newline."""
    return json.dumps(to_snapshot(project), indent=2, ensure_ascii=False) + "\n"


def loads(text: str, origin: str = "the snapshot") -> Project:
    """The project that `dumps` wrote; `origin` names the document in the error."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise ReadError(f"{origin} is not JSON ({error}); write it anew with `pipeviz inspect --json`.") from error
    return from_snapshot(document, origin)


def from_snapshot(document: Any, origin: str = "the snapshot") -> Project:
    """The project behind a document of `to_snapshot`; ReadError where it is none, or of a later schema."""
    if not isinstance(document, dict) or "schema" not in document:
        raise ReadError(f"{origin} is not a pipeviz snapshot: it has no `schema`.")
    if document["schema"] != SCHEMA:
        raise ReadError(
            f"{origin} has schema {document['schema']!r}, and this pipeviz reads schema {SCHEMA}; "
            "write it anew with `pipeviz inspect --json`, or update pipeviz."
        )
    try:
        return _project(document)
    except (KeyError, TypeError, AttributeError) as error:
        raise ReadError(f"{origin} is damaged ({error}); write it anew with `pipeviz inspect --json`.") from error


def _plain(value: Any) -> Any:
    """Dataclasses, mappings and sequences as JSON has them; what JSON cannot say becomes its text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        shown = ((field, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {field.name: _plain(own) for field, own in shown if not _is_left_out(field, own)}
    if isinstance(value, Mapping):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, set | frozenset):
        return sorted((_plain(entry) for entry in value), key=str)
    return _plain_scalar(value)


def _is_left_out(field: dataclasses.Field[Any], value: Any) -> bool:
    return bool(field.metadata.get("sparse")) and value == field.default


def _plain_scalar(value: Any) -> str | int | float | bool | None:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _project(document: dict[str, Any]) -> Project:
    return Project(
        name=document["name"],
        system=document["system"],
        system_version=document["system_version"],
        reader=document["reader"],
        complete=document["complete"],
        pipelines=_each(Pipeline, document["pipelines"]),
        nodes=_each(Node, document["nodes"], source=_place, declared_at=_place),
        datasets=_each(Dataset, document["datasets"], **_ORIGINS, transcodings=_transcodings),
        parameters=_each(Parameter, document["parameters"], **_ORIGINS, value=_as_is, raw=_as_is),
        diagnostics=_each(Diagnostic, document["diagnostics"], place=_place),
        namespaces=_each(Namespace, document.get("namespaces", []), declared_at=_places),
    )


def _each(type_: Callable[..., T], entries: list[Any], **special: Callable[[Any], Any]) -> tuple[T, ...]:
    """Objects of the model from their JSON form: lists become tuples, fields in `special` are made by it."""
    known = {field.name for field in dataclasses.fields(type_)}  # type: ignore[arg-type]
    return tuple(
        type_(**{key: special.get(key, _tupled)(value) for key, value in entry.items() if key in known})
        for entry in entries
    )


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _as_is(value: Any) -> Any:
    return value


def _place(value: dict[str, Any] | None) -> Place | None:
    return None if value is None else _each(Place, [value])[0]


def _places(entries: list[Any]) -> tuple[Place, ...]:
    return _each(Place, entries)


def _overridden(entries: list[Any]) -> tuple[Overridden, ...]:
    return _each(Overridden, entries, raw=_as_is, place=_place)


def _settings(entries: list[Any]) -> tuple[Setting, ...]:
    return _each(Setting, entries, raw=_as_is, defined_at=_place, overrides=_overridden)


_ORIGINS: dict[str, Callable[[Any], Any]] = {
    "defined_at": _place,
    "overrides": _overridden,
    "settings": _settings,
}


def _transcodings(entries: list[Any]) -> tuple[Transcoding, ...]:
    return _each(Transcoding, entries, **_ORIGINS)
