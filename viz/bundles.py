"""Datasets that only collapsed namespaces make or read, and all the same ones, as one element on a crowded canvas.

A large project whose namespaces are closed is otherwise hundreds of datasets around a few namespaces.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from viz.graph import Graph

CROWDED = 120
"""More elements than this are bundled where they can be."""

PREFIX = "datasets:"


class _Company(NamedTuple):
    """What datasets have in common that stand together."""

    makers: frozenset[str]
    readers: frozenset[str]
    namespace: str | None


def bundles(graph: Graph, stands_for: Mapping[str, str]) -> dict[str, str]:
    """The bundle of each dataset that goes into one, by ids: `datasets:` and the name of its first dataset.

    `stands_for` says what stands on the canvas for each element of the graph. Nothing is bundled unless more than
    `CROWDED` elements would be seen.
    """
    if len(set(stands_for.values())) <= CROWDED:
        return {}
    together: dict[_Company, list[str]] = defaultdict(list)
    for id_, seen_as in stands_for.items():
        if id_ == seen_as and graph.nodes[id_]["kind"] == "dataset":
            company = _Company(
                _seen(graph.predecessors(id_), stands_for),
                _seen(graph.successors(id_), stands_for),
                graph.nodes[id_]["namespace"],
            )
            if all(one.startswith("namespace:") for one in company.makers | company.readers):
                together[company].append(id_)
    found: dict[str, str] = {}
    for members in together.values():
        if len(members) > 1:
            found.update(dict.fromkeys(members, PREFIX + min(members).removeprefix("dataset:")))
    return found


def _seen(ids: Iterable[str], stands_for: Mapping[str, str]) -> frozenset[str]:
    return frozenset(stands_for[id_] for id_ in ids if id_ in stands_for)
