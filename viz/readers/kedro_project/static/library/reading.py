"""YAML, JSON and TOML files of the project that its registry reads."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from viz.readers.kedro_project.static.library.paths import text
from viz.readers.kedro_project.static.values import Builtin, Opaque, Reason, Site, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

MAX_YAML_NODES = 50_000
MAX_DEPTH = 200


class FileValue:
    """An open file of the project, read as a whole."""

    type_name = "TextIOWrapper"

    def __init__(self, content: str) -> None:
        self.content = content

    def enter(self, machine: Machine, site: Site) -> Value:
        return self

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        known: dict[str, Callable[[], Value]] = {
            "read": lambda: self.content,
            "readlines": lambda: self.content.splitlines(keepends=True),
            "close": lambda: None,
        }
        if name in known:
            return Builtin(f"file.{name}", lambda m, args, kwargs, s: known[name]())
        return machine.opaque(site.place, "unsupported", f"`.{name}` of a file")

    def iterate_value(self, machine: Machine) -> list[str]:
        return self.content.splitlines(keepends=True)


def open_file(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`open(path)` for reading, inside the project only."""
    mode = machine.certain(args[1] if len(args) > 1 else kwargs.get("mode", "r"))
    name = text(machine, args[0] if args else kwargs["file"])
    found = machine.sources.inside(name) if set(mode) <= set("rbt") else None
    if found is None:
        return machine.opaque(site.place, "outside", f"`open({name!r})`: only files of the project are read")
    try:
        return FileValue(machine.sources.read_bytes(found).decode("utf-8", "replace"))
    except OSError as error:
        raise machine.error(FileNotFoundError, f"{error.strerror}: {name!r}", site.place) from None


def _content(machine: Machine, value: Value) -> str:
    if isinstance(value, FileValue):
        return value.content
    return text(machine, value)


def _loader(name: str, load: Callable[[str], Any]) -> Builtin:
    def run(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        try:
            return load(_content(machine, args[0]))
        except (ValueError, RecursionError) as error:
            return Opaque(Reason("data-file", f"`{name}` of a file that does not parse ({error})", site.place))

    return Builtin(name, run)


def deepest(content: str) -> int:
    """How deep brackets nest in a text, at most."""
    depth = most = 0
    for bracket in re.findall(r"[\[\]{}]", content):
        depth = max(depth + (1 if bracket in "[{" else -1), 0)
        most = max(most, depth)
    return most


def _toml(content: str) -> Any:
    if any(line.count(".") > MAX_DEPTH for line in content.splitlines()) and len(content) > MAX_DEPTH:
        raise ValueError("a key of very many parts")
    return tomllib.loads(content)


def _yaml(content: str) -> Any:
    import yaml

    if deepest(content) > MAX_DEPTH:
        raise ValueError("nested too deeply")
    try:
        count = sum(1 for _ in yaml.parse(content, Loader=yaml.SafeLoader))
        if count > MAX_YAML_NODES or ("*" in content and count > MAX_YAML_NODES // 50):
            raise ValueError("too large")
        return yaml.safe_load(content)
    except yaml.YAMLError as error:
        raise ValueError(str(error).splitlines()[0]) from error


_YAML = {name: _loader(f"yaml.{name}", _yaml) for name in ("safe_load", "load", "full_load")}
_JSON = {name: _loader(f"json.{name}", json.loads) for name in ("load", "loads")}
_TOML = {name: _loader(f"toml.{name}", _toml) for name in ("load", "loads")}
READING: dict[str, dict[str, Value]] = {
    "yaml": dict(_YAML),
    "json": dict(_JSON),
    "tomllib": dict(_TOML),
    "toml": dict(_TOML),
    "tomli": dict(_TOML),
}
