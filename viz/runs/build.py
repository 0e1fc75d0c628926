"""Events + Project -> Run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from viz.model import Diagnostic, Node, NodeRun, Pipeline, Project, Run
from viz.runs.events import ErrorShown, Event, NodeCompleted, Progress, RunAborted, Skipped
from viz.runs.failures import Blame, blame
from viz.runs.match import NodeIndex, infer_pipeline
from viz.runs.segments import Segment, segments
from viz.runs.steps import Step, steps
from viz.runs.timing import load_starts, node_run


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReading:
    """The runs that were found, newest first, and what stood in the way of reading them."""

    runs: tuple[Run, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def build_runs(events: Iterable[Event], project: Project, *, precision: float = 0.001) -> tuple[Run, ...]:
    """The runs that a stream of events tells, newest first.

    `precision` is the resolution of the events' times in seconds. Every node of the inferred pipeline has a
    `NodeRun`: one that a partial run left out is "not_run", as is one that a failure kept from running. What matches
    no node of `project` is named in `Run.unmatched`. A run without an end is "unfinished".
    """
    index = NodeIndex(project)
    return newest_first([_run(segment, project, index, precision) for segment in segments(events)])


def newest_first(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs sorted by their start, each with an id of its own: the second of the same millisecond ends in `~2`."""
    seen: Counter[str] = Counter()
    numbered = []
    for run in sorted(runs, key=lambda run: run.started_at):
        name = run.started_at.isoformat(timespec="milliseconds")
        seen[name] += 1
        numbered.append(replace(run, id=name if seen[name] == 1 else f"{name}~{seen[name]}"))
    return tuple(reversed(numbered))


def _run(segment: Segment, project: Project, index: NodeIndex, precision: float) -> Run:
    done = steps(segment.events, index)
    skipped = [name for event in segment.events if isinstance(event, Skipped) for name in event.names]
    pipeline = infer_pipeline(project, _seen(done, skipped, index), _total(segment, len(skipped)))
    idle = _idle(done, pipeline, project, index)
    guilty = blame(segment, done, idle)
    return Run(
        id="",
        started_at=segment.start.time,
        finished_at=segment.finished_at,
        status=segment.status,
        pipeline=pipeline.name if pipeline else None,
        origin=segment.start.where,
        precision=precision,
        node_runs=_node_runs(segment, done, skipped, pipeline, index, guilty, idle),
        error=None if guilty.found else _error(segment),
        unmatched=_unmatched(done, skipped, index),
    )


def _node_runs(
    segment: Segment,
    done: Sequence[Step],
    skipped: Sequence[str],
    pipeline: Pipeline | None,
    index: NodeIndex,
    guilty: Blame,
    idle: Sequence[Node],
) -> tuple[NodeRun, ...]:
    waiting = [] if segment.status == "succeeded" else [node.inputs for node in idle]
    begun = load_starts(segment.events, done, waiting)
    found = {
        step.node.id: node_run(step, step.node.id, segment, begun[step.position], guilty)
        for step in done
        if step.node is not None
    }
    found |= {name.id: NodeRun(node_id=name.id, status="skipped") for name in _named(skipped, index)}
    left_out = sorted(set(pipeline.node_ids if pipeline else ()) - set(found))
    return (*found.values(), *(guilty.node_run(node_id) for node_id in _with_guilty(left_out, guilty)))


def _with_guilty(left_out: list[str], guilty: Blame) -> Iterator[str]:
    """The nodes that did not run, and the one that failed before it could start, also where no pipeline is known."""
    yield from left_out
    yield from sorted(guilty.loading - set(left_out))


def _seen(done: Iterable[Step], skipped: Iterable[str], index: NodeIndex) -> frozenset[str]:
    started = {step.node.id for step in done if step.node is not None}
    return frozenset(started | {node.id for node in _named(skipped, index)})


def _named(names: Iterable[str], index: NodeIndex) -> list[Node]:
    return [index.by_name[name] for name in names if name in index.by_name]


def _idle(done: Iterable[Step], pipeline: Pipeline | None, project: Project, index: NodeIndex) -> list[Node]:
    """The nodes that could have run and did not start: of the pipeline, or of all pipelines where none is known."""
    started = {step.node.id for step in done if step.node is not None}
    pool = pipeline.node_ids if pipeline else tuple(node.id for node in project.nodes)
    return [index.by_id[node_id] for node_id in pool if node_id not in started and node_id in index.by_id]


def _total(segment: Segment, skipped: int) -> int | None:
    """How many nodes the run had, as its progress says it or as what was left over tells."""
    for event in segment.events:
        if isinstance(event, Progress):
            return event.total + skipped
    if isinstance(segment.end, RunAborted) and segment.end.left is not None:
        ended = sum(isinstance(event, NodeCompleted) for event in segment.events)
        return ended + segment.end.left + skipped
    return None


def _error(segment: Segment) -> str | None:
    shown = [event.error for event in segment.events if isinstance(event, ErrorShown)]
    return shown[-1] if shown else None


def _unmatched(done: Iterable[Step], skipped: Iterable[str], index: NodeIndex) -> tuple[str, ...]:
    started = {str(step.key) for step in done if step.node is None}
    return tuple(sorted(started | {name for name in skipped if name not in index.by_name}))
