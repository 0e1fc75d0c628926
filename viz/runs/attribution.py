"""Which loading belongs to which node, where several nodes run at once and a line names only the dataset.

What is certain: a worker loads the inputs of its node one after the other, then starts it, and its own lines never
change places. So the lines are a shuffle of known sequences. All ways to unshuffle them are followed at the same time;
ways that come to the same set of busy workers are merged, so that the number of ways stays small.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

MOST_WAYS = 128
"""How many readings are followed at the same time; once there were more, the result is a guess."""
GUESSED_WAYS = 8
MOST_OPEN = 32
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
    """The tree of all input sequences: which nodes, by the position of their start, can be reached from a place."""

    def __init__(self, sequences: Mapping[int, Sequence[str]], waiting: Sequence[Sequence[str]]) -> None:
        self._children: dict[tuple[int, str], int] = {}
        self._starts: list[list[int]] = [[]]
        self._above: list[frozenset[int]] = [frozenset((0,))]
        self.end = {start: self._add(names, start) for start, names in sorted(sequences.items())}
        for names in waiting:
            self._add(names, _FOREVER)

    def _add(self, names: Sequence[str], start: int) -> int:
        place = 0
        for name in names:
            key = (place, name)
            if key not in self._children:
                self._children[key] = len(self._starts)
                self._above.append(self._above[place] | {len(self._starts)})
                self._starts.append([])
            place = self._children[key]
            self._starts[place].append(start)
        return place

    def after(self, place: int, dataset: str, position: int, workers: _Workers) -> int | None:
        """The place after loading one more dataset, None where every node still to start from there has its worker."""
        child = self._children.get((place, dataset))
        if child is None:
            return None
        starts = self._starts[child]
        left = len(starts) - bisect_right(starts, position)
        busy = sum(child in self._above[other] for other, _ in workers)
        return child if busy < left else None


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
            started = _start(ways, inputs, position)
            if not started:
                claims[position] = Claim(None, frozenset(), complete)
            ways = started or ways
        complete = complete and len(ways) <= MOST_WAYS
        if not complete:
            ways = dict(list(ways.items())[:GUESSED_WAYS])
        if len(ways) == 1 or len(next(iter(ways.values())).picks) > MOST_OPEN:
            ways = _settle(ways, claims, complete)
            complete = complete or () in ways
    return claims | _final(ways, complete)


def _load(ways: _Ways, inputs: _Inputs, position: int, dataset: str) -> _Ways:
    after: _Ways = {}
    for workers, way in ways.items():
        if len(after) > MOST_WAYS:
            break
        for busy in _loaded(workers, inputs, position, dataset):
            _keep(after, busy, _Way(dict(way.picks), dict(way.candidates)))
    return after


def _loaded(workers: _Workers, inputs: _Inputs, position: int, dataset: str) -> Iterator[_Workers]:
    for number in range(len(workers) - 1, -1, -1):
        place, first = workers[number]
        child = inputs.after(place, dataset, position, workers)
        if child is not None:
            yield _sorted(workers, number, (child, first))
    fresh = inputs.after(0, dataset, position, workers)
    if fresh is not None:
        yield _sorted(workers, None, (fresh, position))


def _start(ways: _Ways, inputs: _Inputs, position: int) -> _Ways:
    after: _Ways = {}
    for workers, way in ways.items():
        for number in range(len(workers) - 1, -1, -1):
            place, first = workers[number]
            if place == inputs.end[position]:
                _keep(after, workers[:number] + workers[number + 1 :], way.with_claim(position, first))
    return after


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
