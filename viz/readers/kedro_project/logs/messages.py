"""Messages of Kedro 0.15 to 1.x -> events."""

from __future__ import annotations

import re
from collections.abc import Callable

from viz.readers.kedro_project.logs.records import Record
from viz.runs import (
    ErrorShown,
    Event,
    Loading,
    NodeCompleted,
    NodeFailed,
    NodeKey,
    NodeStarted,
    Progress,
    RunAborted,
    RunCompleted,
    RunStarted,
    Saving,
    Skipped,
)

_PROGRESS = re.compile(r"Completed (\d+) out of (\d+) tasks")
_FAILED = " failed with error:"
_LEFT = re.compile(r"There are (\d+) nodes that have not run")
_SKIPPED = re.compile(r"Skipping \d+ nodes with existing outputs: (.+)", re.DOTALL)
_TRACEBACK = "Traceback (most recent call last)"


def event_of(record: Record, where: str) -> Event | None:
    """The event that a record tells, None for all that tells nothing of a run.

    Only Kedro's own loggers count, and the root logger, with which 0.15 to 0.17 announced a run.
    """
    if record.logger in ("", "root") or record.logger.startswith("kedro"):
        for words, parse in _PARSERS.items():
            if record.message.startswith(words):
                return parse(record, where)
    if record.level in ("ERROR", "CRITICAL") and _TRACEBACK in record.message:
        return ErrorShown(time=record.time, where=where, error=_last_exception(record.message))
    return None


def node_key(text: str) -> NodeKey | None:
    """A node as Kedro prints it: `name: function([a;b]) -> [c]`, separated by commas before 0.19.

    The console of 0.19 swallows the bracketed names: those are None, not known.
    """
    call, arrow, outputs = text.strip().rpartition(") ->")
    opening = call.rfind("([") if call.endswith("]") else call.rfind("(")
    title, inputs = call[:opening], call[opening + 1 :]
    name, _, function = title.rpartition(": ")
    if not arrow or opening < 0 or not function or " " in function or not _is_list(inputs, outputs.strip()):
        return None
    return NodeKey(name=name or None, function=function, inputs=_datasets(inputs), outputs=_datasets(outputs.strip()))


def _is_list(*texts: str) -> bool:
    """Whether each text is `[a;b]`, `None`, or nothing, where a console has swallowed it."""
    return all(text in ("", "None") or (text[0] == "[" and text[-1] == "]") for text in texts)


def _datasets(text: str) -> tuple[str, ...] | None:
    if not text:
        return None
    if text == "None":
        return ()
    return tuple(name.strip() for name in re.split("[;,]", text[1:-1]))


def _dataset(message: str) -> str | None:
    before, opening, kind = message.rpartition("(")
    name = before.removeprefix("Loading data from ").removeprefix("Saving data to ").strip()
    if not opening or not name or not kind.endswith(")..."):
        return None
    name = name.removeprefix("[dark_orange]").removesuffix("[/dark_orange]")
    return name[1:-1] if len(name) > 2 and name[0] == name[-1] and name[0] in "'`" else name


def _run_started(record: Record, where: str) -> Event | None:
    return RunStarted(time=record.time, where=where)


def _loading(record: Record, where: str) -> Event | None:
    name = _dataset(record.message)
    return Loading(time=record.time, where=where, dataset=name) if name else None


def _saving(record: Record, where: str) -> Event | None:
    name = _dataset(record.message)
    return Saving(time=record.time, where=where, dataset=name) if name else None


def _node_started(record: Record, where: str) -> Event | None:
    key = node_key(record.message.removeprefix("Running node: "))
    return NodeStarted(time=record.time, where=where, key=key) if key else None


def _node_completed(record: Record, where: str) -> Event | None:
    name = record.message.removeprefix("Completed node: ").strip()
    return NodeCompleted(time=record.time, where=where, name=name)


def _progress(record: Record, where: str) -> Event | None:
    match = _PROGRESS.match(record.message)
    if match is None:
        return None
    return Progress(time=record.time, where=where, done=int(match[1]), total=int(match[2]))


def _node_failed(record: Record, where: str) -> Event | None:
    node, found, error = record.message.removeprefix("Node ").partition(_FAILED)
    key = node_key(node.strip("'`")) if found else None
    return NodeFailed(time=record.time, where=where, key=key, error=error.strip()) if key else None


def _run_completed(record: Record, where: str) -> Event | None:
    return RunCompleted(time=record.time, where=where)


def _left_over(record: Record, where: str) -> Event | None:
    match = _LEFT.match(record.message)
    return RunAborted(time=record.time, where=where, left=int(match[1])) if match else None


def _none_ran(record: Record, where: str) -> Event | None:
    return RunAborted(time=record.time, where=where, left=None)


def _skipped(record: Record, where: str) -> Event | None:
    match = _SKIPPED.match(record.message)
    names = tuple(name.strip() for name in match[1].split(", ")) if match else ()
    return Skipped(time=record.time, where=where, names=names) if names else None


def _last_exception(message: str) -> str:
    """A traceback without its frames: the exception's line and what follows it."""
    lines = message.split("\n")
    frames = [number for number, line in enumerate(lines) if line.startswith((" ", "Traceback (most"))]
    return "\n".join(lines[frames[-1] + 1 :]).strip() if frames else message


_PARSERS: dict[str, Callable[[Record, str], Event | None]] = {
    "Loading data from ": _loading,
    "Saving data to ": _saving,
    "Running node: ": _node_started,
    "Completed node: ": _node_completed,
    "Completed ": _progress,
    "Kedro project ": _run_started,
    "** Kedro project ": _run_started,
    "Pipeline execution completed": _run_completed,
    "Node ": _node_failed,
    "There are ": _left_over,
    "No nodes ran": _none_ran,
    "Skipping ": _skipped,
}
