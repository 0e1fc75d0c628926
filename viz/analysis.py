"""What a run says about a project: where the time went, and which chain of nodes decided how long it took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from math import fsum

from viz.model import Node, NodeRun, Project, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Seconds of a run: what its nodes spent on each part, all of it together (`busy`), and from start to end.

    `busy` is more than `elapsed` where nodes ran side by side; `elapsed` is None for a run without an end.
    """

    load: float
    compute: float
    save: float
    busy: float
    elapsed: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalPath:
    """The longest chain of nodes that had to wait for each other, first to last, and its seconds.

    `slack` says for each node with a duration how much longer it could have taken without making the chain longer.
    """

    node_ids: tuple[str, ...]
    seconds: float
    slack: Mapping[str, float]


def totals(run: Run) -> Totals:
    """Where the time of a run went; what is not known counts as nothing."""
    load, compute, save = (
        fsum(getattr(one, part) or 0.0 for one in run.node_runs) for part in ("load", "compute", "save")
    )
    return Totals(load=load, compute=compute, save=save, busy=load + compute + save, elapsed=elapsed(run))


def elapsed(run: Run) -> float | None:
    """Seconds from the start of a run to its end, None where it has no end."""
    return None if run.finished_at is None else (run.finished_at - run.started_at).total_seconds()


def slowest_nodes(run: Run, count: int) -> tuple[NodeRun, ...]:
    """The nodes with the longest durations, longest first; equal ones by id."""
    timed = [one for one in run.node_runs if one.duration is not None]
    return tuple(sorted(timed, key=lambda one: (-(one.duration or 0.0), one.node_id))[:count])


def critical_path(project: Project, run: Run) -> CriticalPath:
    """The chain of nodes, each using what the one before it made, whose durations add up to the most.

    Only nodes that ran and have a duration count: what was not run kept nobody waiting.
    """
    seconds = {one.node_id: one.duration for one in run.node_runs if one.duration is not None}
    before = _dependencies(node for node in project.nodes if node.id in seconds)
    try:
        order = tuple(TopologicalSorter(before).static_order())
    except CycleError:
        return CriticalPath(node_ids=(), seconds=0.0, slack={})
    ahead = _longest(order, before, seconds)
    behind = _longest(order[::-1], _reversed(before), seconds)
    most = max(ahead.values(), default=0.0)
    slack = {node_id: max(most - ahead[node_id] - behind[node_id] + seconds[node_id], 0.0) for node_id in order}
    return CriticalPath(node_ids=_chain(ahead, before), seconds=most, slack=slack)


def _dependencies(nodes: Iterable[Node]) -> dict[str, tuple[str, ...]]:
    """For each node the ids of the nodes that make its inputs, sorted; transcoded names are one dataset."""
    known = sorted(nodes, key=lambda node: node.id)
    makers = {_dataset(name): node.id for node in known for name in node.outputs}
    return {
        node.id: tuple(sorted({makers[_dataset(name)] for name in node.inputs if _dataset(name) in makers}))
        for node in known
    }


def _dataset(name: str) -> str:
    return name.partition("@")[0]


def _reversed(before: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    after: dict[str, list[str]] = {node_id: [] for node_id in before}
    for node_id, makers in before.items():
        for maker in makers:
            after[maker].append(node_id)
    return {node_id: tuple(users) for node_id, users in after.items()}


def _longest(
    order: Iterable[str], before: Mapping[str, tuple[str, ...]], seconds: Mapping[str, float]
) -> dict[str, float]:
    """Seconds of the longest chain that ends in each node, itself included."""
    ending: dict[str, float] = {}
    for node_id in order:
        ending[node_id] = seconds[node_id] + max((ending[one] for one in before[node_id]), default=0.0)
    return ending


def _chain(ending: Mapping[str, float], before: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if not ending:
        return ()
    chain = [max(sorted(ending), key=lambda node_id: ending[node_id])]
    while before[chain[-1]]:
        chain.append(max(before[chain[-1]], key=lambda node_id: ending[node_id]))
    return tuple(reversed(chain))
