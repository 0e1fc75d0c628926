"""`if`, `for` and `while`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.branches import BREAK, CONTINUE, Flow, Split, fork, retarget, then
from viz.readers.kedro_project.static.orders import in_any_order, several
from viz.readers.kedro_project.static.targets import assign
from viz.readers.kedro_project.static.values import Opaque, Reason, Undecided

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Frame, Machine


def run_if(machine: Machine, frame: Frame, node: ast.If) -> Flow | None:
    """`if`: the way that is taken, or both where nobody can tell."""
    from viz.readers.kedro_project.static.statements import run

    assumptions = machine.assumptions
    try:
        chosen = node.body if machine.truth(machine.eval(frame, node.test)) else node.orelse
        if machine.assumptions > assumptions and any(isinstance(statement, ast.Raise) for statement in chosen):
            # The project says itself that it does not run like this: the other way is worth showing.
            raise Undecided(Reason("environment", "environment variables that have to be set", frame.place(node)))
    except Undecided as undecided:
        reason = undecided.reason
        if frame.function is None and is_main_guard(node):
            return None
        return fork(machine, reason, [lambda: run(machine, frame, node.body), lambda: run(machine, frame, node.orelse)])
    return run(machine, frame, chosen)


def is_main_guard(node: ast.If) -> bool:
    """Whether this is `if __name__ == "__main__":`."""
    test = node.test
    return isinstance(test, ast.Compare) and isinstance(test.left, ast.Name) and test.left.id == "__name__"


def run_for(machine: Machine, frame: Frame, node: ast.For) -> Flow | None:
    """`for ... else`."""
    iterable = machine.eval(frame, node.iter)
    if machine.is_unordered(iterable) and machine.doubt(iterable) is None:
        orders = several(machine.items(iterable))
        try:
            return in_any_order(machine, [lambda items=items: _each(machine, frame, node, items) for items in orders])  # type: ignore[misc]
        except Undecided as undecided:
            # It ends the function around it as well: what that would have done from here on is not known either.
            machine.fail(undecided, frame.place(node))
            raise
    try:
        items = machine.iterate(iterable)
        return _each(machine, frame, node, items)
    except Undecided as undecided:
        if machine.doubt(iterable) is None:
            raise
        return _maybe_each(machine, frame, node, undecided.reason)


def _each(machine: Machine, frame: Frame, node: ast.For, items: object) -> Flow | None:
    from viz.readers.kedro_project.static.statements import run

    iterator = iter(items)  # type: ignore[call-overload]

    def rounds() -> Flow | None:
        for item in iterator:
            assign(machine, frame, node.target, item)
            flow = retarget(machine, run(machine, frame, node.body), CONTINUE)
            if flow is None:
                continue
            return then(machine, flow, rounds) if isinstance(flow, Split) else flow
        return run(machine, frame, node.orelse)

    return retarget(machine, rounds(), BREAK)


def _maybe_each(machine: Machine, frame: Frame, node: ast.For, reason: Reason) -> Flow | None:
    """A loop over something unknown: its body is read once, and may not run at all."""
    from viz.readers.kedro_project.static.statements import run

    def once() -> Flow | None:
        assign(machine, frame, node.target, Opaque(reason))
        return _loop_words(machine, run(machine, frame, node.body))

    return fork(machine, reason, [once, lambda: run(machine, frame, node.orelse)])


def _loop_words(machine: Machine, flow: Flow | None) -> Flow | None:
    return retarget(machine, retarget(machine, flow, CONTINUE), BREAK)


def run_while(machine: Machine, frame: Frame, node: ast.While) -> Flow | None:
    """`while ... else`."""
    from viz.readers.kedro_project.static.statements import run

    def rounds() -> Flow | None:
        while True:
            machine.budget.spend()
            try:
                if not machine.truth(machine.eval(frame, node.test)):
                    return run(machine, frame, node.orelse)
            except Undecided as undecided:
                return _maybe_again(undecided.reason)
            flow = retarget(machine, run(machine, frame, node.body), CONTINUE)
            if flow is not None:
                return then(machine, flow, rounds) if isinstance(flow, Split) else flow

    def _maybe_again(reason: Reason) -> Flow | None:
        ways: list[Callable[[], Flow | None]] = [
            lambda: _loop_words(machine, run(machine, frame, node.body)),
            lambda: run(machine, frame, node.orelse),
        ]
        return fork(machine, reason, ways)

    return retarget(machine, rounds(), BREAK)
