"""Ranks with the shortest links there can be."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from viz.layout.simplex import Arc, shorten

ENOUGH = 100_000


def total(arcs: list[Arc], ranks: list[int]) -> int:
    return sum(strength * (ranks[head] - ranks[tail]) for tail, head, _, strength in arcs)


def earliest(arcs: list[Arc], count: int) -> list[int]:
    ranks = [0] * count
    for tail, head, distance, _ in sorted(arcs):
        ranks[head] = max(ranks[head], ranks[tail] + distance)
    return ranks


@st.composite
def ordered_arcs(draw: st.DrawFn) -> tuple[int, list[Arc]]:
    """Arcs that lead to higher numbers, no two between the same points."""
    count = draw(st.integers(2, 12))
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] < pair[1])
    sizes = st.tuples(st.integers(0, 3), st.integers(0, 4))
    drawn = draw(st.lists(st.tuples(pairs, sizes), min_size=1, max_size=30, unique_by=lambda one: one[0]))
    return count, [(*pair, *size) for pair, size in drawn]


def test_a_source_stands_right_before_what_uses_it() -> None:
    arcs = [(0, 1, 1, 1), (1, 2, 1, 1), (3, 2, 1, 1)]
    ranks = earliest(arcs, 4)
    shorten(arcs, ranks, ENOUGH)
    assert ranks[3] == ranks[2] - 1


def test_many_links_move_what_holds_them() -> None:
    """One link gets longer so that three get shorter."""
    arcs = [(0, 1, 1, 1), (1, 2, 1, 1), (2, 3, 1, 1), (0, 4, 1, 1), *[(4, n, 1, 1) for n in (5, 6, 7)]]
    arcs += [(3, n, 1, 1) for n in (5, 6, 7)]
    ranks = earliest(sorted(arcs), 8)
    shorten(arcs, ranks, ENOUGH)
    assert ranks[4] == ranks[3]


@given(ordered_arcs())
def test_no_ranks_have_shorter_links(drawn: tuple[int, list[Arc]]) -> None:
    """As long as the costliest flow there is, which the theory of duality says."""
    count, arcs = drawn
    ranks = earliest(arcs, count)
    shorten(arcs, ranks, ENOUGH)
    assert all(ranks[head] - ranks[tail] >= distance for tail, head, distance, _ in arcs)
    flows = nx.DiGraph()
    flows.add_nodes_from(range(count), demand=0)
    for tail, head, distance, strength in arcs:
        flows.add_edge(tail, head, weight=-distance)
        flows.nodes[head]["demand"] += strength
        flows.nodes[tail]["demand"] -= strength
    assert total(arcs, ranks) == -nx.min_cost_flow_cost(flows)
