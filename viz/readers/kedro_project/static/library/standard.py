"""What the standard library gives that projects build pipelines with: itertools, functools, collections, copy, ..."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.library.calculating import CALCULATING, DUMPS
from viz.readers.kedro_project.static.library.collecting import COLLECTIONS
from viz.readers.kedro_project.static.library.copying import COPYING
from viz.readers.kedro_project.static.library.iterating import ITERTOOLS
from viz.readers.kedro_project.static.library.messages import MESSAGES
from viz.readers.kedro_project.static.library.notebooks import NOTEBOOKS
from viz.readers.kedro_project.static.library.operating import operator_library
from viz.readers.kedro_project.static.library.paths import PATHS
from viz.readers.kedro_project.static.library.reading import READING
from viz.readers.kedro_project.static.library.records import DATACLASSES
from viz.readers.kedro_project.static.values import (
    Builtin,
    Descriptor,
    FunctionValue,
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
        "collections": COLLECTIONS,
        "operator": operator_library(),
        "copy": COPYING,
        "typing": _typing(),
        "typing_extensions": _typing(),
        "dataclasses": DATACLASSES,
        "enum": {"auto": Builtin("enum.auto", _auto)},
        "sys": {"exit": Builtin("sys.exit", leave)},
        "importlib": {"import_module": Builtin("importlib.import_module", _import_module)},
        **CALCULATING,
        **MESSAGES,
        **NOTEBOOKS,
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
        "total_ordering": Builtin("functools.total_ordering", _total_ordering),
        **{name: Builtin(f"functools.{name}", _cached) for name in ("lru_cache", "cache")},
    }


def _total_ordering(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    args[0].traits.add("total_ordering")
    return args[0]


def _partial(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    function = args[0]
    if isinstance(function, PartialValue):
        return PartialValue(function.function, [*function.args, *args[1:]], {**function.kwargs, **kwargs})
    return PartialValue(function, args[1:], kwargs)


def _reduce(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.calls import call

    items = machine.items(machine.in_order(args[1]))
    if len(args) < 3 and not items:
        raise machine.error(TypeError, "reduce() of empty iterable with no initial value", site.place)
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


# -- typing, dataclasses, enumerations, imports ----------------------------------------------------------------


def _typing() -> dict[str, Value]:
    def same(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        return args[-1]

    return {"TYPE_CHECKING": False, "cast": Builtin("typing.cast", same)}


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
