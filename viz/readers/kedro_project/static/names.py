"""Names: where they are looked up and where they are stored."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.values import Opaque, Scope, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Frame, Machine

MISSING = object()
UNBOUND = object()
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
    name, place = node.id, frame.place(node)
    value = find(frame.scope, name)
    if value is UNBOUND:
        message = f"cannot access local variable '{name}' where it is not associated with a value"
        raise machine.error(
            UnboundLocalError if name in _function_scope(frame.scope).own else NameError, message, place
        )
    if value is not MISSING:
        return value
    stars = frame.module.opaque_stars
    if name in machine.builtins and (stars is None or name not in SHADOWED):
        return machine.builtins[name]
    if stars is not None:
        return Opaque(stars)
    raise machine.error(NameError, f"name '{name}' is not defined", frame.place(node))


def _function_scope(scope: Scope) -> Scope:
    while scope.is_comprehension and scope.parent is not None:
        scope = scope.parent
    return scope


def own_names(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> frozenset[str]:
    """The names that a function binds itself, its parameters left out."""
    known = getattr(node, "_own_names", None)
    if known is None:
        found: set[str] = set()
        elsewhere: set[str] = set()
        for part in node.body if isinstance(node.body, list) else ():
            _bound(part, found, elsewhere)
        known = frozenset(found - elsewhere)
        node._own_names = known  # type: ignore[union-attr]
    return frozenset(known)


def _bound(node: ast.AST, found: set[str], elsewhere: set[str]) -> None:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        found.add(node.name)
        return
    if isinstance(node, ast.Lambda):
        return
    if isinstance(node, (ast.Global, ast.Nonlocal)):
        elsewhere.update(node.names)
    elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        found.add(node.id)
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        found.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
        found.add(node.name)
    elif isinstance(node, ast.MatchMapping) and node.rest:
        found.add(node.rest)
    if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        _bound_inside(node, found)
        return
    for child in ast.iter_child_nodes(node):
        _bound(child, found, elsewhere)


def _bound_inside(comprehension: ast.AST, found: set[str]) -> None:
    """A comprehension binds nothing around it but by `:=`."""
    for node in ast.walk(comprehension):
        if isinstance(node, ast.NamedExpr):
            found.add(node.target.id)


def find(scope: Scope, name: str) -> Value:
    """The value of a name in a scope and those around it, `MISSING` if there is none."""
    names = scope.elsewhere.get(name) if scope.elsewhere else None
    if names is not None:
        return names.get(name, MISSING)
    current: Scope | None = scope
    while current is not None:
        if name in current.names and not (current.is_class and current is not scope):
            return current.names[name]
        if name in current.own:
            return UNBOUND
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
        kind = UnboundLocalError if node.id in frame.scope.own else NameError
        raise machine.error(kind, f"name '{node.id}' is not defined", frame.place(node))
    machine.touch(names, names=True)
    del names[node.id]


def unbind(machine: Machine, frame: Frame, name: str) -> None:
    """Forget a name, if it is bound."""
    names = frame.scope.elsewhere.get(name, frame.scope.names)
    if name in names:
        machine.touch(names, names=True)
        del names[name]


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
