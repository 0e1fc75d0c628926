"""The ranks as rows to be ordered: items, and the dummies through which long edges pass the ranks between.

All long edges of one source share one track: its dummies form a tree from which the edges branch off as late
as they can. A dummy belongs to a group as an item does, so that an edge crosses a border once: it stays inside
the groups of its source to their last rank, and enters those of its target at their first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from viz.layout.net import ROOT, Net, Pair


@dataclass(slots=True)
class Rows:
    """Nodes are the items, then the dummies. `up` and `down` hold the neighbours in the ranks next to it.

    `paths` tells the nodes of each link from end to end, `around` the groups around each node, outermost first. `spans`
    are first and last rank of each group, `chains` the groups around each, itself included.
    """

    items: int
    rank: list[int]
    group: list[int]
    up: list[list[int]]
    down: list[list[int]]
    spans: list[Pair]
    chains: list[tuple[int, ...]]
    rows: list[list[int]] = field(default_factory=list)
    paths: dict[Pair, tuple[int, ...]] = field(default_factory=dict)
    around: list[tuple[int, ...]] = field(default_factory=list)

    def add(self, rank: int, group: int) -> int:
        node = len(self.rank)
        self.rank.append(rank)
        self.group.append(group)
        self.up.append([])
        self.down.append([])
        return node

    def connect(self, above: int, below: int) -> None:
        self.down[above].append(below)
        self.up[below].append(above)

    def chain(self, node: int) -> tuple[int, ...]:
        """The groups around a node, outermost first."""
        group = self.group[node]
        return () if group == ROOT else self.chains[group]


def lay_tracks(net: Net, ranks: Sequence[int], links: Sequence[Pair]) -> Rows:
    """Rows with every item, every dummy, and a filler where a group has nothing in a rank of its span."""
    count = len(net)
    rows = Rows(
        items=count,
        rank=list(ranks),
        group=list(net.group),
        up=[[] for _ in range(count)],
        down=[[] for _ in range(count)],
        spans=_spans(net, ranks),
        chains=net.chains(),
    )
    known: dict[tuple[int, int, int], int] = {}
    for link in links:
        _lay_link(rows, link, known)
    _fill(net, rows)
    rows.around = [rows.chain(node) for node in range(len(rows.rank))]
    rows.rows = [[] for _ in range(max(rows.rank, default=-1) + 1)]
    for node, rank in enumerate(rows.rank):
        rows.rows[rank].append(node)
    return rows


def _spans(net: Net, ranks: Sequence[int]) -> list[Pair]:
    first = [len(ranks)] * len(net.parent)
    last = [-1] * len(net.parent)
    for item, rank in enumerate(ranks):
        for group in net.ancestors(net.group[item]):
            first[group] = min(first[group], rank)
            last[group] = max(last[group], rank)
    return list(zip(first, last, strict=True))


def _lay_link(rows: Rows, link: Pair, known: dict[tuple[int, int, int], int]) -> None:
    source, target = link
    path = [target]
    for rank in range(rows.rank[target] - 1, rows.rank[source], -1):
        group = _group_on_the_way(rows, source, target, rank)
        dummy = known.get((source, rank, group))
        if dummy is not None:
            rows.connect(dummy, path[-1])
            path.append(dummy)
            while path[-1] != source:
                path.append(rows.up[path[-1]][0])
            break
        dummy = known[source, rank, group] = rows.add(rank, group)
        rows.connect(dummy, path[-1])
        path.append(dummy)
    else:
        rows.connect(source, path[-1])
        path.append(source)
    rows.paths[link] = tuple(reversed(path))


def _group_on_the_way(rows: Rows, source: int, target: int, rank: int) -> int:
    out, into = rows.chain(source), rows.chain(target)
    shared = 0
    while shared < min(len(out), len(into)) and out[shared] == into[shared]:
        shared += 1
    for group in reversed(out[shared:]):
        if rank <= rows.spans[group][1] < rows.rank[target]:
            return group
    for group in reversed(into[shared:]):
        if rows.rank[source] < rows.spans[group][0] <= rank:
            return group
    return out[shared - 1] if shared else ROOT


def _fill(net: Net, rows: Rows) -> None:
    taken = {(group, rows.rank[node]) for node in range(len(rows.rank)) for group in rows.chain(node)}
    innermost_first = sorted(range(len(net.parent)), key=lambda group: -len(rows.chains[group]))
    for group in innermost_first:
        for rank in range(rows.spans[group][0], rows.spans[group][1] + 1):
            if (group, rank) not in taken:
                taken.update((outer, rank) for outer in net.ancestors(group))
                rows.add(rank, group)
