from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.curves import control_points, svg_path
from viz.layout import Point


def test_a_straight_line_with_the_flow_needs_no_control_point() -> None:
    assert control_points([Point(5, 0), Point(5, 80)]) == []
    assert control_points([Point(0, 5), Point(80, 5)], "LR") == []


def test_a_slanting_line_leaves_and_arrives_with_the_flow() -> None:
    first, second, last = control_points([Point(0, 0), Point(100, 50)])
    assert (first.x, second.x, last.x) == (0, 100, 100)
    assert 0 < first.y < second.y < last.y < 50


def test_left_to_right_is_the_same_turned() -> None:
    down = control_points([Point(0, 0), Point(40, 50), Point(40, 90)])
    across = control_points([Point(0, 0), Point(50, 40), Point(90, 40)], "LR")
    assert [(point.x, point.y) for point in down] == [(point.y, point.x) for point in across]


def test_a_right_angle_is_rounded_close_to_the_bend() -> None:
    before, bend, after = control_points([Point(0, 0), Point(0, 100), Point(100, 100)])
    assert bend == Point(0, 100)
    assert (before, after) == (Point(0, 88), Point(12, 100))


def test_the_rounding_of_two_near_bends_does_not_overlap() -> None:
    controls = control_points([Point(0, 0), Point(0, 90), Point(9, 90), Point(9, 180)])
    assert [point.x for point in controls] == pytest.approx([0, 0, 3, 6, 9, 9])


coordinate = st.integers(-500, 500).map(float)
routes = st.lists(st.builds(Point, coordinate, coordinate), min_size=2, max_size=6)


@given(routes)
def test_a_curve_stays_between_the_corners_of_its_route(route: list[Point]) -> None:
    for point in control_points(route):
        assert min(p.x for p in route) - 1e-6 <= point.x <= max(p.x for p in route) + 1e-6
        assert min(p.y for p in route) - 1e-6 <= point.y <= max(p.y for p in route) + 1e-6


def test_the_svg_path_goes_from_end_to_end() -> None:
    assert svg_path([Point(5, 0), Point(5, 80)]) == "M5 0L5 80"
    assert svg_path([Point(0, 0), Point(100, 50)]) == "M0 0Q0 21 50 25Q100 29 100 35Q100 41 100 50"
