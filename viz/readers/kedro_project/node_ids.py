"""One `Node` for each distinct node of a project, under an id that stays when the node's inputs change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from viz.model import Node, Pipeline
from viz.readers.kedro_project.facts import NodeFact

_Key = tuple[str, str | None, str, tuple[str, ...], tuple[str, ...]]


def _key(fact: NodeFact) -> _Key:
    return fact.name, fact.namespace, fact.function, fact.inputs, fact.outputs


def build_nodes(pipelines: Mapping[str, Sequence[NodeFact]]) -> tuple[tuple[Node, ...], tuple[Pipeline, ...]]:
    """The nodes and the pipelines of a registry, both sorted; a node in several pipelines is one, tags united."""
    distinct: dict[_Key, NodeFact] = {}
    for fact in (fact for name in sorted(pipelines) for fact in pipelines[name]):
        known = distinct.get(_key(fact))
        distinct[_key(fact)] = replace(known, tags=(*known.tags, *fact.tags)) if known else fact
    ids = _ids(distinct.values())
    nodes = sorted((_node(ids[key], fact) for key, fact in distinct.items()), key=lambda node: node.id)
    return tuple(nodes), tuple(
        Pipeline(name=name, node_ids=tuple(sorted({ids[_key(fact)] for fact in pipelines[name]})))
        for name in sorted(pipelines)
    )


def _ids(facts: Iterable[NodeFact]) -> dict[_Key, str]:
    """Named nodes first, so that an unnamed one never takes the id of a named one."""
    ids: dict[_Key, str] = {}
    taken: set[str] = set()
    for fact in sorted(facts, key=_order):
        ids[_key(fact)] = _free(f"node:{_readable(fact)}", taken)
    return ids


def _order(fact: NodeFact) -> tuple[bool, str, tuple[str, ...], tuple[str, ...], str, str]:
    unnamed = fact.given_name is None
    return unnamed, _readable(fact), fact.outputs, fact.inputs, fact.function, fact.name


def _readable(fact: NodeFact) -> str:
    if fact.given_name is not None:
        return fact.name
    return f"{fact.namespace}.{fact.function}" if fact.namespace else fact.function


def _free(wanted: str, taken: set[str]) -> str:
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}~{number}"
    taken.add(found)
    return found


def _node(identity: str, fact: NodeFact) -> Node:
    return Node(
        id=identity,
        name=fact.name,
        namespace=fact.namespace,
        function=fact.function,
        inputs=fact.inputs,
        outputs=fact.outputs,
        tags=tuple(sorted(set(fact.tags))),
        source=fact.source,
        declared_at=fact.declared_at,
        docstring=fact.docstring,
    )
