"""Calling Python's own types: `list(x)`, `dict(a=1)`, `str(x)`, `ValueError("...")`."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.library.collecting import COLLECTION_MAKERS
from viz.readers.kedro_project.static.limits import ITEMS, too_much
from viz.readers.kedro_project.static.operators import ERRORS, charge
from viz.readers.kedro_project.static.values import (
    MEMBERS,
    ClassValue,
    ExceptionValue,
    InstanceValue,
    Opaque,
    Site,
    TupleValue,
    Undecided,
    Value,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

Maker = Callable[["Machine", list[Value], dict[str, Value], Site], Value]


def construct(machine: Machine, kind: type, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`kind(*args, **kwargs)` for one of Python's own types."""
    if issubclass(kind, BaseException):
        return ExceptionValue(kind, tuple(args))
    maker = MAKERS.get(kind)
    if maker is None:
        return machine.opaque(site.place, "unsupported", f"a {kind.__name__}, which is not followed")
    try:
        result = maker(machine, args, kwargs, site)
    except Undecided as undecided:
        return Opaque(undecided.reason)
    except ERRORS as error:
        raise machine.host_error(error, site.place) from None
    charge(machine, result)
    return result


def _list(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return _kept(machine, args, list)


def _kept(machine: Machine, args: list[Value], kind: Callable[[list[Value]], Value]) -> Value:
    """A list or set of the same content; where that is not certain, neither is the copy."""
    if not args:
        return kind([])
    doubt = machine.doubt(args[0])
    if doubt is None or isinstance(args[0], Opaque) or not isinstance(args[0], (list, dict, set)):
        return machine.in_same_order(args[0], kind(machine.items(args[0])))
    result = kind(list(args[0]))
    machine.mark_unsure(result, doubt)
    return result


def _tuple(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return machine.in_same_order(args[0], tuple(machine.items(args[0]))) if args else ()


def _set(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return _kept(machine, args, set)


def _frozenset(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return frozenset(machine.items(args[0])) if args else frozenset()


def _dict(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    result: dict[Value, Value] = {}
    if args:
        content = args[0]
        if isinstance(content, InstanceValue):
            return machine.opaque(site.place, "unsupported", "a dict made from an object")
        if isinstance(content, (dict, ChainMap)):
            result.update(content)
            doubt = machine.doubt(content)
            if doubt is not None:
                machine.mark_unsure(result, doubt)
        else:
            pairs = [tuple(machine.items(pair)) for pair in machine.items(content)]
            result.update(pairs)
            if len(result) < len(pairs):
                machine.in_order(content)
        machine.in_same_order(content, result)
    result.update(kwargs)
    return result


def _str(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.text import text_of

    if len(args) > 1:
        return machine.opaque(site.place, "unsupported", "bytes as text")
    return text_of(machine, args[0], site) if args else ""


def _int(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    if args and isinstance(args[0], str) and len(args[0]) > 1000:
        raise too_much("a very large number")
    return int(*map(machine.certain, args))


def _float(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return float(*map(machine.certain, args))


def _bool(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return machine.truth(args[0]) if args else False


def _range(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    result = range(*map(machine.certain, args))
    if abs(args[-1] if len(args) < 2 else args[1] - args[0]) > 10 * ITEMS:
        raise too_much("a very long range")
    return result


def _type(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    if len(args) != 1:
        return machine.opaque(site.place, "unsupported", "a class made by calling `type`")
    value = machine.certain(args[0])
    if isinstance(value, (InstanceValue, ExceptionValue, TupleValue, *MEMBERS)):
        return value.kind
    if isinstance(value, ClassValue):
        return type
    if isinstance(value, (str, int, float, list, dict, set, tuple, frozenset, bytes, type(None))):
        return type(value)
    return machine.opaque(site.place, "unsupported", "the type of an object")


def _object(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return machine.opaque(site.place, "unsupported", "a bare object")


MAKERS: dict[type, Maker] = {
    **COLLECTION_MAKERS,
    list: _list,
    tuple: _tuple,
    set: _set,
    frozenset: _frozenset,
    dict: _dict,
    str: _str,
    int: _int,
    float: _float,
    bool: _bool,
    range: _range,
    type: _type,
    object: _object,
}
