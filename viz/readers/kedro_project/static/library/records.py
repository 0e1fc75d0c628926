"""`dataclasses`: the decorator, fields, and the functions that take objects apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.library.copying import copied
from viz.readers.kedro_project.static.values import (
    Builtin,
    ClassValue,
    FieldValue,
    InstanceValue,
    Reason,
    Site,
    TupleValue,
    Undecided,
    Value,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine


def _dataclass(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.class_making import make_dataclass

    if args and isinstance(args[0], ClassValue):
        return make_dataclass(machine, args[0], kwargs)
    return Builtin("dataclasses.dataclass()", lambda m, inner, k, s: make_dataclass(m, inner[0], kwargs))


def _field(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return FieldValue(
        "",
        kwargs.get("default"),
        "default" in kwargs or "default_factory" in kwargs,
        kwargs.get("default_factory"),
        init=kwargs.get("init", True) is True,
        keyword_only=kwargs.get("kw_only", False) is True,
        compared=kwargs.get("compare", True) is True,
        shown_in_text=kwargs.get("repr", True) is True,
    )


def _is_record(value: Value) -> bool:
    return isinstance(value, InstanceValue) and "dataclass" in value.kind.traits


def _taken_apart(machine: Machine, value: Value, make: Callable[[list[tuple[str, Value]]], Value]) -> Value:
    """A dataclass and all that it holds as plain containers; anything else is copied."""
    machine.budget.enter()
    try:
        if _is_record(value):
            fields = [(item.name, value.attributes[item.name]) for item in value.kind.fields]
            return make([(name, _taken_apart(machine, item, make)) for name, item in fields])
        if machine.doubt(value) is not None:
            return value
        if isinstance(value, TupleValue):
            result = TupleValue(_taken_apart(machine, item, make) for item in value)
            result.kind = value.kind
            return result
        if type(value) in (list, tuple):
            return type(value)(_taken_apart(machine, item, make) for item in value)
        if type(value) is dict:
            return {k: _taken_apart(machine, v, make) for k, v in value.items()}
        return copied(machine, value)
    finally:
        machine.budget.leave()


def _apart(make: Callable[[list[tuple[str, Value]]], Value]) -> Callable[..., Value]:
    def run(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        value = machine.certain(args[0])
        if not _is_record(value):
            raise machine.error(TypeError, "should be called on dataclass instances", site.place)
        if len(args) > 1 or kwargs:
            raise Undecided(Reason("unsupported", "a dataclass taken apart by a factory", site.place))
        return _taken_apart(machine, value, make)

    return run


def _replace(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.classes import instantiate

    value = machine.certain(args[0])
    if not _is_record(value):
        raise machine.error(TypeError, "replace() should be called on dataclass instances", site.place)
    fixed = next((item.name for item in value.kind.fields if not item.init and item.name in kwargs), None)
    if fixed is not None:
        raise machine.error(ValueError, f"field {fixed} is declared with init=False", site.place)
    kept = {item.name: value.attributes[item.name] for item in value.kind.fields if item.init}
    return instantiate(machine, value.kind, [], {**kept, **kwargs}, site)


def _fields(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    value = machine.certain(args[0])
    kind = value.kind if isinstance(value, InstanceValue) else value
    if not isinstance(kind, ClassValue) or "dataclass" not in kind.traits:
        raise machine.error(TypeError, "must be called with a dataclass type or instance", site.place)
    return tuple(kind.fields)


def _is_dataclass(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    value = machine.certain(args[0])
    return _is_record(value) or (isinstance(value, ClassValue) and "dataclass" in value.traits)


DATACLASSES: dict[str, Value] = {
    "dataclass": Builtin("dataclasses.dataclass", _dataclass),
    "field": Builtin("dataclasses.field", _field),
    "asdict": Builtin("dataclasses.asdict", _apart(dict)),
    "astuple": Builtin("dataclasses.astuple", _apart(lambda pairs: tuple(value for _, value in pairs))),
    "replace": Builtin("dataclasses.replace", _replace),
    "fields": Builtin("dataclasses.fields", _fields),
    "is_dataclass": Builtin("dataclasses.is_dataclass", _is_dataclass),
}
