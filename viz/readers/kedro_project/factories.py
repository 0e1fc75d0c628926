"""Dataset factories: which pattern of the catalog covers a dataset's name, ranked as Kedro ranks them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_PLACEHOLDER = re.compile(r"\{.*?\}")
_FIELD = re.compile(r"\{\{|\}\}|\{(\w*)(?::([^{}]*))?\}")
MAX_TYPED_FIELDS = 3
MAX_TYPED_NAME = 200
"""Bounds for patterns whose fields have types or repeat: those are matched by search."""
_TYPES = {
    "": ".+?",
    "s": r"\S+",
    "S": r"\S+",
    "w": r"\w+",
    "W": r"\W+",
    "l": "[A-Za-z]+",
    "d": r"[-+]?\d+",
    "D": r"\D+",
}


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that covers a name, and what its placeholders stand for."""

    pattern: str
    values: Mapping[str, str]


def is_pattern(name: str) -> bool:
    """Kedro takes every catalog key with a brace for a pattern."""
    return "{" in name


def specificity(pattern: str) -> int:
    """How many characters stand outside the placeholders; 0 means that the pattern covers every name."""
    return len(_PLACEHOLDER.sub("", pattern))


def ranked(patterns: Iterable[str]) -> list[str]:
    """The patterns in the order in which Kedro tries them: the most specific first, catch-alls last."""
    return sorted(patterns, key=lambda pattern: (-specificity(pattern), -pattern.count("{"), pattern))


def match(ranked_patterns: Iterable[str], name: str) -> Match | None:
    """The first of `ranked_patterns` that covers `name`."""
    for pattern in ranked_patterns:
        read = _read(pattern)
        values = _values(read, name) if read is not None else None
        if values is not None:
            return Match(pattern, values)
    return None


def can_be_read(pattern: str) -> bool:
    """Whether `match` knows every part of the pattern, and can search for it in bounded time."""
    read = _read(pattern)
    return read is not None and (_is_plain(read) or len(_fields(read)) <= MAX_TYPED_FIELDS)


@dataclass(frozen=True, slots=True)
class _Field:
    """A placeholder: its name and the regular expression of what it may stand for."""

    name: str
    allows: str


@lru_cache(maxsize=4096)
def _read(pattern: str) -> tuple[str | _Field, ...] | None:
    """The pattern's texts and fields in turn, as the `parse` library reads them; None where it has other parts."""
    parts: list[str | _Field] = [""]
    end = 0
    for found in _FIELD.finditer(pattern):
        parts[-1] = f"{parts[-1]}{pattern[end : found.start()]}"
        end = found.end()
        if found[0] in ("{{", "}}"):
            parts[-1] = f"{parts[-1]}{found[0][0]}"
        elif found[1][:1].isdigit() or (found[2] or "") not in _TYPES:
            return None
        else:
            parts += [_Field(found[1], _TYPES[found[2] or ""]), ""]
    parts[-1] = f"{parts[-1]}{pattern[end:]}"
    return None if "{" in pattern[end:] else tuple(parts)


def _values(parts: tuple[str | _Field, ...], name: str) -> dict[str, str] | None:
    """What the fields stand for in `name`: the shortest text each, letter case of the texts ignored."""
    if _is_plain(parts):
        return _leftmost(parts, name)
    if len(_fields(parts)) > MAX_TYPED_FIELDS or len(name) > MAX_TYPED_NAME:
        return None
    found = re.fullmatch(_expression(parts), name, re.IGNORECASE | re.DOTALL)
    return found.groupdict() if found else None


def _fields(parts: Sequence[str | _Field]) -> list[_Field]:
    return [part for part in parts if isinstance(part, _Field)]


@lru_cache(maxsize=4096)
def _is_plain(parts: tuple[str | _Field, ...]) -> bool:
    """Whether every field stands for any text of its own."""
    names = [field.name for field in _fields(parts) if field.name]
    return len(names) == len(set(names)) and all(field.allows == _TYPES[""] for field in _fields(parts))


def _leftmost(parts: Sequence[str | _Field], name: str) -> dict[str, str] | None:
    """As a backtracking search over fields of any text would find it, but in one pass."""
    texts = [part for part in parts if isinstance(part, str)]
    fields = _fields(parts)
    if not fields:
        return {} if _span(texts[0], name, 0, len(name)) == (0, len(name)) else None
    first, last = len(texts[0]), len(name) - len(texts[-1])
    if last <= first or _span(texts[0], name, 0, first) is None or _span(texts[-1], name, last, len(name)) is None:
        return None
    values, end = {}, first
    for field, text in zip(fields[:-1], texts[1:-1], strict=True):
        found = _span(text, name, end + 1, last)
        if found is None:
            return None
        values[field.name] = name[end : found[0]]
        end = found[1]
    if end >= last:
        return None
    values[fields[-1].name] = name[end:last]
    values.pop("", None)
    return values


def _span(text: str, name: str, start: int, end: int) -> tuple[int, int] | None:
    """Where `text` first stands in `name[start:end]`, letter case ignored."""
    found = _literal(text).search(name, start, end)
    return found.span() if found else None


@lru_cache(maxsize=4096)
def _literal(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text), re.IGNORECASE)


def _expression(parts: Sequence[str | _Field]) -> str:
    written: list[str] = []
    seen: set[str] = set()
    for part in parts:
        if isinstance(part, str):
            written.append(re.escape(part))
        elif part.name in seen:
            written.append(f"(?P={part.name})")
        else:
            written.append(f"(?P<{part.name}>{part.allows})" if part.name else f"(?:{part.allows})")
            seen.update({part.name} - {""})
    return "".join(written)


def fill_in(config: Any, values: Mapping[str, str]) -> Any:
    """`config` with the placeholders of its texts replaced; an unknown one stays as it is."""
    if isinstance(config, Mapping):
        return {key: fill_in(value, values) for key, value in config.items()}
    if isinstance(config, (list, tuple)):
        return [fill_in(value, values) for value in config]
    if isinstance(config, str) and "}" in config:
        return _FIELD.sub(lambda found: _filled(found, values), config)
    return config


def _filled(found: re.Match[str], values: Mapping[str, str]) -> str:
    if found[0] in ("{{", "}}"):
        return found[0][0]
    return values.get(found[1], found[0])


def unknown_placeholders(pattern: str, config: Any) -> set[str]:
    """The placeholders in `config` that the pattern's name does not have: Kedro refuses such a catalog."""
    if isinstance(config, Mapping):
        return set().union(*(unknown_placeholders(pattern, value) for value in config.values()))
    if isinstance(config, (list, tuple)):
        return set().union(*(unknown_placeholders(pattern, value) for value in config))
    if isinstance(config, str) and "}" in config:
        return set(_PLACEHOLDER.findall(config)) - set(_PLACEHOLDER.findall(pattern))
    return set()
