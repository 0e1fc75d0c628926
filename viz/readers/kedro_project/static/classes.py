"""Objects and classes of the project: attributes, methods, instances, enumerations, dataclasses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.derived import MADE, instantiate_derived, kedro_base, made_by_super
from viz.readers.kedro_project.static.enums import find_member, is_enum, members_of, value_of
from viz.readers.kedro_project.static.values import (
    MEMBERS,
    BoundMethod,
    Builtin,
    ClassValue,
    Descriptor,
    FieldValue,
    FunctionValue,
    HostMethod,
    InstanceValue,
    Opaque,
    PyRaise,
    Site,
    SuperValue,
    TupleValue,
    Value,
    Wrapped,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

MISSING = object()
NOWHERE = Site(None, None)


def find_in_class(kind: ClassValue, name: str, after: ClassValue | None = None) -> Value:
    """A class attribute by method resolution order; opaque where a library's base class might have it, or `MISSING`."""
    passed = after is None
    for base in kind.mro:
        if passed and isinstance(base, ClassValue) and name in base.attributes:
            return base.attributes[name]
        if passed and isinstance(base, Opaque):
            return Opaque(base.reason)
        passed = passed or base is after
    return MISSING


def object_attribute(machine: Machine, value: Value, name: str, site: Site) -> Value:
    """An attribute of an instance, class, enumeration member, named tuple or `super()`, or `MISSING`."""
    if isinstance(value, SuperValue):
        return _super_attribute(machine, value, name, site)
    if isinstance(value, ClassValue):
        return _class_attribute(machine, value, name, site)
    if isinstance(value, MEMBERS):
        return _member_attribute(machine, value, name, site)
    if isinstance(value, TupleValue):
        return _tuple_attribute(machine, value, name, site)
    return _instance_attribute(machine, value, name, site)


def _instance_attribute(machine: Machine, value: InstanceValue, name: str, site: Site) -> Value:
    found = find_in_class(value.kind, name)
    if isinstance(found, Descriptor) and found.kind == "property":
        return bind(machine, found, value, value.kind, site)
    if name in value.attributes:
        return value.attributes[name]
    if isinstance(found, Descriptor) and found.kind == "cached_property":
        result = bind(machine, found, value, value.kind, site)
        machine.bind(value.attributes, name, result)
        return result
    if name == "__class__":
        return value.kind
    if name == "__dict__":
        return value.attributes
    if found is MISSING or isinstance(found, Opaque):
        if name.startswith("__") and name.endswith("__"):
            return machine.opaque(site.place, "unsupported", f"`{name}` of an object")
        getter = find_in_class(value.kind, "__getattr__")
        if getter is not MISSING and not isinstance(getter, Opaque):
            return _call(machine, bind(machine, getter, value, value.kind, site), [name], site)
        if found is MISSING and MADE in value.attributes:
            return value.attributes[MADE].get_attribute(machine, name, site)
        return found
    return bind(machine, found, value, value.kind, site)


def bind(machine: Machine, found: Value, receiver: Value, kind: ClassValue, site: Site) -> Value:
    """A class attribute as it is seen through an instance."""
    if isinstance(found, Descriptor):
        if found.kind == "staticmethod":
            return found.function
        if found.kind == "classmethod":
            return BoundMethod(found.function, kind)
        return _call(machine, found.function, [receiver], site)
    if isinstance(found, (FunctionValue, Wrapped)):
        return BoundMethod(found, receiver)
    if isinstance(found, Builtin) and found.path.startswith("method."):
        return BoundMethod(found, receiver)
    return found


def _call(machine: Machine, function: Value, args: list[Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.calls import call

    return call(machine, function, args, {}, site)


def _class_attribute(machine: Machine, kind: ClassValue, name: str, site: Site) -> Value:
    if name in kind.members:
        return kind.members[name]
    if name in ("__name__", "__qualname__", "__module__", "__doc__"):
        from viz.readers.kedro_project.static.functions import describe

        facts = describe(kind)
        return {"__name__": kind.name, "__qualname__": kind.qualname, "__module__": kind.module.name}.get(
            name, facts.raw_doc
        )
    if name == "__members__" and is_enum(kind):
        return dict(kind.members)
    if "namedtuple" in kind.traits and name in NAMED_TUPLE:
        return NAMED_TUPLE[name](machine, kind, site)
    if name == "__subclasses__":
        return Builtin("type.__subclasses__", lambda m, args, kwargs, s: list(kind.subclasses))
    if name == "__mro__" and not kind.traits and not _has_opaque_base(kind):
        return (*kind.mro, object)
    found = find_in_class(kind, name)
    if isinstance(found, Descriptor):
        if found.kind == "staticmethod":
            return found.function
        if found.kind == "classmethod":
            return BoundMethod(found.function, kind)
    if found is MISSING and (hasattr(type, name) or name.startswith("__")):
        return machine.opaque(site.place, "unsupported", f"`{name}` of a class")
    return found


def _made_of(machine: Machine, kind: ClassValue, site: Site) -> Value:
    return Builtin("_make", lambda m, args, kwargs, s: _named_tuple(m, kind, m.items(args[0]), {}, s))


NAMED_TUPLE: dict[str, Callable[[Machine, ClassValue, Site], Value]] = {
    "_fields": lambda machine, kind, site: tuple(item.name for item in kind.fields),
    "_field_defaults": lambda machine, kind, site: {i.name: i.default for i in kind.fields if i.has_default},
    "_make": _made_of,
}


def _super_attribute(machine: Machine, value: SuperValue, name: str, site: Site) -> Value:
    receiver = value.receiver
    kind = receiver.kind if isinstance(receiver, (InstanceValue, *MEMBERS, TupleValue)) else receiver
    found = find_in_class(kind, name, after=value.start)
    base = kedro_base(kind) if name == "__init__" and isinstance(kind, ClassValue) else None
    if found is MISSING and base is not None and isinstance(receiver, InstanceValue):
        return made_by_super(machine, receiver, base)
    if found is MISSING:
        return _of_object(machine, receiver, name, site)
    if isinstance(found, Opaque):
        return found
    return bind(machine, found, receiver, kind, site)


def _of_object(machine: Machine, receiver: Value, name: str, site: Site) -> Value:
    """What `super()` finds behind the last class of the project."""
    if name == "__setattr__" and isinstance(receiver, InstanceValue):
        return Builtin("object.__setattr__", lambda m, args, kwargs, s: m.bind(receiver.attributes, args[0], args[1]))
    if name == "__init__" and isinstance(receiver, InstanceValue) and "args" in receiver.attributes:
        return Builtin(
            "exception.__init__", lambda m, args, kwargs, s: m.bind(receiver.attributes, "args", tuple(args))
        )
    if name in ("__init__", "__init_subclass__", "__post_init__", "__enter__", "__exit__"):
        return Builtin(f"object.{name}", lambda machine, args, kwargs, site: None)
    return machine.opaque(site.place, "unsupported", f"`super().{name}`") if hasattr(object, name) else MISSING


def _member_attribute(machine: Machine, value: Value, name: str, site: Site) -> Value:
    """An attribute of an enumeration's member that is a text or a number as well."""
    if name in ("name", "_name_"):
        return value.member
    if name in ("value", "_value_"):
        return value_of(value)
    if name == "__class__":
        return value.kind
    found = find_in_class(value.kind, name)
    if found is not MISSING and not isinstance(found, Opaque):
        return bind(machine, found, value, value.kind, site)
    from viz.readers.kedro_project.static.methods import host_attribute

    return host_attribute(machine, value, name, site)


def _tuple_attribute(machine: Machine, value: TupleValue, name: str, site: Site) -> Value:
    names = [item.name for item in value.kind.fields]
    if name in names:
        return value[names.index(name)]
    if name == "_asdict":
        return Builtin("_asdict", lambda machine, args, kwargs, site: dict(zip(names, value, strict=True)))
    if name == "_replace":
        return Builtin("_replace", lambda m, args, kwargs, s: _replaced(m, value, kwargs, s))
    if name in ("_fields", "_field_defaults", "_make"):
        return _class_attribute(machine, value.kind, name, site)
    if name in ("count", "index"):
        return HostMethod(tuple, name, value)
    found = find_in_class(value.kind, name)
    if found is not MISSING and not isinstance(found, Opaque):
        return bind(machine, found, value, value.kind, site)
    return machine.opaque(site.place, "unsupported", f"`{name}` of a named tuple")


def _replaced(machine: Machine, value: TupleValue, changes: dict[str, Value], site: Site) -> Value:
    current = dict(zip((item.name for item in value.kind.fields), value, strict=True))
    unknown = next((name for name in changes if name not in current), None)
    if unknown is not None:
        raise machine.error(ValueError, f"Got unexpected field names: [{unknown!r}]", site.place)
    return _named_tuple(machine, value.kind, [], {**current, **changes}, site)


def set_on_instance(machine: Machine, target: InstanceValue, name: str, value: Value, site: Site) -> None:
    """`self.name = value`, through a property's setter or `__setattr__` where the class has one."""
    found = find_in_class(target.kind, name)
    if isinstance(found, Descriptor) and found.kind == "property":
        if found.setter is None:
            raise machine.error(AttributeError, f"property {name!r} of {target.kind.name!r} has no setter", site.place)
        _call_with(machine, found.setter, [target, value], {}, site)
        return
    if any(isinstance(base, ClassValue) and base.generates("frozen") for base in target.kind.mro):
        raise machine.error(FrozenInstanceError, f"cannot assign to field {name!r}", site.place)
    setter = find_in_class(target.kind, "__setattr__")
    if setter is not MISSING:
        if not isinstance(setter, Opaque):
            _call_with(machine, setter, [target, name, value], {}, site)
        return
    machine.bind(target.attributes, name, value)


def special(
    machine: Machine, value: Value, name: str, args: list[Value], kwargs: dict[str, Value] | None = None
) -> tuple[bool, Value]:
    """Call a special method of an instance; whether it has one, and what it gave."""
    from viz.readers.kedro_project.static.calls import call

    kind = value.kind
    found = find_in_class(kind, name)
    if found is MISSING:
        return False, None
    if isinstance(found, Opaque):
        return True, Opaque(found.reason)
    return True, call(machine, bind(machine, found, value, kind, NOWHERE), args, kwargs or {}, NOWHERE)


def iterate_object(machine: Machine, value: Value) -> Iterator[Value]:
    """The items of an instance or of an enumeration class."""
    if isinstance(value, ClassValue) and is_enum(value):
        return iter(members_of(value))
    if isinstance(value, InstanceValue):
        found, result = special(machine, value, "__iter__", [])
        if found and result is not value:
            return machine.iterate(result)
        if found:
            return _by_next(machine, value)
    from viz.readers.kedro_project.static.access import kind_name

    raise machine.error(TypeError, f"{kind_name(value)!r} object is not iterable", None)


def _by_next(machine: Machine, value: InstanceValue) -> Iterator[Value]:
    while True:
        try:
            yield special(machine, value, "__next__", [])[1]
        except PyRaise as error:
            if error.kind is StopIteration:
                return
            raise


def object_item(machine: Machine, container: Value, key: Value, site: Site) -> Value:
    """`instance[key]`, `Enumeration["NAME"]`, `Generic[int]`."""
    if isinstance(container, ClassValue):
        if is_enum(container):
            machine.certain(key)
            if key in container.members:
                return container.members[key]
            raise machine.error(KeyError, repr(key), site.place, (key,))
        return container
    found, result = special(machine, container, "__getitem__", [key])
    if found:
        return result
    raise machine.error(TypeError, f"{container.kind.name!r} object is not subscriptable", site.place)


def instantiate(machine: Machine, kind: ClassValue, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`Class(...)`."""
    if is_enum(kind):
        return find_member(machine, kind, args, site)
    if "namedtuple" in kind.traits:
        return _named_tuple(machine, kind, args, kwargs, site)
    kedro = kedro_base(kind)
    if kedro is not None:
        return instantiate_derived(machine, kind, kedro, args, kwargs, site)
    host = next((base for base in kind.mro if isinstance(base, type) and base is not object), None)
    if host is not None and not issubclass(host, BaseException):
        return machine.opaque(
            site.place, "unsupported", f"an object of class {kind.name}, which extends {host.__name__}"
        )
    if find_in_class(kind, "__new__") is not MISSING and not _has_opaque_base(kind):
        return machine.opaque(site.place, "unsupported", f"an object of class {kind.name}, which defines `__new__`")
    instance = InstanceValue(kind)
    if host is not None:
        instance.attributes["args"] = tuple(args)
    init = find_in_class(kind, "__init__")
    if isinstance(init, Opaque):
        return machine.opaque(
            site.place, "library-value", f"an object of class {kind.name}, which extends a library's class"
        )
    if init is not MISSING:
        _call_with(machine, bind(machine, init, instance, kind, site), args, kwargs, site)
    elif "dataclass" in kind.traits:
        fill_fields(machine, instance, args, kwargs, site)
    elif host is None and (args or kwargs):
        raise machine.error(TypeError, f"{kind.name}() takes no arguments", site.place)
    return instance


def _call_with(machine: Machine, function: Value, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.calls import call

    return call(machine, function, args, kwargs, site)


def _has_opaque_base(kind: ClassValue) -> bool:
    return any(isinstance(base, Opaque) for base in kind.mro)


def bind_fields(
    machine: Machine, kind: ClassValue, args: list[Value], kwargs: dict[str, Value], site: Site
) -> dict[str, Value]:
    """The values of a dataclass's or named tuple's fields for a call of its class."""
    positional = [item for item in kind.fields if item.init and not item.keyword_only]
    if len(args) > len(positional):
        raise machine.error(
            TypeError, f"{kind.name}() takes {len(positional)} arguments but {len(args)} were given", site.place
        )
    given = {item.name: value for item, value in zip(positional, args, strict=False)}
    for name, value in kwargs.items():
        if name in given or not any(item.name == name and item.init for item in kind.fields):
            raise machine.error(TypeError, f"{kind.name}() got an unexpected argument '{name}'", site.place)
        given[name] = value
    return {
        item.name: given[item.name] if item.name in given else _preset(machine, kind, item, site)
        for item in kind.fields
        if item.name in given or item.has_default or item.init
    }


def _preset(machine: Machine, kind: ClassValue, item: FieldValue, site: Site) -> Value:
    if item.factory is not None:
        return _call(machine, item.factory, [], site)
    if item.has_default:
        return item.default
    raise machine.error(TypeError, f"{kind.name}() missing a required argument: '{item.name}'", site.place)


def fill_fields(
    machine: Machine, instance: InstanceValue, args: list[Value], kwargs: dict[str, Value], site: Site
) -> None:
    """What a dataclass's `__init__` does."""
    for name, value in bind_fields(machine, instance.kind, args, kwargs, site).items():
        instance.attributes[name] = value
    special(machine, instance, "__post_init__", [])


def _named_tuple(machine: Machine, kind: ClassValue, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    result = TupleValue(bind_fields(machine, kind, args, kwargs, site).values())
    result.kind = kind
    return result
