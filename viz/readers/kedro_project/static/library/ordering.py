"""Sorting: `sorted`, `list.sort`, `min` and `max` on values whose keys are known."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.orders import REASON
from viz.readers.kedro_project.static.values import Site, Undecided, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine


def keyed(machine: Machine, items: list[Value], key: Value, site: Site) -> list[tuple[Value, Value]]:
    """Each item behind what it is compared by; raises `Undecided` where that is not known."""
    from viz.readers.kedro_project.static.calls import call

    keys = items if key is None else [call(machine, key, [item], {}, site) for item in items]
    for value in keys:
        doubt = machine.deep_doubt(value)
        if doubt is not None:
            raise Undecided(doubt)
    return list(zip(keys, items, strict=True))


def ordered(machine: Machine, items: Value, key: Value, reverse: Value, site: Site) -> list[Value]:
    """The items in order, stable as Python's; raises `Undecided`."""
    unordered = machine.is_unordered(items)
    pairs = keyed(machine, machine.items(items), key, site)
    machine.budget.spend(len(pairs) * 4)
    try:
        pairs.sort(key=lambda pair: pair[0], reverse=machine.truth(reverse))
    except TypeError as error:
        raise machine.error(TypeError, str(error), site.place) from None
    result = [item for _, item in pairs]
    if unordered and any(first[0] == second[0] for first, second in itertools.pairwise(pairs)):
        machine.unordered[id(result)] = result
    return result


def extreme(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site, *, largest: bool) -> Value:
    """`min` and `max`."""
    items = machine.items(args[0]) if len(args) == 1 else args
    if not items and "default" in kwargs:
        return kwargs["default"]
    if not items:
        raise machine.error(ValueError, "min() or max() of nothing", site.place)
    pairs = keyed(machine, items, kwargs.get("key"), site)
    pick = max if largest else min
    try:
        best = pick(pairs, key=lambda pair: pair[0])
        if len(args) == 1 and machine.is_unordered(args[0]) and sum(pair[0] == best[0] for pair in pairs) > 1:
            raise Undecided(REASON)
        return best[1]
    except TypeError as error:
        raise machine.error(TypeError, str(error), site.place) from None
