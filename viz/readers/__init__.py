"""Which reader speaks for a folder. Readers come in by the entry-point group `pipeviz.readers`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Literal, Protocol

from viz.errors import ReadError
from viz.model import Project, Run
from viz.runs import RunReading

ReaderChoice = Literal["auto", "static", "live"]
GROUP = "pipeviz.readers"
MOST_NAMED = 30
"""How many of several projects a message names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundProject:
    """One of several projects in a folder: `path` is its folder as a user here would write it."""

    root: Path
    path: str
    name: str
    system: str
    system_version: str | None = None


class SeveralProjectsError(ReadError):
    """The folder is no project and holds several: which one is meant has to be said, or chosen on a page."""

    def __init__(self, folder: Path, projects: Sequence[FoundProject], *, cut: bool = False) -> None:
        self.folder = folder
        self.projects = tuple(projects)
        self.cut = cut
        number = f"at least {len(self.projects)}" if cut else str(len(self.projects))
        listed = ", ".join(project.path for project in self.projects[:MOST_NAMED])
        if len(self.projects) > MOST_NAMED:
            listed += f" and {len(self.projects) - MOST_NAMED} more (`pipeviz serve` lists them all)"
        super().__init__(f"{folder} holds {number} projects; name one of them: {listed}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How to read: configuration environment, runtime parameters, which reader, and the project's interpreter.

    `hooks` lets the project's hooks take part where its interpreter is asked; `timeout` is in seconds.
    `tell` hears, in a sentence, what takes its time.
    """

    env: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    reader: ReaderChoice = "auto"
    python: Path | None = None
    hooks: bool = False
    timeout: float = 60.0
    tell: Callable[[str], None] | None = field(default=None, compare=False, repr=False)


class Reader(Protocol):
    """What a reader of one kind of project offers; Kedro's is `viz.readers.kedro_project:KedroReader`."""

    name: str

    def detect(self, folder: Path) -> Path | None:
        """The root of the project that `folder` is, lies in, or alone has below it, or None.

        SeveralProjectsError where several are below it.
        """

    def read(self, root: Path, options: ReadOptions) -> Project:
        """The project; whatever could not be read is a diagnostic in it."""

    def read_runs(self, root: Path, project: Project) -> RunReading:
        """The runs found in what the project left behind, newest first, and what stood in the way of reading them."""

    def run_command(
        self, project: Project, *, pipeline: str | None, node_names: Sequence[str], options: ReadOptions
    ) -> str:
        """The command that runs just these nodes of `pipeline`, with the configuration that `options` choose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A project with the reader that knows it and how it was read; `root` is None for one read from a snapshot."""

    project: Project
    root: Path | None
    reader: Reader | None
    options: ReadOptions = field(default_factory=ReadOptions)

    def runs(self) -> RunReading:
        """The runs of the project, newest first, and what could not be read of them; none for a snapshot."""
        if self.reader is None or self.root is None:
            return RunReading(runs=())
        return self.reader.read_runs(self.root, self.project)

    def run_command(self, *, pipeline: str | None, node_names: Sequence[str]) -> str:
        """The command that runs just these nodes, "" where no reader can say."""
        if self.reader is None:
            return ""
        return self.reader.run_command(self.project, pipeline=pipeline, node_names=node_names, options=self.options)


def read(path: str | Path = ".", options: ReadOptions | None = None) -> Project:
    """The project in a folder (or the one above it), or in a snapshot file.

    ReadError where there is no such folder, no project in it, or the file is no snapshot.
    """
    return open_project(path, options).project


def read_runs(path: str | Path, project: Project) -> tuple[Run, ...]:
    """The runs that a project's folder remembers, newest first; none for a snapshot file."""
    place = _existing(path)
    if place.is_file():
        return ()
    reader, root = find_reader(place)
    return reader.read_runs(root, project).runs


def open_project(path: str | Path = ".", options: ReadOptions | None = None) -> Opened:
    """The project at `path` together with the reader that knows it; errors as of `read`."""
    place = _existing(path)
    if place.is_file():
        from viz.snapshot import loads

        text = _text(place)
        if not text.lstrip().startswith("{"):
            raise ReadError(f"{path} is no snapshot of a project; to open one, name its folder: {place.parent}?")
        return Opened(project=loads(text, str(path)), root=None, reader=None)
    reader, root = find_reader(place)
    options = options or ReadOptions()
    return Opened(project=reader.read(root, options), root=root, reader=reader, options=options)


def find_reader(folder: Path) -> tuple[Reader, Path]:
    """The first installed reader that knows the folder, and the root it found; ReadError where none does."""
    readers = installed_readers()
    for reader in readers:
        root = reader.detect(folder)
        if root is not None:
            return reader, root
    known = ", ".join(reader.name for reader in readers) or "none installed"
    raise ReadError(
        f"{folder} holds no project that pipeviz knows ({known}), nor does it lie inside one; "
        "name the folder that holds the project's pyproject.toml."
    )


def installed_readers() -> tuple[Reader, ...]:
    """Every reader of the entry-point group, by name."""
    return tuple(map(_loaded, sorted(entry_points(group=GROUP), key=lambda point: point.name)))


def _loaded(point: EntryPoint) -> Reader:
    try:
        reader: Reader = point.load()()
    except (ImportError, AttributeError) as error:
        raise ReadError(
            f"The reader {point.name!r} ({point.value}) cannot be loaded ({error}); reinstall what brings it."
        ) from error
    return reader


def _existing(path: str | Path) -> Path:
    place = Path(path).expanduser()
    if not place.exists():
        raise ReadError(f"{path} does not exist; name the folder of a project, or a snapshot file.")
    return place.resolve()


def _text(place: Path) -> str:
    try:
        return place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{place} cannot be read as text ({error}); name a project folder or a snapshot.") from error
