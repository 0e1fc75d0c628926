"""One node's way through one run, filled event by event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from viz.model import Node
from viz.runs.events import (
    Event,
    NodeCompleted,
    NodeFailed,
    NodeKey,
    NodeStarted,
    Progress,
    Saving,
)
from viz.runs.match import NodeIndex, short_name


@dataclass(slots=True)
class Step:
    """What the source says of one node: `position` and `started` of its start, its saves, its end, its error.

    `doubts` are the reasons why a number is not certain, `notes` what else is worth telling.
    """

    key: NodeKey
    position: int
    started: datetime
    node: Node | None = None
    saves: list[tuple[datetime, str]] = field(default_factory=list)
    completed: datetime | None = None
    error: str | None = None
    failed_at: datetime | None = None
    doubts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def inputs(self) -> tuple[str, ...]:
        """What it loads: as the source says it, else as the project has it."""
        if self.key.inputs is not None:
            return self.key.inputs
        return self.node.inputs if self.node else ()

    @property
    def outputs(self) -> tuple[str, ...]:
        """What it saves, told as `inputs` are."""
        if self.key.outputs is not None:
            return self.key.outputs
        return self.node.outputs if self.node else ()

    @property
    def saved_all(self) -> bool:
        """Whether saving of each output has begun; False for a node without outputs."""
        return bool(self.outputs) and set(self.outputs) <= {dataset for _, dataset in self.saves}

    @property
    def open(self) -> bool:
        """Whether neither an end nor an error has been seen."""
        return self.completed is None and self.error is None

    @property
    def saved_in_chunks(self) -> bool:
        """Whether an output was saved more than once, as the output of a generator is."""
        return any(count > 1 for count in Counter(dataset for _, dataset in self.saves).values())


def steps(events: Sequence[Event], index: NodeIndex) -> list[Step]:
    """The nodes that were started, in order, each with what followed."""
    desk = _Desk(index, bare_progress=not any(isinstance(event, NodeCompleted) for event in events))
    for position, event in enumerate(events):
        desk.take(position, event)
    return desk.steps


class _Desk:
    """Hands each event to the step it belongs to."""

    def __init__(self, index: NodeIndex, *, bare_progress: bool) -> None:
        self.steps: list[Step] = []
        self._index = index
        self._bare_progress = bare_progress
        self._open: dict[int, Step] = {}
        self._savers: dict[str, Step] = {}
        self._taken: set[str] = set()

    def take(self, position: int, event: Event) -> None:
        match event:
            case NodeStarted():
                self._start(position, event)
            case Saving() if event.dataset in self._savers:
                self._savers[event.dataset].saves.append((event.time, event.dataset))
            case NodeCompleted():
                self._complete(self._called(event.name), event.time)
            case Progress() if self._bare_progress:
                self._complete(self._likely_done(), event.time)
            case NodeFailed():
                self._fail(event)

    def _start(self, position: int, event: NodeStarted) -> None:
        match = self._index.find(event.key, self._taken)
        step = Step(event.key, position, event.time, match.node)
        if match.reason:
            (step.notes if match.certain else step.doubts).append(match.reason)
        if match.node is not None and match.node.id in self._taken:
            step.doubts.append("it was started twice: two runs wrote into the same file at once")
        if match.node is not None:
            self._taken.add(match.node.id)
        self.steps.append(step)
        self._open[position] = step
        self._savers |= dict.fromkeys(step.outputs, step)

    def _complete(self, candidates: Sequence[Step], time: datetime) -> None:
        saved = [step for step in candidates if step.saved_all] or list(candidates)
        if len(saved) > 1:
            for step in saved:
                step.doubts.append("its end may be that of another node that ran at the same time")
        if saved:
            saved[0].completed = time
            del self._open[saved[0].position]

    def _called(self, name: str) -> list[Step]:
        exact = [step for step in self._open.values() if step.node is not None and step.node.name == name]
        return exact or [step for step in self._open.values() if _may_be_called(step, name)]

    def _likely_done(self) -> list[Step]:
        """The node that a bare "n of m" speaks of: one that has saved all, else the only one that runs."""
        still_open = list(self._open.values())
        return [step for step in still_open if step.saved_all or not step.outputs] or still_open

    def _fail(self, event: NodeFailed) -> None:
        same = [step for step in self._open.values() if step.key == event.key]
        similar = [step for step in self._open.values() if step.key.name == event.key.name]
        for step in (same or similar)[:1]:
            step.error, step.failed_at = event.error, event.time
            del self._open[step.position]


def _may_be_called(step: Step, name: str) -> bool:
    """Whether a full name may be this step's: its start line has no namespace, nor the hash of an unnamed node."""
    if step.key.name is not None:
        return name == step.key.name or name.endswith(f".{step.key.name}")
    own = name.rpartition(".")[2] if "(" not in name else name
    known = step.node is not None and short_name(step.node) == own
    return known or own.startswith((f"{step.key.function}__", f"{step.key.function}("))
