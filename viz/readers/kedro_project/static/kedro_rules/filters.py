"""Pipelines cut down: by tags, nodes, namespaces, and by what they read or write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.kedro_rules.names import base
from viz.readers.kedro_project.static.kedro_rules.nodes import KedroNode, plain, tag_set
from viz.readers.kedro_project.static.kedro_rules.pipelines import KedroPipeline
from viz.readers.kedro_project.static.values import Site, Undecided, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

Cut = Callable[["Machine", KedroPipeline, list[str], Site], KedroPipeline]
Filter = Callable[["Machine", KedroPipeline, list[Value], dict[str, Value], Site], KedroPipeline]


def _kept(pipe: KedroPipeline, keep: Iterable[KedroNode]) -> KedroPipeline:
    keys = {node.key for node in keep}
    return KedroPipeline(tuple(node for node in pipe.nodes if node.key in keys), pipe.doubt)


def with_tags(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> KedroPipeline:
    wanted = set(names)
    return _kept(pipe, (node for node in pipe.nodes if node.tags & wanted))


def with_nodes(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> KedroPipeline:
    known = {node.name: node for node in pipe.nodes}
    missing = [name for name in names if name not in known]
    if missing and pipe.doubt is None:
        raise machine.error(ValueError, f"Pipeline does not contain nodes named {missing}", site.place)
    return _kept(pipe, (known[name] for name in names if name in known))


def with_namespaces(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> KedroPipeline:
    found = [n for n in pipe.nodes if n.namespace and any(f"{n.namespace}.".startswith(f"{name}.") for name in names)]
    if not found and pipe.doubt is None:
        raise machine.error(ValueError, f"Pipeline does not contain nodes with the namespaces {names}", site.place)
    return _kept(pipe, found)


def reading(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> KedroPipeline:
    _must_exist(machine, pipe, names, site)
    return _kept(pipe, _users(pipe, names, outputs=False))


def writing(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> KedroPipeline:
    _must_exist(machine, pipe, names, site)
    return _kept(pipe, _users(pipe, names, outputs=True))


def _users(pipe: KedroPipeline, names: Iterable[str], *, outputs: bool) -> list[KedroNode]:
    """Nodes with one of the names; a name without transcoding stands for all of them."""
    exact = {name for name in names if "@" in name}
    loose = {name for name in names if "@" not in name}
    found = []
    for node in pipe.nodes:
        own = node.output_names if outputs else node.input_names
        if any(name in exact or base(name) in loose for name in own):
            found.append(node)
    return found


def _must_exist(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> None:
    known = {*pipe.all_inputs, *pipe.all_outputs}
    missing = sorted(set(names) - known - {base(name) for name in known})
    if missing and pipe.doubt is None:
        raise machine.error(ValueError, f"Pipeline does not contain datasets named {missing}", site.place)


def _onwards(pipe: KedroPipeline, start: list[KedroNode], *, upstream: bool) -> list[KedroNode]:
    """The nodes and everything up- or downstream of them; transcoding does not matter beyond the start."""
    found = {node.key: node for node in start}
    wave = start
    while wave:
        names = {base(n) for node in wave for n in (node.input_names if upstream else node.output_names)}
        wave = [node for node in _users(pipe, names, outputs=upstream) if node.key not in found]
        found.update((node.key, node) for node in wave)
    return list(found.values())


def from_inputs(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> KedroPipeline:
    return _kept(pipe, _onwards(pipe, list(reading(machine, pipe, names, site).nodes), upstream=False))


def to_outputs(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> KedroPipeline:
    return _kept(pipe, _onwards(pipe, list(writing(machine, pipe, names, site).nodes), upstream=True))


def from_nodes(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> KedroPipeline:
    return _kept(pipe, _onwards(pipe, list(with_nodes(machine, pipe, names, site).nodes), upstream=False))


def to_nodes(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> KedroPipeline:
    return _kept(pipe, _onwards(pipe, list(with_nodes(machine, pipe, names, site).nodes), upstream=True))


def _texts(machine: Machine, value: Value) -> list[str]:
    doubt = machine.deep_doubt(value)
    if doubt is not None:
        raise Undecided(doubt)
    return [plain(value)] if isinstance(value, str) else [plain(name) for name in machine.items(value)]


def _by_names(cut: Cut) -> Filter:
    def run(
        machine: Machine, pipe: KedroPipeline, args: list[Value], kwargs: dict[str, Value], site: Site
    ) -> KedroPipeline:
        return cut(machine, pipe, [name for value in args for name in _texts(machine, value)], site)

    return run


def _by_list(cut: Cut) -> Filter:
    def run(
        machine: Machine, pipe: KedroPipeline, args: list[Value], kwargs: dict[str, Value], site: Site
    ) -> KedroPipeline:
        return cut(machine, pipe, _texts(machine, [*args, *kwargs.values()][0]), site)

    return run


CONDITIONS: dict[str, Cut] = {
    "tags": with_tags,
    "from_nodes": from_nodes,
    "to_nodes": to_nodes,
    "node_names": with_nodes,
    "from_inputs": from_inputs,
    "to_outputs": to_outputs,
    "node_namespaces": with_namespaces,
    "node_namespace": with_namespaces,
}


def _filter(
    machine: Machine, pipe: KedroPipeline, args: list[Value], kwargs: dict[str, Value], site: Site
) -> KedroPipeline:
    """`Pipeline.filter`: what meets every condition."""
    given = {**dict(zip(CONDITIONS, args, strict=False)), **kwargs}
    result = pipe
    for name, value in given.items():
        if machine.truth(value):
            kept = {node.key for node in CONDITIONS[name](machine, pipe, _texts(machine, value), site).nodes}
            result = KedroPipeline(tuple(node for node in result.nodes if node.key in kept), result.doubt)
    if not result.nodes and pipe.doubt is None:
        raise machine.error(ValueError, "Pipeline contains no nodes after applying all provided filters", site.place)
    return result


def _tag(
    machine: Machine, pipe: KedroPipeline, args: list[Value], kwargs: dict[str, Value], site: Site
) -> KedroPipeline:
    tags = tag_set(machine, [*args, *kwargs.values()][0])
    return KedroPipeline(tuple(node.tagged(tags) for node in pipe.nodes), pipe.doubt)


FILTERS: dict[str, Filter] = {
    "only_nodes": _by_names(with_nodes),
    "only_nodes_with_tags": _by_names(with_tags),
    "only_nodes_with_namespace": _by_names(with_namespaces),
    "only_nodes_with_namespaces": _by_list(with_namespaces),
    "only_nodes_with_inputs": _by_names(reading),
    "only_nodes_with_outputs": _by_names(writing),
    "from_inputs": _by_names(from_inputs),
    "to_outputs": _by_names(to_outputs),
    "from_nodes": _by_names(from_nodes),
    "to_nodes": _by_names(to_nodes),
    "filter": _filter,
    "tag": _tag,
}
