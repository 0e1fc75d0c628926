"""Two ways at once: what is known after a branch that nobody can decide without running the project.

Each way is run on its own, its changes are undone, and what both agree on is kept. What they disagree on becomes
opaque (a name), or is marked unsure (a list, dict or set). A way that raises is taken to be one a working project
does not go.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.values import (
    FunctionValue,
    LibraryModule,
    LimitReached,
    Opaque,
    PyRaise,
    Reason,
    Value,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

MAX_FORKS = 40


class Flow:
    """How a block of statements ended when it did not run to its end."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False)
class Return(Flow):
    """A `return` statement."""

    value: Value


class _Word(Flow):
    __slots__ = ()


BREAK = _Word()
CONTINUE = _Word()


@dataclass(slots=True)
class Change:
    """A container before and after a way; `names` tells a namespace from a plain dict."""

    target: Value
    names: bool
    before: Value
    after: Value = None


@dataclass(slots=True)
class Way:
    """One way through: how it ended, and what it changed."""

    flow: Flow | None
    changes: dict[int, Change]


@dataclass(slots=True, eq=False)
class Split(Flow):
    """Ways that end differently (one returns, the other goes on)."""

    ways: list[Way]
    reason: Reason


@dataclass(slots=True)
class Journal:
    """What containers held before they changed."""

    changes: dict[int, Change] = field(default_factory=dict)

    def remember(self, value: Value, *, names: bool = False) -> None:
        """Keep the content of a container, the first time it is about to change."""
        key = id(value)
        if key not in self.changes:
            self.changes[key] = Change(value, names, value.copy())

    def undo(self) -> dict[int, Change]:
        """Put everything back as it was; what it had become is kept in the changes."""
        for change in self.changes.values():
            change.after = change.target.copy()
            refill(change.target, change.before)
        return self.changes


def refill(container: Value, content: Value) -> None:
    """Give a list, dict or set another content."""
    container.clear()
    if isinstance(container, (list, deque)):
        container.extend(content)
    else:
        container.update(content)


def fork(machine: Machine, reason: Reason, runs: Sequence[Callable[[], Flow | None]]) -> Flow | None:
    """Run every way; how they end together."""
    ways: list[Way] = []
    raised: PyRaise | None = None
    if machine.forks >= MAX_FORKS:
        raise LimitReached(reason)
    for run in runs:
        way, error = explore(machine, run)
        raised = raised or error
        if way is not None:
            ways.append(way)
    if not ways:
        assert raised is not None
        raise raised
    if raised is not None:
        machine.dropped_raises += 1
    return _together(machine, reason, ways)


def explore(machine: Machine, run: Callable[[], Flow | None]) -> tuple[Way | None, PyRaise | None]:
    """Run a way and undo what it changed; the way, or what it raised."""
    journal = Journal()
    machine.journals.append(journal)
    machine.forks += 1
    machine.exploring += 1
    try:
        flow = run()
    except PyRaise as error:
        return None, error
    else:
        return (Way(flow, journal.changes), None)
    finally:
        machine.forks -= 1
        machine.exploring -= 1
        machine.journals.pop()
        journal.undo()


def _together(machine: Machine, reason: Reason, ways: list[Way]) -> Flow | None:
    flat = [inner for way in ways for inner in _flatten(way)]
    groups: dict[object, Way] = {}
    for way in flat:
        kind = "return" if isinstance(way.flow, Return) else way.flow
        groups[kind] = _merge(machine, reason, groups[kind], way) if kind in groups else way
    if len(groups) == 1:
        (only,) = groups.values()
        apply(machine, only)
        return only.flow
    return Split(list(groups.values()), reason)


def _flatten(way: Way) -> list[Way]:
    if not isinstance(way.flow, Split):
        return [way]
    return [Way(inner.flow, {**way.changes, **_over(way.changes, inner.changes)}) for inner in way.flow.ways]


def _over(first: dict[int, Change], second: dict[int, Change]) -> dict[int, Change]:
    result = {}
    for key, change in second.items():
        before = first[key].before if key in first else change.before
        result[key] = Change(change.target, change.names, before, change.after)
    return result


def apply(machine: Machine, way: Way) -> None:
    """Let the changes of a way be so."""
    for change in way.changes.values():
        machine.touch(change.target, names=change.names)
        refill(change.target, change.after)


def then(machine: Machine, flow: Flow | None, rest: Callable[[], Flow | None]) -> Flow | None:
    """Go on with `rest` wherever `flow` goes on."""
    if flow is None:
        return rest()
    if not isinstance(flow, Split):
        return flow
    ways = [way for way in flow.ways if way.flow is not None]
    for way in flow.ways:
        if way.flow is None:
            longer, error = explore(machine, lambda way=way: _continue(machine, way, rest))  # type: ignore[misc]
            if longer is not None:
                ways.append(longer)
            elif error is not None:
                machine.dropped_raises += 1
    return _together(machine, flow.reason, ways)


def _continue(machine: Machine, way: Way, rest: Callable[[], Flow | None]) -> Flow | None:
    apply(machine, way)
    return rest()


def retarget(machine: Machine, flow: Flow | None, word: Flow) -> Flow | None:
    """A loop's own `break` or `continue`: the ways that ended with it go on after it."""
    if flow is word:
        return None
    if not isinstance(flow, Split):
        return flow
    ways = [Way(None if way.flow is word else way.flow, way.changes) for way in flow.ways]
    return _together(machine, flow.reason, ways)


def merged_changes(left: Way, right: Way, content: Callable[[Change, Value, Value], Value]) -> dict[int, Change]:
    """What either way changes, with the content that `content` makes of both: of a change and its two outcomes."""
    changes: dict[int, Change] = {}
    for key in [*left.changes, *(k for k in right.changes if k not in left.changes)]:
        one, two = left.changes.get(key), right.changes.get(key)
        known = one or two
        assert known is not None
        first = one.after if one else known.before
        second = two.after if two else known.before
        changes[key] = Change(known.target, known.names, known.before, content(known, first, second))
    return changes


def _merge(machine: Machine, reason: Reason, left: Way, right: Way) -> Way:
    def content(change: Change, first: Value, second: Value) -> Value:
        return _join_content(machine, change, first, second, reason)

    changes = merged_changes(left, right, content)
    flow = left.flow
    if isinstance(left.flow, Return) and isinstance(right.flow, Return):
        flow = Return(join(machine, left.flow.value, right.flow.value, reason))
    return Way(flow, changes)


def _join_content(machine: Machine, change: Change, first: Value, second: Value, reason: Reason) -> Value:
    if isinstance(first, dict):
        return _join_dict(machine, change, first, second, reason)
    if not same(machine, first, second):
        machine.mark_unsure(change.target, reason)
        return first if len(first) >= len(second) else second
    return first


def _join_dict(
    machine: Machine, change: Change, first: dict[Value, Value], second: dict[Value, Value], reason: Reason
) -> dict[Value, Value]:
    result = {}
    for key in [*first, *(k for k in second if k not in first)]:
        if key in first and key in second:
            result[key] = join(machine, first[key], second[key], reason)
        elif change.names:
            result[key] = Opaque(reason)
        else:
            result[key] = first[key] if key in first else second[key]
            machine.mark_unsure(change.target, reason)
    return result


def join(machine: Machine, first: Value, second: Value, reason: Reason) -> Value:
    """What is known of a value that is one or the other."""
    if first is second or same(machine, first, second):
        return first
    combine = getattr(first, "either", None) or getattr(second, "either", None)
    if combine is not None:
        other = second if hasattr(first, "either") else first
        return combine(other, reason)
    other = second if first is None else first if second is None else None
    if isinstance(other, FunctionValue):
        return Opaque(reason, known=other)
    if type(first) is list and type(second) is list:
        both = [*first, *(item for item in second if not any(item is known for known in first))]
        machine.budget.size(len(both))
        machine.mark_unsure(both, reason)
        return both
    return Opaque(reason)


def same(machine: Machine, first: Value, second: Value) -> bool:
    """Whether two values cannot be told apart."""
    if first is second:
        return True
    if type(first) is not type(second):
        return False
    if isinstance(first, FunctionValue):
        return first.node is second.node and first.scope is second.scope
    if isinstance(first, Opaque):
        return first.path is not None and first.path == second.path
    if isinstance(first, LibraryModule):
        known = machine.library.get(first.name)
        return first.name == second.name or (known is not None and known == machine.library.get(second.name))
    if isinstance(first, dict):
        return list(first) == list(second) and all(same(machine, v, second[k]) for k, v in first.items())
    if isinstance(first, (list, tuple)):
        return len(first) == len(second) and all(map(lambda a, b: same(machine, a, b), first, second))
    if isinstance(first, (str, int, float, bytes, frozenset, set, type(None), range)):
        return bool(first == second)
    if isinstance(first, deque):
        return same(machine, list(first), list(second))
    return hasattr(first, "same_as") and bool(first.same_as(second))
