"""Generators are followed at once, Python follows them as they are consumed: what they change in between is not known.

A generator that changes a value that others can see may be watched by whoever consumes it. Such a value is marked
unsure; what only the generator itself sees stays certain.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.branches import Change, Journal
from viz.readers.kedro_project.static.values import (
    BoundMethod,
    ClassValue,
    FunctionValue,
    InstanceValue,
    ModuleValue,
    Opaque,
    PartialValue,
    Reason,
    Scope,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from viz.model import Place
    from viz.readers.kedro_project.static.machine import Machine


@contextmanager
def watched(machine: Machine, scope: Scope | None, seen: Iterable[Value], place: Place | None) -> Iterator[None]:
    """Mark what changes meanwhile and can be reached from `scope` or from the values `seen`."""
    journal = Journal()
    roots = list(seen)
    machine.journals.append(journal)
    try:
        yield
    finally:
        machine.journals.pop()
        for key, change in journal.changes.items():
            if machine.journals:
                machine.journals[-1].changes.setdefault(key, change)
        if journal.changes:
            _mark(machine, journal.changes, _reachable(machine, scope, roots, journal.changes), place)


def _mark(machine: Machine, changes: dict[int, Change], shared: set[int], place: Place | None) -> None:
    reason = Reason("generator", "what a generator changes while it is consumed", place)
    for key in shared:
        change = changes[key]
        if not change.names:
            machine.mark_unsure(change.target, reason)
            continue
        for name, value in list(change.target.items()):
            if change.before.get(name, change) is not value:
                change.target[name] = Opaque(reason)


def _reachable(machine: Machine, scope: Scope | None, roots: list[Value], wanted: dict[int, Change]) -> set[int]:
    found: set[int] = set()
    visited: set[int] = set()
    stack: list[Value] = [*roots, *_of_scope(scope)]
    while stack:
        value = stack.pop()
        if id(value) in visited or isinstance(value, (str, int, float, type(None))):
            continue
        visited.add(id(value))
        machine.budget.spend()
        if id(value) in wanted:
            found.add(id(value))
        stack.extend(_inside(value))
    return found


def _of_scope(scope: Scope | None) -> list[Value]:
    names: list[Value] = []
    while scope is not None:
        names += [scope.names, scope.globals]
        scope = scope.parent
    return names


def _inside(value: Value) -> Iterable[Value]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    if isinstance(value, (list, tuple, set, frozenset)):
        return value
    if isinstance(value, FunctionValue):
        return [*value.defaults, *value.keyword_defaults, value.attributes, *_of_scope(value.scope), value.module.names]
    if isinstance(value, InstanceValue):
        return [value.attributes, value.kind]
    if isinstance(value, ClassValue):
        return [value.attributes, value.members, *value.bases]
    if isinstance(value, ModuleValue):
        return [value.names]
    if isinstance(value, BoundMethod):
        return [value.function, value.receiver]
    if isinstance(value, PartialValue):
        return [value.function, *value.args, *value.kwargs.values()]
    return ()
