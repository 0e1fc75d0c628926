"""Which loading belongs to which node, where several nodes run at once and a line names only the dataset.

What is certain: a worker loads the inputs of its node one after the other, then starts it, and its own lines never
change places. So the lines are a shuffle of known sequences. All ways to unshuffle them are followed at the same time;
ways that come to the same set of busy workers are merged, so that the number of ways stays small.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

MOST_WAYS = 200
MOST_OPEN = 64
_FOREVER = 1 << 60


@dataclass(frozen=True, slots=True)
class Claim:
    """Which line may have been the first loading of a node: `pick` is one consistent choice, None where none fits.

    `candidates` holds every position that some consistent reading gives, `complete` is False where there were too
    many readings to follow.
    """

    pick: int | None
    candidates: frozenset[int]
    complete: bool = True


@dataclass(slots=True)
class _Way:
    picks: dict[int, int] = field(default_factory=dict)
    candidates: dict[int, frozenset[int]] = field(default_factory=dict)

    def with_claim(self, start: int, first: int) -> _Way:
        return _Way({**self.picks, start: first}, {**self.candidates, start: frozenset((first,))})

    def merge(self, other: _Way) -> None:
        for start, found in other.candidates.items():
            self.candidates[start] |= found


_Workers = tuple[tuple[int, int], ...]
"""The busy workers: how far each has loaded (a place in the tree of inputs) and the position of its first loading."""

_Ways = dict[_Workers, _Way]


class _Inputs:
    """The tree of all input sequences; `open_until` says how long a place in it can still be reached."""

    def __init__(self, sequences: Mapping[int, Sequence[str]], waiting: Sequence[Sequence[str]]) -> None:
        self._children: dict[tuple[int, str], int] = {}
        self._open_until: list[int] = [_FOREVER]
        self.end = {start: self._add(names, start) for start, names in sequences.items()}
        for names in waiting:
            self._add(names, _FOREVER)

    def _add(self, names: Sequence[str], until: int) -> int:
        place = 0
        for name in names:
            key = (place, name)
            if key not in self._children:
                self._children[key] = len(self._open_until)
                self._open_until.append(until)
            place = self._children[key]
            self._open_until[place] = max(self._open_until[place], until)
        return place

    def after(self, place: int, dataset: str, position: int) -> int | None:
        """The place after loading one more dataset, None where no node still to start would do that."""
        child = self._children.get((place, dataset))
        return child if child is not None and self._open_until[child] > position else None


def attribute(
    loads: Mapping[int, str],
    starts: Mapping[int, Sequence[str]],
    waiting: Sequence[Sequence[str]] = (),
) -> dict[int, Claim]:
    """The first loading of every started node.

    `loads` are dataset names and `starts` the inputs of started nodes, both by position in the log; `waiting` are the
    inputs of nodes that may have begun to load and never started. Nodes without inputs have no claim.
    """
    wanted = {start: names for start, names in starts.items() if names}
    inputs = _Inputs(wanted, waiting)
    ways: _Ways = {(): _Way()}
    claims: dict[int, Claim] = {}
    complete = True
    for position in sorted([*loads, *wanted]):
        if position in loads:
            ways = _load(ways, inputs, position, loads[position]) or ways
        else:
            ways = _start(ways, inputs, position, claims)
        complete = complete and len(ways) <= MOST_WAYS
        ways = dict(list(ways.items())[:MOST_WAYS])
        if len(ways) == 1 or len(next(iter(ways.values())).picks) > MOST_OPEN:
            ways = _settle(ways, claims, complete)
            complete = True
    return claims | _final(ways, complete)


def _load(ways: _Ways, inputs: _Inputs, position: int, dataset: str) -> _Ways:
    after: _Ways = {}
    for workers, way in ways.items():
        for busy in _loaded(workers, inputs, position, dataset):
            _keep(after, busy, _Way(dict(way.picks), dict(way.candidates)))
    return after


def _loaded(workers: _Workers, inputs: _Inputs, position: int, dataset: str) -> Iterator[_Workers]:
    for number in range(len(workers) - 1, -1, -1):
        place, first = workers[number]
        child = inputs.after(place, dataset, position)
        if child is not None:
            yield _sorted(workers, number, (child, first))
    fresh = inputs.after(0, dataset, position)
    if fresh is not None:
        yield _sorted(workers, None, (fresh, position))


def _start(ways: _Ways, inputs: _Inputs, position: int, claims: dict[int, Claim]) -> _Ways:
    after: _Ways = {}
    for workers, way in ways.items():
        for number in range(len(workers) - 1, -1, -1):
            place, first = workers[number]
            if place == inputs.end[position]:
                _keep(after, workers[:number] + workers[number + 1 :], way.with_claim(position, first))
    if not after:
        claims[position] = Claim(None, frozenset())
    return after or ways


def _sorted(workers: _Workers, leaving: int | None, entering: tuple[int, int]) -> _Workers:
    """Busy workers by their first loading, so that the same set is the same key and the newest comes last."""
    kept = [worker for number, worker in enumerate(workers) if number != leaving]
    return tuple(sorted([*kept, entering], key=lambda worker: worker[1]))


def _keep(ways: _Ways, workers: _Workers, way: _Way) -> None:
    known = ways.get(workers)
    if known is None:
        ways[workers] = way
    else:
        known.merge(way)


def _settle(ways: _Ways, claims: dict[int, Claim], complete: bool) -> _Ways:
    claims |= _final(ways, complete)
    return {workers: _Way() for workers in ways}


def _final(ways: _Ways, complete: bool) -> dict[int, Claim]:
    """What every way that is left says together; the first way is the one whose choice is taken."""
    ordered = list(ways.values())
    return {
        start: Claim(pick, frozenset().union(*(way.candidates[start] for way in ordered)), complete)
        for start, pick in ordered[0].picks.items()
    }
