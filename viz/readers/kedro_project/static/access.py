"""Attributes and items of values: looking them up, setting and deleting them."""

from __future__ import annotations

import functools
from collections import ChainMap, deque
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.methods import host_attribute
from viz.readers.kedro_project.static.modules import import_from, library_attribute, module_attribute
from viz.readers.kedro_project.static.operators import ERRORS
from viz.readers.kedro_project.static.values import (
    MEMBERS,
    BoundMethod,
    Builtin,
    ClassValue,
    Descriptor,
    ExceptionValue,
    FunctionValue,
    InstanceValue,
    IteratorValue,
    LibraryModule,
    ModuleValue,
    Opaque,
    PartialValue,
    Reason,
    Site,
    SuperValue,
    TupleValue,
    Undecided,
    Value,
    Wrapped,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

MISSING = object()


def get_attribute(machine: Machine, value: Value, name: str, site: Site) -> Value:
    """`value.name`; raises the project's AttributeError."""
    result = find_attribute(machine, value, name, site)
    if result is MISSING:
        message = f"{kind_name(value)!r} object has no attribute {name!r}"
        raise machine.error(AttributeError, message, site.place)
    return result


def find_attribute(machine: Machine, value: Value, name: str, site: Site) -> Value:
    """`value.name`, or `MISSING`."""
    if type(value) is Opaque:
        machine.opaque_events += 1
        path = f"{value.path}.{name}" if value.path is not None else None
        reason = (
            value.reason
            if path is None
            else Reason(value.reason.code, f"`{path}`, which comes from a library", site.place)
        )
        return Opaque(reason, path)
    getter = getattr(value, "get_attribute", None)
    if getter is not None:
        return getter(machine, name, site)
    if isinstance(value, LibraryModule):
        return library_attribute(machine, value, name, site.place)
    if isinstance(value, ModuleValue):
        return _module_attribute(machine, value, name, site)
    if isinstance(value, (InstanceValue, ClassValue, SuperValue, *MEMBERS, TupleValue)):
        from viz.readers.kedro_project.static.classes import object_attribute

        return object_attribute(machine, value, name, site)
    if isinstance(value, Descriptor):
        return _descriptor_attribute(machine, value, name, site)
    if isinstance(value, (FunctionValue, BoundMethod, Builtin, PartialValue, Wrapped)):
        return _function_attribute(machine, value, name, site)
    if isinstance(value, ExceptionValue):
        return _exception_attribute(machine, value, name, site)
    if isinstance(value, IteratorValue):
        from viz.readers.kedro_project.static.library.iterating import iterator_attribute

        found = iterator_attribute(value, name)
        return MISSING if found is None else found
    return host_attribute(machine, value, name, site)


def _module_attribute(machine: Machine, module: ModuleValue, name: str, site: Site) -> Value:
    if name in module.names:
        return module.names[name]
    if name == "__dict__":
        return module.names
    value = module_attribute(machine, module, name)
    if value is not None:
        return value
    if module.error is not None:
        raise module.error
    if f"{module.name}.{name}" in machine.modules:
        return import_from(machine, module, name, site.place)
    return machine.opaque(site.place, "unsupported", f"`{name}` of a module") if name.startswith("__") else MISSING


def _descriptor_attribute(machine: Machine, value: Descriptor, name: str, site: Site) -> Value:
    if name == "setter" and value.kind == "property":
        return Builtin("property.setter", lambda m, args, kwargs, s: Descriptor("property", value.function, args[0]))
    return machine.opaque(site.place, "unsupported", f"`.{name}` of a {value.kind}")


def _exception_attribute(machine: Machine, value: ExceptionValue, name: str, site: Site) -> Value:
    if name == "args":
        return value.args
    if name == "__class__":
        return value.kind
    known = isinstance(value.kind, type) and not hasattr(value.kind, name)
    return MISSING if known else machine.opaque(site.place, "unsupported", f"`.{name}` of an exception")


def _function_attribute(machine: Machine, value: Value, name: str, site: Site) -> Value:
    from viz.readers.kedro_project.static.functions import describe

    own = getattr(value.function if isinstance(value, BoundMethod) else value, "attributes", None)
    if own is not None and name in own:
        return own[name]
    if isinstance(value, BoundMethod) and name in ("__self__", "__func__"):
        return value.receiver if name == "__self__" else value.function
    if isinstance(value, PartialValue):
        if name in ("func", "args", "keywords"):
            return {"func": value.function, "args": tuple(value.args), "keywords": dict(value.kwargs)}[name]
        return MISSING if not hasattr(functools.partial, name) else _not_told(machine, name, site)
    facts = describe(value)
    if name in ("__name__", "__qualname__", "__module__", "__doc__"):
        known = {"__name__": facts.name, "__doc__": facts.raw_doc, "__module__": facts.module}
        if name == "__qualname__":
            return value.qualname if isinstance(value, FunctionValue) else facts.name
        return known[name]
    if name == "__dict__" and own is not None:
        return own
    if isinstance(value, Wrapped):
        return machine.opaque(site.place, "library-value", "a decorated function")
    told = isinstance(value, (FunctionValue, BoundMethod)) and not hasattr(_not_told, name) and name != "__self__"
    return MISSING if told else _not_told(machine, name, site)


def _not_told(machine: Machine, name: str, site: Site) -> Value:
    return machine.opaque(site.place, "unsupported", f"`.{name}` of a function, which is not followed")


def kind_name(value: Value) -> str:
    """The name of the value's type, as Python's messages have it."""
    if isinstance(value, (InstanceValue, *MEMBERS, TupleValue)):
        return value.kind.name
    known: dict[type, str] = {FunctionValue: "function", ModuleValue: "module", ClassValue: "type"}
    return str(getattr(value, "type_name", None) or known.get(type(value)) or type(value).__name__)


def set_attribute(machine: Machine, target: Value, name: str, value: Value, site: Site) -> None:
    """`target.name = value`."""
    if isinstance(target, InstanceValue):
        from viz.readers.kedro_project.static.classes import set_on_instance

        set_on_instance(machine, target, name, value, site)
    elif isinstance(target, (FunctionValue, ClassValue, PartialValue)):
        machine.bind(target.attributes, name, value)
    elif isinstance(target, ModuleValue):
        machine.bind(target.names, name, value)
    elif isinstance(target, (LibraryModule, Opaque)):
        _patched(machine, target, name, site)
    elif hasattr(target, "set_attribute"):
        target.set_attribute(machine, name, value, site)


def _patched(machine: Machine, target: Value, name: str, site: Site) -> None:
    path = target.name if isinstance(target, LibraryModule) else target.path
    if path is not None and path.startswith(("kedro.pipeline", "kedro.framework.project")):
        reason = Reason("kedro-patched", f"`{path}.{name}`, which this project replaces", site.place)
        machine.fail(Undecided(reason), site.place)


def get_item(machine: Machine, container: Value, key: Value, site: Site) -> Value:
    """`container[key]`; raises the project's KeyError or IndexError."""
    if type(container) is Opaque:
        machine.opaque_events += not (container.path or "").startswith(("typing.", "collections.abc."))
        return Opaque(container.reason)
    getter = getattr(container, "get_item", None)
    if getter is not None:
        return getter(machine, key, site)
    if isinstance(container, (InstanceValue, ClassValue)):
        from viz.readers.kedro_project.static.classes import object_item

        return object_item(machine, container, key, site)
    if isinstance(container, (type, LibraryModule, Builtin)):
        return container
    doubt = machine.doubt(key)
    if doubt is None and id(container) in machine.unordered and not isinstance(container, dict):
        doubt = Reason("set-order", "the order of a set, which differs from run to run", site.place)
    if doubt is None and machine.doubt(container) is not None and not _has(container, key):
        doubt = machine.doubt(container)
    if doubt is not None:
        return Opaque(doubt)
    try:
        result = container[key]
    except Undecided as undecided:
        return Opaque(undecided.reason)
    except ERRORS as error:
        raise machine.host_error(error, site.place) from None
    if isinstance(result, (list, tuple, str)) and isinstance(key, slice):
        machine.budget.size(len(result)) if not isinstance(result, str) else machine.budget.text(len(result))
    return result


def _has(container: Value, key: Value) -> bool:
    try:
        return isinstance(container, dict) and key in container
    except (TypeError, Undecided):
        return False


def set_item(machine: Machine, container: Value, key: Value, value: Value, site: Site) -> None:
    """`container[key] = value`."""
    if type(container) is Opaque:
        return
    if isinstance(container, InstanceValue):
        from viz.readers.kedro_project.static.classes import special

        found, _ = special(machine, container, "__setitem__", [key, value])
        if found:
            return
    setter = getattr(container, "set_item", None)
    if setter is not None:
        setter(machine, key, value, site)
        return
    if isinstance(container, ChainMap):
        container = container.maps[0]
    if not isinstance(container, (list, dict, deque)):
        raise machine.error(TypeError, f"{kind_name(container)!r} object does not support item assignment", site.place)
    machine.touch(container)
    doubt = machine.deep_doubt(key)
    if doubt is not None:
        machine.mark_unsure(container, doubt)
        return
    try:
        container[key] = machine.items(value) if isinstance(key, slice) else value
    except Undecided as undecided:
        machine.mark_unsure(container, undecided.reason)
    except ERRORS as error:
        raise machine.host_error(error, site.place) from None
    machine.budget.size(0)


def delete_item(machine: Machine, container: Value, key: Value, site: Site) -> None:
    """`del container[key]`."""
    if type(container) is Opaque:
        return
    if not isinstance(container, (list, dict)):
        raise machine.error(TypeError, "object does not support item deletion", site.place)
    machine.touch(container)
    doubt = machine.deep_doubt(key)
    if doubt is not None:
        machine.mark_unsure(container, doubt)
        return
    try:
        del container[key]
    except ERRORS as error:
        if machine.doubt(container) is None:
            raise machine.host_error(error, site.place) from None


def slice_value(machine: Machine, parts: list[Value]) -> Value:
    """`a:b:c` inside brackets."""
    for part in parts:
        if isinstance(part, Opaque):
            return Opaque(part.reason)
    return slice(*parts)
