"""A registered pipeline as a networkx graph, and what follows from its shape alone.

Graph nodes are ids of the model. Attributes: `kind` ("node", "dataset", "parameter"), `name`, `namespace`
(a name or None), and `layer` of datasets that have one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import networkx as nx

from viz.errors import UsageError
from viz.model import Dataset, Node, Parameter, Project

PARAMETERS = "parameters"
DEFAULT_PIPELINE = "__default__"

Graph: TypeAlias = "nx.DiGraph[str]"


def is_parameter(name: str) -> bool:
    """Whether a node's input of this name is a parameter and not a dataset."""
    return name == PARAMETERS or name.startswith("params:")


def element_id(name: str) -> str:
    """The id of what a node names as an input or output: a parameter's, or its dataset's without transcoding."""
    return name if is_parameter(name) else f"dataset:{name.partition('@')[0]}"


def pipeline_named(project: Project, name: str | None) -> str:
    """The pipeline to show: `name`, which must be registered, or the default, or the first there is ("" for none)."""
    names = [pipeline.name for pipeline in project.pipelines]
    if name is not None and name not in names:
        known = ", ".join(names) or "none"
        raise UsageError(f"No pipeline {name!r} is registered in {project.name}; it has: {known}.")
    if name is not None:
        return name
    return DEFAULT_PIPELINE if DEFAULT_PIPELINE in names else next(iter(names), "")


def pipeline_nodes(project: Project, pipeline: str) -> list[Node]:
    """The nodes of a registered pipeline, sorted by id."""
    chosen = {id_ for one in project.pipelines if one.name == pipeline for id_ in one.node_ids}
    return [node for node in project.nodes if node.id in chosen]


def ancestors_of_namespace(name: str | None) -> Iterator[str]:
    """`"a.b.c"` gives "a", "a.b", "a.b.c"; None gives nothing."""
    parts = name.split(".") if name else []
    for length in range(1, len(parts) + 1):
        yield ".".join(parts[:length])


def parent_namespace(name: str) -> str | None:
    return name.rpartition(".")[0] or None


def namespaces_of(nodes: Iterable[Node]) -> tuple[str, ...]:
    """Every namespace that the nodes lie in, at every depth, sorted."""
    return tuple(sorted({name for node in nodes for name in ancestors_of_namespace(node.namespace)}))


def build_graph(project: Project, pipeline: str) -> Graph:
    """The graph of one registered pipeline: node -> dataset -> node, parameters included."""
    nodes = pipeline_nodes(project, pipeline)
    known = set(namespaces_of(nodes))
    datasets = {dataset.id: dataset for dataset in project.datasets}
    parameters = {parameter.id: parameter for parameter in project.parameters}
    graph: Graph = nx.DiGraph()
    for node in nodes:
        graph.add_node(node.id, kind="node", name=node.name, namespace=node.namespace or None, layer=None)
        for name, inward in [*((n, True) for n in node.inputs), *((n, False) for n in node.outputs)]:
            id_ = element_id(name)
            if id_ not in graph:
                found = datasets.get(id_) or parameters.get(id_)
                graph.add_node(id_, **_attributes(name, found, known))
            graph.add_edge(*((id_, node.id) if inward else (node.id, id_)))
    return graph


def _attributes(name: str, found: Dataset | Parameter | None, known: set[str]) -> dict[str, str | None]:
    plain = name.removeprefix("params:").partition("@")[0]
    return {
        "kind": "parameter" if is_parameter(name) else "dataset",
        "name": plain,
        "namespace": _enclosing(plain, known),
        "layer": found.layer if isinstance(found, Dataset) else None,
    }


def _enclosing(name: str, known: set[str]) -> str | None:
    """The innermost namespace that a dotted name lies in: `ns.model` lies in `ns` only if a node does too."""
    inside = [prefix for prefix in ancestors_of_namespace(parent_namespace(name)) if prefix in known]
    return inside[-1] if inside else None


def flow_order(graph: Graph) -> list[str]:
    """Ids from upstream to downstream; a graph with a cycle keeps the order it was built in."""
    try:
        return list(nx.lexicographical_topological_sort(graph))
    except nx.NetworkXUnfeasible:
        return list(graph)


def layer_order(graph: Graph) -> tuple[str, ...]:
    """Layer names in the order the data flows through them, by majority where datasets disagree.

    A layer comes before another when more of its datasets lie upstream of the other's than downstream.
    """
    before: dict[tuple[str, str], int] = defaultdict(int)
    upstream: dict[str, frozenset[str]] = {}
    first_seen: dict[str, int] = {}
    for position, id_ in enumerate(flow_order(graph)):
        above = frozenset().union(*(upstream.get(parent, frozenset()) for parent in graph.predecessors(id_)))
        layer = graph.nodes[id_]["layer"]
        if layer is not None:
            first_seen.setdefault(layer, position)
            for other in above - {layer}:
                before[other, layer] += 1
            above |= {layer}
        upstream[id_] = above
    order: Graph = nx.DiGraph()
    order.add_nodes_from(first_seen)  # in the order they were first seen
    order.add_edges_from(pair for pair, count in before.items() if count > before.get(pair[::-1], 0))
    try:
        return tuple(nx.lexicographical_topological_sort(order, key=lambda layer: first_seen[str(layer)]))
    except nx.NetworkXUnfeasible:
        return tuple(order)


def lineage(graph: Graph, id_: str) -> tuple[set[str], set[str]]:
    """All ancestors and all descendants of an element."""
    return nx.ancestors(graph, id_), nx.descendants(graph, id_)
