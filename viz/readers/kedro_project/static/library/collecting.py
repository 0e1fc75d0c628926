"""`collections`: Python's own types hold the project's values; `defaultdict` and named tuples are followed here."""

from __future__ import annotations

import ast
import collections
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.values import (
    Builtin,
    ClassValue,
    FieldValue,
    Implementation,
    ModuleValue,
    Opaque,
    Reason,
    Site,
    Undecided,
    Value,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine


class DefaultDict(dict[Value, Value]):
    """A `defaultdict`: reading a key that is not there makes it."""

    factory: Value = None
    type_name = "defaultdict"

    def get_item(self, machine: Machine, key: Value, site: Site) -> Value:
        from viz.readers.kedro_project.static.calls import call

        doubt = machine.deep_doubt(key) or machine.doubt(self)
        if doubt is not None:
            return Opaque(doubt)
        if key not in self:
            if self.factory is None:
                raise machine.error(KeyError, repr(key), site.place, (key,))
            machine.touch(self)
            self[key] = call(machine, self.factory, [], {}, site)
        return self[key]

    def copy(self) -> DefaultDict:
        result = DefaultDict(self)
        result.factory = self.factory
        return result


def _pairs(machine: Machine, args: list[Value], kwargs: dict[str, Value]) -> dict[Value, Value]:
    """What `dict(*args, **kwargs)` holds; raises `Undecided` where that is not certain."""
    result: dict[Value, Value] = {}
    for content in args:
        if isinstance(machine.certain(content), dict):
            result.update(content)
            machine.in_same_order(content, result)
        else:
            result.update(tuple(machine.items(pair)) for pair in machine.items(content))
            machine.in_same_order(content, result)
    return {**result, **kwargs} if kwargs else result


def _default_dict(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    result = DefaultDict(_pairs(machine, args[1:], kwargs))
    result.factory = args[0] if args else None
    return result


def _ordered_dict(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    content = _pairs(machine, args, kwargs)
    return machine.in_same_order(content, collections.OrderedDict(content))


def counted(machine: Machine, args: list[Value], kwargs: dict[str, Value]) -> dict[Value, Value]:
    """What `Counter(...)`, and its `update` and `subtract`, are given, as numbers by item."""
    if args and isinstance(machine.certain(args[0]), dict):
        return {**args[0], **kwargs}
    result: collections.Counter[Value] = collections.Counter()
    for item in machine.items(args[0]) if args else ():
        doubt = machine.deep_doubt(item)
        if doubt is not None:
            raise Undecided(doubt)
        result[item] += 1
    return {**result, **kwargs}


def _counter(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    result: Value = collections.Counter(counted(machine, args, kwargs))
    return machine.in_same_order(args[0], result) if args else result


def _deque(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    longest = machine.certain(args[1] if len(args) > 1 else kwargs.get("maxlen"))
    content = machine.items(machine.in_order(args[0])) if args else []
    return collections.deque(content, maxlen=longest)


def _chain_map(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    maps = [machine.certain(part) for part in args]
    if not all(isinstance(part, dict) for part in maps) or any(map(machine.is_unordered, maps)):
        raise Undecided(Reason("unsupported", "a `ChainMap` of something else than dicts", site.place))
    return collections.ChainMap(*maps)


def _named_tuple(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`collections.namedtuple(name, fields, defaults=...)`."""
    given = {**dict(zip(("typename", "field_names"), args, strict=False)), **kwargs}
    name, fields = machine.certain(given["typename"]), machine.certain(given["field_names"])
    names = fields.replace(",", " ").split() if isinstance(fields, str) else machine.items(machine.in_order(fields))
    presets = machine.items(given.get("defaults") or [])
    doubt = machine.deep_doubt(names)
    if doubt is not None or set(given) - {"typename", "field_names", "defaults"} or site.module is None:
        raise Undecided(doubt or Reason("unsupported", "a named tuple made in an unusual way", site.place))
    return named_tuple_class(machine, name, names, presets, site, site.module)


def named_tuple_class(
    machine: Machine, name: str, names: list[str], presets: list[Value], site: Site, module: ModuleValue
) -> ClassValue:
    """The class of a named tuple; `presets` belong to the last of its fields."""
    node = ast.ClassDef(name, [], [], [], [])
    if site.node is not None:
        ast.copy_location(node, site.node)
    kind = ClassValue(machine, name, node, module, [], name)
    kind.mro = [kind]
    kind.traits.add("namedtuple")
    first = len(names) - len(presets)
    kind.fields = [
        FieldValue(field, presets[index - first] if index >= first else None, index >= first)
        for index, field in enumerate(names)
    ]
    return kind


COLLECTION_MAKERS: dict[type, Implementation] = {
    DefaultDict: _default_dict,
    collections.OrderedDict: _ordered_dict,
    collections.Counter: _counter,
    collections.deque: _deque,
    collections.ChainMap: _chain_map,
}
COLLECTIONS: dict[str, Value] = {
    "defaultdict": DefaultDict,
    **{kind.__name__: kind for kind in COLLECTION_MAKERS if kind is not DefaultDict},
    "namedtuple": Builtin("collections.namedtuple", _named_tuple),
}
