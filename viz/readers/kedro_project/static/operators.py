"""Operators on values: Python's own on plain data, bounded in size, opaque where an operand is."""

from __future__ import annotations

import ast
import operator
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from viz.model import Place
from viz.readers.kedro_project.static.enums import is_member
from viz.readers.kedro_project.static.limits import BITS, ITEMS, TEXT, too_much
from viz.readers.kedro_project.static.values import (
    Builtin,
    ClassValue,
    InstanceValue,
    LibraryModule,
    ModuleValue,
    Opaque,
    Reason,
    Undecided,
    Value,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

Binary = Callable[[Value, Value], Value]

BINARY: dict[type[ast.operator], tuple[Binary, str, str]] = {
    ast.Add: (operator.add, "__add__", "__radd__"),
    ast.Sub: (operator.sub, "__sub__", "__rsub__"),
    ast.Mult: (operator.mul, "__mul__", "__rmul__"),
    ast.Div: (operator.truediv, "__truediv__", "__rtruediv__"),
    ast.FloorDiv: (operator.floordiv, "__floordiv__", "__rfloordiv__"),
    ast.Mod: (operator.mod, "__mod__", "__rmod__"),
    ast.Pow: (operator.pow, "__pow__", "__rpow__"),
    ast.LShift: (operator.lshift, "__lshift__", "__rlshift__"),
    ast.RShift: (operator.rshift, "__rshift__", "__rrshift__"),
    ast.BitOr: (operator.or_, "__or__", "__ror__"),
    ast.BitAnd: (operator.and_, "__and__", "__rand__"),
    ast.BitXor: (operator.xor, "__xor__", "__rxor__"),
    ast.MatMult: (operator.matmul, "__matmul__", "__rmatmul__"),
}

COMPARE: dict[type[ast.cmpop], Binary] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}

ERRORS = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, AssertionError, StopIteration)


def binary(machine: Machine, kind: type[ast.operator], left: Value, right: Value, place: Place | None) -> Value:
    """`left <operator> right`."""
    if kind is ast.BitOr and (is_type_like(left) or is_type_like(right)):
        return machine.opaque(place, "unsupported", "a union of types")
    doubt = machine.doubt(left) or machine.doubt(right)
    special = _objects(machine, kind, left, right, place)
    if special is not None:
        return special[0]
    if doubt is not None:
        return _partly_known(machine, left, right, doubt) if kind is ast.Add else Opaque(doubt)
    function = BINARY[kind][0]
    if any(map(_keeps_to_itself, (left, right))):
        return machine.opaque(place, "unsupported", "an operator on an object")
    if kind is ast.Mod and isinstance(left, str):
        machine.walk(right)
    if kind is ast.Mod and isinstance(left, str) and not is_plain(right):
        return machine.opaque(place, "unsupported", "an object as text")
    guard(kind, left, right)
    try:
        result = function(left, right)
    except Undecided as undecided:
        return Opaque(undecided.reason)
    except ERRORS as error:
        if machine.deep_doubt(right) or machine.deep_doubt(left):
            return machine.opaque(place, "library-value", "an operation on a value of a library")
        raise machine.host_error(error, place) from None
    if kind is ast.Mod and isinstance(left, str) and (doubt := machine.deep_doubt(right)) is not None:
        return Opaque(doubt)
    charge(machine, result)
    return machine.in_same_order(left, machine.in_same_order(right, result)) if machine.unordered else result


def _partly_known(machine: Machine, left: Value, right: Value, doubt: Reason) -> Value:
    """A list and something that is not known: what is known of the sum is shown."""
    lists = [value for value in (left, right) if isinstance(value, list)]
    if len(lists) + sum(type(value) is Opaque for value in (left, right)) < 2 or not lists:
        return Opaque(doubt)
    result = [item for value in lists for item in value]
    machine.budget.size(len(result))
    machine.mark_unsure(result, doubt)
    return result


def _keeps_to_itself(value: Value) -> bool:
    """Whether operators give something that only a library or Python's enumerations could tell."""
    if is_member(value):
        return "flag" in value.kind.traits
    return isinstance(value, InstanceValue) and any(isinstance(base, Opaque) for base in value.kind.mro)


def is_plain(value: Value) -> bool:
    """Whether Python's own formatting shows the value, and all in it, as the project would see it."""
    if isinstance(value, (tuple, list)) and type(value) in (tuple, list):
        return all(map(is_plain, value))
    if type(value) is dict:
        return all(is_plain(part) for pair in value.items() for part in pair)
    return type(value) in (str, int, float, bool, type(None), bytes, complex) or isinstance(value, Opaque)


def is_type_like(value: Value) -> bool:
    """Whether `value | other` would be a union of types."""
    return isinstance(value, (type, ClassValue)) or (isinstance(value, Opaque) and value.path is not None)


def _objects(
    machine: Machine, kind: type[ast.operator], left: Value, right: Value, place: Place | None
) -> tuple[Value] | None:
    for value, other, reverse in ((left, right, False), (right, left, True)):
        operate = getattr(value, "operate", None)
        if operate is not None:
            return (operate(machine, kind, other, reverse, place),)
        if isinstance(value, InstanceValue):
            from viz.readers.kedro_project.static.classes import special

            _, method, reversed_method = BINARY[kind]
            found, result = special(machine, value, reversed_method if reverse else method, [other])
            if found and result is not NotImplemented:
                return (result,)
    return None


def guard(kind: type[ast.operator], left: Value, right: Value) -> None:
    """Refuse operations whose result would be enormous, before they run."""
    if kind is ast.Mult:
        for sized, count in ((left, right), (right, left)):
            if isinstance(count, int) and isinstance(sized, (str, bytes, list, tuple, deque)):
                if len(sized) * count > (TEXT if isinstance(sized, (str, bytes)) else ITEMS):
                    raise too_much("a very long repetition")
    elif kind is ast.Pow and isinstance(left, int) and isinstance(right, int):
        if abs(right) * max(left.bit_length(), 1) > BITS:
            raise too_much("a very large number")
    elif kind is ast.LShift and isinstance(right, int) and right > BITS:
        raise too_much("a very large number")
    elif kind is ast.Mod and isinstance(left, (str, bytes)):
        guard_format(left if isinstance(left, str) else left.decode("latin-1"), right)


def guard_format(template: str, values: Value = None) -> None:
    """Refuse a format that asks for enormous padding."""
    run = 0
    for character in template:
        run = run + 1 if character.isdigit() else 0
        if run > 4:
            raise too_much("a format with very wide padding")
    if "*" in template:
        numbers = values if isinstance(values, tuple) else (values,)
        if any(isinstance(number, int) and abs(number) > 10_000 for number in numbers):
            raise too_much("a format with very wide padding")


def charge(machine: Machine, value: Value) -> None:
    """Charge for the size of a result."""
    if isinstance(value, (str, bytes)):
        machine.budget.text(len(value))
    elif isinstance(value, (list, tuple, dict, set, frozenset)):
        machine.budget.size(len(value))
    elif isinstance(value, int) and value.bit_length() > BITS:
        raise too_much("a very large number")


def unary(machine: Machine, kind: type[ast.unaryop], value: Value, place: Place | None) -> Value:
    """`not x`, `-x`, `+x`, `~x`."""
    if kind is ast.Not:
        try:
            return not machine.truth(value)
        except Undecided as undecided:
            return Opaque(undecided.reason)
    doubt = machine.doubt(value)
    if doubt is not None:
        return Opaque(doubt)
    functions: dict[type[ast.unaryop], Callable[[Value], Value]] = {
        ast.USub: operator.neg,
        ast.UAdd: operator.pos,
        ast.Invert: operator.invert,
    }
    function = functions[kind]
    if not isinstance(value, (int, float)):
        return machine.opaque(place, "unsupported", "an operator on an object")
    return function(value)


def compare(machine: Machine, kind: type[ast.cmpop], left: Value, right: Value, place: Place | None) -> Value:
    """One comparison; the result is opaque where an operand is."""
    if kind in (ast.Is, ast.IsNot, ast.Eq, ast.NotEq):
        left, right = machine.settled(left), machine.settled(right)
    if kind is ast.Is or kind is ast.IsNot:
        result = identical(machine, left, right)
        return result if isinstance(result, Opaque) or kind is ast.Is else not result
    if kind is ast.In or kind is ast.NotIn:
        result = contains(machine, right, machine.settled(left), place)
        return result if isinstance(result, Opaque) or kind is ast.In else not result
    doubt = machine.doubt(left) or machine.doubt(right)
    if doubt is not None:
        return Opaque(doubt)
    function = COMPARE[kind]
    for value in (left, right):
        if isinstance(value, (list, tuple, dict)):
            machine.walk(value)
    if any(isinstance(value, (list, tuple)) and id(value) in machine.unordered for value in (left, right)):
        return machine.opaque(place, "set-order", "the order of a set, which differs from run to run")
    try:
        return function(left, right)
    except Undecided as undecided:
        return Opaque(undecided.reason)
    except ERRORS as error:
        if machine.deep_doubt(right) or machine.deep_doubt(left):
            return machine.opaque(place, "library-value", "a comparison with a value of a library")
        raise machine.host_error(error, place) from None


def identical(machine: Machine, left: Value, right: Value) -> Value:
    """`left is right`. A library's function or class is taken not to be None."""
    if left is right:
        return True
    for value, other in ((left, right), (right, left)):
        if isinstance(value, Opaque):
            return Opaque(value.reason)
        if isinstance(value, (int, str, float, tuple, bytes)) and value is not True and value is not False:
            if type(value) is type(other) and bool(value == other):
                return machine.opaque(None, "unsupported", "the identity of two equal values")
    if isinstance(left, (ModuleValue, LibraryModule)) and isinstance(right, (ModuleValue, LibraryModule)):
        return left.name == right.name
    if isinstance(left, Builtin) and isinstance(right, Builtin):
        return left.path == right.path
    return False


def contains(machine: Machine, container: Value, item: Value, place: Place | None) -> Value:
    """`item in container`."""
    doubt = machine.doubt(container) or machine.doubt(item)
    if doubt is not None:
        return Opaque(doubt)
    contains_value = getattr(container, "contains_value", None)
    if contains_value is not None:
        return contains_value(machine, item)
    if isinstance(container, InstanceValue):
        from viz.readers.kedro_project.static.classes import special

        found, result = special(machine, container, "__contains__", [item])
        if found:
            return result
    if not isinstance(container, (str, bytes, list, tuple, dict, set, frozenset, range)):
        container = machine.items(container)
    if isinstance(item, (list, tuple)):
        machine.walk(item)
    machine.budget.spend(len(container) >> 4 if not isinstance(container, range) else 1)
    try:
        return item in container
    except Undecided as undecided:
        return Opaque(undecided.reason)
    except ERRORS as error:
        raise machine.host_error(error, place) from None
