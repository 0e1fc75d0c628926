"""Which reader speaks for a folder. Readers come in by the entry-point group `pipeviz.readers`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Literal, Protocol

from viz.errors import ReadError
from viz.model import Project, Run

ReaderChoice = Literal["auto", "static", "live"]
GROUP = "pipeviz.readers"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How to read: configuration environment, runtime parameters, which reader, and the project's interpreter."""

    env: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    reader: ReaderChoice = "auto"
    python: Path | None = None
    timeout: float = 60.0


class Reader(Protocol):
    """What a reader of one kind of project offers; Kedro's is `viz.readers.kedro_project:KedroReader`."""

    name: str

    def detect(self, folder: Path) -> Path | None:
        """The root of the project that `folder` is, or lies in, or None."""

    def read(self, root: Path, options: ReadOptions) -> Project:
        """The project; whatever could not be read is a diagnostic in it."""

    def read_runs(self, root: Path, project: Project) -> tuple[Run, ...]:
        """The runs found in what the project left behind, newest first."""

    def run_command(self, project: Project, *, pipeline: str | None, node_names: Sequence[str]) -> str:
        """The command that runs just these nodes of `pipeline`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A project with the reader that knows it; `root` is None for a project read from a snapshot."""

    project: Project
    root: Path | None
    reader: Reader | None

    def runs(self) -> tuple[Run, ...]:
        """The runs of the project, newest first; none for a snapshot."""
        if self.reader is None or self.root is None:
            return ()
        return self.reader.read_runs(self.root, self.project)

    def run_command(self, *, pipeline: str | None, node_names: Sequence[str]) -> str:
        """The command that runs just these nodes, "" where no reader can say."""
        if self.reader is None:
            return ""
        return self.reader.run_command(self.project, pipeline=pipeline, node_names=node_names)
