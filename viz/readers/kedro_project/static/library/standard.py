"""What the standard library gives that projects build pipelines with: itertools, functools, collections, copy, ..."""

from __future__ import annotations

import collections
from collections.abc import Callable
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.library.calculating import CALCULATING, DUMPS
from viz.readers.kedro_project.static.library.iterating import ITERTOOLS
from viz.readers.kedro_project.static.library.messages import MESSAGES
from viz.readers.kedro_project.static.library.paths import PATHS
from viz.readers.kedro_project.static.library.reading import READING
from viz.readers.kedro_project.static.values import (
    Builtin,
    ClassValue,
    Descriptor,
    FieldValue,
    FunctionValue,
    InstanceValue,
    Opaque,
    PartialValue,
    Reason,
    Site,
    Value,
    Wrapped,
)
from viz.readers.kedro_project.static.withs import CONTEXTS

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

Run = Callable[["Machine", list[Value], dict[str, Value], Site], Value]
Table = dict[str, dict[str, Value]]


def standard_library() -> Table:
    """Behaviours by module and name; what is not here is opaque."""
    return {
        "itertools": ITERTOOLS,
        "contextlib": CONTEXTS,
        "functools": _functools(),
        "collections": _collections(),
        "operator": _operator(),
        "copy": {"copy": Builtin("copy.copy", _copied), "deepcopy": Builtin("copy.deepcopy", _deeply_copied)},
        "typing": _typing(),
        "typing_extensions": _typing(),
        "dataclasses": _dataclasses(),
        "enum": {"auto": Builtin("enum.auto", _auto)},
        "sys": {"exit": Builtin("sys.exit", leave)},
        "importlib": {"import_module": Builtin("importlib.import_module", _import_module)},
        **CALCULATING,
        **MESSAGES,
        **PATHS,
        **READING,
        "json": {**READING["json"], "dumps": DUMPS},
    }


# -- functools -------------------------------------------------------------------------------------------------


def _functools() -> dict[str, Value]:
    return {
        "partial": Builtin("functools.partial", _partial),
        "reduce": Builtin("functools.reduce", _reduce),
        "wraps": Builtin("functools.wraps", _wraps),
        "update_wrapper": Builtin("functools.update_wrapper", _update_wrapper),
        "cached_property": Builtin(
            "functools.cached_property", lambda m, args, k, s: Descriptor("cached_property", args[0])
        ),
        **{name: Builtin(f"functools.{name}", _cached) for name in ("lru_cache", "cache")},
    }


def _partial(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    function = args[0]
    if isinstance(function, PartialValue):
        return PartialValue(function.function, [*function.args, *args[1:]], {**function.kwargs, **kwargs})
    return PartialValue(function, args[1:], kwargs)


def _reduce(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.calls import call

    items = machine.items(args[1])
    total = args[2] if len(args) > 2 else items.pop(0)
    for item in items:
        total = call(machine, args[0], [total, item], {}, site)
    return total


def _update_wrapper(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.functions import describe

    wrapper, wrapped = args[0], args[1]
    if isinstance(wrapper, (FunctionValue, PartialValue)):
        facts = describe(wrapped)
        known = {"__name__": facts.name, "__doc__": facts.raw_doc, "__module__": facts.module, "__wrapped__": wrapped}
        for name, value in known.items():
            if value is not None:
                machine.bind(wrapper.attributes, name, value)
    return wrapper


def _wraps(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return Builtin("functools.wraps()", lambda m, inner, k, s: _update_wrapper(m, [inner[0], args[0]], {}, s))


def _cached(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """A cache keeps the function's name and, looked at from outside, takes anything."""
    if args and isinstance(args[0], (FunctionValue, Wrapped)):
        return Wrapped(args[0], "functools.lru_cache", "any", {})
    return Builtin("functools.lru_cache()", lambda m, inner, k, s: Wrapped(inner[0], "functools.lru_cache", "any", {}))


# -- collections, copies, operators ----------------------------------------------------------------------------


def _collections() -> dict[str, Value]:
    return {
        "OrderedDict": dict,
        "defaultdict": Builtin("collections.defaultdict", _defaultdict),
        "ChainMap": Builtin("collections.ChainMap", _chain_map),
        "Counter": Builtin(
            "collections.Counter", lambda m, args, k, s: dict(collections.Counter(m.items(args[0]) if args else []))
        ),
    }


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


def _defaultdict(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    result = DefaultDict(args[1] if len(args) > 1 else {}, **kwargs)
    result.factory = args[0] if args else None
    return result


def _chain_map(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    result: dict[Value, Value] = {}
    for part in reversed(args):
        result.update(machine.certain(part))
    return result


def _copied(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return _copy(machine, args[0], 50)


def _deeply_copied(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return _copy(machine, args[0], 0)


def _copy(machine: Machine, value: Value, depth: int) -> Value:
    """A deep copy of plain containers; nodes, pipelines and functions never change, so they stand for themselves."""
    machine.budget.spend()
    if isinstance(value, InstanceValue) and depth <= 50 and not value.kind.members:
        instance = InstanceValue(value.kind)
        instance.attributes.update(_copy(machine, value.attributes, depth))
        return instance
    if depth > 50 or type(value) not in (list, dict, set, tuple):
        return value
    if isinstance(value, dict):
        result: Value = {key: _copy(machine, item, depth + 1) for key, item in value.items()}
    else:
        result = type(value)(_copy(machine, item, depth + 1) for item in value)
    doubt = machine.doubt(value)
    if doubt is not None:
        machine.mark_unsure(result, doubt)
    return result


def _operator() -> dict[str, Value]:
    import ast

    from viz.readers.kedro_project.static.operators import binary

    def by(kind: type[ast.operator]) -> Run:
        return lambda machine, args, kwargs, site: binary(machine, kind, args[0], args[1], site.place)

    kinds = {"add": ast.Add, "or_": ast.BitOr, "and_": ast.BitAnd, "sub": ast.Sub, "mul": ast.Mult, "iadd": ast.Add}
    return {
        **{name: Builtin(f"operator.{name}", by(kind)) for name, kind in kinds.items()},
        "itemgetter": Builtin("operator.itemgetter", _itemgetter),
        "attrgetter": Builtin("operator.attrgetter", _attrgetter),
    }


def _itemgetter(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.access import get_item

    def run(m: Machine, inner: list[Value], k: dict[str, Value], s: Site) -> Value:
        found = [get_item(m, inner[0], key, s) for key in args]
        return found[0] if len(found) == 1 else tuple(found)

    return Builtin("operator.itemgetter()", run)


def _attrgetter(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.access import get_attribute

    return Builtin("operator.attrgetter()", lambda m, inner, k, s: get_attribute(m, inner[0], m.certain(args[0]), s))


# -- typing, dataclasses, enumerations, imports ----------------------------------------------------------------


def _typing() -> dict[str, Value]:
    def same(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        return args[-1]

    return {"TYPE_CHECKING": False, "cast": Builtin("typing.cast", same)}


def _dataclasses() -> dict[str, Value]:
    return {
        "dataclass": Builtin("dataclasses.dataclass", _dataclass),
        "field": Builtin("dataclasses.field", _field),
        "asdict": Builtin("dataclasses.asdict", lambda m, args, k, s: dict(m.certain(args[0]).attributes)),
    }


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
        kwargs.get("init", True) is True,
        kwargs.get("kw_only", False) is True,
    )


def _auto(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return Opaque(Reason("unsupported", "`enum.auto()`", site.place), "enum.auto()")


def leave(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`sys.exit()`."""
    raise machine.error(SystemExit, "", site.place)


def _import_module(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.modules import check, import_module

    name = machine.certain(args[0])
    package = machine.certain(args[1] if len(args) > 1 else kwargs.get("package"))
    if name.startswith("."):
        rest = name.lstrip(".")
        parts = (package or "").split(".")
        parts = parts[: len(parts) - (len(name) - len(rest) - 1)]
        name = ".".join([*parts, *([rest] if rest else [])])
    module = import_module(machine, name, site.place)
    check(module, machine)
    return module
