"""A way past a box does not go further than it must."""

from __future__ import annotations

from viz.layout.routes import unhooked

BELOW = [(0.0, 0.0), (0.0, 100.0), (200.0, 100.0)]
"""Down the left side of a box and below it to its right side."""


def test_a_way_that_has_passed_below_a_box_does_not_climb_again() -> None:
    hook = [(200.0, 20.0), (210.0, 20.0), (210.0, 90.0)]

    assert unhooked([*BELOW, *hook, (50.0, 120.0), (50.0, 300.0)]) == [*BELOW[:2], (50.0, 120.0), (50.0, 300.0)]


def test_where_the_hook_comes_down_upright_the_way_stays_below_the_box_until_there() -> None:
    assert unhooked([*BELOW, (200.0, 20.0), (150.0, 20.0), (150.0, 300.0)]) == [
        *BELOW[:2],
        (150.0, 100.0),
        (150.0, 300.0),
    ]


def test_a_way_over_a_box_stays() -> None:
    over = [(0.0, 100.0), (0.0, 10.0), (200.0, 10.0), (200.0, 100.0), (200.0, 300.0)]

    assert unhooked(over) == over


def test_a_way_that_ends_up_there_or_leads_to_where_none_was_stays() -> None:
    for more in ([(200.0, 20.0)], [(200.0, 20.0), (400.0, 20.0), (400.0, 300.0)]):
        assert unhooked([*BELOW, *more]) == [*BELOW, *more]
