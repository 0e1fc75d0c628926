"""One table says how elements look; the canvas and the SVG both read it."""

from __future__ import annotations

import pytest

from viz.app.stylesheet import OUTLINES, stylesheet
from viz.outlines import outline
from viz.shapes import SHAPES, VARIANTS, Shape, colours, in_state, shape_of
from viz.theme import LIGHT, THEMES, Theme, contrast

KINDS = ("node", "dataset", "parameter", "namespace")


def test_outlines_alone_tell_the_kinds_apart() -> None:
    assert len({shape_of(kind).outline for kind in KINDS}) == len(KINDS)
    assert len({outline(shape_of(kind).outline, 0, 0, 90, 30) for kind in ("node", "dataset", "parameter")}) == 3


def test_a_memory_dataset_is_a_dataset_drawn_more_lightly() -> None:
    stored, memory = shape_of("dataset", "table"), shape_of("dataset", "memory")

    assert memory.outline == stored.outline
    assert memory.dashed
    assert contrast(LIGHT.memory_fill, LIGHT.canvas) < contrast(LIGHT.dataset_fill, LIGHT.canvas)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("kind", SHAPES)
def test_the_canvas_draws_what_the_table_says(theme: Theme, kind: str) -> None:
    selector = f"node.dataset.{kind}" if kind in VARIANTS else f"node.{kind}"
    rule = {k: v for rule in stylesheet(theme) if rule["selector"] == selector for k, v in rule["style"].items()}
    fill, border, text, _ = colours(theme, SHAPES[kind])

    assert (rule["background-color"], rule["border-color"], rule["color"]) == (fill, border, text)
    assert rule["shape"] == OUTLINES[SHAPES[kind].outline]["shape"]
    assert (rule["border-style"] == "dashed") is SHAPES[kind].dashed


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("status", ["failed", "not_run", None])
@pytest.mark.parametrize("kind", ["node", "namespace"])
def test_states_are_readable(theme: Theme, status: str | None, kind: str) -> None:
    shape: Shape = in_state(shape_of(kind), status)
    fill, _, text, icon = colours(theme, shape)

    assert contrast(text, fill) >= 4.5
    assert contrast(icon, fill) >= 3
    assert shape.outline == shape_of(kind).outline
