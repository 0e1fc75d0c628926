"""Counting where edges cross."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


def count_between(row: Sequence[int], down: Sequence[Sequence[int]], place: Sequence[int]) -> int:
    """How many pairs of edges cross between a row and the next; `place` holds the places of nodes in their rows."""
    ends: list[int] = []
    for above in row:
        belows = down[above]
        if len(belows) == 1:
            ends.append(place[belows[0]])
        elif belows:
            ends += sorted([place[below] for below in belows])
    return inversions(ends)


def inversions(values: Sequence[int]) -> int:
    """Pairs that stand the wrong way round.

    A sorted list is quicker here than a tree would be: rows are thousands long at most, and moving them is one copy.
    """
    before: list[int] = []
    found = 0
    for seen, value in enumerate(values):
        at = bisect_right(before, value)
        found += seen - at
        before.insert(at, value)
    return found


def excess(of_a: Sequence[int], of_b: Sequence[int], place: Sequence[int]) -> int:
    """How many crossings fewer the edges from a and b to these ends make if b stands before a instead of after."""
    found = 0
    for end in of_a:
        here = place[end]
        for other in of_b:
            there = place[other]
            if here > there:
                found += 1
            elif here < there:
                found -= 1
    return found
