"""`try` and `raise`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.branches import Flow, Journal, fork, then
from viz.readers.kedro_project.static.names import store, unbind
from viz.readers.kedro_project.static.values import (
    ClassValue,
    ExceptionValue,
    InstanceValue,
    Opaque,
    PyRaise,
    Reason,
    Undecided,
    Value,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Frame, Machine


def run_try(machine: Machine, frame: Frame, node: ast.Try) -> Flow | None:
    """`try ... except ... else ... finally`."""
    from viz.readers.kedro_project.static.statements import run

    try:
        flow = _guarded(machine, frame, node)
    except PyRaise:
        last = run(machine, frame, node.finalbody)
        if last is None:
            raise
        return last
    if not node.finalbody:
        return flow
    if flow is None:
        return run(machine, frame, node.finalbody)
    last = run(machine, frame, node.finalbody)
    return flow if last is None else last


def _guarded(machine: Machine, frame: Frame, node: ast.Try) -> Flow | None:
    from viz.readers.kedro_project.static.statements import run

    if not node.handlers:
        return _body(machine, frame, node)
    before = events(machine)
    journal = Journal()
    machine.journals.append(journal)
    machine.handlers += 1
    machine.guards += 1
    error: PyRaise | None = None
    flow: Flow | None = None
    try:
        flow = run(machine, frame, node.body)
    except PyRaise as raised:
        error = raised
    finally:
        machine.handlers -= 1
        machine.guards -= 1
        machine.journals.pop()
    if error is None and events(machine) > before:
        journal.undo()
        return _either(machine, frame, node)
    _keep(machine, journal)
    if error is None:
        return then(machine, flow, lambda: run(machine, frame, node.orelse)) if node.orelse else flow
    clause = handler_of(machine, frame, node, error)
    with handling(machine, frame, clause, error):
        return run(machine, frame, clause.body)


def events(machine: Machine) -> int:
    """How often so far a library was asked for something, which might have failed."""
    return machine.opaque_events + machine.dropped_raises + machine.optional_imports


def _body(machine: Machine, frame: Frame, node: ast.Try) -> Flow | None:
    from viz.readers.kedro_project.static.statements import run

    flow = run(machine, frame, node.body)
    return then(machine, flow, lambda: run(machine, frame, node.orelse)) if node.orelse else flow


def _keep(machine: Machine, journal: Journal) -> None:
    if machine.journals:
        for key, change in journal.changes.items():
            machine.journals[-1].changes.setdefault(key, change)


def uncertain_try(frame: Frame, node: ast.Try) -> Reason:
    """Why it is not known which way a `try` goes."""
    return Reason("try", "code that may fail in a library, inside `try`", frame.place(node))


def _either(machine: Machine, frame: Frame, node: ast.Try) -> Flow | None:
    """The body calls into a library, which may or may not fail."""
    from viz.readers.kedro_project.static.statements import run

    reason = uncertain_try(frame, node)

    def handler(clause: ast.ExceptHandler) -> Flow | None:
        if clause.name:
            store(machine, frame.scope, clause.name, Opaque(reason))
        return run(machine, frame, clause.body)

    ways = [lambda clause=clause: handler(clause) for clause in node.handlers]
    machine.guards += 1
    try:
        return fork(machine, reason, [lambda: _body(machine, frame, node), *ways])
    finally:
        machine.guards -= 1


def handler_of(machine: Machine, frame: Frame, node: ast.Try, error: PyRaise) -> ast.ExceptHandler:
    """The clause that catches an exception; raises it again where none does, `Undecided` where that is not known."""
    for clause in node.handlers:
        matched = clause.type is None or matches(machine, error, machine.eval(frame, clause.type))
        if matched is None:
            reason = Reason("try", f"whether `{ast.unparse(clause.type or node)}` is raised", frame.place(clause))
            raise Undecided(reason)
        if matched:
            return clause
    raise error


@contextmanager
def handling(machine: Machine, frame: Frame, clause: ast.ExceptHandler, error: PyRaise) -> Iterator[None]:
    """While a clause runs: its name is bound, and a bare `raise` raises the exception again."""
    if clause.name:
        store(machine, frame.scope, clause.name, error.value)
    machine.handled.append(error)
    try:
        yield
    finally:
        machine.handled.remove(error)
        if clause.name:
            unbind(machine, frame, clause.name)


def matches(machine: Machine, error: PyRaise, kinds: Value) -> bool | None:
    """Whether `except kinds` catches this exception, None if that is not known."""
    if isinstance(kinds, tuple):
        answers = [matches(machine, error, kind) for kind in kinds]
        return True if True in answers else None if None in answers else False
    if isinstance(kinds, Opaque) or isinstance(error.kind, Opaque):
        return True if kinds in (Exception, BaseException) and not isinstance(kinds, Opaque) else None
    ancestry = error.kind.mro if isinstance(error.kind, ClassValue) else type.mro(error.kind)
    if isinstance(kinds, type):
        return any(isinstance(base, type) and issubclass(base, kinds) for base in ancestry)
    return any(base is kinds for base in ancestry)


def run_raise(machine: Machine, frame: Frame, node: ast.Raise) -> Flow | None:
    """`raise`, `raise X`, `raise X(...) from y`."""
    place = frame.place(node)
    if node.exc is None:
        if machine.handled:
            raise machine.handled[-1]
        raise machine.error(RuntimeError, "an exception that is raised again", place)
    value = machine.eval(frame, node.exc)
    if isinstance(value, (type, ClassValue)):
        from viz.readers.kedro_project.static.calls import call

        value = call(machine, value, [], {}, frame.site(node))
    kind: Value = value.kind if isinstance(value, (ExceptionValue, InstanceValue)) else Exception
    if isinstance(value, Opaque):
        kind = value
    arguments = value.args if isinstance(value, ExceptionValue) else ()
    message = arguments[0] if len(arguments) == 1 and isinstance(arguments[0], str) else ""
    raise PyRaise(kind, value, message, place)
