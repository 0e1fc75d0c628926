"""Which rank everything stands in: one ranking for the whole picture, groups as compact in it as the flow allows.

Every link leads to a later rank (some are turned round first where there are cycles). Beyond that, a group
stands wholly after the groups and items that lead to it. Where that is impossible, because a group leads to
something that leads back into it, the group is opened and the rule is applied to its parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from viz.layout.net import ROOT, Net, Pair

Constraint = tuple[int, int, int]
"""(before, after, least distance in ranks)"""


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


def assign_ranks(net: Net, links: Sequence[Pair]) -> list[int]:
    """The rank of every item, from 0; `links` must be free of cycles."""
    count = len(net)
    constraints = {(s, t, 1) for s, t in links}
    constraints.update(_group_constraints(net, links))
    for item in range(count):
        if net.group[item] != ROOT:
            constraints.add((_first(net, net.group[item]), item, 0))
            constraints.add((item, _last(net, net.group[item]), 0))
    for group, parent in enumerate(net.parent):
        if parent != ROOT:
            constraints.add((_first(net, parent), _first(net, group), 0))
            constraints.add((_last(net, group), _last(net, parent), 0))
    total = count + 2 * len(net.parent)
    return _longest_paths(total, constraints)[:count]


def _first(net: Net, group: int) -> int:
    """The number of the marker that stands before everything in the group."""
    return len(net) + 2 * group


def _last(net: Net, group: int) -> int:
    return len(net) + 2 * group + 1


def _longest_paths(total: int, constraints: Iterable[Constraint]) -> list[int]:
    after: list[list[Pair]] = [[] for _ in range(total)]
    waiting = [0] * total
    for before, behind, distance in constraints:
        after[before].append((behind, distance))
        waiting[behind] += 1
    ranks = [0] * total
    ready = [v for v in range(total) if not waiting[v]]
    for node in ready:
        for behind, distance in after[node]:
            ranks[behind] = max(ranks[behind], ranks[node] + distance)
            waiting[behind] -= 1
            if not waiting[behind]:
                ready.append(behind)
    return ranks


def _group_constraints(net: Net, links: Sequence[Pair]) -> set[Constraint]:
    """Whole groups before and after others; a block is an item (its number) or a group (count + its number)."""
    count = len(net)
    found: set[Constraint] = set()
    if not net.parent:
        return found
    chains = net.chains()
    ways = [
        (*[count + group for group in (chains[net.group[item]] if net.group[item] != ROOT else ())], item)
        for item in range(count)
    ]
    depth = [0] * count
    work: list[list[Pair]] = [list(links)]
    while work:
        inside: dict[int, list[Pair]] = defaultdict(list)
        between: list[tuple[int, int, Pair]] = []
        for link in work.pop():
            a, b = ways[link[0]][depth[link[0]]], ways[link[1]][depth[link[1]]]
            if a == b:
                inside[a].append(link)
            else:
                between.append((a, b, link))
        knots = strong_components([(a, b) for a, b, _ in between])
        tangled: dict[int, list[Pair]] = defaultdict(list)
        for a, b, link in between:
            if knots[a] == knots[b]:
                tangled[knots[a]].append(link)
            else:
                found.add((_end(net, a), _start(net, b), 1))
        for block, own in inside.items():
            knot = knots.get(block, -1)
            (tangled[knot] if knot in tangled else tangled[-2 - block]).extend(own)
        for own in tangled.values():
            for item in {item for link in own for item in link}:
                depth[item] = min(depth[item] + 1, len(ways[item]) - 1)
            work.append(own)
    return found


def _end(net: Net, block: int) -> int:
    return block if block < len(net) else _last(net, block - len(net))


def _start(net: Net, block: int) -> int:
    return block if block < len(net) else _first(net, block - len(net))


def strong_components(links: Sequence[Pair]) -> dict[int, int]:
    """A number for every end of a link, the same for those that lead to each other in a circle (Tarjan)."""
    after: dict[int, list[int]] = {}
    for source, target in links:
        after.setdefault(source, []).append(target)
        after.setdefault(target, [])
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    component: dict[int, int] = {}
    path: list[int] = []
    for start in after:
        if start in index:
            continue
        index[start] = low[start] = len(index)
        path.append(start)
        stack = [(start, iter(after[start]))]
        while stack:
            node, rest = stack[-1]
            for target in rest:
                if target not in index:
                    index[target] = low[target] = len(index)
                    path.append(target)
                    stack.append((target, iter(after[target])))
                    break
                if target not in component:
                    low[node] = min(low[node], index[target])
            else:
                stack.pop()
                if stack:
                    low[stack[-1][0]] = min(low[stack[-1][0]], low[node])
                if low[node] == index[node]:
                    _close(node, path, component)
    return component


def _close(root: int, path: list[int], component: dict[int, int]) -> None:
    while True:
        node = path.pop()
        component[node] = root
        if node == root:
            return
