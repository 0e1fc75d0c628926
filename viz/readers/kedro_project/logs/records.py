"""Lines of a log file -> records, multi-line ones joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from viz.readers.kedro_project.logs.layouts import USUAL, Head, Layout

MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Record:
    """One record; `line` counts from 1 and is that of its first line, `logger` "" where the source does not say."""

    time: datetime
    line: int
    logger: str
    level: str
    message: str


def read_records(lines: Sequence[str], layouts: Sequence[Layout] = ()) -> Iterator[Record]:
    """The records of a file; lines before the first one belong to a record that was cut off, and are left out."""
    head: Head | None = None
    first, rest = 0, list[str]()
    choices = [*layouts, *USUAL]
    for number, line in enumerate(lines, 1):
        found = _head(line.rstrip("\r"), choices)
        if found is None:
            rest.append(line.rstrip("\r"))
            continue
        if head is not None:
            yield _record(head, first, rest)
        head, first, rest = found, number, []
    if head is not None:
        yield _record(head, first, rest)


def _head(line: str, choices: list[Layout]) -> Head | None:
    """What the line says under the first layout that fits; that one is tried first from then on, the loose one last."""
    if not line or line[0].isspace():
        return None
    for number, layout in enumerate(choices):
        found = layout(line)
        if found is not None:
            if 0 < number < len(choices) - 1:
                choices.insert(0, choices.pop(number))
            return found
    return None


def _record(head: Head, line: int, rest: Sequence[str]) -> Record:
    kept = [*rest[: MOST_LINES // 2], "...", *rest[-MOST_LINES // 2 :]] if len(rest) > MOST_LINES else rest
    message = "\n".join([head.message, *kept]).rstrip()
    return Record(head.time, line, head.logger, head.level, message)
