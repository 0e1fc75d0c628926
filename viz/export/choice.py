"""Which view of a project an export draws, from what a user names on the command line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from viz.errors import UsageError
from viz.graph import ancestors_of_namespace, namespaces_of, pipeline_nodes
from viz.layout import Direction
from viz.model import Project
from viz.scene import View, default_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is asked for: `depth` levels of namespaces open (None: as the pipeline opens on the page), then those in
    `expand` opened with all around them, and those in `collapse` closed."""

    pipeline: str | None = None
    direction: Direction = "TB"
    parameters: bool = False
    depth: int | None = None
    expand: Sequence[str] = ()
    collapse: Sequence[str] = ()
    focus: str | None = None


def chosen_view(project: Project, choice: Choice) -> View:
    """The view that is asked for; UsageError where a pipeline or namespace is not there, or the depth is negative."""
    view = default_view(project, choice.pipeline)
    namespaces = namespaces_of(pipeline_nodes(project, view.pipeline))
    for name in (*choice.expand, *choice.collapse, *filter(None, [choice.focus])):
        _check(name, namespaces, view.pipeline)
    collapsed = set(view.collapsed)
    if choice.depth is not None:
        collapsed = _below(namespaces, choice.depth)
    collapsed.difference_update(around for name in choice.expand for around in ancestors_of_namespace(name))
    collapsed.update(choice.collapse)
    return replace(
        view,
        collapsed=frozenset(collapsed),
        parameters=choice.parameters,
        direction=choice.direction,
        focus=choice.focus,
    )


def _below(namespaces: Collection[str], depth: int) -> set[str]:
    if depth < 0:
        raise UsageError(f"--depth takes a number of levels from 0 up, not {depth}.")
    return {name for name in namespaces if name.count(".") >= depth}


def _check(name: str, namespaces: Collection[str], pipeline: str) -> None:
    if name in namespaces:
        return
    close = get_close_matches(name, namespaces, n=3) or sorted(namespaces)[:3]
    known = f"it has {', '.join(map(repr, close))}" if close else "it has none"
    raise UsageError(f"There is no namespace {name!r} in the pipeline {pipeline!r}; {known}.")
