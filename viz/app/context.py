"""What the panels ask about a project, looked up once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from viz.app.options import AppOptions
from viz.graph import DEFAULT_PIPELINE, ancestors_of_namespace, element_id, is_parameter, namespaces_of
from viz.model import Dataset, Diagnostic, Node, Parameter, Project
from viz.readers import Opened


@dataclass(frozen=True, kw_only=True)
class Context:
    """An opened project, the options of its page, what its logs could not tell, and the relations of its elements."""

    opened: Opened
    options: AppOptions
    log_notes: tuple[Diagnostic, ...] = ()

    @property
    def project(self) -> Project:
        return self.opened.project

    @property
    def root(self) -> Path | None:
        return self.opened.root

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        return {node.id: node for node in self.project.nodes}

    @cached_property
    def datasets(self) -> Mapping[str, Dataset]:
        """Every dataset by its id, also one that only a node names."""
        known = {dataset.id: dataset for dataset in self.project.datasets}
        for node in self.project.nodes:
            for name in (*node.inputs, *node.outputs):
                if not is_parameter(name) and element_id(name) not in known:
                    known[element_id(name)] = Dataset(id=element_id(name), name=name.partition("@")[0])
        return known

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        """Every parameter by its id, also one that no configuration defines."""
        known = {parameter.id: parameter for parameter in self.project.parameters}
        for node in self.project.nodes:
            for name in filter(is_parameter, node.inputs):
                known.setdefault(name, Parameter(id=name, name=name.removeprefix("params:")))
        return known

    @cached_property
    def namespaces(self) -> tuple[str, ...]:
        return namespaces_of(self.project.nodes)

    @cached_property
    def producers(self) -> Mapping[str, tuple[Node, ...]]:
        """The nodes that write each element."""
        return _grouped((element_id(name), node) for node in self.project.nodes for name in node.outputs)

    @cached_property
    def consumers(self) -> Mapping[str, tuple[Node, ...]]:
        """The nodes that read each element."""
        return _grouped((element_id(name), node) for node in self.project.nodes for name in node.inputs)

    @cached_property
    def pipelines_of(self) -> Mapping[str, tuple[str, ...]]:
        """The registered pipelines of each node, by its id."""
        found: dict[str, list[str]] = defaultdict(list)
        for pipeline in self.project.pipelines:
            for id_ in pipeline.node_ids:
                found[id_].append(pipeline.name)
        return {id_: tuple(names) for id_, names in found.items()}

    @cached_property
    def troubles(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """What is wrong with each pipeline, by its name; also with one that is missing because of it."""
        found: dict[str, list[Diagnostic]] = defaultdict(list)
        for diagnostic in self.project.diagnostics:
            for name in diagnostic.pipelines if diagnostic.level != "info" else ():
                found[name].append(diagnostic)
        return {name: tuple(diagnostics) for name, diagnostics in found.items()}

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """The names of the pipelines that are missing because something is wrong with them."""
        return tuple(sorted(self.troubles.keys() - {pipeline.name for pipeline in self.project.pipelines}))

    def nodes_in(self, namespace: str) -> tuple[Node, ...]:
        """The nodes in a namespace, at any depth."""
        return tuple(n for n in self.project.nodes if namespace in ancestors_of_namespace(n.namespace))

    def run_command(self, nodes: Iterable[Node]) -> str:
        """The command that runs just these nodes: of the default pipeline where they are all in it."""
        chosen = tuple(nodes)
        common = [set(self.pipelines_of.get(node.id, ())) for node in chosen]
        shared = sorted(set.intersection(*common)) if common else []
        pipeline = None if DEFAULT_PIPELINE in shared or not shared else shared[0]
        return self.opened.run_command(pipeline=pipeline, node_names=[node.name for node in chosen])


def _grouped(pairs: Iterable[tuple[str, Node]]) -> dict[str, tuple[Node, ...]]:
    found: dict[str, dict[str, Node]] = defaultdict(dict)
    for id_, node in pairs:
        found[id_][node.id] = node
    return {id_: tuple(nodes.values()) for id_, nodes in found.items()}
