"""What a person may want to act on: entries nothing uses, inputs nothing makes, parameters nobody defines, ..."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from viz.model import Dataset, Diagnostic, Level, Node, Place
from viz.readers.kedro_project.catalog import Catalog, base_name, is_parameter
from viz.readers.kedro_project.facts import ParameterEntry

ALL_PARAMETERS = "parameters"
_NO_LOCAL_FILE = re.compile(r"^[A-Za-z][A-Za-z0-9+.\-]*:|[*?{}$]|^\.\.(/|$)|^/")


def advice(
    root: Path, nodes: Sequence[Node], catalog: Catalog, parameters: Mapping[str, ParameterEntry]
) -> Iterator[Diagnostic]:
    """The advice on a project whose pipelines are known completely."""
    made = {base_name(name) for node in nodes for name in node.outputs}
    taken = {base_name(name) for node in nodes for name in node.inputs if not is_parameter(name)}
    yield from _unused_datasets(catalog, made | taken)
    yield from _unmade_inputs(nodes, catalog.datasets, made)
    yield from _absent_files(root, (one for one in catalog.datasets if one.name in taken - made))
    yield from _parameters(nodes, parameters)
    yield from _layers(nodes, catalog.datasets)


def _note(level: Level, code: str, message: str, hint: str, place: Place | None) -> Diagnostic:
    return Diagnostic(level=level, code=code, message=message, hint=hint, place=place)


def _unused_datasets(catalog: Catalog, used: set[str]) -> Iterator[Diagnostic]:
    for one in catalog.datasets:
        if one.in_catalog and one.name not in used:
            message = f"No node uses the catalog entry {one.name!r}."
            yield _note("info", "dataset-unused", message, "Remove it if it is not wanted.", one.defined_at)
    for entry in catalog.unused_patterns:
        message = f"The pattern {entry.name!r} covers no dataset that a node uses."
        hint = "Check its spelling, or remove it: a more specific pattern may come first."
        yield _note("info", "pattern-unused", message, hint, entry.defined_at)


def _unmade_inputs(nodes: Sequence[Node], datasets: Iterable[Dataset], made: set[str]) -> Iterator[Diagnostic]:
    known = made | {one.name for one in datasets if one.in_catalog}
    for node in nodes:
        for name in dict.fromkeys(base_name(name) for name in node.inputs if not is_parameter(name)):
            if name not in known:
                message = f"{node.name!r} takes {name!r}, which no node makes and no catalog entry covers."
                hint = "Add it to the catalog, or correct the name."
                yield _note("warning", "input-missing", message, hint, node.declared_at)


def _absent_files(root: Path, inputs: Iterable[Dataset]) -> Iterator[Diagnostic]:
    for one in inputs:
        path = one.filepath
        if path and not _NO_LOCAL_FILE.search(path) and not _exists(root / path):
            message = f"The file of {one.name!r} is not there: {path}."
            yield _note("info", "file-missing", message, "A run needs it before it can start.", one.defined_at)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return True


def _parameters(nodes: Sequence[Node], parameters: Mapping[str, ParameterEntry]) -> Iterator[Diagnostic]:
    used: dict[str, Node] = {}
    for node in nodes:
        for name in node.inputs:
            if is_parameter(name):
                used.setdefault(name.removeprefix("params:"), node)
    for path in sorted(used):
        if path != ALL_PARAMETERS and path not in parameters:
            message = f"{used[path].name!r} takes the parameter {path!r}, which no configuration file defines."
            hint = "Define it in a parameters file, or give it with --params."
            yield _note("warning", "parameter-missing", message, hint, used[path].declared_at)
    if ALL_PARAMETERS not in used:
        yield from _unused_parameters(set(used), parameters)


def _unused_parameters(used: set[str], parameters: Mapping[str, ParameterEntry]) -> Iterator[Diagnostic]:
    """The uppermost parameters of which no node uses any part."""
    touched = used | {above for path in used for above in _above(path)}
    told: set[str] = set()
    for path, entry in parameters.items():
        above = _above(path)
        if path in touched or path.startswith("_") or told.intersection(above) or used.intersection(above):
            continue
        told.add(path)
        message = f"No node uses the parameter {path!r}."
        yield _note("info", "parameter-unused", message, "Remove it if it is not wanted.", entry.defined_at)


def _above(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts))]


def _layers(nodes: Sequence[Node], datasets: Iterable[Dataset]) -> Iterator[Diagnostic]:
    """Layers that feed each other, so that no order of theirs agrees with the flow."""
    layer = {one.name: one.layer for one in datasets if one.layer}
    after: dict[str, set[str]] = {}
    for node in nodes:
        sources = {layer[name] for name in map(base_name, node.inputs) if name in layer}
        for name in map(base_name, node.outputs):
            for source in sources - {layer.get(name)} if name in layer else ():
                after.setdefault(source, set()).add(layer[name])
    reached = {name: _reached(name, after) for name in after}
    tangled = sorted(name for name in reached if name in reached[name])
    if tangled:
        message = f"The layers {', '.join(tangled)} feed each other, so they have no order."
        yield _note("info", "layers-tangled", message, "Check the layers of the datasets between them.", None)


def _reached(start: str, after: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for name in after.get(waiting.pop(), set()) - found:
            found.add(name)
            waiting.append(name)
    return found
