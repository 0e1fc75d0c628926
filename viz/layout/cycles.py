"""Links turned round so that nothing leads back to itself."""

from __future__ import annotations

from collections.abc import Sequence

from viz.layout.net import Pair


def without_cycles(count: int, links: Sequence[Pair]) -> list[Pair]:
    """The links with those turned round that close a cycle, found depth first from the sources."""
    after: list[list[int]] = [[] for _ in range(count)]
    incoming = [0] * count
    for source, target in links:
        after[source].append(target)
        incoming[target] += 1
    starts = [v for v in range(count) if not incoming[v]] + [v for v in range(count) if incoming[v]]
    back = _back_links(after, starts)
    return list(dict.fromkeys((t, s) if (s, t) in back else (s, t) for s, t in links))


def _back_links(after: list[list[int]], starts: list[int]) -> set[Pair]:
    back: set[Pair] = set()
    state = [0] * len(after)
    for start in starts:
        if state[start]:
            continue
        state[start] = 1
        stack = [(start, iter(after[start]))]
        while stack:
            node, rest = stack[-1]
            for target in rest:
                if state[target] == 1:
                    back.add((node, target))
                elif not state[target]:
                    state[target] = 1
                    stack.append((target, iter(after[target])))
                    break
            else:
                state[node] = 2
                stack.pop()
    return back
