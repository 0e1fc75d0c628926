"""What stands wholly before what: groups opened only as far as the flow forces them to be.

A block is an item or a whole group. Where one block leads to another and nothing leads back, all of the first
comes before all of the second. Blocks that lead to each other in a circle are opened, and the same is asked of
their parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from viz.layout.net import Net, Pair

Block = tuple[bool, int]
"""(whether it is a group, its number)"""


def block_order(net: Net, links: Sequence[Pair], markers: int = 0) -> Iterator[tuple[Block, Block, int]]:
    """Pairs of blocks of which the first comes wholly before the second, and how often groups were opened for it.

    `links` must be free of cycles; their ends are items, or markers numbered after the items that stand in no group.
    """
    chains = net.chains()
    ways: list[tuple[Block, ...]] = [
        (*[(True, group) for group in (chains[own] if own >= 0 else ())], (False, item))
        for item, own in enumerate([*net.group, *[-1] * markers])
    ]
    depth = [0] * len(ways)
    work: list[tuple[int, list[Pair]]] = [(0, list(links))]
    while work:
        inside: dict[Block, list[Pair]] = defaultdict(list)
        between: list[tuple[Block, Block, Pair]] = []
        level, piece = work.pop()
        for link in piece:
            a, b = ways[link[0]][depth[link[0]]], ways[link[1]][depth[link[1]]]
            if a == b:
                inside[a].append(link)
            else:
                between.append((a, b, link))
        knots = strong_components([(a, b) for a, b, _ in between])
        open_again: dict[Block, list[Pair]] = defaultdict(list)
        for a, b, link in between:
            if knots[a] == knots[b]:
                open_again[knots[a]].append(link)
            else:
                yield a, b, level
        for block, own in inside.items():
            open_again[knots.get(block, block)].extend(own)
        for own in open_again.values():
            for item in {item for link in own for item in link}:
                depth[item] = min(depth[item] + 1, len(ways[item]) - 1)
            work.append((level + 1, own))


def strong_components(links: Sequence[tuple[Block, Block]]) -> dict[Block, Block]:
    """One block for every end of a link, the same for those that lead to each other in a circle (Tarjan)."""
    after: dict[Block, list[Block]] = {}
    for source, target in links:
        after.setdefault(source, []).append(target)
        after.setdefault(target, [])
    index: dict[Block, int] = {}
    low: dict[Block, int] = {}
    component: dict[Block, Block] = {}
    path: list[Block] = []
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


def _close(root: Block, path: list[Block], component: dict[Block, Block]) -> None:
    while True:
        node = path.pop()
        component[node] = root
        if node == root:
            return
