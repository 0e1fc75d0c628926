"""Layers order the ranks where the flow allows it, and say where it does not."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given

from tests.layout.graphs import Graph, graphs, rect_of
from viz.layout import Item, Link, arrange


def item(name: str, layer: int | None = None) -> Item:
    return Item(id=name, width=80, height=36, layer=layer)


def test_a_later_layer_stands_below_an_earlier_one_that_has_nothing_to_do_with_it() -> None:
    done = arrange([item("late", 2), item("raw", 0), item("early", 1)], [], [Link("raw", "early")])
    assert done.positions["raw"].y < done.positions["early"].y < done.positions["late"].y
    assert [band.layer for band in done.bands] == [0, 1, 2]


def test_a_link_against_its_layers_is_told_and_the_others_keep_their_bands() -> None:
    items = [item("model", 3), item("raw", 0), item("train"), item("table", 1), item("report", 4)]
    links = [Link("model", "train"), Link("train", "table"), Link("raw", "table"), Link("table", "report")]
    done = arrange(items, [], links)
    assert done.contradictions == (Link("train", "table"),) or done.contradictions == (Link("model", "train"),)
    assert {0, 4} <= {band.layer for band in done.bands}


def test_without_layers_there_are_no_bands() -> None:
    done = arrange([item("a"), item("b")], [], [Link("a", "b")])
    assert done.bands == ()
    assert done.contradictions == ()


@given(graphs(layers=True))
def test_bands_follow_each_other_and_hold_their_items(graph: Graph) -> None:
    done = arrange(graph.items, graph.groups, graph.links)
    for before, after in pairwise(done.bands):
        assert before.layer < after.layer
        assert before.start < before.end <= after.start < after.end
    if done.contradictions:
        return
    bands = {band.layer: band for band in done.bands}
    for one in graph.items:
        if one.layer is not None:
            rect = rect_of(one, done)
            assert bands[one.layer].start <= rect.y
            assert rect.y + rect.height <= bands[one.layer].end
