"""What a person may want to act on: entries nothing uses, inputs nothing makes, parameters nobody defines, ..."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from viz.model import Dataset, Diagnostic, Level, Node, Place
from viz.readers.kedro_project.catalog import Catalog, base_name, is_parameter
from viz.readers.kedro_project.facts import ParameterEntry

ALL_PARAMETERS = "parameters"
MAX_OF_A_KIND = 50
_NO_LOCAL_FILE = re.compile(r"^[A-Za-z][A-Za-z0-9+.\-]*:|[*?{}$]|^\.\.(/|$)|^/")


def advice(
    root: Path, nodes: Sequence[Node], catalog: Catalog, parameters: Mapping[str, ParameterEntry]
) -> Iterator[Diagnostic]:
    """The advice on a project whose pipelines are known completely, at most `MAX_OF_A_KIND` of a kind."""
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for one in _all_advice(root, nodes, catalog, parameters):
        found[one.code].append(one)
    for several in found.values():
        yield from several[:MAX_OF_A_KIND]
        if rest := several[MAX_OF_A_KIND:]:
            last, more = rest[0], f" {len(rest) - 1} more messages are like this one." if len(rest) > 1 else ""
            yield replace(last, message=last.message + more)


def _all_advice(
    root: Path, nodes: Sequence[Node], catalog: Catalog, parameters: Mapping[str, ParameterEntry]
) -> Iterator[Diagnostic]:
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
    told = 0
    for node in nodes:
        for name in dict.fromkeys(base_name(name) for name in node.inputs if not is_parameter(name)):
            if name not in known:
                message = f"{node.name!r} takes {name!r}, which no node makes and no catalog entry covers."
                hint = f"Add it to the catalog, or correct the name{_close(name, known, told)}."
                told += 1
                yield _note("warning", "input-missing", message, hint, node.declared_at)


def _close(name: str, known: Iterable[str], told: int) -> str:
    """What may have been meant; looked for only where it will be shown."""
    found = get_close_matches(name, known, n=1, cutoff=0.8) if told < MAX_OF_A_KIND else []
    return f"; {found[0]!r} is close to it" if found else ""


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
    told = 0
    for path in sorted(used):
        if path != ALL_PARAMETERS and path not in parameters:
            message = f"{used[path].name!r} takes the parameter {path!r}, which no configuration file defines."
            hint = f"Define it in a parameters file, or give it with --params{_close(path, parameters, told)}."
            told += 1
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
    """Datasets that lead back into a layer before their own, so that no order of the layers agrees with the flow."""
    known = {one.name: one for one in datasets if one.layer}
    steps = {(source.name, target.name): (source, target) for node in nodes for source, target in _steps(node, known)}
    after: dict[str | None, set[str | None]] = {}
    for source, target in steps.values():
        after.setdefault(source.layer, set()).add(target.layer)
    reached = {name: _reached(name, after) for name in after}
    tangled = {name for name in reached if name in reached[name]}
    depth = _layer_depths(nodes, known) if tangled else {}
    for source, target in steps.values():
        here, there = source.layer, target.layer
        if {here, there} <= tangled and depth.get(there, 0) < depth.get(here, 0) and here in reached[there]:
            message = (
                f"{target.name!r} of the layer {there!r} is made from {source.name!r} of the layer {here!r}, "
                f"which comes after {there!r} elsewhere: the layers have no order."
            )
            yield _note("info", "layers-tangled", message, "Correct the layer of one of them.", target.defined_at)


def _layer_depths(nodes: Sequence[Node], known: Mapping[str, Dataset]) -> dict[str | None, int]:
    """How many nodes lie before the first dataset of each layer; {} where nodes wait for each other."""
    before: dict[str, set[str]] = {}
    for node in nodes:
        for name in map(base_name, node.outputs):
            before.setdefault(name, set()).update(map(base_name, node.inputs))
    depth: dict[str, int] = {}
    try:
        for name in TopologicalSorter(before).static_order():
            depth[name] = max((depth[one] + 1 for one in before.get(name, ())), default=0)
    except CycleError:
        return {}
    found: dict[str | None, int] = {}
    for name, dataset in known.items():
        found[dataset.layer] = min(found.get(dataset.layer, len(nodes)), depth.get(name, len(nodes)))
    return found


def _steps(node: Node, known: Mapping[str, Dataset]) -> Iterator[tuple[Dataset, Dataset]]:
    """The datasets that the node makes from datasets of another layer."""
    sources = [known[name] for name in dict.fromkeys(map(base_name, node.inputs)) if name in known]
    for name in dict.fromkeys(map(base_name, node.outputs)):
        if name in known:
            yield from ((source, known[name]) for source in sources if source.layer != known[name].layer)


def _reached(start: str | None, after: Mapping[str | None, set[str | None]]) -> set[str | None]:
    found: set[str | None] = set()
    waiting = [start]
    while waiting:
        for name in after.get(waiting.pop(), set()) - found:
            found.add(name)
            waiting.append(name)
    return found
