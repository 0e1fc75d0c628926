from __future__ import annotations

import pytest

from viz.readers.kedro_project.factories import can_be_read, fill_in, match, ranked


@pytest.mark.parametrize(
    ("pattern", "name", "values"),
    [
        ("{name}", "cars", {"name": "cars"}),
        ("{namespace}.int_{name}", "data.int_cars", {"namespace": "data", "name": "cars"}),
        ("{a}.{b}", "x.y.z", {"a": "x", "b": "y.z"}),
        ("{a}_{a}", "x_x", {"a": "x"}),
        ("{a}_{a}", "x_y", None),
        ("raw_{name}", "RAW_cars", {"name": "cars"}),
        ("raw_{name}", "raw_", None),
        ("{name}_raw", "cars_raw_raw", {"name": "cars_raw"}),
        ("{a}@{b}", "cars@pandas", {"a": "cars", "b": "pandas"}),
        ("part_{n:d}", "part_12", {"n": "12"}),
        ("part_{n:d}", "part_x", None),
        ("{}_x", "a_x", {}),
        ("{a}x{b}x", "axx", None),
    ],
)
def test_patterns_match_as_in_kedro(pattern, name, values):
    found = match([pattern], name)
    assert (found and dict(found.values)) == values


def test_patterns_are_tried_from_the_most_specific_to_the_catch_all():
    patterns = ["{default}", "{namespace}.{name}", "{a}.int_{b}{c}", "{a}.int_{b}", "{a}.ant_{b}"]
    assert ranked(patterns) == ["{a}.int_{b}{c}", "{a}.ant_{b}", "{a}.int_{b}", "{namespace}.{name}", "{default}"]


def test_a_match_takes_time_that_grows_with_the_name_only():
    assert match(["{a}{b}{c}{d}{e}{f}{g}{h}{i}x"], "y" * 50_000) is None
    assert match(["{a:w}{b:w}{c:w}{d:w}{e:w}{f:w}x"], "y" * 50_000) is None


def test_placeholders_are_filled_in_everywhere_and_nothing_is_evaluated():
    config = {"filepath": "data/{name}.csv", "args": ["{name}", {"x": "{name.__class__}"}], "n": 1, "f": "{{name}}"}
    filled = fill_in(config, {"name": "cars"})
    assert filled == {"filepath": "data/cars.csv", "args": ["cars", {"x": "{name.__class__}"}], "n": 1, "f": "{name}"}


def test_a_pattern_of_another_form_is_not_understood():
    assert not can_be_read("{a.b}_x")
    assert not can_be_read("{a:>10}")
    assert not can_be_read("{a:w}{b:w}{c:w}{d:w}")
    assert can_be_read("{a}_x")
