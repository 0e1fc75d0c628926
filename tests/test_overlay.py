from __future__ import annotations

import pytest

from viz.overlay import duration_text, heat, heat_colours
from viz.theme import DARK, LIGHT, Theme, contrast


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, "0 ms"),
        (0.0854, "85 ms"),
        (0.9996, "1.00 s"),
        (1.239, "1.24 s"),
        (9.999, "10.0 s"),
        (59.96, "1 min 0 s"),
        (185.2, "3 min 5 s"),
        (7_800, "2 h 10 min"),
    ],
)
def test_a_time_is_written_as_a_person_reads_it(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


def test_heat_grows_from_nothing_to_the_slowest() -> None:
    assert [heat(seconds, 4.0) for seconds in (0.0, 1.0, 4.0, 9.0)] == [0.0, 0.5, 1.0, 1.0]
    assert heat(1.0, 0.0) == 0.0


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_text_is_readable_at_every_heat(theme: Theme) -> None:
    assert heat_colours(theme, 0.0)[0] == theme.heat[0]
    assert heat_colours(theme, 1.0)[0] == theme.heat[-1]
    for step in range(101):
        fill, text = heat_colours(theme, step / 100)
        assert contrast(fill, text) >= 4.5, step
