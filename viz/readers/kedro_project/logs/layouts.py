"""How the first line of a log record is laid out: Kedro's own format, the project's, JSON, and what resembles them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

TIME = r"\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?"
LEVEL = "DEBUG|INFO|WARNING|WARN|ERROR|CRITICAL|FATAL"


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a record, taken apart; `logger` is "" where the layout does not say."""

    time: datetime
    logger: str
    level: str
    message: str


Layout = Callable[[str], Head | None]
"""The head that a line is, or None for a line that begins no record."""


def parse_time(text: str) -> datetime | None:
    """An ISO-like time as logging writes it, without its zone; None for a date that does not exist."""
    try:
        return datetime.fromisoformat(text.replace("/", "-")).replace(tzinfo=None)
    except ValueError:
        return None


_KEDRO = re.compile(rf"({TIME}) - ([\w.<>-]+) - ({LEVEL}) - (.*)", re.DOTALL)


def kedro_layout(line: str) -> Head | None:
    """`%(asctime)s - %(name)s - %(levelname)s - %(message)s`, the format of every Kedro template."""
    match = _KEDRO.match(line)
    time = parse_time(match[1]) if match else None
    return Head(time, match[2], match[3], match[4]) if match and time else None


_LOOSE = re.compile(rf"\W{{0,3}}({TIME})\W+(.*)", re.DOTALL)
_WORDS = re.compile(
    r"(?:^|(?<=[\s\]|:>)-]))(?:(?:\*\* )?Kedro project |Loading data from |Saving data to "
    r"|Running node: |Completed node: |Completed \d+ out of |Node (?=\S)"
    r"|Pipeline execution completed|There are \d+ nodes that have not run|No nodes ran|Skipping )"
)
_LOGGER = re.compile(r"(?<![\w/.])[A-Za-z_]\w*(?:\.(?!py\b)[A-Za-z_]\w*)+(?![\w/(.])")
_LEVEL = re.compile(rf"\b({LEVEL})\b")


def loose_layout(line: str) -> Head | None:
    """A line that begins with a date and a time; Kedro's message is found by its words, the logger before it."""
    match = _LOOSE.match(line)
    time = parse_time(match[1]) if match else None
    if match is None or time is None:
        return None
    words = _WORDS.search(match[2])
    before, message = (match[2][: words.start()], match[2][words.start() :]) if words else (match[2], match[2])
    logger, level = _LOGGER.search(before), _LEVEL.search(before)
    return Head(time, logger[0] if logger else "", level[0] if level else "", message)


def json_layout(line: str) -> Head | None:
    """A JSON object a line, with the usual names of its members."""
    if not line.startswith("{"):
        return None
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    time = parse_time(_member(found, "asctime", "timestamp", "time", "@timestamp", "ts"))
    message = _member(found, "message", "msg", "event")
    if time is None:
        return None
    return Head(time, _member(found, "name", "logger"), _member(found, "levelname", "level").upper(), message)


def _member(found: Mapping[str, Any], *names: str) -> str:
    return next((found[name] for name in names if isinstance(found.get(name), str)), "")


USUAL: tuple[Layout, ...] = (kedro_layout, json_layout, loose_layout)

_FIELD = re.compile(r"%\((\w+)\)[-#0 +]*\d*(?:\.\d+)?[sdf]|\{(\w+)(?:![rsa])?(?::[^{}]*)?\}")
_SHAPES = {
    "name": r"(?P<name>[\w.<>-]+)",
    "levelname": rf"(?P<level>{LEVEL})",
    "message": r"(?P<message>.*)",
    "lineno": r"\d+",
    "process": r"\d+",
    "thread": r"\d+",
}


def project_layout(form: str, date_format: str | None = None) -> Layout | None:
    """The layout of a formatter (`%` or `{` style) in `logging.yml`; None without a full time and the message."""
    fields = list(_FIELD.finditer(form))
    pattern = _literal(form[: fields[0].start()]) if fields else ""
    for field, following in zip(fields, [*fields[1:], None], strict=True):
        literal = _literal(form[field.end() : following.start() if following else len(form)])
        pattern += _piece(field[1] or field[2], literal, date_format)
    if pattern.count("(?P<time>") != 1 or pattern.count("(?P<message>") != 1:
        return None
    if date_format is not None and not all(code in date_format for code in ("%d", "%m", "%H", "%M")):
        return None
    return _compiled(pattern, date_format)


def _literal(text: str) -> str:
    """What stands between two fields, with room for their padding; possessive, so that no line takes long to refuse."""
    if not text:
        return ""
    words = [re.escape(word) for word in re.split(r"\s+", text)]
    return (r"\s*+" if words[0] else "") + r"\s++".join(words) + (r"\s*+" if words[-1] else "")


def _piece(field: str, literal: str, date_format: str | None) -> str:
    """A field and what follows it; a field of no interest ends where the literal begins first."""
    if field == "asctime":
        return rf"(?P<time>{TIME if date_format is None else '.{4,40}?'}){literal}"
    if field in _SHAPES:
        return _SHAPES[field] + literal
    return f"(?>.*?{literal})" if literal else r"\S*+"


def _compiled(pattern: str, date_format: str | None) -> Layout | None:
    try:
        regex = re.compile(pattern, re.DOTALL)
    except re.error:
        return None
    parse = parse_time if date_format is None else _dated(date_format)

    def layout(line: str) -> Head | None:
        match = regex.match(line)
        time = parse(match["time"]) if match else None
        if match is None or time is None:
            return None
        found = match.groupdict()
        return Head(time, found.get("name") or "", found.get("level") or "", match["message"])

    return layout


def _dated(date_format: str) -> Callable[[str], datetime | None]:
    @lru_cache(maxsize=1024)
    def parse(text: str) -> datetime | None:
        try:
            return datetime.strptime(text, date_format).replace(tzinfo=None)
        except ValueError:
            return None

    return parse
