"""Which node a failed run stumbled over, where no line names it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from viz.model import Node, NodeRun
from viz.runs.events import ErrorShown, Event, Loading, NodeCompleted, NodeStarted, Progress
from viz.runs.segments import Segment
from viz.runs.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """The one `step` (by position) or the nodes (`loading`, by id) that may have raised `error`, and `found` if any."""

    step: int | None = None
    loading: Set[str] = frozenset()
    dataset: str = ""
    error: str = ""

    @property
    def found(self) -> bool:
        """Whether exactly one node is to blame."""
        return self.step is not None or len(self.loading) == 1

    def node_run(self, node_id: str) -> NodeRun:
        """What is known of a node that never started."""
        if node_id not in self.loading:
            return NodeRun(node_id=node_id, status="not_run")
        if len(self.loading) == 1:
            return NodeRun(node_id=node_id, status="failed", error=self.error)
        reason = f"it may be the node that failed while loading '{self.dataset}'"
        return NodeRun(node_id=node_id, status="not_run", certain=False, reason=reason)


def blame(segment: Segment, done: Sequence[Step], idle: Sequence[Node]) -> Blame:
    """Who failed: nobody where the run did not fail or a line says it.

    An exception while saving leaves one node that has started and not ended; one while loading leaves loadings that no
    started node owns, and they are the beginning of some node's inputs. `idle` are the nodes that did not start.
    """
    if segment.status != "failed" or any(step.error for step in done):
        return Blame()
    shown = next((event.error for event in segment.events if isinstance(event, ErrorShown)), "")
    hanging = [step for step in done if step.open and not handed_on(step, segment)]
    if len(hanging) == 1:
        return Blame(step=hanging[0].position, error=shown or _stage(hanging[0]))
    loading = _last_loads(segment.events) if not hanging else []
    if not loading:
        return Blame()
    wanting = frozenset(node.id for node in idle if list(node.inputs[: len(loading)]) == loading)
    return Blame(loading=wanting, dataset=loading[-1], error=shown or f"it failed while loading '{loading[-1]}'")


def handed_on(step: Step, segment: Segment) -> bool:
    """Whether a node of a source without end lines is done all the same: another node has loaded what it saved."""
    if segment.has_ends or not step.saved_all:
        return False
    later = segment.events[step.position :]
    return any(isinstance(event, Loading) and event.dataset in step.outputs for event in later)


def _stage(step: Step) -> str:
    return f"it failed while saving '{step.saves[-1][1]}'" if step.saves else "it failed while it was running"


def _last_loads(events: Sequence[Event]) -> list[str]:
    """The datasets loaded after the last node had started or ended."""
    found: list[str] = []
    for event in events:
        if isinstance(event, NodeStarted | NodeCompleted | Progress):
            found.clear()
        elif isinstance(event, Loading):
            found.append(event.dataset)
    return found
