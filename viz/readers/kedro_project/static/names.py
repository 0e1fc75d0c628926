"""Names: where they are looked up and where they are stored."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.values import Opaque, Scope, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Frame, Machine

MISSING = object()
# Names of Python that libraries made for star imports (pyspark's functions, numpy, pylab) replace by their own.
SHADOWED = frozenset(
    [
        "abs",
        "all",
        "any",
        "bin",
        "filter",
        "hash",
        "hex",
        "len",
        "map",
        "max",
        "min",
        "next",
        "pow",
        "range",
        "reduce",
        "round",
        "slice",
        "sorted",
        "sum",
        "zip",
        "type",
    ]
)


def lookup(machine: Machine, frame: Frame, node: ast.Name) -> Value:
    """The value of a name; raises the project's NameError."""
    name = node.id
    value = find(frame.scope, name)
    if value is not MISSING:
        return value
    stars = frame.module.opaque_stars
    if name in machine.builtins and (stars is None or name not in SHADOWED):
        return machine.builtins[name]
    if stars is not None:
        return Opaque(stars)
    raise machine.error(NameError, f"name '{name}' is not defined", frame.place(node))


def find(scope: Scope, name: str) -> Value:
    """The value of a name in a scope and those around it, `MISSING` if there is none."""
    names = scope.elsewhere.get(name) if scope.elsewhere else None
    if names is not None:
        return names.get(name, MISSING)
    current: Scope | None = scope
    while current is not None:
        if name in current.names and not (current.is_class and current is not scope):
            return current.names[name]
        current = current.parent
    return scope.globals.get(name, MISSING)


def store(machine: Machine, scope: Scope, name: str, value: Value) -> None:
    """Assign to a name, in the scope that `global` and `nonlocal` say."""
    names = scope.elsewhere.get(name) if scope.elsewhere else None
    machine.bind(scope.names if names is None else names, name, value)


def delete(machine: Machine, frame: Frame, node: ast.Name) -> None:
    """`del name`."""
    names = frame.scope.elsewhere.get(node.id, frame.scope.names)
    if node.id not in names:
        raise machine.error(NameError, f"name '{node.id}' is not defined", frame.place(node))
    machine.touch(names, names=True)
    del names[node.id]


def declare_global(frame: Frame, names: list[str]) -> None:
    """`global a, b`."""
    for name in names:
        frame.scope.elsewhere[name] = frame.module.names


def declare_nonlocal(frame: Frame, names: list[str]) -> None:
    """`nonlocal a, b`."""
    for name in names:
        current = frame.scope.parent
        while current is not None and (current.is_class or name not in current.names):
            current = current.parent
        if current is not None:
            frame.scope.elsewhere[name] = current.names
