"""What is gone through in an order that nobody knows: sets, and folders as their system lists them.

Such a loop is run in several orders. What comes out the same each time is certain; lists and dicts that differ in the
order of what they hold are marked as being in no certain order; anything else that differs is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.branches import (
    Change,
    Flow,
    Journal,
    Return,
    Split,
    Way,
    apply,
    explore,
    join,
    merged_changes,
    same,
)
from viz.readers.kedro_project.static.values import Opaque, PyRaise, Reason, Undecided, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from viz.readers.kedro_project.static.machine import Machine

MOST_COMPARED = 400
MOST_TURNED = 16
REASON = Reason("set-order", "the order of a set or of a folder, which differs from run to run")


def several(items: list[Value]) -> list[list[Value]]:
    """The items in orders that differ in what comes first, last and in between; of few, each comes first once.

    A loop that stops at the first that fits shows only in that order what it does for another.
    """
    turns = len(items) if len(items) <= MOST_TURNED else 2
    return [items, items[::-1], *(items[start:] + items[:start] for start in range(1, turns) if len(items) > 2)]


def in_any_order(machine: Machine, runs: list[Callable[[], Flow | None]]) -> Flow | None:
    """Run a loop in each order; how it ends, with what all of them agree on."""
    ways: list[Way] = []
    raised: list[PyRaise] = []
    touched: dict[int, Change] = {}
    for run in runs:
        way, error = explore(machine, lambda run=run: _watched(machine, run, touched))  # type: ignore[misc]
        if error is not None:
            raised.append(error)
        elif way is not None:
            ways.append(way)
    if not ways:
        raise raised[0]
    ends = {type(way.flow) if isinstance(way.flow, (Return, Split)) else way.flow for way in ways}
    if raised or len(ends) > 1 or Split in ends:
        _doubt(machine, touched)
        raise Undecided(REASON)
    flow = _ended(machine, ways)
    merged = ways[0]
    for way in ways[1:]:
        merged = _merged(machine, merged, way)
    apply(machine, merged)
    return flow


def _watched(machine: Machine, run: Callable[[], Flow | None], touched: dict[int, Change]) -> Flow | None:
    """Notes what a run changes, also one that raises: its changes are undone, and are not known to be none."""
    try:
        return run()
    finally:
        for key, change in machine.journals[-1].changes.items():
            touched.setdefault(key, change)


def _doubt(machine: Machine, touched: dict[int, Change]) -> None:
    for key, change in touched.items():
        if machine.journals:
            machine.journals[-1].changes.setdefault(key, change)
        if not change.names:
            machine.mark_unsure(change.target, REASON)


def _ended(machine: Machine, ways: list[Way]) -> Flow | None:
    first = ways[0].flow
    for way in ways[1:]:
        if isinstance(first, Return) and isinstance(way.flow, Return):
            first = Return(join(machine, first.value, way.flow.value, REASON))
        elif way.flow is not first:
            raise Undecided(REASON)
    return first


def _merged(machine: Machine, left: Way, right: Way) -> Way:
    return Way(left.flow, merged_changes(left, right, partial(_content, machine)))


def _content(machine: Machine, change: Change, first: Value, second: Value) -> Value:
    if isinstance(first, dict):
        return _of_dict(machine, change, first, second)
    if not same(machine, first, second):
        if len(first) == len(second) <= MOST_COMPARED and _same_items(machine, list(first), list(second)):
            machine.unordered[id(change.target)] = change.target
        else:
            machine.mark_unsure(change.target, REASON)
    return first


def _of_dict(machine: Machine, change: Change, first: dict[Value, Value], second: dict[Value, Value]) -> Value:
    if not change.names:
        if first.keys() != second.keys():
            machine.mark_unsure(change.target, REASON)
        elif list(first) != list(second):
            machine.unordered[id(change.target)] = change.target
    return {
        key: join(machine, value, second[key], REASON) if key in second else Opaque(REASON)
        for key, value in {**second, **first}.items()
        if key in first or change.names
    }


def _same_items(machine: Machine, first: list[Value], second: list[Value]) -> bool:
    for item in first:
        machine.budget.spend(len(second))
        index = next((i for i, other in enumerate(second) if same(machine, item, other)), None)
        if index is None:
            return False
        del second[index]
    return True


@contextmanager
def effects_uncertain(machine: Machine, unordered: bool) -> Iterator[None]:
    """What a comprehension over a set changes beside its own result is not certain."""
    if not unordered:
        yield
        return
    journal = Journal()
    machine.journals.append(journal)
    try:
        yield
    finally:
        machine.journals.pop()
        for key, change in journal.changes.items():
            if machine.journals:
                machine.journals[-1].changes.setdefault(key, change)
            if not change.names:
                machine.mark_unsure(change.target, REASON)
