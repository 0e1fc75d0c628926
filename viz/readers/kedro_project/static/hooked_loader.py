"""The configuration loader that a project of Kedro 0.15 to 0.17 makes itself: in a hook, or in its context."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from viz.readers.kedro_project.static.entry import argument_names, contexts, hooks
from viz.readers.kedro_project.static.library.configuration import LOADERS
from viz.readers.kedro_project.static.machine import Machine
from viz.readers.kedro_project.static.resolvers import plain
from viz.readers.kedro_project.static.sources import SourceError
from viz.readers.kedro_project.static.values import (
    Builtin,
    FunctionValue,
    LimitReached,
    Opaque,
    PyRaise,
    Reason,
    Site,
    Undecided,
    Value,
)

NOWHERE = Site(None, None)
MODULES = ("kedro.config", "kedro.config.config", "kedro.config.templated_config", "kedro.contrib.config")
ASKING = ("_get_catalog", "catalog", "io", "params", "_get_parameters")
HOOK, METHOD = "register_config_loader", "_create_config_loader"
TAKES = ("conf_paths", "globals_pattern", "globals_dict")


class Loader:
    """A configuration loader that the project made: the name of its class, and its plain arguments."""

    type_name = "ConfigLoader"

    def __init__(self, name: str, arguments: dict[str, Any]) -> None:
        self.name = name
        self.arguments = arguments

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        return machine.opaque(site.place, "library-value", "what the configuration loader reads")

    def get_item(self, machine: Machine, key: Value, site: Site) -> Value:
        return Opaque(Reason("library-value", "what the configuration loader reads", site.place))


def hooked_loader(machine: Machine, package: str) -> Loader | None:
    """What `register_config_loader` or `_create_config_loader` gives, None where there is none or it is not known."""
    from viz.readers.kedro_project.static.calls import call

    if not machine.sources.defines((HOOK, METHOD)):
        return None
    known = {name: Builtin(f"kedro.config.{name}", _made(name)) for name in LOADERS}
    machine.library = {**machine.library, **dict.fromkeys(MODULES, known)}
    paths = ["conf/base", "conf/local"]
    for method in _methods(machine, package):
        given: dict[str, Value] = {"conf_paths": paths, "env": None, "extra_params": {}}
        wanted = argument_names(method)
        try:
            found = call(machine, method, [], {name: given.get(name) for name in wanted}, NOWHERE)
        except (PyRaise, Undecided, LimitReached):
            continue
        if isinstance(found, Loader):
            return found
    return None


def _methods(machine: Machine, package: str) -> Iterator[Value]:
    from viz.readers.kedro_project.static.classes import bind, find_in_class

    for _, hook in hooks(machine, package):
        method = find_in_class(hook.kind, HOOK)
        if isinstance(method, FunctionValue):
            yield bind(machine, method, hook, hook.kind, NOWHERE)
    for _, method in contexts(machine, package, (METHOD,)):
        yield method


def _made(name: str) -> Any:
    def make(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        given = {**dict(zip(TAKES, args, strict=False)), **kwargs}
        arguments: dict[str, Any] = {}
        for key in TAKES[1:]:
            if given.get(key) is not None:
                arguments[key] = plain(machine, given[key])
        return Loader(name, arguments)

    return make


def asked_patterns(machine: Machine, package: str) -> dict[str, list[str]]:
    """The patterns by which the project's context asks for the catalog and the parameters, where it asks itself.

    Read from the text of `self.config_loader.get("catalog*", ...)`: what else the context does needs not be known.
    """
    found: dict[str, list[str]] = {}
    for function in _context_functions(machine, package):
        for call in ast.walk(function):
            patterns = _patterns(call)
            for kind, start in (("catalog", "catalog"), ("parameters", "param")):
                if patterns and patterns[0].startswith(start):
                    found.setdefault(kind, patterns)
    return found


def _context_functions(machine: Machine, package: str) -> Iterator[ast.FunctionDef]:
    named = ((machine.location and machine.location.context_path) or "").rpartition(".")[0]
    for name in filter(None, (named, f"{package}.run")):
        module = machine.sources.find_module(name)
        if module is None or module[0] is None:
            continue
        try:
            tree = machine.sources.parse(module[0])
        except (SourceError, LimitReached):
            return
        for kind in (node for node in tree.body if isinstance(node, ast.ClassDef)):
            yield from (one for one in kind.body if isinstance(one, ast.FunctionDef) and one.name in ASKING)
        return


def _patterns(node: ast.AST) -> list[str]:
    """The arguments of `config_loader.get(...)`, [] where the node is no such call or they are not plain."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "get":
        return []
    loader = node.func.value
    name = loader.attr if isinstance(loader, ast.Attribute) else loader.id if isinstance(loader, ast.Name) else ""
    values = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return values if "conf" in name and len(values) == len(node.args) else []
