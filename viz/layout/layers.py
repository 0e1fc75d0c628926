"""Layers as strips across the picture, as far as the flow agrees with them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from viz.layout.depth import Depths
from viz.layout.net import Net, Pair

STRIP_EDGE = 24.0


def agreeing_layers(net: Net, links: Sequence[Pair]) -> tuple[list[int | None], list[Pair]]:
    """The layers without those of items that contradict the flow, and the links at which they do.

    An item contradicts where something of a later layer leads to it. Of the two ways to say so, "this one comes too
    late" and "that one comes too early", the one that leaves out fewer items is taken. `links` must be free of cycles.
    """
    late = _against(net.layer, links)
    mirrored: list[int | None] = [None if layer is None else -layer for layer in net.layer]
    early = _against(mirrored, [(target, source) for source, target in links])
    if len(late) <= len(early):
        return _without(net.layer, late), [link for item in sorted(late) for link in late[item]]
    return _without(net.layer, early), [(b, a) for item in sorted(early) for a, b in early[item]]


def _without(layers: Sequence[int | None], items: dict[int, list[Pair]]) -> list[int | None]:
    return [None if item in items else layer for item, layer in enumerate(layers)]


def _against(layers: Sequence[int | None], links: Sequence[Pair]) -> dict[int, list[Pair]]:
    """The items to which a higher layer leads, each with the links by which it does."""
    after: list[list[int]] = [[] for _ in layers]
    before: list[list[int]] = [[] for _ in layers]
    for source, target in links:
        after[source].append(target)
        before[target].append(source)
    waiting = [len(sources) for sources in before]
    reached: list[int | None] = [None] * len(layers)
    found: dict[int, list[Pair]] = {}
    ready = [item for item in range(len(layers)) if not waiting[item]]
    for item in ready:
        above = [level for level in (reached[source] for source in before[item]) if level is not None]
        own = layers[item]
        if own is not None and above and max(above) > own:
            found[item] = [
                (source, item)
                for source in before[item]
                for level in [reached[source]]
                if level is not None and level > own
            ]
        reached[item] = max([*above, *([own] if own is not None else [])], default=None)
        for target in after[item]:
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return found


def strips(layers: Sequence[int | None], ranks: Sequence[int], depths: Depths) -> list[tuple[int, float, float]]:
    """(layer, start, end) along the flow, from first to last, each ending where the next begins."""
    used: dict[int, list[int]] = {}
    for item, layer in enumerate(layers):
        if layer is not None:
            used.setdefault(layer, []).append(ranks[item])
    spans = [(layer, depths.top[min(used[layer])], depths.bottom[max(used[layer])]) for layer in sorted(used)]
    if not spans:
        return []
    edges = [(bottom + top) / 2 for (_, _, bottom), (_, top, _) in itertools.pairwise(spans)]
    edges = [spans[0][1] - STRIP_EDGE, *edges, spans[-1][2] + STRIP_EDGE]
    return [(layer, edges[index], edges[index + 1]) for index, (layer, _, _) in enumerate(spans)]
