"""Orders to start from: what belongs together stands together, seen in several ways."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence

from viz.layout.tracks import Rows

Start = Callable[[Rows], list[list[int]]]


def as_given(rows: Rows) -> list[list[int]]:
    """In the order in which the items were given, each long edge between its ends."""
    wish = [float(item) for item in range(rows.items)] + [0.0] * (len(rows.rank) - rows.items)
    for path in rows.paths.values():
        for node in path[1:-1]:
            wish[node] = (path[0] + path[-1]) / 2
    return _grouped(rows, sorted(_from_top(rows), key=lambda node: (wish[node], node)))


def along_the_flow(rows: Rows) -> list[list[int]]:
    """Depth first from the sources."""
    return _grouped(rows, _walk(_from_top(rows), [rows.down], deepest_first=True))


def against_the_flow(rows: Rows) -> list[list[int]]:
    """Breadth first from the sinks."""
    sinks = [node for node in reversed(_from_top(rows)) if not rows.down[node]]
    return _grouped(rows, _walk(sinks, [rows.up], deepest_first=False))


def by_depth(rows: Rows) -> list[list[int]]:
    """Depth first, both along and against the flow."""
    return _grouped(rows, _walk(_from_top(rows), [rows.down, rows.up], deepest_first=True))


def by_breadth(rows: Rows) -> list[list[int]]:
    """Breadth first, both along and against the flow."""
    return _grouped(rows, _walk(_from_top(rows), [rows.down, rows.up], deepest_first=False))


def _from_top(rows: Rows) -> list[int]:
    return [node for row in rows.rows for node in row]


def _walk(starts: Iterable[int], ways: Sequence[Sequence[Sequence[int]]], *, deepest_first: bool) -> Iterable[int]:
    met: set[int] = set()
    for start in starts:
        waiting = deque([start])
        while waiting:
            node = waiting.pop() if deepest_first else waiting.popleft()
            if node in met:
                continue
            met.add(node)
            yield node
            near = [other for way in ways for other in way[node]]
            waiting.extend(reversed(near) if deepest_first else near)


def _grouped(rows: Rows, sequence: Iterable[int]) -> list[list[int]]:
    """The rows in the order of the sequence, each group where the first of its members is."""
    met = {node: index for index, node in enumerate(sequence)}
    for row in rows.rows:
        for node in row:
            met.setdefault(node, len(met))
    if not rows.chains:
        return [sorted(row, key=met.__getitem__) for row in rows.rows]
    first: dict[int, int] = {}
    for node in sorted(met, key=met.__getitem__):
        for group in rows.chain(node):
            first.setdefault(group, met[node])

    def key(node: int) -> list[int]:
        return [*[first[group] for group in rows.chain(node)], met[node]]

    return [sorted(row, key=key) for row in rows.rows]
