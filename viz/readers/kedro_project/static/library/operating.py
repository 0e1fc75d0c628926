"""`operator`: every operator as a function."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.operators import binary, compare, contains, unary
from viz.readers.kedro_project.static.values import Builtin, Site, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

Run = Callable[["Machine", list[Value], dict[str, Value], Site], Value]
ARITHMETIC = {
    "add": ast.Add,
    "concat": ast.Add,
    "sub": ast.Sub,
    "mul": ast.Mult,
    "truediv": ast.Div,
    "mod": ast.Mod,
    "floordiv": ast.FloorDiv,
    "pow": ast.Pow,
    "or_": ast.BitOr,
    "and_": ast.BitAnd,
    "xor": ast.BitXor,
    "lshift": ast.LShift,
    "rshift": ast.RShift,
}
COMPARISONS = {
    "eq": ast.Eq,
    "ne": ast.NotEq,
    "lt": ast.Lt,
    "le": ast.LtE,
    "gt": ast.Gt,
    "ge": ast.GtE,
    "is_": ast.Is,
    "is_not": ast.IsNot,
}
ONE = {"not_": ast.Not, "neg": ast.USub, "pos": ast.UAdd, "invert": ast.Invert, "inv": ast.Invert}


def _arithmetic(kind: type[ast.operator]) -> Run:
    return lambda machine, args, kwargs, site: binary(machine, kind, args[0], args[1], site.place)


def _in_place(kind: type[ast.operator]) -> Run:
    from viz.readers.kedro_project.static.statements import in_place

    return lambda machine, args, kwargs, site: in_place(machine, kind, args[0], args[1], site.place)


def _comparison(kind: type[ast.cmpop]) -> Run:
    return lambda machine, args, kwargs, site: compare(machine, kind, args[0], args[1], site.place)


def _one(kind: type[ast.unaryop]) -> Run:
    return lambda machine, args, kwargs, site: unary(machine, kind, args[0], site.place)


def _getitem(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.access import get_item

    return get_item(machine, args[0], args[1], site)


def _itemgetter(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    def run(m: Machine, inner: list[Value], k: dict[str, Value], s: Site) -> Value:
        found = [_getitem(m, [inner[0], key], {}, s) for key in args]
        return found[0] if len(found) == 1 else tuple(found)

    return Builtin("operator.itemgetter()", run)


def _attrgetter(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.access import get_attribute

    paths = [machine.certain(path) for path in args]

    def run(m: Machine, inner: list[Value], k: dict[str, Value], s: Site) -> Value:
        found = []
        for path in paths:
            value = inner[0]
            for name in path.split("."):
                value = get_attribute(m, value, name, s)
            found.append(value)
        return found[0] if len(found) == 1 else tuple(found)

    return Builtin("operator.attrgetter()", run)


def _methodcaller(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.access import get_attribute
    from viz.readers.kedro_project.static.calls import call

    name = machine.certain(args[0])
    return Builtin(
        "operator.methodcaller()",
        lambda m, inner, k, s: call(m, get_attribute(m, inner[0], name, s), list(args[1:]), dict(kwargs), s),
    )


def _contains(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return contains(machine, args[0], args[1], site.place)


def _truth(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return machine.truth(args[0])


def operator_library() -> dict[str, Value]:
    """Behaviours by name."""
    runs: dict[str, Run] = {
        **{name: _arithmetic(kind) for name, kind in ARITHMETIC.items()},
        **{name: _comparison(kind) for name, kind in COMPARISONS.items()},
        **{name: _one(kind) for name, kind in ONE.items()},
        **{"i" + name.rstrip("_"): _in_place(kind) for name, kind in ARITHMETIC.items()},
        "getitem": _getitem,
        "contains": _contains,
        "truth": _truth,
        "itemgetter": _itemgetter,
        "attrgetter": _attrgetter,
        "methodcaller": _methodcaller,
    }
    return {name: Builtin(f"operator.{name}", run) for name, run in runs.items()}
