"""`copy`: shallow and deep copies of what a project holds."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.enums import is_member
from viz.readers.kedro_project.static.values import (
    Builtin,
    InstanceValue,
    IteratorValue,
    Reason,
    Site,
    TupleValue,
    Undecided,
    Value,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

CONTAINERS = (list, dict, set, tuple, collections.OrderedDict, collections.Counter, collections.deque)


def copied(machine: Machine, value: Value) -> Value:
    """`copy.deepcopy`; nodes, pipelines and functions never change, so they stand for themselves."""
    return _copy(machine, value, {}, deep=True)


def _copy(machine: Machine, value: Value, done: dict[int, Value], *, deep: bool) -> Value:
    machine.budget.spend()
    if id(value) in done:
        return done[id(value)]
    if isinstance(value, InstanceValue):
        return value if is_member(value) else _object(machine, value, done, deep=deep)
    if isinstance(value, IteratorValue):
        raise Undecided(Reason("unsupported", "a copy of an iterator"))
    if isinstance(value, TupleValue) or (type(value) is tuple and not deep):
        return value
    if type(value) not in CONTAINERS and not hasattr(value, "factory"):
        return value
    machine.budget.enter()
    try:
        result = _container(machine, value, done, deep=deep)
    finally:
        machine.budget.leave()
    doubt = machine.doubt(value)
    if doubt is not None:
        machine.mark_unsure(result, doubt)
    return machine.in_same_order(value, result)


def _container(machine: Machine, value: Value, done: dict[int, Value], *, deep: bool) -> Value:
    if not deep:
        return value.copy()
    if isinstance(value, tuple):
        return tuple(_copy(machine, item, done, deep=True) for item in value)
    result = done[id(value)] = value.copy()
    if isinstance(value, dict):
        for key, item in value.items():
            result[key] = _copy(machine, item, done, deep=True)
    elif not isinstance(value, set):
        for index, item in enumerate(value):
            result[index] = _copy(machine, item, done, deep=True)
    return result


def _object(machine: Machine, value: InstanceValue, done: dict[int, Value], *, deep: bool) -> Value:
    from viz.readers.kedro_project.static.classes import MISSING, find_in_class

    if any(find_in_class(value.kind, name) is not MISSING for name in ("__copy__", "__deepcopy__", "__reduce__")):
        raise Undecided(Reason("unsupported", f"a copy of an object of class {value.kind.name}, which says how itself"))
    result = done[id(value)] = InstanceValue(value.kind)
    for name, item in value.attributes.items():
        result.attributes[name] = _copy(machine, item, done, deep=True) if deep else item
    return result


def _shallow(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return _copy(machine, args[0], {}, deep=False)


def _deep(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return copied(machine, args[0])


COPYING: dict[str, Value] = {
    "copy": Builtin("copy.copy", _shallow),
    "deepcopy": Builtin("copy.deepcopy", _deep),
}
