"""Generator functions, run as Python runs them: up to the next `yield`, when somebody asks for the next item.

A statement that holds no `yield` is run as any other; those that do have a lazy counterpart here.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from viz.readers.kedro_project.static.branches import BREAK, CONTINUE, Flow, Return, Split
from viz.readers.kedro_project.static.targets import as_load, assign
from viz.readers.kedro_project.static.trying import events, handler_of, handling, uncertain_try
from viz.readers.kedro_project.static.values import IteratorValue, LimitReached, PyRaise, Reason, Undecided, Value
from viz.readers.kedro_project.static.withs import enter, leave

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Frame, Machine

Lazy = Generator[Value, Value, Flow | None]
Resume = Callable[[], Value]


def start(machine: Machine, frame: Frame, node: ast.FunctionDef) -> IteratorValue:
    """The generator that a call of a generator function gives; nothing of it runs yet."""
    return machine.new_iterator(_driven(machine, frame, node))


def _driven(machine: Machine, frame: Frame, node: ast.FunctionDef) -> Generator[Value, Value, Value]:
    def step(resume: Resume) -> Value:
        machine.budget.enter()
        try:
            return resume()
        except RecursionError:
            raise LimitReached(Reason("limit", "code that is nested too deeply", frame.place())) from None
        except Undecided as undecided:
            machine.fail(undecided, frame.place())
            raise
        except PyRaise as error:
            if error.kind is StopIteration:
                raise machine.error(RuntimeError, "generator raised StopIteration", error.place) from None
            raise
        finally:
            machine.budget.leave()

    flow = yield from _relayed(run_lazily(machine, frame, node.body), step)
    return flow.value if isinstance(flow, Return) else None


def _relayed(body: Lazy, step: Callable[[Resume], Value]) -> Lazy:
    """What `body` yields; `step` surrounds each time that it runs, and what is sent or thrown goes on to it."""
    resume: Resume = functools.partial(next, body)
    while True:
        try:
            item = step(resume)
        except StopIteration as stop:
            flow: Flow | None = stop.value
            return flow
        try:
            sent = yield item
        except PyRaise as thrown:
            resume = functools.partial(body.throw, thrown)
        else:
            resume = functools.partial(body.send, sent)


def is_generator(node: ast.FunctionDef) -> bool:
    """Whether a definition contains `yield` of its own."""
    return any(map(_yields, node.body))


def _yields(node: ast.AST) -> bool:
    """Whether a statement or expression contains a `yield` of the function that it stands in."""
    flag = getattr(node, "_yields", None)
    if flag is None:
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            flag = True
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            flag = False
        else:
            flag = any(map(_yields, ast.iter_child_nodes(node)))
        node._yields = flag  # type: ignore[attr-defined]
    return bool(flag)


def run_lazily(machine: Machine, frame: Frame, body: list[ast.stmt]) -> Lazy:
    """Run statements, giving what they yield; how they ended."""
    from viz.readers.kedro_project.static.statements import run

    for node in body:
        if not _yields(node):
            flow = run(machine, frame, [node])
        else:
            machine.budget.spend()
            frame.line = node
            lazily = LAZY.get(type(node))
            if lazily is None:
                raise Undecided(Reason("unsupported", "a `yield` in a place that is not followed", frame.place(node)))
            flow = yield from lazily(machine, frame, node)
        if isinstance(flow, Split):
            raise Undecided(flow.reason)
        if flow is not None:
            return flow
    return None


def _value(machine: Machine, frame: Frame, node: ast.expr) -> Generator[Value, Value, Value]:
    """The value of an expression that may be a `yield`."""
    if not _yields(node):
        return machine.eval(frame, node)
    inner = getattr(node, "value", None)
    if isinstance(node, (ast.Yield, ast.YieldFrom)) and not (inner is not None and _yields(inner)):
        given = None if inner is None else machine.eval(frame, inner)
        if isinstance(node, ast.Yield):
            return (yield given)
        return (yield from delegated(machine, given))
    raise Undecided(Reason("unsupported", "a `yield` inside of an expression", frame.place(node)))


def delegated(machine: Machine, source: Value) -> Generator[Value, Value, Value]:
    """`yield from source`, what is sent handed on; the value that the inner generator returns."""
    machine.certain(source)
    if isinstance(source, IteratorValue) and isinstance(source.source, Generator):
        return (yield from machine.entered(source).source)
    yield from machine.iterate(source)
    return None


def _expression(machine: Machine, frame: Frame, node: ast.Expr) -> Lazy:
    yield from _value(machine, frame, node.value)
    return None


def _assign(machine: Machine, frame: Frame, node: ast.Assign) -> Lazy:
    value = yield from _value(machine, frame, node.value)
    for target in node.targets:
        assign(machine, frame, target, value)
    return None


def _annotated(machine: Machine, frame: Frame, node: ast.AnnAssign) -> Lazy:
    if node.value is not None:
        assign(machine, frame, node.target, (yield from _value(machine, frame, node.value)))
    return None


def _augmented(machine: Machine, frame: Frame, node: ast.AugAssign) -> Lazy:
    from viz.readers.kedro_project.static.statements import in_place

    old = machine.eval(frame, as_load(node.target))
    value = yield from _value(machine, frame, node.value)
    assign(machine, frame, node.target, in_place(machine, type(node.op), old, value, frame.place(node)))
    return None


def _return(machine: Machine, frame: Frame, node: ast.Return) -> Lazy:
    return Return(None if node.value is None else (yield from _value(machine, frame, node.value)))


def _if(machine: Machine, frame: Frame, node: ast.If) -> Lazy:
    test = yield from _value(machine, frame, node.test)
    return (yield from run_lazily(machine, frame, node.body if machine.truth(test) else node.orelse))


def _for(machine: Machine, frame: Frame, node: ast.For) -> Lazy:
    iterable = yield from _value(machine, frame, node.iter)
    for item in machine.iterate(machine.in_order(iterable)):
        assign(machine, frame, node.target, item)
        flow = yield from run_lazily(machine, frame, node.body)
        if flow is BREAK:
            return None
        if flow is not None and flow is not CONTINUE:
            return flow
    return (yield from run_lazily(machine, frame, node.orelse))


def _while(machine: Machine, frame: Frame, node: ast.While) -> Lazy:
    while machine.truth((yield from _value(machine, frame, node.test))):
        flow = yield from run_lazily(machine, frame, node.body)
        if flow is BREAK:
            return None
        if flow is not None and flow is not CONTINUE:
            return flow
    return (yield from run_lazily(machine, frame, node.orelse))


def _try(machine: Machine, frame: Frame, node: ast.Try) -> Lazy:
    try:
        flow = yield from _tried(machine, frame, node)
    except PyRaise:
        last = yield from run_lazily(machine, frame, node.finalbody)
        if last is None:
            raise
        return last
    last = yield from run_lazily(machine, frame, node.finalbody)
    return flow if last is None else last


def _tried(machine: Machine, frame: Frame, node: ast.Try) -> Lazy:
    before = events(machine)
    try:
        flow = yield from _caught(machine, run_lazily(machine, frame, node.body), bool(node.handlers))
    except PyRaise as error:
        clause = handler_of(machine, frame, node, error)
        with handling(machine, frame, clause, error):
            return (yield from run_lazily(machine, frame, clause.body))
    if node.handlers and events(machine) > before:
        raise Undecided(uncertain_try(frame, node))
    return flow if flow is not None else (yield from run_lazily(machine, frame, node.orelse))


def _caught(machine: Machine, body: Lazy, catches: bool) -> Lazy:
    """The body of a `try`: somebody catches what fails while it runs, not while its consumer does."""

    def step(resume: Resume) -> Value:
        machine.handlers += catches
        try:
            return resume()
        finally:
            machine.handlers -= catches

    return _relayed(body, step)


def _with(machine: Machine, frame: Frame, node: ast.With) -> Lazy:
    managers = enter(machine, frame, node)
    if isinstance(managers, ast.Try):
        return (yield from _try(machine, frame, managers))
    try:
        flow = yield from run_lazily(machine, frame, node.body)
    except PyRaise as error:
        if not leave(machine, managers, error):
            raise
        return None
    leave(machine, managers, None)
    return flow


LAZY: dict[type[ast.AST], Callable[[Machine, Frame, Any], Lazy]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Return: _return,
    ast.If: _if,
    ast.For: _for,
    ast.While: _while,
    ast.Try: _try,
    ast.With: _with,
}
