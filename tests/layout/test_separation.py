"""Places near those wished for, everything at its distance."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.layout.separation import separated, separated_in_rows

places = st.floats(-100, 100)
rows = st.lists(st.tuples(places, st.floats(0.5, 4), st.floats(1, 30)), min_size=1, max_size=12)


def test_two_that_wish_for_the_same_place_stand_on_both_sides_of_it() -> None:
    assert separated([5.0, 5.0], [1.0, 1.0], [0, 1], [[], [(0, 10.0)]]) == [0.0, 10.0]


def test_what_has_room_stands_where_it_wishes() -> None:
    assert separated([0.0, 50.0], [1.0, 1.0], [0, 1], [[], [(0, 10.0)]]) == [0.0, 50.0]


def test_the_heavier_one_moves_less() -> None:
    light, heavy = separated([0.0, 0.0], [1.0, 3.0], [0, 1], [[], [(0, 8.0)]])
    assert (light, heavy) == (-6.0, 2.0)


@given(rows)
def test_one_row_comes_out_the_same_both_ways(row: list[tuple[float, float, float]]) -> None:
    wish, weight, gaps = (list(column) for column in zip(*row, strict=True))
    before = [[], *[[(index, gap)] for index, gap in enumerate(gaps[1:])]]
    steps = [0.0, *accumulate(gaps[1:])]
    slow = separated(wish, weight, range(len(row)), before)
    fast = separated_in_rows(wish, weight, [range(len(row))], [steps])
    assert slow == pytest.approx(fast, abs=1e-4)


@given(st.lists(places, min_size=2, max_size=15), st.data())
def test_all_distances_are_kept(wish: list[float], data: st.DataObject) -> None:
    before = [
        [(other, data.draw(st.floats(1, 40))) for other in range(variable) if data.draw(st.booleans())]
        for variable in range(len(wish))
    ]
    found = separated(wish, [1.0] * len(wish), range(len(wish)), before)
    for variable, neighbours in enumerate(before):
        assert all(found[variable] - found[other] >= gap - 1e-4 for other, gap in neighbours)


@given(rows)
def test_a_row_stays_in_its_order(row: list[tuple[float, float, float]]) -> None:
    wish, weight, gaps = (list(column) for column in zip(*row, strict=True))
    found = separated_in_rows(wish, weight, [range(len(row))], [[0.0, *accumulate(gaps[1:])]])
    assert all(b - a >= gap - 1e-6 for (a, b), gap in zip(pairwise(found), gaps[1:], strict=True))
