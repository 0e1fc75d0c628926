"""The seconds of a node: loading, computing, saving, and the reasons why a number is not certain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from viz.model import NodeRun, NodeRunStatus
from viz.runs.attribution import Claim, attribute
from viz.runs.events import Event, Loading
from viz.runs.failures import Blame, handed_on
from viz.runs.segments import Segment
from viz.runs.steps import Step

NO_LOAD = "no line says when its loading began"
GUESSED = "the loading of several nodes is so mixed up that its own is a guess"
NO_END = "no line says when it ended"
NO_SAVE_END = "no line says when its saving ended"
NO_SAVE = "saving is not in the source and counts as computing"
CHUNKS = "it saved while it computed, all of it counts as saving"
CLOCK = "the clock went back meanwhile"


def load_starts(
    events: Sequence[Event], done: Sequence[Step], waiting: Sequence[Sequence[str]]
) -> dict[int, datetime | None]:
    """When each step, by its position, began to load its first input; doubts go into the steps."""
    loads = {position: event for position, event in enumerate(events) if isinstance(event, Loading)}
    claims = attribute(
        {position: event.dataset for position, event in loads.items()},
        {step.position: step.inputs for step in done},
        waiting,
    )
    if any(claim.pick is None for claim in claims.values()):
        return dict(_unordered(events, done))
    return {step.position: _load_start(step, claims.get(step.position), loads) for step in done}


def _load_start(step: Step, claim: Claim | None, loads: Mapping[int, Loading]) -> datetime | None:
    if claim is None or claim.pick is None:
        return None
    spans = sorted({_seconds(loads[position].time, step.started) for position in claim.candidates})
    if not claim.complete:
        step.doubts.append(GUESSED)
    elif spans[0] != spans[-1]:
        step.doubts.append(f"several nodes loaded the same at once: its loading took {spans[0]:g} to {spans[-1]:g} s")
    return loads[claim.pick].time


def _unordered(events: Sequence[Event], done: Sequence[Step]) -> Iterator[tuple[int, datetime | None]]:
    """The same for a run that loads in any order, as asynchronous loading does.

    Certain where nothing but the inputs of a node was loaded right before it started; else the last loading of each
    input is taken for its own.
    """
    by_position = {step.position: step for step in done}
    last: dict[str, datetime] = {}
    block: list[Loading] = []
    for position, event in enumerate(events):
        if isinstance(event, Loading):
            last[event.dataset] = event.time
            block.append(event)
            continue
        if position in by_position:
            step = by_position[position]
            if step.inputs and sorted(load.dataset for load in block) != sorted(step.inputs):
                step.doubts.append(GUESSED if any(name in last for name in step.inputs) else NO_LOAD)
            yield position, min((last[name] for name in step.inputs if name in last), default=None)
        block = []


def node_run(step: Step, node_id: str, segment: Segment, load_start: datetime | None, guilty: Blame) -> NodeRun:
    """What one node cost; seconds that no line gives are None."""
    status = _status(step, segment, guilty)
    first_save = min((time for time, _ in step.saves), default=None)
    compute = _between(step, step.started, first_save or step.completed or step.failed_at)
    save = _save(step, first_save)
    _doubt(step, status)
    return NodeRun(
        node_id=node_id,
        status=status,
        started=_seconds(segment.start.time, load_start or step.started),
        load=_between(step, load_start, step.started),
        compute=compute,
        save=save,
        error=guilty.error if guilty.step == step.position else step.error,
        certain=not step.doubts,
        reason="; ".join(dict.fromkeys([*step.doubts, *step.notes])),
    )


def _status(step: Step, segment: Segment, guilty: Blame) -> NodeRunStatus:
    if step.error is not None or guilty.step == step.position:
        return "failed"
    if step.completed is not None or segment.status == "succeeded" or handed_on(step, segment):
        return "succeeded"
    return "unfinished"


def _save(step: Step, first: datetime | None) -> float | None:
    if first is None or step.failed_at is not None:
        return None
    if step.completed is not None:
        return _between(step, first, step.completed)
    last = max(time for time, _ in step.saves)
    return _between(step, first, last) if len(step.saves) > 1 else None


def _doubt(step: Step, status: NodeRunStatus) -> None:
    if status == "succeeded" and step.completed is None:
        step.doubts.append(NO_SAVE_END if step.saves else NO_END)
    if status == "succeeded" and step.completed is not None and step.outputs and not step.saves:
        step.doubts.append(NO_SAVE)
    if step.saved_in_chunks:
        step.doubts.append(CHUNKS)


def _between(step: Step, start: datetime | None, end: datetime | None) -> float | None:
    if start is None or end is None:
        return None
    seconds = _seconds(start, end)
    if seconds < 0:
        step.doubts.append(CLOCK)
        return None
    return seconds


def _seconds(start: datetime, end: datetime) -> float:
    return round((end - start).total_seconds(), 6)
