"""Which views of a project a saved page holds: there are too many ways to collapse namespaces to draw them all."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from viz.graph import ancestors_of_namespace, namespaces_of, parent_namespace, pipeline_nodes
from viz.model import Project
from viz.scene import View, default_view, hidden_namespaces

MAX_VIEWS = 300
MAX_DRAWN = 30_000
"""How many nodes and datasets all views but the first of each pipeline may draw together."""


def recorded_views(project: Project) -> list[View]:
    """The views to save, each in four variants, without parameters and with them, in both directions: each pipeline as
    it opens, then all expanded, all collapsed, each namespace in focus, and what one toggle after another leads to,
    by turns of the pipelines, up to MAX_VIEWS and MAX_DRAWN.
    """
    found: dict[View, None] = {}
    drawn = 0
    weights = {pipeline.name: _weight(project, pipeline.name) for pipeline in project.pipelines}
    turns = zip_longest(*(_reachable(project, pipeline.name) for pipeline in project.pipelines))
    for number, view in ((number, view) for number, turn in enumerate(turns) for view in turn if view):
        drawn += weights[view.pipeline]
        if number and (drawn > MAX_DRAWN or len(found) + 4 > MAX_VIEWS):
            break
        found.update(dict.fromkeys(_variants(view)))
    return list(found)


def _variants(view: View) -> Iterator[View]:
    turned = replace(view, direction="LR" if view.direction == "TB" else "TB")
    for one in (view, turned):
        yield one
        yield replace(one, parameters=True)


def _weight(project: Project, pipeline: str) -> int:
    """Nodes and datasets of a pipeline in all variants of a view."""
    nodes = pipeline_nodes(project, pipeline)
    return 4 * (len(nodes) + len({name for node in nodes for name in (*node.inputs, *node.outputs)}))


def _reachable(project: Project, pipeline: str) -> Iterator[View]:
    """Views without parameters, the likeliest first, each once."""
    first = default_view(project, pipeline)
    namespaces = namespaces_of(pipeline_nodes(project, pipeline))
    outermost = frozenset(name for name in namespaces if parent_namespace(name) is None)
    found = dict.fromkeys((first.collapsed, frozenset[str](), outermost))
    waiting = deque(found)
    yield from [replace(first, collapsed=collapsed) for collapsed in found]
    yield from (_focused(first, name, namespaces) for name in namespaces)
    while waiting:
        for collapsed in _toggled(waiting.popleft(), namespaces):
            if collapsed not in found:
                found[collapsed] = None
                waiting.append(collapsed)
                yield replace(first, collapsed=collapsed)


def _focused(first: View, name: str, namespaces: tuple[str, ...]) -> View:
    """The view that a page opens for one namespace: what is collapsed inside of it, or in what it lies in, stays so."""
    inside = {one for one in hidden_namespaces(first.collapsed, namespaces) if one.startswith(f"{name}.")}
    outermost = frozenset(one for one in inside if parent_namespace(one) not in inside)
    return replace(first, collapsed=outermost, focus=name)


def _toggled(collapsed: frozenset[str], namespaces: tuple[str, ...]) -> Iterator[frozenset[str]]:
    """What a click on each namespace that can be seen makes of the collapsed ones; none lies inside another.

    A namespace that opens shows its inner ones as they were left: open or collapsed.
    """
    for name in namespaces:
        if name in collapsed:
            yield collapsed - {name}
            yield collapsed - {name} | {inner for inner in namespaces if parent_namespace(inner) == name}
        elif collapsed.isdisjoint(ancestors_of_namespace(name)):
            yield frozenset(one for one in collapsed if name not in ancestors_of_namespace(one)) | {name}
