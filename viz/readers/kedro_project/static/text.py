"""Values as text: `str`, `repr`, f-strings and `format`, as Python prints them, opaque where that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.enums import is_member, member_text
from viz.readers.kedro_project.static.operators import ERRORS, charge, guard_format
from viz.readers.kedro_project.static.values import (
    MEMBERS,
    ClassValue,
    ExceptionValue,
    InstanceValue,
    Opaque,
    Site,
    TupleValue,
    Value,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

PLAIN = (str, int, float, bool, type(None), bytes, complex)


def format_value(machine: Machine, value: Value, spec: str, conversion: int, site: Site) -> Value:
    """`{value!conversion:spec}` of an f-string."""
    if conversion in (115, 114, 97):
        value = (text_of if conversion == 115 else repr_of)(machine, value, site)
        value = ascii(value)[1:-1] if conversion == 97 and isinstance(value, str) else value
    elif is_member(value) and machine.doubt(value) is None:
        value = member_text(machine, value, "__format__", site)
    elif isinstance(value, InstanceValue):
        value = _formatted(machine, value, spec, site)
    elif not isinstance(value, PLAIN) or isinstance(value, MEMBERS):
        if spec and machine.doubt(value) is None:
            return machine.opaque(site.place, "unsupported", "an object formatted in its own way")
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


def _formatted(machine: Machine, value: InstanceValue, spec: str, site: Site) -> Value:
    from viz.readers.kedro_project.static.classes import special

    found, result = special(machine, value, "__format__", [spec])
    if found or spec:
        text = "an object formatted in its own way"
        return result if found and not spec else machine.opaque(site.place, "unsupported", text)
    return text_of(machine, value, site)


def text_of(machine: Machine, value: Value, site: Site) -> Value:
    """`str(value)`."""
    return _printed(machine, value, "__str__", site)


def repr_of(machine: Machine, value: Value, site: Site) -> Value:
    """`repr(value)`."""
    return _printed(machine, value, "__repr__", site)


def _printed(machine: Machine, value: Value, how: str, site: Site) -> Value:
    doubt = machine.deep_doubt(value)
    if doubt is not None:
        return Opaque(doubt)
    if is_member(value):
        return _member_printed(machine, value, how, site)
    if isinstance(value, PLAIN):
        result = str(value) if how == "__str__" else repr(value)
        charge(machine, result)
        return result
    if isinstance(value, InstanceValue):
        return _object_text(machine, value, how, site)
    if isinstance(value, ExceptionValue):
        return _exception_text(machine, value.kind, value.args, how, site)
    shown = getattr(value, "shown", None)
    if shown is not None:
        return shown(machine, how)
    return _container_text(machine, value, site)


def _member_printed(machine: Machine, value: Value, how: str, site: Site) -> Value:
    from viz.readers.kedro_project.static.classes import special

    found, result = special(machine, value, how, [])
    return result if found else member_text(machine, value, how, site)


def _exception_text(machine: Machine, kind: Value, args: tuple[Value, ...], how: str, site: Site) -> Value:
    """An exception as text: its argument, or all of them; that of a KeyError is quoted."""
    if how == "__repr__" or (isinstance(kind, type) and issubclass(kind, OSError) and len(args) > 1):
        return machine.opaque(site.place, "unsupported", "an exception as text")
    if len(args) == 1:
        quoted = isinstance(kind, type) and issubclass(kind, KeyError)
        return (repr_of if quoted else text_of)(machine, args[0], site)
    return repr_of(machine, args, site) if args else ""


def _object_text(machine: Machine, value: InstanceValue, how: str, site: Site) -> Value:
    from viz.readers.kedro_project.static.classes import special

    for name in dict.fromkeys((how, "__repr__")):
        found, result = special(machine, value, name, [])
        if found:
            return result
    host = next((base for base in value.kind.mro if isinstance(base, type) and base is not object), None)
    if host is not None and issubclass(host, BaseException):
        return _exception_text(machine, host, value.attributes["args"], how, site)
    if any(isinstance(base, ClassValue) and base.generates("repr", default=True) for base in value.kind.mro):
        return _fields_text(machine, value, site)
    return machine.opaque(site.place, "unsupported", f"an object of class {value.kind.name} as text")


def _fields_text(machine: Machine, value: InstanceValue, site: Site) -> Value:
    fields = [item for item in value.kind.fields if item.shown_in_text]
    shown = [repr_of(machine, value.attributes.get(item.name), site) for item in fields]
    parts = (f"{item.name}={machine.certain(text)}" for item, text in zip(fields, shown, strict=True))
    return f"{value.kind.qualname}({', '.join(parts)})"


def _container_text(machine: Machine, value: Value, site: Site) -> Value:
    kind = type(value)
    if machine.is_unordered(value):
        return machine.opaque(site.place, "set-order", "the order of a set, which differs from run to run")
    if kind is range:
        return repr(value)
    if kind is dict:
        pairs = [": ".join(_parts(machine, pair, site)) for pair in value.items()]
        return _bounded(machine, "{" + ", ".join(pairs) + "}")
    if isinstance(value, TupleValue):
        shown = _parts(machine, value, site)
        pairs = [f"{item.name}={text}" for item, text in zip(value.kind.fields, shown, strict=True)]
        return _bounded(machine, f"{value.kind.name}({', '.join(pairs)})")
    brackets = BRACKETS.get(kind)
    if brackets is None or (not value and kind in (set, frozenset)):
        return f"{kind.__name__}()" if brackets else machine.opaque(site.place, "unsupported", "an object as text")
    comma = "," if kind is tuple and len(value) == 1 else ""
    return _bounded(machine, brackets[0] + ", ".join(_parts(machine, value, site)) + comma + brackets[1])


BRACKETS: dict[type, tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    set: ("{", "}"),
    frozenset: ("frozenset({", "})"),
}


def _parts(machine: Machine, values: Iterable[Value], site: Site) -> list[str]:
    machine.budget.enter()
    try:
        return [machine.certain(repr_of(machine, value, site)) for value in values]
    finally:
        machine.budget.leave()


def _bounded(machine: Machine, text: str) -> str:
    charge(machine, text)
    return text
