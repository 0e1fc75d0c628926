"""Shorter links by moving items between ranks, whole bunches of them where one alone cannot gain anything."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

PASSES = 3

Distances = Sequence[Sequence[tuple[int, int]]]


def shorten(
    links: Sequence[tuple[int, int, float]],
    before: Distances,
    after: Distances,
    sequence: Sequence[int],
    ranks: list[int],
) -> None:
    """Change `ranks` in place so that the links, each (source, target, strength), get shorter.

    Points are the items and, numbered after them, others that have no links and merely keep their distances.
    `before` and `after` list for every point the points it must keep a distance from, `sequence` all points in order.
    """
    above: list[list[tuple[int, float]]] = [[] for _ in ranks]
    below: list[list[tuple[int, float]]] = [[] for _ in ranks]
    for source, target, strength in links:
        above[target].append((source, strength))
        below[source].append((target, strength))
    backwards = sequence[::-1]
    for _ in range(PASSES):
        moved = _move_down(above, below, after, sequence, ranks)
        ranks[:] = [-rank for rank in ranks]
        moved = _move_down(below, above, before, backwards, ranks) or moved
        ranks[:] = [-rank for rank in ranks]
        if not moved:
            return


def _move_down(
    above: Sequence[Sequence[tuple[int, float]]],
    below: Sequence[Sequence[tuple[int, float]]],
    after: Distances,
    sequence: Sequence[int],
    ranks: list[int],
) -> bool:
    gain = _gains(above, below, sequence)
    moved = False
    for point in reversed(sequence):
        if not after[point]:
            continue
        if not (above[point] or below[point]):
            ranks[point] = min([ranks[later] - distance for later, distance in after[point]])
        elif gain[point] > 0 and min([ranks[later] - distance for later, distance in after[point]]) > ranks[point]:
            moved = _move_bunch(point, gain, above, below, after, ranks) or moved
    return moved


def _gains(
    above: Sequence[Sequence[tuple[int, float]]], below: Sequence[Sequence[tuple[int, float]]], sequence: Sequence[int]
) -> list[float]:
    """How much shorter the links get for each rank that a point moves down with all that gains by following it."""
    gain = [0.0] * len(above)
    for point in sequence:
        own = fsum([strength for _, strength in below[point]]) - fsum([strength for _, strength in above[point]])
        gain[point] = own + fsum([max(0.0, gain[other]) for other, _ in above[point]])
    return gain


def _move_bunch(
    start: int,
    gain: Sequence[float],
    above: Sequence[Sequence[tuple[int, float]]],
    below: Sequence[Sequence[tuple[int, float]]],
    after: Distances,
    ranks: list[int],
) -> bool:
    bunch = {start}
    waiting = [start]
    while waiting:
        for other, _ in above[waiting.pop()]:
            held = [later for later, distance in after[other] if ranks[later] - distance == ranks[other]]
            if other not in bunch and gain[other] >= 0 and all(later in bunch for later in held):
                bunch.add(other)
                waiting.append(other)
    total = 0.0
    for point in bunch:
        total += fsum([strength for other, strength in below[point] if other not in bunch])
        total -= fsum([strength for other, strength in above[point] if other not in bunch])
    if total <= 0:
        return False
    room = min(
        [ranks[later] - distance - ranks[p] for p in bunch for later, distance in after[p] if later not in bunch]
    )
    for point in bunch:
        ranks[point] += room
    return room > 0
