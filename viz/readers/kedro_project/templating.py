"""`TemplatedConfigLoader` of Kedro 0.16 to 0.18: `${name}` and `${name|default}` filled in from globals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from viz.readers.kedro_project.interpolation import MAX_TEXT, UnresolvedError

_IDENTIFIER = re.compile(r"\$\{(?P<path>[A-Za-z0-9_.]+)(?:\|(?P<default>[^}]*))?\}")


def fill_in(text: str, values: Mapping[str, Any]) -> Any:
    """`text` with its expressions replaced from `values`; a lone expression keeps its value's type."""
    whole = _IDENTIFIER.fullmatch(text)
    if whole:
        return _value(whole, values)
    filled = _IDENTIFIER.sub(lambda found: _text(found, values), text)
    if len(filled) > MAX_TEXT:
        raise UnresolvedError(f"it comes to more than {MAX_TEXT:,} characters", level="info")
    return filled


def _value(found: re.Match[str], values: Mapping[str, Any]) -> Any:
    value: Any = values
    for key in found["path"].split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    if value is not None:
        return value
    if found["default"] is None:
        hint = "Define it in a globals file, or in globals_dict where the configuration loader is set up."
        raise UnresolvedError(f"the global {found['path']!r} is not set", hint)
    return found["default"]


def _text(found: re.Match[str], values: Mapping[str, Any]) -> str:
    text = str(_value(found, values))
    if len(text) > MAX_TEXT:
        raise UnresolvedError(f"it comes to more than {MAX_TEXT:,} characters", level="info")
    return text
