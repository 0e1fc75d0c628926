"""The JSON Schema of a snapshot, made from the model, so that it cannot say anything else."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from viz.model import Project
from viz.snapshot import SCHEMA

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: Mapping[Any, str] = {str: "string", int: "integer", bool: "boolean", float: "number", types.NoneType: "null"}


def schema() -> dict[str, Any]:
    """The schema of the document that `viz.snapshot.to_snapshot` makes. Later fields are allowed everywhere."""
    definitions: dict[str, Any] = {}
    root = _object(Project, definitions)
    return {
        "$schema": DIALECT,
        "title": "pipeviz snapshot",
        **root,
        "properties": {"schema": {"const": SCHEMA}, **root["properties"]},
        "required": ["schema", *root["required"]],
        "$defs": dict(sorted(definitions.items())),
    }


def _object(type_: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(type_)
    fields = dataclasses.fields(type_)
    return {
        "description": " ".join((type_.__doc__ or "").split()),
        "type": "object",
        "properties": {field.name: _of(hints[field.name], definitions) for field in fields},
        "required": [field.name for field in fields if not field.metadata.get("sparse")],
    }


def _of(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of a value of this type."""
    if hint is Any:
        return {}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(argument, definitions) for argument in arguments]}
    if origin is tuple:
        return {"type": "array", "items": _of(arguments[0], definitions)}
    return {"type": "object"} if origin is Mapping else {"type": _PLAIN[hint]}
