"""`with`: context managers of the project and of the standard library."""

from __future__ import annotations

import ast
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.branches import Flow
from viz.readers.kedro_project.static.targets import assign
from viz.readers.kedro_project.static.trying import matches, run_try
from viz.readers.kedro_project.static.values import (
    Builtin,
    InstanceValue,
    IteratorValue,
    Opaque,
    PyRaise,
    Reason,
    Site,
    Undecided,
    Value,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Frame, Machine

Leave = Callable[[PyRaise | None], bool]


@dataclass(frozen=True, slots=True)
class Manager:
    """A context manager that was entered. `leave` takes what was raised inside and says whether that ends there."""

    value: Value
    leave: Leave


@dataclass(frozen=True, slots=True, eq=False)
class Suppress:
    """`contextlib.suppress(*kinds)`."""

    kinds: tuple[Value, ...]


@dataclass(frozen=True, slots=True, eq=False)
class NullContext:
    """`contextlib.nullcontext(value)`."""

    value: Value


@dataclass(frozen=True, slots=True, eq=False)
class GeneratorContext:
    """What a function behind `contextlib.contextmanager` gives."""

    iterator: IteratorValue


def run_with(machine: Machine, frame: Frame, node: ast.With) -> Flow | None:
    """`with a as b, c as d:`."""
    from viz.readers.kedro_project.static.statements import run

    managers = enter(machine, frame, node)
    if isinstance(managers, ast.Try):
        return run_try(machine, frame, managers)
    try:
        flow = run(machine, frame, node.body)
    except PyRaise as error:
        if not leave(machine, managers, error):
            raise
        return None
    leave(machine, managers, None)
    return flow


def enter(machine: Machine, frame: Frame, node: ast.With) -> list[Manager] | ast.Try:
    """Enter the managers of a `with`, in order; `with suppress(X)` is the `try` that it stands for."""
    managers: list[Manager] = []
    for item in node.items:
        try:
            value = machine.eval(frame, item.context_expr)
            if isinstance(value, Suppress) and len(node.items) == 1 and isinstance(item.context_expr, ast.Call):
                return _as_try(node, item.context_expr)
            manager = _entered(machine, value, frame.site(node))
            managers.append(manager)
            if item.optional_vars is not None:
                assign(machine, frame, item.optional_vars, manager.value)
        except PyRaise as error:
            leave(machine, managers, error)
            raise
    return managers


def _as_try(node: ast.With, call: ast.Call) -> ast.Try:
    kinds = ast.copy_location(ast.Tuple(call.args, ast.Load()), call)
    clause = ast.copy_location(ast.ExceptHandler(kinds, None, [ast.copy_location(ast.Pass(), call)]), call)
    return ast.copy_location(ast.Try(node.body, [clause], [], []), node)


def leave(machine: Machine, managers: list[Manager], error: PyRaise | None) -> bool:
    """Leave them, the last one first; whether what was raised ends there."""
    caught = False
    for manager in reversed(managers):
        if manager.leave(None if caught else error):
            caught = True
    return caught


def _entered(machine: Machine, value: Value, site: Site) -> Manager:
    if isinstance(value, InstanceValue):
        return _object(machine, value, site)
    if isinstance(value, GeneratorContext):
        return _generator(machine, value, site)
    if isinstance(value, NullContext):
        return Manager(value.value, lambda error: False)
    if isinstance(value, Suppress):
        return Manager(None, lambda error: error is not None and _suppressed(machine, error, value))
    if isinstance(value, Opaque):
        machine.opaque_events += 1
        return Manager(value, lambda error: _unknown(value.reason, error))
    if hasattr(value, "enter"):
        return Manager(value.enter(machine, site), lambda error: False)
    raise machine.error(TypeError, f"{type(value).__name__!r} object is not a context manager", site.place)


def _unknown(reason: Reason, error: PyRaise | None) -> bool:
    if error is not None:
        raise Undecided(reason)
    return False


def _suppressed(machine: Machine, error: PyRaise, value: Suppress) -> bool:
    matched = matches(machine, error, value.kinds)
    if matched is None:
        raise Undecided(Reason("try", "whether an exception is suppressed", error.place))
    return matched


def _object(machine: Machine, value: InstanceValue, site: Site) -> Manager:
    from viz.readers.kedro_project.static.classes import special

    found, result = special(machine, value, "__enter__", [])
    if not found:
        raise machine.error(TypeError, f"{value.kind.name!r} object is not a context manager", site.place)

    def leave_it(error: PyRaise | None) -> bool:
        raised: list[Value] = [None] * 3
        if error is not None:
            raised = [error.kind, error.value, machine.opaque(error.place, "unsupported", "a traceback")]
        return machine.truth(special(machine, value, "__exit__", raised)[1]) and error is not None

    return Manager(result, leave_it)


def _generator(machine: Machine, value: GeneratorContext, site: Site) -> Manager:
    source = machine.entered(value.iterator).source
    assert isinstance(source, Generator)
    try:
        given = next(source)
    except StopIteration:
        raise machine.error(RuntimeError, "generator didn't yield", site.place) from None

    def leave_it(error: PyRaise | None) -> bool:
        try:
            if error is None:
                next(source)
            else:
                source.throw(error)
        except StopIteration:
            return error is not None
        raise machine.error(RuntimeError, "generator didn't stop", site.place)

    return Manager(given, leave_it)


def _contextmanager(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.calls import call

    def run(m: Machine, inner: list[Value], named: dict[str, Value], s: Site) -> Value:
        result = m.certain(call(m, args[0], inner, named, s))
        if not isinstance(result, IteratorValue) or not isinstance(result.source, Generator):
            return m.opaque(s.place, "unsupported", "a context manager that is not made of a generator function")
        return GeneratorContext(result)

    return Builtin("contextlib.contextmanager()", run)


CONTEXTS: dict[str, Value] = {
    "contextmanager": Builtin("contextlib.contextmanager", _contextmanager),
    "suppress": Builtin("contextlib.suppress", lambda machine, args, kwargs, site: Suppress(tuple(args))),
    "nullcontext": Builtin(
        "contextlib.nullcontext",
        lambda machine, args, kwargs, site: NullContext(args[0] if args else kwargs.get("enter_result")),
    ),
}
