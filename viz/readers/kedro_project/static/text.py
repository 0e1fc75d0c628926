"""Values as text: `str`, `repr`, f-strings and `format`, as Python prints them, opaque where that is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.operators import ERRORS, charge, guard_format
from viz.readers.kedro_project.static.values import (
    ClassValue,
    EnumText,
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

PLAIN = (str, int, float, bool, type(None), bytes, complex)


def format_value(machine: Machine, value: Value, spec: str, conversion: int, site: Site) -> Value:
    """`{value!conversion:spec}` of an f-string."""
    if conversion in (115, 114, 97):
        value = (text_of if conversion == 115 else repr_of)(machine, value, site)
    elif not isinstance(value, PLAIN) or isinstance(value, EnumText):
        value = text_of(machine, value, site)
    if isinstance(value, Opaque):
        return value
    guard_format(spec)
    try:
        result = format(value, spec)
    except ERRORS as error:
        raise machine.host_error(error, site.place) from None
    charge(machine, result)
    return result


def text_of(machine: Machine, value: Value, site: Site) -> Value:
    """`str(value)`."""
    return _printed(machine, value, ("__str__", "__repr__"), site)


def repr_of(machine: Machine, value: Value, site: Site) -> Value:
    """`repr(value)`."""
    return _printed(machine, value, ("__repr__",), site)


def _printed(machine: Machine, value: Value, names: tuple[str, ...], site: Site) -> Value:
    doubt = machine.deep_doubt(value)
    if doubt is not None:
        return Opaque(doubt)
    if isinstance(value, EnumText):
        return machine.opaque(
            site.place,
            "unsupported",
            f"`{value.kind.name}.{value.member}` as text, which differs between versions of Python",
        )
    if isinstance(value, PLAIN):
        result = str(value) if names[0] == "__str__" else repr(value)
        charge(machine, result)
        return result
    if isinstance(value, InstanceValue):
        return _object_text(machine, value, names, site)
    if isinstance(value, ExceptionValue):
        return str(value.args[0]) if len(value.args) == 1 else str(value.args)
    shown = getattr(value, "shown", None)
    if shown is not None:
        return shown(machine, names[0])
    if isinstance(value, (list, tuple, dict, set, frozenset, range)) and not isinstance(value, TupleValue):
        return _container_text(machine, value, site)
    return machine.opaque(site.place, "unsupported", "an object as text")


def _object_text(machine: Machine, value: InstanceValue, names: tuple[str, ...], site: Site) -> Value:
    from viz.readers.kedro_project.static.classes import is_enum, special

    for name in names:
        found, result = special(machine, value, name, [])
        if found:
            return result
    if is_enum(value.kind) and names[0] == "__str__" and value.kind.traits == {"enum"}:
        return f"{value.kind.name}.{value.attributes['name']}"
    return machine.opaque(site.place, "unsupported", f"an object of class {value.kind.name} as text")


def _container_text(machine: Machine, value: Value, site: Site) -> Value:
    if _all_plain(machine, value):
        if isinstance(value, (set, frozenset)) and len(value) > 1:
            return machine.opaque(site.place, "unsupported", "the order of a set")
        try:
            result = repr(value)
        except Undecided as undecided:
            return Opaque(undecided.reason)
        charge(machine, result)
        return result
    return machine.opaque(site.place, "unsupported", "a collection of objects as text")


def _all_plain(machine: Machine, value: Value) -> bool:
    machine.budget.spend()
    if isinstance(value, PLAIN):
        return not isinstance(value, (EnumText, ClassValue))
    if isinstance(value, dict):
        return all(_all_plain(machine, part) for pair in value.items() for part in pair)
    if type(value) in (list, tuple, set, frozenset):
        return all(_all_plain(machine, part) for part in value)
    return isinstance(value, range)
