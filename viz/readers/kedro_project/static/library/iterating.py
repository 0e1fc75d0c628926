"""Iterators of Python and of `itertools`, lazy as Python's own, which do the work; each item is charged."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.operators import binary
from viz.readers.kedro_project.static.values import Builtin, InstanceValue, IteratorValue, Site, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

Run = Callable[["Machine", list[Value], dict[str, Value], Site], Value]
Source = Callable[["Machine", list[Value], dict[str, Value], Site], Iterator[Value]]


def function_of(machine: Machine, function: Value, site: Site) -> Callable[..., Value]:
    """A function of the project as one that Python's own iterators can call."""
    from viz.readers.kedro_project.static.calls import call

    return lambda *args: call(machine, function, list(args), {}, site)


def test_of(machine: Machine, function: Value, site: Site) -> Callable[[Value], bool]:
    """A condition of the project likewise; None is whether the item itself is true."""
    if function is None:
        return machine.truth
    run = function_of(machine, function, site)
    return lambda item: machine.truth(run(item))


def _ordered(machine: Machine, values: list[Value]) -> list[Iterator[Value]]:
    """What to take from several things side by side: their order matters."""
    return [started(machine, machine.in_order(value)) for value in values]


def started(machine: Machine, value: Value) -> Iterator[Value]:
    """The items of a value, which must be one to go through."""
    machine.certain(value)
    machine.host_iterator(value)
    return machine.iterate(value)


def lazily(make: Source) -> Run:
    """The function of which `make` gives the items; they are in no certain order where those it takes are not."""

    def run(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        result: Value = machine.new_iterator(make(machine, args, kwargs, site))
        for value in args:
            result = machine.in_same_order(value, result)
        return result

    return run


# -- built-in functions ----------------------------------------------------------------------------------------


def _zip(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Iterator[Value]:
    return zip(*_ordered(machine, args), strict=machine.truth(kwargs.get("strict", False)))


def _enumerate(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Iterator[Value]:
    start = machine.certain(args[1] if len(args) > 1 else kwargs.get("start", 0))
    (source,) = _ordered(machine, args[:1] or [kwargs.get("iterable")])
    return enumerate(source, start)


def _map(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Iterator[Value]:
    sources = [started(machine, args[1])] if len(args) == 2 else _ordered(machine, args[1:])
    return map(function_of(machine, args[0], site), *sources)


def _filter(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Iterator[Value]:
    return filter(test_of(machine, args[0], site), started(machine, args[1]))


def _reversed(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Iterator[Value]:
    value = machine.certain(machine.in_order(args[0]))
    return reversed(value if isinstance(value, (list, tuple, str, range, dict)) else machine.items(value))


def _iter(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Iterator[Value]:
    if len(args) > 1:
        return iter(function_of(machine, args[0], site), machine.certain(args[1]))
    return started(machine, args[0])


def make_iterator(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`iter(x)`: an iterator is its own."""
    if len(args) == 1 and isinstance(args[0], IteratorValue):
        return args[0]
    return lazily(_iter)(machine, args, kwargs, site)


def next_item(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`next(iterator, default)`."""
    value = machine.certain(machine.in_order(args[0]))
    if isinstance(value, InstanceValue):
        from viz.readers.kedro_project.static.classes import special

        found, result = special(machine, value, "__next__", [])
        if found:
            return result
    if not isinstance(value, IteratorValue):
        raise machine.error(TypeError, f"{type(value).__name__!r} object is not an iterator", site.place)
    for item in machine.iterate(value):
        return item
    if len(args) > 1:
        return args[1]
    raise machine.error(StopIteration, "", site.place)


def iterator_attribute(value: IteratorValue, name: str) -> Value | None:
    """`send`, `close` and `__next__` of an iterator, None for any other name."""
    if name == "__next__":
        return Builtin("iterator.__next__", lambda m, args, kwargs, s: next_item(m, [value], {}, s))
    source = value.source
    if not isinstance(source, Generator):
        return None
    if name == "close":
        return Builtin("generator.close", lambda m, args, kwargs, s: source.close())

    def send(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        machine.certain(machine.entered(value))
        try:
            return source.send(args[0])
        except StopIteration as stop:
            raise machine.error(StopIteration, "", site.place) from stop
        except TypeError as error:
            raise machine.error(TypeError, str(error), site.place) from None

    return Builtin("generator.send", send) if name == "send" else None


# -- itertools -------------------------------------------------------------------------------------------------


def _all_at_once(name: str) -> Source:
    """Those that take everything they are given before they give anything: bounded, as a list is."""
    function = getattr(itertools, name)

    def run(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Iterator[Value]:
        count = len(args) if name == "product" else 1
        given = [machine.items(machine.in_order(value)) for value in args[:count]]
        limits = [machine.certain(value) for value in (*args[count:], *kwargs.values())]
        for number in limits:
            machine.budget.size(number if isinstance(number, int) else 0)
        result: Iterator[Value] = function(*given, *args[count:], **kwargs)
        return result

    return run


def _side_by_side(name: str) -> Source:
    function = getattr(itertools, name)
    return lambda machine, args, kwargs, site: function(*_ordered(machine, args), **kwargs)


def _tested(name: str) -> Source:
    function = getattr(itertools, name)
    return lambda machine, args, kwargs, site: function(
        test_of(machine, args[0], site), started(machine, machine.in_order(args[1]))
    )


def _islice(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Iterator[Value]:
    (source,) = _ordered(machine, args[:1])
    return itertools.islice(source, *map(machine.certain, args[1:]))


def _count(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Iterator[Value]:
    return itertools.count(*map(machine.certain, args), **{k: machine.certain(v) for k, v in kwargs.items()})


def _cycle(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Iterator[Value]:
    return itertools.cycle(*_ordered(machine, args))


def _repeat(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Iterator[Value]:
    return itertools.repeat(args[0], *map(machine.certain, (*args[1:], *kwargs.values())))


def _accumulate(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Iterator[Value]:
    function = args[1] if len(args) > 1 else kwargs.get("func")
    initial = machine.certain(kwargs.get("initial"))
    (source,) = _ordered(machine, args[:1])
    if function is None:
        return itertools.accumulate(source, lambda a, b: binary(machine, ast.Add, a, b, site.place), initial=initial)
    return itertools.accumulate(source, function_of(machine, function, site), initial=initial)


def _starmap(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Iterator[Value]:
    run = function_of(machine, args[0], site)
    return (run(*machine.items(item)) for item in started(machine, args[1]))


def _groupby(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Iterator[Value]:
    key = args[1] if len(args) > 1 else kwargs.get("key")
    (source,) = _ordered(machine, args[:1])
    groups = itertools.groupby(source, None if key is None else function_of(machine, key, site))
    return ((value, machine.new_iterator(group)) for value, group in groups)


def _chain(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Iterator[Value]:
    return (item for value in args for item in started(machine, value))


def _chain_all(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Iterator[Value]:
    return (item for part in started(machine, args[0]) for item in started(machine, machine.in_order(part)))


def _tee(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    number = machine.certain(args[1] if len(args) > 1 else kwargs.get("n", 2))
    machine.budget.size(number)
    (source,) = _ordered(machine, args[:1])
    return tuple(machine.new_iterator(copy) for copy in itertools.tee(source, number))


class _Chain:
    """`itertools.chain` and `itertools.chain.from_iterable`."""

    type_name = "type"

    def call_value(self, machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        return lazily(_chain)(machine, args, kwargs, site)

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        if name == "from_iterable":
            return Builtin("itertools.chain.from_iterable", lazily(_chain_all))
        return machine.opaque(site.place, "unsupported", f"`itertools.chain.{name}`")


SOURCES: dict[str, Source] = {
    **{name: _all_at_once(name) for name in ("product", "combinations", "permutations")},
    "combinations_with_replacement": _all_at_once("combinations_with_replacement"),
    **{name: _side_by_side(name) for name in ("zip_longest", "pairwise", "compress")},
    **{name: _tested(name) for name in ("takewhile", "dropwhile", "filterfalse")},
    "islice": _islice,
    "count": _count,
    "cycle": _cycle,
    "repeat": _repeat,
    "accumulate": _accumulate,
    "starmap": _starmap,
    "groupby": _groupby,
}
ITERTOOLS: dict[str, Value] = {
    **{name: Builtin(f"itertools.{name}", lazily(source)) for name, source in SOURCES.items()},
    "chain": _Chain(),
    "tee": Builtin("itertools.tee", _tee),
}
ITERATING: dict[str, Run] = {
    "zip": lazily(_zip),
    "enumerate": lazily(_enumerate),
    "map": lazily(_map),
    "filter": lazily(_filter),
    "reversed": lazily(_reversed),
    "iter": make_iterator,
    "next": next_item,
}
"""Built-in functions by name."""
