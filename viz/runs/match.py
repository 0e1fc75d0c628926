"""Which node of the project a line means: by function, inputs and outputs first, by name where that fails."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass

from viz.model import Node, Pipeline, Project
from viz.runs.events import NodeKey

CHANGED = "its inputs or outputs have changed since this run"
SEVERAL = "several nodes look the same in this source"


@dataclass(frozen=True, slots=True)
class Match:
    """The node that a key means; `certain` is False where another one fits as well, `reason` says why."""

    node: Node | None
    certain: bool = True
    reason: str = ""


class NodeIndex:
    """The nodes of a project by all that a source may say about them."""

    def __init__(self, project: Project) -> None:
        self.by_id = {node.id: node for node in project.nodes}
        self.by_name = {node.name: node for node in project.nodes}
        self._shapes: dict[object, list[Node]] = defaultdict(list)
        for node in project.nodes:
            short = short_name(node)
            self._shapes[(node.function, node.inputs, node.outputs)].append(node)
            self._shapes[(node.inputs, node.outputs)].append(node)
            self._shapes[("named", short, node.function)].append(node)
            self._shapes[("outputs", short, node.outputs)].append(node)
            self._shapes[("function", node.function)].append(node)

    def find(self, key: NodeKey, taken: Set[str] = frozenset()) -> Match:
        """The node of a key. `taken` are ids of nodes that the same run has started already."""
        if key.inputs is None or key.outputs is None:
            return self._find_by_name(key, taken)
        exact = self._shapes.get((key.function, key.inputs, key.outputs))
        nodes = exact or self._shapes.get((key.inputs, key.outputs), [])
        if nodes:
            return _choose(_named(nodes, key), taken)
        changed = self._shapes.get(("named", key.name, key.function), [])
        changed = changed or self._shapes.get(("outputs", key.name, key.outputs), [])
        return Match(changed[0], reason=CHANGED) if key.name and len(changed) == 1 else Match(None)

    def _find_by_name(self, key: NodeKey, taken: Set[str]) -> Match:
        shape = ("named", key.name, key.function) if key.name else ("function", key.function)
        nodes = [node for node in self._shapes.get(shape, []) if _agrees(node, key)]
        return _choose(nodes if key.name else _unnamed(nodes), taken)


def short_name(node: Node) -> str:
    """The name without the namespace, as a node's own start line has it."""
    return node.name.removeprefix(f"{node.namespace}.") if node.namespace else node.name


def infer_pipeline(project: Project, seen: frozenset[str], total: int | None) -> Pipeline | None:
    """The registered pipeline that was run, as far as its nodes tell.

    Of those that hold every node seen: one with as many nodes as the run counted (`total`), else the smallest;
    `__default__` before others of the same size.
    """
    holding = [pipeline for pipeline in project.pipelines if seen and seen <= set(pipeline.node_ids)]
    return min(
        holding,
        key=lambda pipeline: (
            total is not None and len(pipeline.node_ids) != total,
            len(pipeline.node_ids),
            pipeline.name != "__default__",
            pipeline.name,
        ),
        default=None,
    )


def _agrees(node: Node, key: NodeKey) -> bool:
    return key.inputs in (None, node.inputs) and key.outputs in (None, node.outputs)


def _named(nodes: Sequence[Node], key: NodeKey) -> list[Node]:
    """Of several nodes of the same shape, those with the name of the key where there are any."""
    same = [node for node in nodes if key.name is not None and short_name(node) == key.name]
    return same or list(nodes)


def _unnamed(nodes: Sequence[Node]) -> list[Node]:
    """Nodes whose name is made from their function, as an unnamed node's is."""
    return [node for node in nodes if short_name(node).startswith((f"{node.function}(", f"{node.function}__"))]


def _choose(nodes: Sequence[Node], taken: Set[str]) -> Match:
    free = [node for node in nodes if node.id not in taken]
    candidates = free or list(nodes)
    if not candidates:
        return Match(None)
    certain = len(nodes) == 1
    return Match(candidates[0], certain, "" if certain else SEVERAL)
