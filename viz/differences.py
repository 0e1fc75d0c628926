"""Every difference between two readings of one project, a line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from viz.model import Dataset, Node, Parameter, Place, Project

LONGEST_VALUE = 160


def differences(left: Project, right: Project) -> tuple[str, ...]:
    """What `left` and `right` say differently of pipelines, nodes, datasets and parameters; () where they agree.

    What each reader says of itself is no difference: its name, the version of Kedro it knows, its diagnostics and
    whether it could read everything.
    """
    sides = _names_of(left, right)
    return (
        *_of_values("project", {"name": left.name}, {"name": right.name}, sides),
        *_of_pipelines(left, right, sides),
        *_of_items("node", left.nodes, right.nodes, sides),
        *_of_items("dataset", left.datasets, right.datasets, sides),
        *_of_items("parameter", left.parameters, right.parameters, sides),
    )


def _names_of(left: Project, right: Project) -> tuple[str, str]:
    return (left.reader, right.reader) if left.reader != right.reader else ("the first", "the second")


def _of_pipelines(left: Project, right: Project, sides: tuple[str, str]) -> Iterator[str]:
    before = {pipeline.name: set(pipeline.node_ids) for pipeline in left.pipelines}
    after = {pipeline.name: set(pipeline.node_ids) for pipeline in right.pipelines}
    yield from _missing("pipeline", before.keys(), after.keys(), sides)
    for name in sorted(before.keys() & after.keys()):
        yield from _missing(f"pipeline {name!r}:", before[name], after[name], sides)


def _of_items(
    kind: str,
    left: Sequence[Node] | Sequence[Dataset] | Sequence[Parameter],
    right: Sequence[Node] | Sequence[Dataset] | Sequence[Parameter],
    sides: tuple[str, str],
) -> Iterator[str]:
    before, after = ({item.id: item for item in items} for items in (left, right))
    yield from _missing(kind, before.keys(), after.keys(), sides)
    for id_ in sorted(before.keys() & after.keys()):
        yield from _of_values(f"{kind} {id_!r}", _values(before[id_]), _values(after[id_]), sides)


def _values(item: Node | Dataset | Parameter) -> dict[str, Any]:
    """The fields to compare: where values come from is told by the files in every reading, and in their order."""
    values = {field.name: getattr(item, field.name) for field in fields(item) if not field.metadata.get("sparse")}
    if isinstance(item, Dataset):
        values["transcodings"] = tuple(replace(way, settings=(), overrides=()) for way in item.transcodings)
    return values


def _missing(what: str, left: Any, right: Any, sides: tuple[str, str]) -> Iterator[str]:
    for name in sorted(left - right):
        yield f"{what} {name!r}: only {sides[0]} has it"
    for name in sorted(right - left):
        yield f"{what} {name!r}: only {sides[1]} has it"


def _of_values(what: str, left: dict[str, Any], right: dict[str, Any], sides: tuple[str, str]) -> Iterator[str]:
    for key in left:
        if left[key] != right[key]:
            yield f"{what}: {key} is {_shown(left[key])} ({sides[0]}), {_shown(right[key])} ({sides[1]})"


def _shown(value: Any) -> str:
    if isinstance(value, Place):
        end = f"-{value.end_line}" if value.end_line else ""
        where = f" ({value.environment})" if value.environment else ""
        return f"{value.file}:{value.line}{end}{where}"
    text = repr(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}..."
