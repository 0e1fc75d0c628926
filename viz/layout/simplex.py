"""Ranks between which the links are as short as they can be, all in all: the network simplex method.

Every arc (tail, head, distance, strength) asks `ranks[head] - ranks[tail] >= distance` and costs its strength for
each rank of its length. A tree of arcs that are exactly as long as they must be says where everything stands. Where
the strengths of all the arcs that pass from one side of a tree's arc to the other pull its sides together the wrong
way round (a negative flow), both sides part until another arc becomes as short as it can be, which takes its place
in the tree (E. Gansner, E. Koutsofios, S. North, K. Vo, "A technique for drawing directed graphs", 1993). Only the
smaller of both sides is ever looked at.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

Arc = tuple[int, int, int, int]
"""(tail, head, distance, strength)"""


def shorten(arcs: Sequence[Arc], ranks: list[int], effort: int) -> None:
    """Change `ranks`, which must keep all distances, in place; they stay as good as they are after so many steps."""
    tree = _Tree(arcs, ranks)
    wrong = deque(arc for arc, flow in enumerate(tree.flow) if flow < 0)
    while wrong and tree.steps < effort:
        arc = wrong.popleft()
        if tree.flow[arc] < 0:
            wrong += tree.exchange(arc)


class _Tree:
    """`flow` is that of the arcs in the tree, `near` the tree's arcs at each point, `up` the arc to its parent.

    `steps` counts the points on the smaller sides so far.
    """

    def __init__(self, arcs: Sequence[Arc], ranks: list[int]) -> None:
        self.ranks = ranks
        self.tail = [arc[0] for arc in arcs]
        self.head = [arc[1] for arc in arcs]
        self.distance = [arc[2] for arc in arcs]
        self.strength = [arc[3] for arc in arcs]
        self.arcs_at: list[list[int]] = [[] for _ in ranks]
        for arc, (tail, head, _, _) in enumerate(arcs):
            self.arcs_at[tail].append(arc)
            self.arcs_at[head].append(arc)
        self.near: list[list[int]] = [[] for _ in ranks]
        self.up = [-1] * len(ranks)
        self.flow = [0] * len(arcs)
        self.steps = 0
        self._grow()
        self._hang()

    def _slack(self, arc: int) -> int:
        return self.ranks[self.head[arc]] - self.ranks[self.tail[arc]] - self.distance[arc]

    def _grow(self) -> None:
        """Join everything by arcs without slack, moving whole pieces, the smaller ones first, until they touch."""
        piece = list(range(len(self.ranks)))
        members = [[point] for point in piece]
        for arc in range(len(self.tail)):
            if not self._slack(arc) and piece[self.tail[arc]] != piece[self.head[arc]]:
                self._join(arc, piece, members)
        waiting = deque(sorted({*piece}, key=lambda one: len(members[one])))
        while waiting:
            own = waiting.popleft()
            arc = self._nearest(members[own], piece)
            if arc >= 0:
                step = self._slack(arc) if piece[self.tail[arc]] == own else -self._slack(arc)
                for point in members[own]:
                    self.ranks[point] += step
                waiting.append(self._join(arc, piece, members))

    def _nearest(self, points: Sequence[int], piece: Sequence[int]) -> int:
        """The arc with the least slack that leads out of the points' piece, or -1."""
        best, least = -1, 0
        if len(points) < len(piece):
            for point in points:
                for arc in self.arcs_at[point]:
                    if piece[self.tail[arc]] != piece[self.head[arc]]:
                        slack = self._slack(arc)
                        if best < 0 or slack < least:
                            best, least = arc, slack
        return best

    def _join(self, arc: int, piece: list[int], members: list[list[int]]) -> int:
        """Make one of the two pieces that the arc joins, and answer which."""
        a, b = piece[self.tail[arc]], piece[self.head[arc]]
        if len(members[a]) < len(members[b]):
            a, b = b, a
        for point in members[b]:
            piece[point] = a
        members[a] += members[b]
        members[b] = []
        self.near[self.tail[arc]].append(arc)
        self.near[self.head[arc]].append(arc)
        return a

    def _hang(self) -> None:
        """Give every point its parent and every arc of the tree its flow."""
        surplus = [0] * len(self.ranks)
        for tail, head, strength in zip(self.tail, self.head, self.strength, strict=True):
            surplus[head] += strength
            surplus[tail] -= strength
        met = [False] * len(self.ranks)
        for start in range(len(self.ranks)):
            if met[start]:
                continue
            met[start] = True
            order = [start]
            for point in order:
                for arc in self.near[point]:
                    other = self.tail[arc] + self.head[arc] - point
                    if not met[other]:
                        met[other] = True
                        self.up[other] = arc
                        order.append(other)
            for point in reversed(order[1:]):
                arc = self.up[point]
                other = self.tail[arc] + self.head[arc] - point
                self.flow[arc] = surplus[point] if self.head[arc] == point else -surplus[point]
                surplus[other] += surplus[point]

    def exchange(self, leaving: int) -> list[int]:
        """Take an arc with negative flow out of the tree, another one in, and answer whose flow is negative now."""
        side, has_tail = self._smaller_side(leaving)
        self.steps += len(side) + 1
        entering = self._returning(side, has_tail)
        step = self._slack(entering)
        if step:
            for point in side:
                self.ranks[point] += -step if has_tail else step
        amount = -self.flow[leaving]
        wrong = self._push(amount, entering)
        self.flow[entering], self.flow[leaving] = amount, 0
        self._hang_anew(leaving, entering)
        return wrong

    def _smaller_side(self, leaving: int) -> tuple[list[int], bool]:
        """The points on the smaller side of the tree's arc, and whether its tail is there."""
        tail, head, near = self.tail, self.head, self.near
        sides = [tail[leaving]], [head[leaving]]
        fronts = [(tail[leaving], leaving)], [(head[leaving], leaving)]
        while True:
            for side, front in zip(sides, fronts, strict=True):
                if not front:
                    return side, side is sides[0]
                point, came = front.pop()
                for arc in near[point]:
                    if arc != came:
                        other = tail[arc] + head[arc] - point
                        side.append(other)
                        front.append((other, arc))

    def _returning(self, side: list[int], has_tail: bool) -> int:
        """The shortest of the arcs that lead from the side of the head back to that of the tail."""
        inside = set(side)
        near, far = (self.head, self.tail) if has_tail else (self.tail, self.head)
        best, least = -1, 0
        for point in side:
            for arc in self.arcs_at[point]:
                if near[arc] == point and far[arc] not in inside:
                    slack = self._slack(arc)
                    if best < 0 or slack < least:
                        best, least = arc, slack
            if best >= 0 and not least:
                break
        return best

    def _push(self, amount: int, entering: int) -> list[int]:
        """Send flow round the circle that the entering arc closes; the arcs whose flow is negative since then."""
        flow, wrong = self.flow, []
        down, up = self._ways_to_meet(self.head[entering], self.tail[entering])
        for way, ahead, point in ((down, self.tail, self.head[entering]), (up, self.head, self.tail[entering])):
            for arc in way:
                if ahead[arc] == point:
                    flow[arc] += amount
                else:
                    if 0 <= flow[arc] < amount:
                        wrong.append(arc)
                    flow[arc] -= amount
                point = self.tail[arc] + self.head[arc] - point
        return wrong

    def _ways_to_meet(self, *ends: int) -> tuple[list[int], list[int]]:
        """The arcs from both ends up to the first point that is above both."""
        ways: tuple[list[int], list[int]] = [], []
        met = {ends[0]: 0}, {ends[1]: 0}
        points = list(ends)
        turn = 0
        while points[turn] not in met[1 - turn]:
            arc = self.up[points[turn]]
            if arc >= 0:
                points[turn] += self.tail[arc] + self.head[arc] - 2 * points[turn]
                ways[turn].append(arc)
                met[turn][points[turn]] = len(ways[turn])
                if points[turn] in met[1 - turn]:
                    break
            turn = 1 - turn
        del ways[1 - turn][met[1 - turn][points[turn]] :]
        return ways

    def _hang_anew(self, leaving: int, entering: int) -> None:
        """Hang what was below the leaving arc from the entering one."""
        tail, head, up = self.tail, self.head, self.up
        below = tail[leaving] if up[tail[leaving]] == leaving else head[leaving]
        for end in (tail[leaving], head[leaving]):
            self.near[end].remove(leaving)
        for end in (tail[entering], head[entering]):
            self.near[end].append(entering)
        point = tail[entering] if self._hangs_below(tail[entering], below) else head[entering]
        arc = entering
        while True:
            arc, up[point] = up[point], arc
            if point == below:
                return
            point = tail[arc] + head[arc] - point

    def _hangs_below(self, point: int, above: int) -> bool:
        while point != above and self.up[point] >= 0:
            point = self.tail[self.up[point]] + self.head[self.up[point]] - point
        return point == above
