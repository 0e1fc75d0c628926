"""Graphs as no one draws them by hand: endless, flat, deep, in a thousand pieces."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from tests.layout.graphs import contains, overlap, rect_of
from viz.layout import Arrangement, Direction, Group, Item, Link, arrange


def square(name: str, group: str | None = None, layer: int | None = None) -> Item:
    return Item(id=name, width=80, height=36, group=group, layer=layer)


def ratio(done: Arrangement) -> float:
    return done.width / done.height


@pytest.mark.parametrize("direction", ["TB", "LR"])
def test_a_chain_of_three_thousand_is_straight(direction: Direction) -> None:
    names = [f"i{number}" for number in range(3_000)]
    done = arrange([square(name) for name in names], [], [Link(a, b) for a, b in pairwise(names)], direction=direction)
    across = {point.x if direction == "TB" else point.y for point in done.positions.values()}
    assert len(across) == 1


@pytest.mark.parametrize("outwards", [True, False])
def test_a_star_of_two_thousand_has_two_ranks(outwards: bool) -> None:
    rays = [("hub", f"i{number}") if outwards else (f"i{number}", "hub") for number in range(2_000)]
    done = arrange(
        [square("hub"), *[square(f"i{number}") for number in range(2_000)]], [], [Link(*ray) for ray in rays]
    )
    assert len({point.y for point in done.positions.values()}) == 2
    assert len({point.x for name, point in done.positions.items() if name != "hub"}) == 2_000


def test_a_circle_of_a_thousand_is_drawn() -> None:
    links = [Link(f"i{number}", f"i{(number + 1) % 1_000}") for number in range(1_000)]
    done = arrange([square(f"i{number}") for number in range(1_000)], [], links)
    assert len(done.routes) == 1_000
    assert len({point.y for point in done.positions.values()}) == 1_000


def test_thirty_namespaces_inside_each_other() -> None:
    groups = [Group(id=f"g{depth}", parent=f"g{depth - 1}" if depth else None) for depth in range(30)]
    items = [square(f"i{depth}", f"g{depth}") for depth in range(30)]
    done = arrange(items, groups, [Link(a.id, b.id) for a, b in pairwise(items)])
    for outer, inner in pairwise(groups):
        assert contains(done.boxes[outer.id], done.boxes[inner.id])


@pytest.mark.parametrize(
    ("group", "layers"),
    [(None, None), ("g", None), (None, 1), (None, 4)],
    ids=["free", "in a namespace", "one of them with a layer", "in four layers"],
)
def test_a_thousand_single_items_fill_a_block(group: str | None, layers: int | None) -> None:
    items = [
        square(f"i{n}", group, None if layers is None or (layers == 1 and n) else n % layers) for n in range(1_000)
    ]
    done = arrange(items, [Group(id="g")], [])
    assert 0.4 < ratio(done) < 3
    rects = sorted((rect_of(item, done) for item in items), key=lambda rect: (rect.y, rect.x))
    assert not any(overlap(a, b) for a, b in pairwise(rects))


@pytest.mark.parametrize("layer", [None, 0], ids=["without layers", "with a layer elsewhere"])
@pytest.mark.parametrize("group", [None, "g"])
def test_many_small_pieces_fill_a_block(group: str | None, layer: int | None) -> None:
    items = [square(f"i{number}", group) for number in range(200)]
    links = [Link(f"i{number}", f"i{number + 1}") for number in range(0, 200, 2)]
    done = arrange([*items, square("raw", None, layer)], [Group(id="g")], links)
    assert 0.4 < ratio(done) < 3
    assert not any(overlap(rect_of(a, done), rect_of(b, done)) for a, b in combinations(items, 2))


def test_the_bands_of_layers_have_their_shelf_for_themselves() -> None:
    """What has nothing to do with a layer does not stand in its band."""
    items = [square("raw", layer=0), square("model", layer=1), square("alone"), square("from"), square("to")]
    done = arrange(items, [], [Link("raw", "model"), Link("from", "to")])
    assert [band.layer for band in done.bands] == [0, 1]
    assert all(done.positions[name].y > done.bands[-1].end for name in ("alone", "from", "to"))
