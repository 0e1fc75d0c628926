"""The nearest places to those wished for at which everything keeps its distance.

Least squares under constraints "b stands at least so far to the right of a" (T. Dwyer, K. Marriott, P. Stuckey,
"Fast node overlap removal", 2005, without its last step of splitting again): from left to right each variable
is put where it wishes to be; while something at its left is in the way, the two become one rigid cluster, which
stands at the mean of what its members wish. Where each variable has one neighbour at its left this is isotonic
regression and exact, else close to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

Beside = Sequence[Sequence[tuple[int, float]]]
"""For every variable those at its left, each with the least distance."""

_EXACT = 1e-6


def separated(wish: Sequence[float], weight: Sequence[float], order: Sequence[int], before: Beside) -> list[float]:
    """Places near `wish` that keep all distances; `order` must list everything at the left of a variable first."""
    clusters = _Clusters(wish, weight)
    for variable in order:
        clusters.admit(variable, before[variable])
    return [clusters.place(variable) for variable in range(len(wish))]


class _Clusters:
    """A forest: each cluster is a tree whose root knows the cluster's place, its weight and what is at its left.

    `offset` is the distance from the parent in the tree. What is at the left waits in a heap by how far to the
    right it wants to push the root; other clusters only ever move to the left, so an old entry can only say too much.
    """

    def __init__(self, wish: Sequence[float], weight: Sequence[float]) -> None:
        count = len(wish)
        self.parent = list(range(count))
        self.offset = [0.0] * count
        self.weight = list(weight)
        self.pull = [w * x for w, x in zip(weight, wish, strict=True)]
        self.at = list(wish)
        self.heaps: list[list[tuple[float, int, int, float]]] = [[] for _ in range(count)]

    def find(self, variable: int) -> tuple[int, float]:
        """The root of the variable's cluster and the distance from it; shortens the way there."""
        parent, offset = self.parent, self.offset
        root, total = variable, 0.0
        while parent[root] != root:
            total += offset[root]
            root = parent[root]
        node, left = variable, total
        while parent[node] != root and node != root:
            after, step = parent[node], offset[node]
            parent[node], offset[node] = root, left
            node, left = after, left - step
        return root, total

    def place(self, variable: int) -> float:
        root, offset = self.find(variable)
        return self.at[root] + offset

    def admit(self, variable: int, neighbours: Sequence[tuple[int, float]]) -> None:
        """Let the variable in at the right of those admitted before, merging while something is in the way."""
        own = variable
        heap = [(-(self.place(other) + gap), other, variable, gap) for other, gap in neighbours]
        heapify(heap)
        self.heaps[own] = heap
        while self.heaps[own] and -self.heaps[own][0][0] > self.at[own] + _EXACT:
            bound, other, member, gap = heappop(self.heaps[own])
            left, shift = self.find(other)
            if left == own:
                continue
            distance = shift + gap - self.find(member)[1]
            true_bound = -(self.at[left] + distance)
            if true_bound > bound + _EXACT:
                heappush(self.heaps[own], (true_bound, other, member, gap))
            else:
                own = self._merge(left, own, distance)

    def _merge(self, left: int, right: int, distance: float) -> int:
        """Make one cluster of two whose roots stand `distance` apart; the one with more neighbours keeps its root."""
        big, small, shift = left, right, distance
        if len(self.heaps[right]) > len(self.heaps[left]):
            big, small, shift = right, left, -distance
        self.parent[small], self.offset[small] = big, shift
        self.pull[big] += self.pull[small] - self.weight[small] * shift
        self.weight[big] += self.weight[small]
        self.at[big] = self.pull[big] / self.weight[big]
        heap = self.heaps[big]
        for bound, other, member, gap in self.heaps[small]:
            heappush(heap, (bound + shift, other, member, gap))
        self.heaps[small] = []
        return big
