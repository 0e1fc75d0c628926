"""`${...}` in configuration: OmegaConf's grammar and Kedro's resolvers, evaluated on plain data.

OmegaConf parses; what an expression means is decided here, because its own resolvers read environment variables and
import modules by name, and register themselves for the whole process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from viz.model import Level

MAX_TEXT = 100_000
"""How long one interpolated text may become, in characters."""
MAX_STEPS = 20_000
"""How many interpolations a single value may take."""
MAX_CONTENT = 2_000_000
"""How much may come out of all expressions of one layer: characters, and 16 for each value in a collection."""

_REGISTER = "Register oc.env among the custom_resolvers of CONFIG_LOADER_ARGS in settings.py to use it elsewhere."
_MISSING = object()
_SIMPLE = re.compile(r"\$\{(?:(?P<resolver>globals|runtime_params):)?(?P<path>[A-Za-z_]\w*(?:\.\w+)*)\}", re.ASCII)
_NOT_A_NAME = frozenset({"true", "false", "null", "nan", "inf"})

Resolver = Callable[..., Any]


class UnresolvedError(Exception):
    """An expression that cannot be resolved here: `reason` completes the sentence "... because <reason>".

    `level` is "warning" where Kedro refuses it as well, "info" where only running the project, or starting it with
    more arguments, can tell.
    """

    def __init__(self, reason: str, hint: str = "", level: Level = "warning") -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
        self.level = level


class Interpolator:
    """Resolves the texts of one configuration layer; `root` is that layer's merged plain data.

    `resolvers` are the functions behind `${name:...}`, each called with its evaluated arguments.
    """

    def __init__(self, root: Mapping[str, Any], resolvers: Mapping[str, Resolver]) -> None:
        self._root = root
        self._resolvers = {**_builtin(self), **resolvers}
        self._done: dict[tuple[str, ...], Any] = {}
        self._open: list[tuple[str, ...]] = []
        self._steps = 0
        self._content = 0

    def resolve(self, text: str, path: tuple[str, ...]) -> Any:
        """What `text`, standing at `path` in the layer, comes to; UnresolvedError where that cannot be told."""
        self._steps = 0
        return self._value(text, path)

    def _value(self, value: Any, path: tuple[str, ...]) -> Any:
        if isinstance(value, Mapping):
            return {key: self._value(item, (*path, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [self._value(item, (*path, str(index))) for index, item in enumerate(value)]
        if not isinstance(value, str) or "${" not in value:
            return value
        return self._text(value, path)

    def _text(self, text: str, path: tuple[str, ...]) -> Any:
        self._count()
        if path in self._open:
            raise UnresolvedError("it refers to itself")
        self._open.append(path)
        try:
            found = self._simple(text) if _only_simple(text) else self._parsed(text, path)
        finally:
            self._open.pop()
        self._weigh(found)
        return found

    def _weigh(self, found: Any) -> None:
        if isinstance(found, str) and len(found) > MAX_TEXT:
            raise UnresolvedError(f"it comes to more than {MAX_TEXT:,} characters", level="info")
        self._content += _content(found, MAX_CONTENT - self._content)
        if self._content > MAX_CONTENT:
            raise UnresolvedError("the expressions around it come to too much text", level="info")

    def _count(self) -> None:
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise UnresolvedError(f"it takes more than {MAX_STEPS:,} steps", level="info")

    def _simple(self, text: str) -> Any:
        whole = _SIMPLE.fullmatch(text)
        if whole:
            return self._reference(whole)
        parts: list[str] = []
        end = length = 0
        for found in _SIMPLE.finditer(text):
            parts += [text[end : found.start()], as_text(self._part(found))]
            length += len(parts[-1])
            if length > MAX_TEXT:
                raise UnresolvedError(f"it comes to more than {MAX_TEXT:,} characters", level="info")
            end = found.end()
        return "".join([*parts, text[end:]])

    def _reference(self, found: re.Match[str]) -> Any:
        resolver, path = found["resolver"], found["path"]
        return self.call(resolver, path) if resolver else self.select(tuple(path.split(".")))

    def _part(self, found: re.Match[str]) -> Any:
        """What stands for a reference inside a longer text: of a collection, OmegaConf shows what is written."""
        path = tuple(found["path"].split("."))
        value = None if found["resolver"] else self.peek(path)
        if not found["resolver"] and self._open[-1][: len(path)] == path:
            raise UnresolvedError("it refers to itself")
        return value if isinstance(value, (Mapping, list)) else self._reference(found)

    def call(self, name: str, *arguments: Any) -> Any:
        """What the resolver `name` gives for `arguments`."""
        if name == "oc.env" and name not in self._resolvers:
            raise UnresolvedError("Kedro reads environment variables only in credentials", _REGISTER)
        if name not in self._resolvers:
            hint = "It is a resolver of the project's own: the live reader can run it."
            raise UnresolvedError(f"the resolver {name!r} is not known without running the project", hint, "info")
        try:
            return self._resolvers[name](*arguments)
        except (TypeError, ValueError, KeyError) as error:
            raise UnresolvedError(f"the resolver {name!r} does not take what it is given") from error

    def select(self, path: tuple[str, ...], default: Any = _MISSING) -> Any:
        """The resolved value at `path` in this layer."""
        if path in self._done:
            return self._done[path]
        value, is_resolved = self._walk(path)
        if value is _MISSING:
            return self._fallback(path, default)
        self._done[path] = value if is_resolved else self._value(value, path)
        return self._done[path]

    def peek(self, path: tuple[str, ...]) -> Any:
        """What stands at `path`, references on the way followed, expressions inside of it as written."""
        return self._walk(path)[0]

    def _walk(self, path: tuple[str, ...]) -> tuple[Any, bool]:
        """What stands at `path`, and whether it came out of an expression, so that nothing in it is one any more."""
        self._count()
        value: Any = self._root
        is_resolved = False
        for depth, key in enumerate(path):
            value = _child(value, key)
            if isinstance(value, str) and "${" in value and not is_resolved:
                value, is_resolved = self._text(value, path[: depth + 1]), True
        return value, is_resolved

    def _fallback(self, path: tuple[str, ...], default: Any) -> Any:
        if default is not _MISSING:
            return default
        raise UnresolvedError(f"there is no {'.'.join(path)!r} beside it")

    def _parsed(self, text: str, path: tuple[str, ...]) -> Any:
        from omegaconf.errors import OmegaConfBaseException
        from omegaconf.grammar_parser import parse
        from omegaconf.grammar_visitor import GrammarVisitor

        def node(key: Any, memo: object) -> Any:
            return self.select(_absolute(getattr(key, "raw", key), path))

        def resolver(*, name: str, args: tuple[Any, ...], args_str: tuple[str, ...]) -> Any:
            return self.call(name, *args)

        try:
            return GrammarVisitor(node, resolver, None).visit(parse(text))
        except OmegaConfBaseException as error:
            raise UnresolvedError(f"its expression is not valid ({_first_line(error)})") from error
        except RecursionError as error:
            raise UnresolvedError("its expression is nested too deeply", level="info") from error


def _content(value: Any, limit: int) -> int:
    """How much `value` holds, counted no further than just past `limit`: shared parts count each time."""
    waiting, total = [value], 0
    while waiting and total <= limit:
        item = waiting.pop()
        total += len(item) if isinstance(item, str) else 16
        if isinstance(item, Mapping):
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return total


def _only_simple(text: str) -> bool:
    found = list(_SIMPLE.finditer(text))
    names = all(match["path"].lower() not in _NOT_A_NAME for match in found)
    return names and text.count("${") == len(found) and "\\" not in text


def _child(value: Any, key: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(key, _MISSING)
    if isinstance(value, list) and key.lstrip("-").isdigit() and -len(value) <= int(key) < len(value):
        return value[int(key)]
    return _MISSING


def _absolute(key: str, path: tuple[str, ...]) -> tuple[str, ...]:
    """The path that `key` (`a.b`, `a[0]`, `.sibling`, `..above`) means from `path`."""
    dots = len(key) - len(key.lstrip("."))
    if dots > max(len(path), 1):
        raise UnresolvedError(f"there is nothing above it that {key!r} could mean")
    parts = tuple(part for part in re.split(r"[.\[\]]", key[dots:]) if part)
    return (*path[: max(len(path) - dots, 0)], *parts) if dots else parts


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["unknown"])[0][:200]


def as_text(value: Any) -> str:
    """A value inside a longer text, as OmegaConf writes it."""
    return str(value)


def _builtin(interpolator: Interpolator) -> dict[str, Resolver]:
    def select(key: str, default: Any = None) -> Any:
        return interpolator.select(_absolute(key, ()), default)

    def keys(key: str) -> list[str]:
        return list(_mapping(interpolator.peek(_absolute(key, ()))))

    def values(key: str) -> list[Any]:
        return list(_mapping(interpolator.select(_absolute(key, ()))).values())

    return {
        "oc.create": lambda value: value,
        "oc.select": select,
        "oc.dict.keys": keys,
        "oc.dict.values": values,
    }


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError("not a mapping")
    return value


def environment_variable(name: str, default: Any = _MISSING) -> Any:
    """`oc.env` without looking at the environment: its default, where it has one."""
    if default is _MISSING:
        raise UnresolvedError(f"the environment variable {name!r} is not read", level="info")
    return None if default is None else str(default)


def lookup(values: Mapping[str, Any], what: str, hint: str) -> Resolver:
    """The resolver of Kedro that looks a dotted name up in `values`: `globals` and `runtime_params`."""

    def resolver(variable: str, default: Any = _MISSING) -> Any:
        value: Any = values
        for key in str(variable).split("."):
            value = _child(value, key)
        if value is not _MISSING:
            return value
        if default is not _MISSING:
            return default
        level: Level = "info" if "runtime" in what else "warning"
        raise UnresolvedError(f"{what} {variable!r} is not set", hint.format(variable), level)

    return resolver
