"""Pictures of the same project stay alike, whatever of it is seen."""

from __future__ import annotations

from itertools import combinations

from tests.examples import node, project
from viz.model import Pipeline
from viz.picture import Pictures, draw
from viz.scene import View

NODES = (
    node("clean.left", "raw_left", "left"),
    node("clean.middle", "raw_middle", "middle"),
    node("clean.right", "raw_right", "right"),
    node("train.join", "left, middle, right", "table"),
    node("train.fit", "table, params:alpha", "model"),
    node("report.show", "model, right", "plot"),
)
PIPELINES = (
    Pipeline(name="__default__", node_ids=tuple(one.id for one in NODES)),
    Pipeline(name="clean", node_ids=tuple(one.id for one in NODES[:4])),
)
PROJECT = project(*NODES, pipelines=PIPELINES)
WHOLE = View(pipeline="__default__")


def test_a_picture_does_not_depend_on_what_was_drawn_before() -> None:
    view = View(pipeline="clean", collapsed=frozenset(["train"]))
    pictures = Pictures(PROJECT)
    pictures.draw(WHOLE)
    pictures.draw(View(pipeline="clean"))
    assert pictures.draw(view) == draw(PROJECT, view)


def test_collapsing_a_namespace_or_picking_a_pipeline_keeps_the_order_of_the_rest() -> None:
    before = draw(PROJECT, WHOLE).arrangement.positions
    for view in (View(pipeline="__default__", collapsed=frozenset(["train"])), View(pipeline="clean")):
        after = draw(PROJECT, view).arrangement.positions
        for a, b in combinations(sorted(before.keys() & after.keys()), 2):
            if before[a].y == before[b].y and after[a].y == after[b].y:
                assert (before[a].x < before[b].x) == (after[a].x < after[b].x), (view, a, b)
