"""Counting where edges cross."""

from __future__ import annotations

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


def inversions(values: list[int]) -> int:
    """Pairs that stand the wrong way round, counted with a binary indexed tree."""
    if len(values) < 2:
        return 0
    size = max(values) + 2
    tree = [0] * (size + 1)
    found = 0
    for seen, value in enumerate(values):
        found += seen
        index = value + 1
        while index > 0:
            found -= tree[index]
            index &= index - 1
        index = value + 1
        while index <= size:
            tree[index] += 1
            index += index & -index
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
