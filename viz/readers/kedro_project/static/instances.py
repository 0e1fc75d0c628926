"""What Python's own operators ask of the project's objects: equality, hashes and order, as their classes have them.

Values of the project lie in Python's own lists, dicts and sets, which compare them through these functions.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.values import ClassValue, InstanceValue, Opaque, Undecided, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

ORDERS = {"__lt__": operator.lt, "__le__": operator.le, "__gt__": operator.gt, "__ge__": operator.ge}
SWAPPED = {"__lt__": "__gt__", "__gt__": "__lt__", "__le__": "__ge__", "__ge__": "__le__"}
OTHERS = {"__lt__": "__ge__", "__gt__": "__le__", "__le__": "__gt__", "__ge__": "__lt__"}


def _classes(value: InstanceValue) -> Iterator[ClassValue]:
    """The classes of an object; raises `Undecided` where a library's might have the method."""
    for base in value.kind.mro:
        if isinstance(base, Opaque):
            raise Undecided(base.reason)
        if isinstance(base, ClassValue):
            yield base


def equal(value: InstanceValue, other: object) -> Value:
    """`value == other`, or NotImplemented."""
    for base in _classes(value):
        if "__eq__" in base.attributes:
            return _asked(value, "__eq__", other)
        if base.generates("eq", default=True):
            return compared_fields(value) == compared_fields(other) if _alike(value, other) else NotImplemented
    return True if value is other else NotImplemented


def hashed(value: InstanceValue) -> int:
    """`hash(value)`, of which only that equal values have the same matters here."""
    for base in _classes(value):
        own = base.attributes
        if "__hash__" in own and own["__hash__"] is not None:
            return id(value.kind)
        if base.generates("eq", default=True) and "__eq__" not in own:
            if base.generates("frozen") or base.generates("unsafe_hash"):
                return hash(compared_fields(value))
            raise TypeError(f"unhashable type: {value.kind.name!r}")
        if "__eq__" in own or "__hash__" in own:
            raise TypeError(f"unhashable type: {value.kind.name!r}")
    return id(value)


def ordered_by(value: InstanceValue, name: str, other: object) -> Value:
    """`value < other` and the like, or NotImplemented."""
    for base in _classes(value):
        if name in base.attributes:
            return _asked(value, name, other)
        if base.generates("order"):
            if not _alike(value, other):
                return NotImplemented
            mine, others = compared_fields(value), compared_fields(other)
            return {"__lt__": mine < others, "__le__": mine <= others, "__gt__": mine > others}.get(
                name, mine >= others
            )
        if "total_ordering" in base.traits:
            return _derived(value, base, name, other)
    return NotImplemented


def _derived(value: InstanceValue, base: ClassValue, name: str, other: object) -> Value:
    """What `functools.total_ordering` makes of the one comparison that a class has."""
    known = next((known for known in SWAPPED if known in base.attributes), None)
    if known is None:
        return NotImplemented
    result = _asked(value, known, other)
    if result is NotImplemented or known == name:
        return result
    if OTHERS[known] == name:
        return not result
    same = value == other
    return (result or same) if known[:4] == name[:4] or known[:3] == name[:3] else not (result or same)


def _alike(value: InstanceValue, other: object) -> bool:
    return isinstance(other, InstanceValue) and other.kind is value.kind


def compared_fields(value: Value) -> tuple[Value, ...]:
    """The fields that a dataclass compares."""
    return tuple(value.attributes.get(item.name) for item in value.kind.fields if item.compared)


def _asked(value: InstanceValue, name: str, other: object) -> Value:
    from viz.readers.kedro_project.static.classes import special

    machine: Machine = value.kind.machine
    result = special(machine, value, name, [other])[1]
    return result if result is NotImplemented else machine.truth(result)
