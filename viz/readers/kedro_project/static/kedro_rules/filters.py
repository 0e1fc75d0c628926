"""Pipelines cut down: by tags, nodes, namespaces, and by what they read or write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.kedro_rules.arguments import known, plain, tag_set
from viz.readers.kedro_project.static.kedro_rules.names import base
from viz.readers.kedro_project.static.kedro_rules.nodes import KedroNode
from viz.readers.kedro_project.static.kedro_rules.pipelines import KedroPipeline
from viz.readers.kedro_project.static.values import Site, Undecided, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

Nodes = list[KedroNode]
Cut = Callable[["Machine", KedroPipeline, list[str], Site], Nodes]
Filter = Callable[["Machine", KedroPipeline, list[Value], dict[str, Value], Site], Nodes]


def with_tags(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> Nodes:
    wanted = set(names)
    return [node for node in pipe.nodes if node.tags & wanted]


def with_nodes(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> Nodes:
    _need_names(pipe)
    by_name = {node.name: node for node in pipe.nodes}
    missing = [name for name in names if name not in by_name]
    if missing and pipe.doubt is None:
        raise machine.error(ValueError, f"Pipeline does not contain nodes named {missing}.", site.place)
    return list(dict.fromkeys(by_name[name] for name in names if name in by_name))


def _need_names(pipe: KedroPipeline) -> None:
    for node in pipe.nodes:
        doubt = node.doubt()
        if doubt is not None and doubt[1] == "the name of the node":
            raise Undecided(doubt[0])


def with_namespace(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> Nodes:
    """Until 0.19: namespaces that begin with the text."""
    found = [node for node in pipe.nodes if node.namespace and node.namespace.startswith(names[0])]
    if not found and pipe.doubt is None:
        raise machine.error(ValueError, f"Pipeline does not contain nodes with namespace '{names[0]}'", site.place)
    return found


def with_namespaces(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> Nodes:
    """Since 1.0: these namespaces and those inside them."""
    found: dict[KedroNode, None] = {}
    for name in names:
        inside = [node for node in pipe.nodes if node.namespace and f"{node.namespace}.".startswith(f"{name}.")]
        if not inside and pipe.doubt is None:
            message = f"Pipeline does not contain nodes with the following namespaces: {[name]}"
            raise machine.error(ValueError, message, site.place)
        found.update(dict.fromkeys(inside))
    return list(found)


def reading(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> Nodes:
    _must_exist(machine, pipe, names, site)
    return _users(pipe, names, outputs=False)


def writing(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> Nodes:
    _must_exist(machine, pipe, names, site)
    return _users(pipe, names, outputs=True)


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
    found = dict.fromkeys(start)
    wave = start
    while wave:
        names = {base(n) for node in wave for n in (node.input_names if upstream else node.output_names)}
        wave = [node for node in _users(pipe, names, outputs=upstream) if node not in found]
        found.update(dict.fromkeys(wave))
    return list(found)


def from_inputs(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> Nodes:
    return _onwards(pipe, reading(machine, pipe, names, site), upstream=False)


def to_outputs(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> Nodes:
    return _onwards(pipe, writing(machine, pipe, names, site), upstream=True)


def from_nodes(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> Nodes:
    return _onwards(pipe, with_nodes(machine, pipe, names, site), upstream=False)


def to_nodes(machine: Machine, pipe: KedroPipeline, names: list[str], site: Site) -> Nodes:
    return _onwards(pipe, with_nodes(machine, pipe, names, site), upstream=True)


def _texts(machine: Machine, value: Value) -> list[str]:
    known(machine, value)
    return [plain(value)] if isinstance(value, str) else [plain(name) for name in machine.items(value)]


def _by_names(cut: Cut) -> Filter:
    def run(machine: Machine, pipe: KedroPipeline, args: list[Value], kwargs: dict[str, Value], site: Site) -> Nodes:
        return cut(
            machine, pipe, [name for value in (*args, *kwargs.values()) for name in _texts(machine, value)], site
        )

    return run


CONDITIONS: dict[str, Cut] = {
    "tags": with_tags,
    "from_nodes": from_nodes,
    "to_nodes": to_nodes,
    "node_names": with_nodes,
    "from_inputs": from_inputs,
    "to_outputs": to_outputs,
}


def _filter(machine: Machine, pipe: KedroPipeline, args: list[Value], kwargs: dict[str, Value], site: Site) -> Nodes:
    """`Pipeline.filter`: what meets every condition."""
    exact = machine.rules.matches_whole_namespaces
    last = {"node_namespaces": with_namespaces} if exact else {"node_namespace": with_namespace}
    conditions = {**CONDITIONS, **last}
    given = {**dict(zip(conditions, args, strict=False)), **kwargs}
    nodes: Nodes = list(pipe.nodes)
    for name, value in given.items():
        if name not in conditions:
            raise machine.error(TypeError, f"filter() got an unexpected keyword argument '{name}'", site.place)
        if machine.truth(value):
            kept = set(conditions[name](machine, pipe, _texts(machine, value), site))
            nodes = [node for node in nodes if node in kept]
    if not nodes and pipe.doubt is None:
        raise machine.error(ValueError, "Pipeline contains no nodes after applying all provided filters", site.place)
    return nodes


def _tag(machine: Machine, pipe: KedroPipeline, args: list[Value], kwargs: dict[str, Value], site: Site) -> Nodes:
    tags = tag_set(machine, [*args, *kwargs.values()][0])
    return [node.tagged(tags) for node in pipe.nodes]


def _same(machine: Machine, pipe: KedroPipeline, args: list[Value], kwargs: dict[str, Value], site: Site) -> Nodes:
    """`decorate`, which wraps functions until 0.17 and changes neither names nor datasets."""
    return list(pipe.nodes)


FILTERS: dict[str, Filter] = {
    "only_nodes": _by_names(with_nodes),
    "only_nodes_with_tags": _by_names(with_tags),
    "only_nodes_with_namespace": _by_names(with_namespace),
    "only_nodes_with_namespaces": _by_names(with_namespaces),
    "only_nodes_with_inputs": _by_names(reading),
    "only_nodes_with_outputs": _by_names(writing),
    "from_inputs": _by_names(from_inputs),
    "to_outputs": _by_names(to_outputs),
    "from_nodes": _by_names(from_nodes),
    "to_nodes": _by_names(to_nodes),
    "filter": _filter,
    "tag": _tag,
    "decorate": _same,
}
