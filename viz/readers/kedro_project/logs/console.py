"""What a terminal or a pipe got from Rich -> records.

Rich lays a record out in four columns: the time (printed only when its second changes), the level, the message
wrapped to what is left, and `file.py:12` at the right edge. Messages are put together again by column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from viz.readers.kedro_project.logs.records import Record

_HEAD = re.compile(
    r"(?P<time>\[\d\d/\d\d/\d\d \d\d:\d\d:\d\d\]| {19}) (?P<level>DEBUG|INFO|WARNING|ERROR|CRITICAL) {1,5}(?P<text>.*)"
)
_TEXT_AT = 29
_PATH = re.compile(r"(?:^| )(?P<path>[\w.<>-]+:\d+) *$")
_EXCEPTION = re.compile(r"(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Interrupt|Exit|Failure)\b(?::|$)")
_BOX = "╭│╰─┌└├"


@dataclass(slots=True)
class _Open:
    """A record that may go on in the next line. `width` is that of its message column."""

    time: datetime
    line: int
    level: str
    width: int
    lines: list[str] = field(default_factory=list)

    def record(self) -> Record:
        return Record(self.time, self.line, "", self.level, _joined(self.lines, self.width))


def is_console(lines: Sequence[str]) -> bool:
    """Whether a text is console output: a line of it has Rich's time and level."""
    return any(line.startswith("[") and _HEAD.match(line) for line in lines)


def read_console(lines: Sequence[str]) -> Iterator[Record]:
    """The records of a console's text, and exceptions that were printed between them as records of level ERROR."""
    time: datetime | None = None
    current: _Open | None = None
    printed: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        head = _HEAD.match(line)
        if head is None and current is not None and line.startswith(" " * _TEXT_AT):
            current.lines.append(line[_TEXT_AT : _TEXT_AT + current.width])
            continue
        if current is not None:
            yield current.record()
            current = None
        if head is None:
            printed.append((number, line.rstrip()))
            continue
        if time is not None:
            yield from _exception(printed, time)
        printed, time = [], _time(head["time"]) or time
        current = _opened(head, number, time) if time else None
    if current is not None:
        yield current.record()
    if time is not None:
        yield from _exception(printed, time)


def _time(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "[%m/%d/%y %H:%M:%S]")
    except ValueError:
        return None


def _opened(head: re.Match[str], number: int, time: datetime) -> _Open:
    line = head.string[_TEXT_AT:]
    path = _PATH.search(line)
    width = max(path.start("path") - 1, 0) if path else len(line)
    return _Open(time, number, head["level"], width, [line[:width]])


def _joined(lines: Sequence[str], width: int) -> str:
    """One message from its wrapped lines: Rich drops the space where it wraps and cuts words wider than the column."""
    message = ""
    cut = True
    for line in lines:
        text = line.rstrip()
        message += text if cut else f" {text}"
        cut = len(text) == width and (" " not in text or _inside_brackets(message))
    return message.rstrip()


def _inside_brackets(message: str) -> bool:
    """Whether the last word is a list of names that is still open; such a list has no spaces."""
    last = message.rpartition(" ")[2]
    return last.count("[") > last.count("]")


def _exception(printed: Sequence[tuple[int, str]], time: datetime) -> Iterator[Record]:
    """The last exception among lines that no record owns, with what was printed under it."""
    for at in range(len(printed) - 1, -1, -1):
        number, line = printed[at]
        if _EXCEPTION.match(line):
            rest = [text for _, text in printed[at:] if text and text[0] not in _BOX]
            yield Record(time, number, "", "ERROR", "Traceback (most recent call last):\n" + "\n".join(rest))
            return
