from __future__ import annotations

import pytest

from viz.theme import THEMES, Theme, contrast, css_themes

themes = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)

TEXT_ON_GROUND = [
    ("text", "canvas"), ("text", "surface"), ("text", "sunken"), ("text", "accent_soft"),
    ("muted", "canvas"), ("muted", "surface"), ("muted", "sunken"),
    ("accent", "surface"), ("accent", "canvas"), ("accent", "accent_soft"), ("on_accent", "accent"),
    ("node_text", "node_fill"), ("dataset_text", "dataset_fill"), ("memory_text", "memory_fill"),
    ("parameter_text", "parameter_fill"), ("namespace_text", "namespace_fill"), ("box_text", "box_fill"),
    ("box_text", "canvas"), ("box_text", "band_fill"), ("band_text", "band_fill"), ("band_text", "canvas"),
    ("idle_text", "idle_fill"),
    ("ok", "surface"), ("ok", "ok_soft"), ("warning", "surface"), ("warning", "warning_soft"),
    ("error", "surface"), ("error", "error_soft"), ("info", "surface"), ("info", "info_soft"),
    ("code_keyword", "sunken"), ("code_string", "sunken"), ("code_number", "sunken"),
    ("code_comment", "sunken"), ("code_name", "sunken"), ("code_decorator", "sunken"),
]  # fmt: skip

GROUNDS = ("canvas", "band_fill", "box_fill")
LINES = (
    "node_border", "dataset_border", "memory_border", "parameter_border", "namespace_border", "idle_border",
    "edge", "edge_lit", "accent", "error", "warning",
)  # fmt: skip
LINE_ON_GROUND = [
    *((line, ground) for line in LINES for ground in GROUNDS),
    ("node_icon", "node_fill"), ("dataset_icon", "dataset_fill"), ("parameter_icon", "parameter_fill"),
    ("namespace_icon", "namespace_fill"), ("memory_border", "memory_fill"), ("parameter_icon", "node_fill"),
    ("parameter_icon", "namespace_fill"), ("load", "surface"), ("compute", "surface"), ("save", "surface"),
]  # fmt: skip


@themes
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_is_readable(theme: Theme, text: str, ground: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


@themes
@pytest.mark.parametrize(("line", "ground"), LINE_ON_GROUND)
def test_lines_and_icons_can_be_seen(theme: Theme, line: str, ground: str) -> None:
    assert contrast(getattr(theme, line), getattr(theme, ground)) >= 3


@themes
def test_every_heat_colour_carries_readable_text(theme: Theme) -> None:
    for colour in theme.heat:
        assert max(contrast(colour, "#16120c"), contrast(colour, "#ffffff")) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_system_chooses_until_the_page_says_otherwise() -> None:
    rules = css_themes()
    assert "@media (prefers-color-scheme:dark)" in rules
    assert ":root[data-theme=light]" in rules
    assert "--node-fill:#ffffff" in rules
