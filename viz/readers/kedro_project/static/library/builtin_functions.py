"""Python's built-in functions on values."""

from __future__ import annotations

import builtins
import collections.abc
from collections.abc import Callable
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.enums import is_enum, members_of
from viz.readers.kedro_project.static.library.collecting import COLLECTION_MAKERS
from viz.readers.kedro_project.static.library.iterating import ITERATING
from viz.readers.kedro_project.static.library.ordering import extreme, ordered
from viz.readers.kedro_project.static.limits import too_much
from viz.readers.kedro_project.static.operators import ERRORS, binary, charge
from viz.readers.kedro_project.static.values import (
    MEMBERS,
    Builtin,
    ClassValue,
    Descriptor,
    InstanceValue,
    Opaque,
    PyRaise,
    Site,
    SuperValue,
    TupleValue,
    Value,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

Run = Callable[["Machine", list[Value], dict[str, Value], Site], Value]
TYPES = (list, dict, set, frozenset, tuple, str, int, float, bool, bytes, complex, range, object, type)
BUILTINS: dict[str, Value] = {kind.__name__: kind for kind in TYPES}
BUILTINS.update(
    {
        name: value
        for name, value in vars(builtins).items()
        if isinstance(value, type) and issubclass(value, BaseException)
    }
)
BUILTINS.update({name: Builtin(f"builtins.{name}", run) for name, run in ITERATING.items()})
BUILTINS.update({"NotImplemented": NotImplemented, "Ellipsis": Ellipsis, "__debug__": True})


def builtin(name: str) -> Callable[[Run], Run]:
    """Register the behaviour of a built-in function."""

    def register(run: Run) -> Run:
        BUILTINS[name] = Builtin(f"builtins.{name}", run)
        return run

    return register


@builtin("len")
def _len(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    value = machine.certain(args[0])
    if isinstance(value, InstanceValue):
        from viz.readers.kedro_project.static.classes import special

        found, result = special(machine, value, "__len__", [])
        if found:
            return result
    if is_enum(value):
        return len(members_of(value))
    if not hasattr(value, "__len__"):
        raise machine.error(TypeError, f"object of type {type(value).__name__!r} has no len()", site.place)
    return len(value)


@builtin("sum")
def _sum(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    import ast

    total = args[1] if len(args) > 1 else kwargs.get("start", 0)
    for item in machine.iterate(args[0]):
        total = binary(machine, ast.Add, total, item, site.place)
    return machine.in_order(args[0]) and total if isinstance(total, float) else machine.in_same_order(args[0], total)


@builtin("sorted")
def _sorted(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return ordered(machine, args[0], kwargs.get("key"), kwargs.get("reverse", False), site)


@builtin("min")
def _min(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return extreme(machine, args, kwargs, site, largest=False)


@builtin("max")
def _max(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return extreme(machine, args, kwargs, site, largest=True)


@builtin("any")
def _any(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return any(machine.truth(item) for item in machine.iterate(args[0]))


@builtin("all")
def _all(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return all(machine.truth(item) for item in machine.iterate(args[0]))


@builtin("getattr")
def _getattr(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.access import MISSING, find_attribute, get_attribute

    name = machine.certain(args[1])
    if len(args) < 3:
        return get_attribute(machine, args[0], name, site)
    try:
        found = find_attribute(machine, args[0], name, site)
    except PyRaise as error:
        if error.kind is not AttributeError:
            raise
        found = MISSING
    return args[2] if found is MISSING else found


@builtin("hasattr")
def _hasattr(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.access import MISSING, find_attribute

    found = find_attribute(machine, machine.certain(args[0]), machine.certain(args[1]), site)
    if isinstance(found, Opaque):
        return Opaque(found.reason)
    return found is not MISSING


@builtin("setattr")
def _setattr(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.access import set_attribute

    set_attribute(machine, args[0], machine.certain(args[1]), args[2], site)
    return None


@builtin("isinstance")
def _isinstance(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return is_instance(machine, args[0], args[1])


GENERIC = {"List": list, "Dict": dict, "Set": set, "FrozenSet": frozenset, "Tuple": tuple}
ABSTRACT: dict[str, Value] = {
    **{f"typing.{name}": kind for name, kind in GENERIC.items()},
    **{
        f"{module}.{name}": getattr(collections.abc, name)
        for module in ("typing", "collections.abc")
        for name in (
            "Callable",
            "Collection",
            "Hashable",
            "Iterable",
            "Iterator",
            "Mapping",
            "MutableMapping",
            "Sequence",
        )
    },
}
"""Classes of the standard library that values are asked for, by name."""


def is_instance(machine: Machine, value: Value, kinds: Value) -> Value:
    """Whether a value is an instance of a class or of one of several; opaque where that is not known."""
    machine.budget.spend()
    if isinstance(kinds, tuple):
        answers = [is_instance(machine, value, kind) for kind in kinds]
        unknown = next((answer for answer in answers if isinstance(answer, Opaque)), None)
        return True if any(answer is True for answer in answers) else unknown if unknown is not None else False
    machine.certain(value)
    if type(kinds) is Opaque and kinds.path is not None:
        kinds = ABSTRACT.get(kinds.path, kinds)
    if kinds is collections.abc.Callable:
        from viz.readers.kedro_project.static.calls import is_callable

        return is_callable(value)
    check = getattr(value, "is_a", None)
    if check is not None:
        return check(kinds)
    if isinstance(kinds, Builtin) and kinds.path.startswith("kedro"):
        return False
    machine.certain(kinds)
    if isinstance(value, (InstanceValue, TupleValue, *MEMBERS)):
        known = any(
            base is kinds or (isinstance(base, type) and isinstance(kinds, type) and issubclass(base, kinds))
            for base in value.kind.mro
        )
        opaque = next((base for base in value.kind.mro if isinstance(base, Opaque)), None)
        plain = isinstance(kinds, type) and isinstance(value, kinds)
        return True if known or plain or kinds is object else Opaque(opaque.reason) if opaque is not None else False
    if isinstance(kinds, ClassValue):
        return False
    if isinstance(kinds, type) and type(value) in (*TYPES, *COLLECTION_MAKERS, type(None)):
        return isinstance(value, kinds)
    return machine.opaque(None, "unsupported", "whether an object is of a class")


PLAIN_TRAITS = {"dataclass", "str", "int", "total_ordering"}


def _is_class(value: Value) -> bool:
    return isinstance(value, (ClassValue, type))


def _extends(base: Value, other: Value) -> bool:
    both = isinstance(base, type) and isinstance(other, type)
    return base is other or other is object or (both and issubclass(base, other))


@builtin("issubclass")
def _issubclass(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    kind, others = machine.certain(args[0]), machine.certain(args[1])
    others = others if isinstance(others, tuple) else (others,)
    if isinstance(kind, type) and all(isinstance(other, type) for other in others):
        return issubclass(kind, others)
    if isinstance(kind, ClassValue) and kind.traits <= PLAIN_TRAITS:
        if not any(isinstance(base, Opaque) for base in kind.mro) and all(_is_class(other) for other in others):
            return any(_extends(base, other) for base in kind.mro for other in others)
    return machine.opaque(site.place, "unsupported", "whether a class extends another")


@builtin("hash")
def _hash(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """The hash of a number is known, that of a text differs from run to run."""
    value = machine.certain(args[0])
    if type(value) in (int, bool, float):
        return hash(value)
    return machine.opaque(site.place, "unsupported", "a hash, which differs from run to run")


@builtin("callable")
def _callable(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.calls import is_callable

    return is_callable(args[0])


@builtin("repr")
def _repr(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.text import repr_of

    return repr_of(machine, args[0], site)


@builtin("format")
def _format(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    from viz.readers.kedro_project.static.text import format_value

    return format_value(machine, args[0], machine.certain(args[1]) if len(args) > 1 else "", -1, site)


@builtin("print")
def _print(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return None


@builtin("super")
def _super(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    if len(args) != 2:
        return machine.opaque(site.place, "unsupported", "`super` outside of a method")
    return SuperValue(args[0], args[1])


def _names(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    if args and isinstance(args[0], dict):
        return args[0]
    return (
        args[0].attributes
        if args and isinstance(args[0], InstanceValue)
        else machine.opaque(site.place, "unsupported", "the names of an object")
    )


for _name in ("globals", "locals", "vars"):
    BUILTINS[_name] = Builtin(f"builtins.{_name}", _names)


def _described(kind: str) -> Run:
    return lambda machine, args, kwargs, site: Descriptor(kind, args[0])


for _name in ("staticmethod", "classmethod", "property"):
    BUILTINS[_name] = Builtin(f"builtins.{_name}", _described(_name))


@builtin("pow")
def _pow(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    import ast

    result = binary(machine, ast.Pow, args[0], args[1], site.place)
    return result if len(args) < 3 else machine.opaque(site.place, "unsupported", "`pow` of three numbers")


def _by_python(name: str) -> Run:
    function = getattr(builtins, name)

    def run(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        plain = [machine.certain(value) for value in args]
        if name == "round" and len(args) > 1 and isinstance(args[1], int) and abs(args[1]) > 1000:
            raise too_much("a number rounded to very many places")
        try:
            result = function(*plain)
        except ERRORS as error:
            raise machine.host_error(error, site.place) from None
        charge(machine, result)
        return result

    return run


for _name in ("abs", "round", "divmod", "chr", "ord", "bin", "hex", "oct", "ascii"):
    BUILTINS[_name] = Builtin(f"builtins.{_name}", _by_python(_name))


def _not_followed(name: str) -> Run:
    return lambda machine, args, kwargs, site: machine.opaque(
        site.place, "unsupported", f"`{name}(...)`, which is not followed"
    )


for _name in sorted(set(vars(builtins)) - set(BUILTINS) - {"True", "False", "None"}):
    if not _name.startswith("_") and callable(getattr(builtins, _name)):
        BUILTINS[_name] = Builtin(f"builtins.{_name}", _not_followed(_name))
