"""What can happen in a run, each with its local time and the place where it was read ("info.log:12")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeKey:
    """How a source names a node. `name` is the name without namespace, None for an unnamed node.

    `inputs` and `outputs` are dataset names in call order, None where the source lost them.
    """

    name: str | None
    function: str
    inputs: tuple[str, ...] | None
    outputs: tuple[str, ...] | None

    def __str__(self) -> str:
        return self.name or f"{self.function}({_names(self.inputs)}) -> {_names(self.outputs)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The root of all events; `time` has no zone."""

    time: datetime
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted(Event):
    """A run begins; events without one before them begin a run of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading(Event):
    """Loading of a dataset begins; which node wants it is not said."""

    dataset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeStarted(Event):
    """All inputs are loaded and the function is called."""

    key: NodeKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving(Event):
    """Saving of a dataset begins."""

    dataset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeCompleted(Event):
    """All outputs are saved; `name` is the node's full name, namespace included."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFailed(Event):
    """The function raised; `error` is what the source says of the exception."""

    key: NodeKey
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Event):
    """So many nodes of the run are done; said right after a node has ended."""

    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped(Event):
    """Nodes that the run left out, by their full names; none where it left out all."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorShown(Event):
    """An exception that no node is named for: its last line, and the traceback where there is one."""

    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCompleted(Event):
    """Every node of the run has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunAborted(Event):
    """The run gave up; `left` is how many nodes had not run, None where the source does not count them."""

    left: int | None


def _names(datasets: tuple[str, ...] | None) -> str:
    return "?" if datasets is None else f"[{';'.join(datasets)}]" if datasets else "None"
