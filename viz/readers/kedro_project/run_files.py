"""Which files of a Kedro project tell of its runs, and what they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from viz.model import Diagnostic, Place, Project, Run
from viz.readers.kedro_project.logs import Layout, project_layout, read_log
from viz.readers.kedro_project.viz_events import merge_viz_run, read_viz_run
from viz.runs import Event, RunReading, RunStarted, build_runs, newest_first

MOST_BYTES = 20 * 1024 * 1024
"""How much of one log, rotated files included, is read: the newest part."""

_MOST_CONFIG = 1024 * 1024
_USUAL = ("info.log", "logs/info.log")
_ROTATED = re.compile(r"\.(?:(?P<number>\d{1,4})|(?P<date>\d{4}-\d\d-\d\d[\w.-]*))$")
_QUIET = ("WARNING", "WARN", "ERROR", "CRITICAL", "FATAL")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFile:
    """A log that the project writes: its path inside the project and the line formats it may have."""

    path: Path
    layouts: tuple[Layout, ...] = ()


@dataclass(slots=True)
class _Desk:
    """What one reading works with: where it reads and what it has to say."""

    root: Path
    project: Project
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def say(self, level: str, code: str, message: str, hint: str = "", file: str | None = None) -> None:
        place = Place(file=file) if file else None
        entry = Diagnostic(level=level, code=code, message=message, hint=hint, place=place)  # type: ignore[arg-type]
        if entry not in self.diagnostics:
            self.diagnostics.append(entry)

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def read_run_files(root: Path, project: Project, conf_dir: Path | None = None) -> RunReading:
    """Read the logs that the project's own `logging.yml` names, the usual ones, and what Kedro-Viz left.

    Reads nothing outside `root`, at most `MOST_BYTES` of each log, and never raises over what a file holds.
    """
    desk = _Desk(root.resolve(), project)
    found: dict[datetime, Run] = {}
    for log in log_files(desk.root, conf_dir or desk.root / "conf"):
        for run in _runs_of(log, desk):
            known = found.get(run.started_at)
            if known is None or _told(known) < _told(run):
                found[run.started_at] = run
    runs = newest_first(found.values())
    viz_run, trouble = read_viz_run(desk.root, project)
    desk.diagnostics += trouble
    merged = newest_first(merge_viz_run(runs, viz_run)) if viz_run else runs
    return RunReading(runs=merged, diagnostics=tuple(desk.diagnostics))


def _told(run: Run) -> tuple[bool, int]:
    """How much a log tells of a run: of two that tell of the same one, that with more is kept."""
    return run.finished_at is not None, sum(one.started is not None for one in run.node_runs)


def log_files(root: Path, conf_dir: Path) -> list[LogFile]:
    """The logs of a project, each once: those of its `logging.yml` files first, then Kedro's usual places."""
    named = [log for config in _logging_configs(conf_dir) for log in _named_by(config, root)]
    found: dict[Path, LogFile] = {}
    for log in [*named, *(LogFile(path=root / name) for name in _USUAL)]:
        found.setdefault(log.path, log)
    return [log for log in found.values() if log.path.is_relative_to(root)]


def _logging_configs(conf_dir: Path) -> Iterator[Mapping[str, Any]]:
    for path in sorted([*conf_dir.glob("logging*.y*ml"), *conf_dir.glob("*/logging*.y*ml")]):
        try:
            if path.stat().st_size <= _MOST_CONFIG:
                config = yaml.safe_load(path.read_text(encoding="utf-8", errors="replace"))
                yield config if isinstance(config, dict) else {}
        except (OSError, yaml.YAMLError, RecursionError):
            continue


def _named_by(config: Mapping[str, Any], root: Path) -> Iterator[LogFile]:
    formatters = _mapping(config.get("formatters"))
    for handler in _mapping(config.get("handlers")).values():
        filename = _mapping(handler).get("filename")
        if isinstance(filename, str) and "\0" not in filename and str(handler.get("level")).upper() not in _QUIET:
            layout = _layout(_mapping(formatters.get(str(handler.get("formatter")))))
            yield LogFile(path=(root / filename).resolve(), layouts=(layout,) if layout else ())


def _layout(formatter: Mapping[str, Any]) -> Layout | None:
    form, date_format = formatter.get("format"), formatter.get("datefmt")
    if not isinstance(form, str):
        return None
    return project_layout(form, date_format if isinstance(date_format, str) else None)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _runs_of(log: LogFile, desk: _Desk) -> tuple[Run, ...]:
    events: list[Event] = []
    precision = 0.001
    texts, whole = _texts(_rotation(log.path), desk)
    for path, text in texts:
        read = read_log(text, desk.name(path), log.layouts)
        if text.strip() and not read.records:
            _say_unknown(desk, path)
        if read.events:
            precision = max(precision, read.precision)
        events += read.events
    return build_runs(events if whole else _from_first_start(events), desk.project, precision=precision)


def _from_first_start(events: Sequence[Event]) -> Sequence[Event]:
    """Without the rest of a run whose beginning was not read, where that can be told."""
    first = next((at for at, event in enumerate(events) if isinstance(event, RunStarted)), 0)
    return events[first:]


def _say_unknown(desk: _Desk, path: Path) -> None:
    name = desk.name(path)
    desk.say(
        "warning",
        "log-format-unknown",
        f"{name} has no line that begins with a date and a time, so no run could be read from it.",
        "Let the formatter in conf/logging.yml begin with %(asctime)s.",
        name,
    )


def _rotation(path: Path) -> list[Path]:
    """The log with its rotated files, oldest first."""
    if not path.parent.is_dir():
        return []
    numbered, dated = [], []
    for other in path.parent.iterdir():
        match = _ROTATED.fullmatch(other.name.removeprefix(path.name)) if other.name.startswith(path.name) else None
        if match and match["number"]:
            numbered.append((-int(match["number"]), other))
        elif match:
            dated.append((match["date"], other))
    return [*(other for _, other in sorted(dated)), *(other for _, other in sorted(numbered)), path]


def _texts(paths: Sequence[Path], desk: _Desk) -> tuple[list[tuple[Path, str]], bool]:
    """The texts of a rotation, oldest first, as far back as `MOST_BYTES` reach, and whether that is all of them."""
    left = MOST_BYTES
    found: list[tuple[Path, str]] = []
    for path in reversed(paths):
        if not path.is_file() or not path.resolve().is_relative_to(desk.root):
            continue
        if left <= 0:
            _say_cut(desk, path, "was not read")
            continue
        try:
            data, whole = _tail(path, left)
        except OSError as error:
            name = desk.name(path)
            desk.say("warning", "log-unreadable", f"{name} could not be read: {error.strerror}.", "", name)
            continue
        if not whole:
            _say_cut(desk, path, f"was read only in its last {left / 1e6:.0f} MB")
        left = left - len(data) if whole else 0
        found.append((path, _text(data)))
    return found[::-1], left > 0


def _say_cut(desk: _Desk, path: Path, what: str) -> None:
    name = desk.name(path)
    message = f"{name} {what}: older runs are not shown."
    desk.say("info", "log-cut", message, f"At most {MOST_BYTES / 1e6:.0f} MB of a log are read.", name)


def _tail(path: Path, most: int) -> tuple[bytes, bool]:
    """The end of a file, from the beginning of a line on, and whether that is all of it."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(size - most, 0))
        data = file.read(most)
    if size <= most:
        return data, True
    return data[data.find(b"\n") + 1 :], False


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8-sig", errors="replace")
