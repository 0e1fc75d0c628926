"""List, set and dict comprehensions and generator expressions (evaluated at once)."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.branches import same
from viz.readers.kedro_project.static.orders import REASON, effects_uncertain
from viz.readers.kedro_project.static.values import Opaque, Scope, Undecided, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Frame, Machine

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def _inner(machine: Machine, frame: Frame) -> Frame:
    inner = type(frame)(Scope({}, frame.scope, frame.module), frame.module)
    inner.function, inner.owner, inner.first = frame.function, frame.owner, frame.first
    inner.scope.is_comprehension = True
    return inner


def _rounds(
    machine: Machine, frame: Frame, generators: list[ast.comprehension], iterable: Value, result: Value
) -> Iterator[Frame]:
    """The frame of each round of the loops; `result` has the order of what they go through."""
    from viz.readers.kedro_project.static.targets import assign

    first, *others = generators
    if first.is_async:
        raise Undecided(machine.opaque(frame.place(), "unsupported", "an asynchronous loop").reason)
    machine.in_same_order(iterable, result)
    for item in machine.iterate(iterable):
        assign(machine, frame, first.target, item)
        if not all(machine.truth(machine.eval(frame, test)) for test in first.ifs):
            continue
        if others:
            yield from _rounds(machine, frame, others, machine.eval(frame, others[0].iter), result)
        else:
            yield frame


def _collect(
    machine: Machine, frame: Frame, node: Comprehension, keep: Callable[[Frame], None], result: Value
) -> Opaque | None:
    """Run a comprehension; what it gives if it cannot be decided."""
    try:
        iterable = machine.eval(frame, node.generators[0].iter)
        with effects_uncertain(machine, machine.is_unordered(iterable)):
            for inner in _rounds(machine, _inner(machine, frame), node.generators, iterable, result):
                keep(inner)
    except Undecided as undecided:
        return Opaque(undecided.reason)
    return None


def list_of(machine: Machine, frame: Frame, node: ast.ListComp) -> Value:
    """`[x for ...]`."""
    result: list[Value] = []

    def keep(inner: Frame) -> None:
        result.append(machine.eval(inner, node.elt))
        machine.budget.size(0)

    problem = _collect(machine, frame, node, keep, result)
    machine.budget.size(len(result))
    if problem is not None and result:
        machine.mark_unsure(result, problem.reason)
        return result
    return result if problem is None else problem


def generator_of(machine: Machine, frame: Frame, node: ast.GeneratorExp) -> Value:
    """`(x for ...)`: only what it goes through is evaluated now."""
    iterable = machine.eval(frame, node.generators[0].iter)
    machine.certain(iterable)
    result = machine.new_iterator(iter(()))
    rounds = _rounds(machine, _inner(machine, frame), node.generators, iterable, result)
    result.source = (machine.eval(inner, node.elt) for inner in rounds)
    return machine.in_same_order(iterable, result)


def set_of(machine: Machine, frame: Frame, node: ast.SetComp) -> Value:
    """`{x for ...}`."""
    result: set[Value] = set()

    def keep(inner: Frame) -> None:
        result.add(machine.eval(inner, node.elt))

    problem = _collect(machine, frame, node, keep, result)
    machine.budget.size(len(result))
    return result if problem is None else problem


def dict_of(machine: Machine, frame: Frame, node: ast.DictComp) -> Value:
    """`{k: v for ...}`."""
    result: dict[Value, Value] = {}

    def keep(inner: Frame) -> None:
        key = machine.eval(inner, node.key)
        value = machine.eval(inner, node.value)
        doubt = machine.deep_doubt(key)
        if doubt is not None:
            machine.mark_unsure(result, doubt)
            return
        if id(result) in machine.unordered and key in result and not same(machine, result[key], value):
            machine.mark_unsure(result, REASON)
        result[key] = value

    problem = _collect(machine, frame, node, keep, result)
    machine.budget.size(len(result))
    if problem is not None:
        machine.mark_unsure(result, problem.reason)
    return result
