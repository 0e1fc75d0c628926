"""YAML (and JSON) text to plain data, with the line of every key; bounded, and without Python's recursion.

The text is read as a stream of parser events: composing a node tree first would let a deeply nested file crash the
process, and a few aliases would let it fill the memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

MAX_DEPTH = 60
MAX_VALUES = 200_000
"""How many values a document may have once every alias is written out."""

_FLOAT = re.compile(
    r"""^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?
    |[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+
    |\.[0-9_]+(?:[eE][-+]?[0-9]+)?
    |[-+]?\.(?:inf|Inf|INF)
    |\.(?:nan|NaN|NAN))$""",
    re.VERBOSE,
)
_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = frozenset(_TAG + name for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq"))
_MERGE = object()
KEY_NOT_TEXT = "key-not-text"


class Spot(NamedTuple):
    """The lines (from 1) that a key and its value take, and the spots of the keys below it."""

    line: int
    end_line: int
    children: Mapping[str, Spot]


class Problem(NamedTuple):
    """What is wrong in a text, and on which line: `code` as in a `Diagnostic`."""

    code: str
    message: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """The mapping that a text holds (keys as strings), the spot of each key, and what was wrong in it.

    After a syntax error `data` holds what stood complete before it. `nodes` counts the text's scalars, mappings and
    sequences, each as often as it is written.
    """

    data: dict[str, Any]
    spots: Mapping[str, Spot]
    problems: tuple[Problem, ...] = ()
    nodes: int = 0


class _StopError(Exception):
    """The rest of the text cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(slots=True)
class _Value:
    """A finished value: `size` counts it and everything in it, aliases written out."""

    data: Any
    end_line: int
    size: int = 1
    spots: dict[str, Spot] = field(default_factory=dict)


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence that is being read."""

    value: _Value
    anchor: str | None
    flow: bool
    key: Any = None
    key_line: int = 0
    has_key: bool = False
    merged: list[_Value] = field(default_factory=list)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.value.data, dict)


class _Scalars(SafeConstructor, Resolver):
    """PyYAML's own rules for plain scalars, except that dates stay text; `1e3` is a number where OmegaConf reads it."""

    def __init__(self) -> None:
        SafeConstructor.__init__(self)
        Resolver.__init__(self)

    def tag_of(self, text: str, exponents: bool) -> str:
        if exponents and _FLOAT.match(text):
            return _TAG + "float"
        return str(self.resolve(yaml.ScalarNode, text, (True, False)))  # type: ignore[no-untyped-call]

    def value_of(self, text: str, tag: str) -> Any:
        return self.construct_object(yaml.ScalarNode(tag, text))


_SCALARS = _Scalars()


@lru_cache(maxsize=4096)
def _plain_scalar(text: str, exponents: bool) -> Any:
    tag = _SCALARS.tag_of(text, exponents)
    if tag == _TAG + "merge":
        return _MERGE
    return _tagged_scalar(text, tag)


def _tagged_scalar(text: str, tag: str) -> Any:
    if tag in (_TAG + "str", _TAG + "timestamp") or tag not in _PLAIN_TAGS:
        return text
    try:
        return _SCALARS.value_of(text, tag)
    except (yaml.YAMLError, ValueError, KeyError, OverflowError):
        return text


class _Builder:
    """Puts values together from parser events, one document."""

    def __init__(self, exponents: bool) -> None:
        self.exponents = exponents
        self.stack: list[_Frame] = []
        self.anchors: dict[str, _Value | None] = {}
        self.problems: list[Problem] = []
        self.root: _Value | None = None
        self.nodes = 0
        self.tags: list[tuple[str, int]] = []

    def feed(self, event: yaml.Event) -> None:
        self.nodes += isinstance(event, yaml.NodeEvent)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._start(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._end(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise _StopError(Problem("yaml-documents", "only the first of several documents counts", _line(event)))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        value = _Value(self._scalar_data(event), _end_line(event))
        self._keep(event.anchor, value)
        self._add(value, _line(event))

    def _scalar_data(self, event: yaml.ScalarEvent) -> Any:
        if event.tag is None or event.tag == "!":
            return _plain_scalar(event.value, self.exponents) if event.implicit[0] else event.value
        self._check_tag(event)
        named = event.tag.removeprefix(_TAG).partition(":")[2]
        return _tagged_scalar(event.value or named, event.tag)

    def _check_tag(self, event: Any) -> None:
        if event.tag not in (None, "!") and event.tag not in _PLAIN_TAGS:
            self.tags.append((str(event.tag), _line(event)))

    def _start(self, event: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise _StopError(Problem("yaml-too-deep", f"nested more than {MAX_DEPTH} levels deep", _line(event)))
        self._check_tag(event)
        data: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        if event.anchor:
            self.anchors[event.anchor] = None
        self.stack.append(_Frame(_Value(data, _line(event)), event.anchor, bool(event.flow_style)))

    def _end(self, event: yaml.Event) -> None:
        frame = self.stack.pop()
        for merged in frame.merged:
            _merge_below(frame.value, merged)
        if frame.flow:
            frame.value.end_line = _end_line(event)
        self._keep(frame.anchor, frame.value)
        self._add(frame.value, _line(event))

    def _alias(self, event: yaml.AliasEvent) -> None:
        name = event.anchor or ""
        value = self.anchors.get(name)
        if value is None:
            known = name in self.anchors
            what = "refers to itself" if known else "refers to an anchor that is not there"
            raise _StopError(Problem("yaml-alias", f"the alias *{name} {what}", _line(event)))
        self._add(_Value(value.data, _line(event), value.size, value.spots), _line(event))

    def _keep(self, anchor: str | None, value: _Value) -> None:
        if anchor:
            self.anchors[anchor] = value

    def _add(self, value: _Value, line: int) -> None:
        if not self.stack:
            self.root = value
            return
        frame = self.stack[-1]
        if frame.is_mapping and not frame.has_key:
            frame.key, frame.key_line, frame.has_key = value.data, line, True
            return
        self._grow(frame, value, line)
        if frame.is_mapping:
            frame.has_key = False
            self._add_pair(frame, value)
        else:
            frame.value.data.append(value.data)

    def _grow(self, frame: _Frame, value: _Value, line: int) -> None:
        frame.value.size += value.size
        frame.value.end_line = max(frame.value.end_line, value.end_line)
        if frame.value.size > MAX_VALUES:
            raise _StopError(Problem("yaml-too-large", f"holds more than {MAX_VALUES:,} values", line))

    def _add_pair(self, frame: _Frame, value: _Value) -> None:
        if frame.key is _MERGE:
            frame.merged.extend(_merge_sources(value))
            return
        key = key_text(frame.key)
        if len(self.stack) == 1 and not isinstance(frame.key, str):
            message = f"the name {key!r} is no text"
            self.problems.append(Problem(KEY_NOT_TEXT, message, frame.key_line))
        if key in frame.value.data:
            first = frame.value.spots[key].line
            message = f"{key!r} is there twice, first on line {first}: the last one counts"
            self.problems.append(Problem("key-duplicated", message, frame.key_line))
        frame.value.data[key] = value.data
        frame.value.spots[key] = Spot(frame.key_line, max(value.end_line, frame.key_line), value.spots)

    def document(self) -> Document:
        """What has been read so far, complete entries only."""
        value = self.root if self.root is not None else self.stack[0].value if self.stack else None
        if value is None or value.data is None:
            return Document({}, {}, tuple(self.problems))
        if not isinstance(value.data, dict):
            if self.root is None:
                return Document({}, {}, tuple(self.problems))
            problem = Problem("yaml-not-a-mapping", "holds no mapping of names to values", 1)
            return Document({}, {}, (*self.problems, problem))
        return Document(value.data, value.spots, tuple(self.problems))


def key_text(key: Any) -> str:
    """A mapping key as text: Kedro's names are text, and JSON knows no other keys."""
    if isinstance(key, str):
        return key
    if key is None or isinstance(key, bool):
        return {None: "null", True: "true", False: "false"}[key]
    return "<<" if key is _MERGE else str(key)


def _merge_sources(value: _Value) -> list[_Value]:
    if isinstance(value.data, dict):
        return [value]
    if isinstance(value.data, list):
        return [_Value(item, value.end_line) for item in value.data if isinstance(item, dict)]
    return []


def _merge_below(into: _Value, merged: _Value) -> None:
    for key, item in merged.data.items():
        if key not in into.data:
            into.data[key] = item
            if key in merged.spots:
                into.spots[key] = merged.spots[key]


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _end_line(event: yaml.Event) -> int:
    """The last line that an event takes: a block of text ends before the line where the next thing begins."""
    if event.end_mark is None:
        return _line(event)
    is_block = getattr(event, "style", None) in ("|", ">") and event.end_mark.column == 0
    return max(event.end_mark.line + (0 if is_block else 1), _line(event))


def read_yaml(text: str, *, exponents: bool = True) -> Document:
    """The mapping in `text`; never raises: what is wrong is in `problems`.

    `exponents` says whether `1e-3` is a number, as for OmegaConf and in JSON, or text, as for PyYAML itself.
    """
    builder = _Builder(exponents)
    problems: list[Problem] = []
    try:
        for event in _events(text):
            builder.feed(event)
    except _StopError as stop:
        problems.append(stop.problem)
    except yaml.MarkedYAMLError as error:
        problems.append(_syntax_problem(error))
    except (yaml.YAMLError, ValueError) as error:
        problems.append(Problem("yaml-syntax", str(error).splitlines()[0], None))
    found = builder.document()
    problems = [*found.problems, *_tag_problems(builder.tags), *problems]
    return Document(found.data, found.spots, tuple(problems), builder.nodes)


def _events(text: str) -> Iterator[yaml.Event]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=loader)
    return events


def _tag_problems(tags: list[tuple[str, int]]) -> list[Problem]:
    """One for all tags that only the project's own loader knows."""
    if not tags:
        return []
    name, line = tags[0]
    more = f" and {len(tags) - 1} more" if len(tags) > 1 else ""
    return [Problem("yaml-tag", f"the tag {name.replace(_TAG, '!!')}{more} cannot be followed", line)]


def _syntax_problem(error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    said = " ".join(part for part in (error.problem, error.context) if part)
    return Problem("yaml-syntax", said or "cannot be parsed", mark.line + 1 if mark else None)
