"""`match` statements."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.branches import Flow, fork
from viz.readers.kedro_project.static.names import store
from viz.readers.kedro_project.static.operators import compare
from viz.readers.kedro_project.static.values import InstanceValue, Opaque, Reason, TupleValue, Undecided, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Frame, Machine


def run_match(machine: Machine, frame: Frame, node: ast.Match) -> Flow | None:
    """Run the first case that fits; all of them where that cannot be told."""
    from viz.readers.kedro_project.static.statements import run

    subject = machine.eval(frame, node.subject)
    for index, case in enumerate(node.cases):
        try:
            if _fits(machine, frame, case.pattern, subject) and _guard(machine, frame, case):
                return run(machine, frame, case.body)
        except Undecided as undecided:
            rest = node.cases[index:]
            ways = [lambda case=case: run(machine, frame, case.body) for case in rest]
            return fork(machine, undecided.reason, [*ways, lambda: None])
    return None


def _guard(machine: Machine, frame: Frame, case: ast.match_case) -> bool:
    return case.guard is None or machine.truth(machine.eval(frame, case.guard))


def _fits(machine: Machine, frame: Frame, pattern: ast.pattern, value: Value) -> bool:
    if isinstance(pattern, ast.MatchAs):
        if pattern.pattern is not None and not _fits(machine, frame, pattern.pattern, value):
            return False
        if pattern.name is not None:
            store(machine, frame.scope, pattern.name, value)
        return True
    machine.certain(value)
    if isinstance(pattern, ast.MatchValue):
        wanted = machine.eval(frame, pattern.value)
        return machine.truth(compare(machine, ast.Eq, value, wanted, frame.place(pattern)))
    if isinstance(pattern, ast.MatchSingleton):
        return value is pattern.value
    if isinstance(pattern, ast.MatchOr):
        return any(_fits(machine, frame, option, value) for option in pattern.patterns)
    if isinstance(pattern, ast.MatchSequence):
        return _sequence(machine, frame, pattern, value)
    if isinstance(pattern, ast.MatchMapping):
        return _mapping(machine, frame, pattern, value)
    if isinstance(pattern, ast.MatchClass):
        return _instance(machine, frame, pattern, value)
    raise Undecided(Reason("unsupported", "a pattern that is not followed", frame.place(pattern)))


def _sequence(machine: Machine, frame: Frame, pattern: ast.MatchSequence, value: Value) -> bool:
    if not isinstance(value, (list, tuple)):
        return False
    star = next((i for i, part in enumerate(pattern.patterns) if isinstance(part, ast.MatchStar)), None)
    if star is None:
        same = len(value) == len(pattern.patterns)
        return same and all(_fits(machine, frame, p, v) for p, v in zip(pattern.patterns, value, strict=True))
    after = len(pattern.patterns) - star - 1
    if len(value) < star + after:
        return False
    middle = list(value[star : len(value) - after])
    starred = pattern.patterns[star]
    if isinstance(starred, ast.MatchStar) and starred.name is not None:
        store(machine, frame.scope, starred.name, middle)
    pairs = [*zip(pattern.patterns[:star], value, strict=False)]
    pairs += zip(pattern.patterns[star + 1 :], value[len(value) - after :], strict=True) if after else []
    return all(_fits(machine, frame, p, v) for p, v in pairs)


def _mapping(machine: Machine, frame: Frame, pattern: ast.MatchMapping, value: Value) -> bool:
    if not isinstance(value, dict):
        return False
    keys = [machine.eval(frame, key) for key in pattern.keys]
    if not all(key in value for key in keys):
        return False
    if pattern.rest is not None:
        store(machine, frame.scope, pattern.rest, {k: v for k, v in value.items() if k not in keys})
    return all(_fits(machine, frame, p, value[k]) for k, p in zip(keys, pattern.patterns, strict=True))


def _instance(machine: Machine, frame: Frame, pattern: ast.MatchClass, value: Value) -> bool:
    from viz.readers.kedro_project.static.library.builtin_functions import is_instance

    kind = machine.eval(frame, pattern.cls)
    answer = is_instance(machine, value, kind)
    if isinstance(answer, Opaque):
        raise Undecided(answer.reason)
    if not answer:
        return False
    if pattern.patterns:
        if len(pattern.patterns) == 1 and isinstance(kind, type):
            return _fits(machine, frame, pattern.patterns[0], value)
        raise Undecided(Reason("unsupported", "a class pattern with positions", frame.place(pattern)))
    if not isinstance(value, (InstanceValue, TupleValue)) and pattern.kwd_attrs:
        raise Undecided(Reason("unsupported", "a class pattern with attributes", frame.place(pattern)))
    from viz.readers.kedro_project.static.access import MISSING, find_attribute

    for name, inner in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True):
        attribute = find_attribute(machine, value, name, frame.site(pattern))
        if attribute is MISSING or not _fits(machine, frame, inner, attribute):
            return False
    return True
