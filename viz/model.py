"""What is known of a project and of its runs: plain, frozen data.

Readers fill it, everything else shows it. Ids are names that a person can read and a URL can carry:
`node:ns.train`, `dataset:ns.model`, `params:model.alpha`, `namespace:ns`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Level = Literal["info", "warning", "error"]
ReaderName = Literal["static", "live"]
RunStatus = Literal["succeeded", "failed", "unfinished"]
NodeRunStatus = Literal["succeeded", "failed", "unfinished", "skipped", "not_run"]

SPARSE = {"sparse": True}
"""Marks a field that a snapshot leaves out where it holds its default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is written: `file` is relative to the project and in POSIX form, lines count from 1.

    `environment` is the configuration environment ("base", "local") of a place in configuration.
    """

    file: str
    line: int | None = None
    end_line: int | None = None
    environment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One thing that was skipped, guessed, substituted or cut off, and what to do about it.

    `code` is a stable kebab-case word ("import-opaque"), `message` one sentence, `hint` the remedy or "".
    `pipelines` names those that it is about, also such as are missing because of it; empty where it is about more.
    """

    level: Level
    code: str
    message: str
    hint: str = ""
    place: Place | None = None
    pipelines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overridden:
    """What a layer of the configuration said before another replaced it: `raw` as its file writes it."""

    raw: Any = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where one value of the configuration comes from.

    `path` leads to it in what it belongs to: in a catalog entry ("type", "load_args.sep"), in a parameter's value
    ("alpha"). The value itself stands there; `raw` is what the file writes where that is something else, else None.
    `overrides` is what layers below said, the nearest first. `unresolved` says why an expression in it is shown as
    written, "" where nothing in it is.
    """

    path: str
    raw: Any = field(default=None, metadata=SPARSE)
    defined_at: Place | None = field(default=None, metadata=SPARSE)
    overrides: tuple[Overridden, ...] = field(default=(), metadata=SPARSE)
    unresolved: str = field(default="", metadata=SPARSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Namespace:
    """A namespace of nodes, and where the `pipeline(...)` calls stand that make it, outermost namespaces included."""

    name: str
    declared_at: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """A registered pipeline: its name in the registry and the sorted ids of its nodes."""

    name: str
    node_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A Kedro node. `name` is Kedro's own full name, namespace included.

    `inputs` and `outputs` are Kedro's dataset names in call order, transcoding (`name@pandas`) kept,
    parameters (`params:x`, `parameters`) included. `function` is the function's readable name as Kedro
    prints it, `source` where the function is defined, `declared_at` where `node(...)` is called.
    """

    id: str
    name: str
    namespace: str | None
    function: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    tags: tuple[str, ...] = ()
    source: Place | None = None
    declared_at: Place | None = None
    docstring: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcoding:
    """One way of reading a transcoded dataset: `name` is what follows the `@`, the rest as of a `Dataset`."""

    name: str
    type: str | None = None
    filepath: str | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    defined_at: Place | None = None
    pattern: str | None = field(default=None, metadata=SPARSE)
    overrides: tuple[Overridden, ...] = field(default=(), metadata=SPARSE)
    settings: tuple[Setting, ...] = field(default=(), metadata=SPARSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A dataset that a node uses or that the catalog names; transcoded entries are one dataset.

    `type` is as the catalog writes it ("pandas.CSVDataset"), "MemoryDataset" for one that no catalog entry
    and no pattern covers. `filepath` is relative to the project where it lies inside it. `pattern` is the
    dataset factory that produced it. `arguments` holds the other catalog keys, without credentials,
    `metadata` and `layer`. `defined_at` is the place of the entry (of the pattern's entry), `overrides` what
    environments below say under its name, `settings` where each of its values comes from.
    """

    id: str
    name: str
    type: str | None = None
    filepath: str | None = None
    layer: str | None = None
    namespace: str | None = None
    in_catalog: bool = False
    pattern: str | None = None
    transcodings: tuple[Transcoding, ...] = ()
    versioned: bool = False
    arguments: Mapping[str, Any] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    defined_at: Place | None = None
    overrides: tuple[Overridden, ...] = field(default=(), metadata=SPARSE)
    settings: tuple[Setting, ...] = field(default=(), metadata=SPARSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter that a node uses.

    `id` is Kedro's dataset name (`params:model.alpha`, or `parameters` for all of them), `name` the path in the
    configuration (`model.alpha`). `defined_at` is None where no configuration file defines it. `raw`, `overrides` and
    `unresolved` are as in a `Setting`; `settings` tells the same of the values inside, where it holds several.
    """

    id: str
    name: str
    value: Any = None
    defined_at: Place | None = None
    raw: Any = field(default=None, metadata=SPARSE)
    overrides: tuple[Overridden, ...] = field(default=(), metadata=SPARSE)
    unresolved: str = field(default="", metadata=SPARSE)
    settings: tuple[Setting, ...] = field(default=(), metadata=SPARSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Everything that is known of a project; each collection is sorted by name or id."""

    name: str
    system: str
    system_version: str | None
    reader: ReaderName
    complete: bool
    pipelines: tuple[Pipeline, ...] = ()
    nodes: tuple[Node, ...] = ()
    datasets: tuple[Dataset, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    namespaces: tuple[Namespace, ...] = field(default=(), metadata=SPARSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeRun:
    """What one node cost in one run, in seconds; None where the source does not say.

    `started` counts from the start of the run. `certain` is False where the timing had to be
    attributed among several candidates; `reason` then says why. `sizes` (bytes) and `rows` are by dataset name,
    `peak_memory` is in bytes.
    """

    node_id: str
    status: NodeRunStatus
    started: float | None = None
    load: float | None = None
    compute: float | None = None
    save: float | None = None
    error: str | None = None
    certain: bool = True
    reason: str = ""
    sizes: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    peak_memory: int | None = None

    @property
    def duration(self) -> float | None:
        """Load, compute and save together, in seconds, or None where none of them is known."""
        known = [part for part in (self.load, self.compute, self.save) if part is not None]
        return sum(known) if known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a project. `id` is its start in local time ("2026-11-23T06:40:03.308"), made unique.

    `pipeline` is the registered pipeline it ran where that is known or can be told from its nodes, `origin`
    where it was found ("info.log:12"), `precision` the resolution of its times in seconds. `error` is an exception
    that belongs to no node, `unmatched` what ran and is no node of the project (any more).
    """

    id: str
    started_at: datetime
    finished_at: datetime | None
    status: RunStatus
    pipeline: str | None = None
    command: str | None = None
    origin: str = ""
    precision: float = 0.001
    node_runs: tuple[NodeRun, ...] = ()
    error: str | None = None
    unmatched: tuple[str, ...] = ()
