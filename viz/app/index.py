"""What the page knows from the start: pipelines, and every element that can be searched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from viz.app.context import Context
from viz.graph import ancestors_of_namespace, element_id, namespaces_of, pipeline_nodes
from viz.model import Dataset, Node, Parameter, Pipeline
from viz.scene import default_view, display_name, hidden_namespaces
from viz.variants import variant_of


def pipeline_entries(context: Context) -> list[dict[str, Any]]:
    """The registered pipelines with their namespaces, and those that are collapsed when the pipeline opens."""
    return [_pipeline(context, pipeline) for pipeline in context.project.pipelines]


def _pipeline(context: Context, pipeline: Pipeline) -> dict[str, Any]:
    """With the outermost collapsed namespaces those inside of them are named too: what opens shows them collapsed."""
    namespaces = namespaces_of(pipeline_nodes(context.project, pipeline.name))
    collapsed = default_view(context.project, pipeline.name).collapsed
    return {
        "name": pipeline.name,
        "nodes": len(pipeline.node_ids),
        "namespaces": list(namespaces),
        "collapsed": sorted(hidden_namespaces(collapsed, namespaces)),
    }


def search_entries(context: Context) -> list[dict[str, Any]]:
    """Every element: `in` numbers the pipelines it belongs to, `also` holds words that find it besides its name."""
    homes = _homes(context)
    found = [
        *(_node(node) for node in context.nodes.values()),
        *(_dataset(dataset) for dataset in context.datasets.values()),
        *(_parameter(context, parameter) for parameter in context.parameters.values()),
        *(_namespace(name) for name in context.namespaces),
    ]
    return [{**entry, "in": sorted(homes.get(entry["id"], ()))} for entry in found]


def _homes(context: Context) -> dict[str, set[int]]:
    homes: dict[str, set[int]] = defaultdict(set)
    for number, pipeline in enumerate(context.project.pipelines):
        for id_ in pipeline.node_ids:
            if id_ in context.nodes:
                for member in _around(context.nodes[id_]):
                    homes[member].add(number)
    return homes


def _around(node: Node) -> Iterable[str]:
    """A node with everything that stands on the canvas because of it."""
    yield node.id
    yield from (element_id(name) for name in (*node.inputs, *node.outputs))
    yield from (f"namespace:{name}" for name in ancestors_of_namespace(node.namespace))


def _node(node: Node) -> dict[str, Any]:
    shown = display_name(node)
    full = f"{node.namespace}.{shown}" if node.namespace else shown
    also = " ".join((node.name, node.function, *node.tags))
    return _entry(node.id, "node", "node", full, node.namespace, also)


def _dataset(dataset: Dataset) -> dict[str, Any]:
    also = " ".join(filter(None, (dataset.type, dataset.filepath, dataset.layer)))
    return _entry(dataset.id, "dataset", variant_of(dataset), dataset.name, dataset.namespace, also)


def _parameter(context: Context, parameter: Parameter) -> dict[str, Any]:
    users = [node.id for node in context.consumers.get(parameter.id, ())]
    return {**_entry(parameter.id, "parameter", "parameter", parameter.name, None, ""), "users": users}


def _namespace(name: str) -> dict[str, Any]:
    return _entry(f"namespace:{name}", "namespace", "namespace", name, name.rpartition(".")[0] or None, "")


def _entry(id_: str, kind: str, icon: str, name: str, namespace: str | None, also: str) -> dict[str, Any]:
    return {"id": id_, "kind": kind, "icon": icon, "name": name, "namespace": namespace, "also": also}
