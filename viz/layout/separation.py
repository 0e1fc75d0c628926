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
    heaps, at, place = clusters.heaps, clusters.at, clusters.place
    for variable in order:
        neighbours = before[variable]
        if neighbours:
            heap = [(-(place(other) + gap), other, variable, gap) for other, gap in neighbours]
            if len(heap) > 1:
                heapify(heap)
            heaps[variable] = heap
            if -heap[0][0] > at[variable] + _EXACT:
                clusters.make_room(variable)
    return [place(variable) for variable in range(len(wish))]


def separated_in_rows(
    wish: Sequence[float], weight: Sequence[float], rows: Sequence[Sequence[int]], steps: Sequence[Sequence[float]]
) -> list[float]:
    """The same, exactly and faster, where the variables stand in rows that know nothing of each other.

    `steps` are the distances of each variable in a row from the first of the row.
    """
    places = list(wish)
    for row, offsets in zip(rows, steps, strict=True):
        clusters: list[tuple[float, float, int]] = []
        for variable, offset in zip(row, offsets, strict=True):
            total, pull, size = weight[variable], weight[variable] * (wish[variable] - offset), 1
            while clusters and clusters[-1][1] * total > pull * clusters[-1][0]:
                left = clusters.pop()
                total, pull, size = total + left[0], pull + left[1], size + left[2]
            clusters.append((total, pull, size))
        index = 0
        for total, pull, size in clusters:
            at = pull / total
            for variable, offset in zip(row[index : index + size], offsets[index : index + size], strict=True):
                places[variable] = at + offset
            index += size
    return places


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

    def place(self, variable: int) -> float:
        parent = self.parent
        up = parent[variable]
        if up == variable:
            return self.at[variable]
        if parent[up] == up:
            return self.at[up] + self.offset[variable]
        root, offset = self.find(variable)
        return self.at[root] + offset

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

    def make_room(self, own: int) -> None:
        """Merge the variable with what is in its way at the left until nothing is."""
        heaps, at = self.heaps, self.at
        while heaps[own] and -heaps[own][0][0] > at[own] + _EXACT:
            bound, other, member, gap = heappop(heaps[own])
            left, shift = self.find(other)
            if left == own:
                continue
            distance = shift + gap
            if member != own:
                distance -= self.find(member)[1]
            true_bound = -(at[left] + distance)
            if true_bound > bound + _EXACT:
                heappush(heaps[own], (true_bound, other, member, gap))
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
