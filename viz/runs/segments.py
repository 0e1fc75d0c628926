"""One stream of events -> the stretches that belong to one run each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from viz.model import RunStatus
from viz.runs.events import (
    ErrorShown,
    Event,
    Loading,
    NodeCompleted,
    NodeFailed,
    NodeStarted,
    Progress,
    RunAborted,
    RunCompleted,
    RunStarted,
    Saving,
)


@dataclass(slots=True)
class Segment:
    """The events of one run, in the order of the source; its end included where there is one.

    `has_ends` says whether the source tells when a node has ended.
    """

    events: list[Event] = field(default_factory=list)
    end: Event | None = None
    has_ends: bool = False
    failed_at: datetime | None = None

    def add(self, event: Event) -> None:
        """One more event of this run."""
        self.events.append(event)
        if isinstance(event, RunCompleted | RunAborted):
            self.end = event
        elif isinstance(event, NodeCompleted | Progress):
            self.has_ends = True
        elif isinstance(event, NodeFailed):
            self.failed_at = event.time

    @property
    def start(self) -> Event:
        """What began the run: its own line, or the first thing a node did."""
        return self.events[0]

    @property
    def status(self) -> RunStatus:
        """How the run ended; an error shown in the middle of it did not stop it."""
        if isinstance(self.end, RunCompleted):
            return "succeeded"
        stopped = isinstance(self.end, RunAborted) or isinstance(self.events[-1], ErrorShown)
        return "failed" if stopped or self.failed_at else "unfinished"

    @property
    def finished_at(self) -> datetime | None:
        """When it ended, None for a run without an end."""
        if self.end is not None:
            return self.end.time
        return self.events[-1].time if isinstance(self.events[-1], ErrorShown) else self.failed_at


def segments(events: Iterable[Event]) -> list[Segment]:
    """Split a stream at every start and after every end.

    Loading after an end belongs to nobody (results handed to the caller) unless a node starts before the next run does.
    """
    found: list[Segment] = []
    current: Segment | None = None
    stray: list[Event] = []
    for event in events:
        if isinstance(event, RunStarted):
            current, stray = _begin(found, [event]), []
        elif current is not None and _belongs(event, current, stray):
            current.add(event)
        elif isinstance(event, NodeStarted | NodeCompleted | Saving | NodeFailed):
            current, stray = _begin(found, [*stray, event]), []
        elif isinstance(event, Loading):
            stray.append(event)
    return found


def _belongs(event: Event, current: Segment, stray: list[Event]) -> bool:
    """Whether an event is of the run at hand: all until its end, and then an exception that is shown right after it."""
    return current.end is None or (isinstance(event, ErrorShown) and not stray)


def _begin(found: list[Segment], events: list[Event]) -> Segment:
    segment = Segment()
    for event in events:
        segment.add(event)
    found.append(segment)
    return segment
