"""Log text of Kedro 0.15 to 1.x -> events, from files and from what a terminal showed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viz.readers.kedro_project.logs.console import is_console, read_console
from viz.readers.kedro_project.logs.layouts import Layout, project_layout
from viz.readers.kedro_project.logs.messages import event_of
from viz.readers.kedro_project.logs.records import Record, read_records
from viz.runs import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class LogText:
    """What a log says: its events in file order, the resolution of its times in seconds, how many records it has."""

    events: tuple[Event, ...]
    precision: float
    records: int


def read_log(text: str, file: str, layouts: Sequence[Layout] = ()) -> LogText:
    """Read a log of any supported form; `layouts` are the project's own line formats, tried before the usual ones."""
    records = list(_records(text, layouts))
    precise = any(record.time.microsecond for record in records)
    events = (event_of(record, f"{file}:{record.line}") for record in records)
    return LogText(
        events=tuple(event for event in events if event is not None),
        precision=0.001 if precise else 1.0,
        records=len(records),
    )


def _records(text: str, layouts: Sequence[Layout]) -> Iterator[Record]:
    lines = text.split("\n")
    return read_console(lines) if is_console(lines) else read_records(lines, layouts)


__all__ = ["Layout", "LogText", "project_layout", "read_log"]
