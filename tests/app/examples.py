"""A small project as readers would tell it, with everything that a page can show: for the tests of the app."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from viz.model import (
    Dataset,
    Diagnostic,
    Node,
    NodeRun,
    Parameter,
    Pipeline,
    Place,
    Project,
    Run,
    Transcoding,
)
from viz.readers import Opened, Reader, ReadOptions
from viz.runs import RunReading

HOSTILE = '</script><b>"it\'s"\n&amp;'
"""A name that must reach the page as it is, and do nothing there."""

CODE = '''\
import pandas as pd


def clean(raw: pd.DataFrame, limit: float) -> pd.DataFrame:
    """Drop what cannot be used."""
    # keep the first rows only
    return raw.dropna().head(int(limit))


def train(table, options):
    return {"slope": 2.5, "options": options}


def report(model, table):
    raise ValueError("no rows")
'''

CATALOG = """\
raw_ships:
  type: pandas.CSVDataset
  filepath: data/raw/ships.csv
"""

STARTED = datetime(2026, 11, 23, 6, 40, 3)


@dataclass(frozen=True)
class ExampleReader:
    """A reader that knows how its project is run, and nothing else."""

    name: str = "example"

    def detect(self, folder: Path) -> Path | None:
        return folder

    def read(self, root: Path, options: ReadOptions) -> Project:
        return project()

    def read_runs(self, root: Path, project: Project) -> RunReading:
        return RunReading(runs=runs())

    def run_command(
        self, project: Project, *, pipeline: str | None, node_names: Sequence[str], options: ReadOptions
    ) -> str:
        words = [f"--pipeline={pipeline}"] if pipeline else []
        return " ".join(["kedro run", *words, f"--nodes={','.join(node_names)}"])


def opened(root: Path, shown: Project | None = None) -> Opened:
    """The example on disk in `root`: one source file and one data file."""
    reader: Reader = ExampleReader()
    (root / "src").mkdir(exist_ok=True)
    (root / "src" / "nodes.py").write_text(CODE, encoding="utf-8")
    (root / "data" / "raw").mkdir(parents=True, exist_ok=True)
    (root / "data" / "raw" / "ships.csv").write_text("name,speed\nSwan,12.5\nHeron,9\n", encoding="utf-8")
    return Opened(project=shown or project(), root=root, reader=reader)


def project() -> Project:
    """Two pipelines; `models.linear` and `models.tree` are nested namespaces that train alike."""
    return Project(
        name="ships",
        system="kedro",
        system_version="1.0.0",
        reader="static",
        complete=False,
        pipelines=(
            Pipeline(name="__default__", node_ids=tuple(node.id for node in nodes())),
            Pipeline(name="cleaning", node_ids=("node:clean_ships",)),
        ),
        nodes=nodes(),
        datasets=datasets(),
        parameters=(
            Parameter(id="params:limit", name="limit", value=100.0, defined_at=_configured("parameters.yml", 1)),
            Parameter(
                id="params:options",
                name="options",
                value={"alpha": 0.1, "features": ["speed", "mass"], "deep": {"on": True, "note": HOSTILE}},
                defined_at=_configured("parameters.yml", 3),
            ),
        ),
        diagnostics=(
            Diagnostic(
                level="error",
                code="pipeline-unreadable",
                message="The pipeline 'scoring' cannot be read: its module has a syntax error.",
                hint="Correct line 7.",
                place=Place(file="src/scoring.py", line=7),
            ),
            Diagnostic(level="warning", code="unused", message=f"Nothing uses {HOSTILE}."),
        ),
    )


def nodes() -> tuple[Node, ...]:
    return (
        Node(
            id="node:clean_ships",
            name="clean_ships",
            namespace=None,
            function="clean",
            inputs=("raw_ships", "params:limit"),
            outputs=("ships@pandas",),
            tags=("nightly", "raw"),
            source=Place(file="src/nodes.py", line=4, end_line=7),
            declared_at=Place(file="src/pipeline.py", line=12),
            docstring="Drop what cannot be used.",
        ),
        *(_trainer(name) for name in ("models.linear", "models.tree")),
        Node(
            id="node:report",
            name="report",
            namespace=None,
            function="report",
            inputs=("models.linear.model", "models.tree.model", HOSTILE),
            outputs=("metrics",),
            source=Place(file="src/nodes.py", line=14, end_line=15),
        ),
    )


def _trainer(namespace: str) -> Node:
    return Node(
        id=f"node:{namespace}.train",
        name=f"{namespace}.train",
        namespace=namespace,
        function="train",
        inputs=("ships@spark", "params:options"),
        outputs=(f"{namespace}.model",),
        source=Place(file="src/nodes.py", line=10, end_line=11),
    )


def datasets() -> tuple[Dataset, ...]:
    return (
        Dataset(
            id="dataset:raw_ships",
            name="raw_ships",
            type="pandas.CSVDataset",
            filepath="data/raw/ships.csv",
            layer="raw",
            in_catalog=True,
            arguments={"load_args": {"sep": ","}},
            metadata={"description": "Ships as the harbour master writes them down.", "owner": "harbour"},
            defined_at=_configured("catalog.yml", 1),
        ),
        Dataset(
            id="dataset:ships",
            name="ships",
            type="pandas.ParquetDataset",
            filepath="data/ships.parquet",
            layer="primary",
            in_catalog=True,
            versioned=True,
            transcodings=(
                Transcoding(name="pandas", type="pandas.ParquetDataset", filepath="data/ships.parquet"),
                Transcoding(name="spark", type="spark.SparkDataset", filepath="data/ships.parquet"),
            ),
            defined_at=_configured("catalog.yml", 12),
        ),
        *(_model(name) for name in ("models.linear", "models.tree")),
        Dataset(id=f"dataset:{HOSTILE}", name=HOSTILE, type="MemoryDataset"),
        Dataset(id="dataset:metrics", name="metrics", type="MemoryDataset"),
    )


def _model(namespace: str) -> Dataset:
    return Dataset(
        id=f"dataset:{namespace}.model",
        name=f"{namespace}.model",
        type="pickle.PickleDataset",
        filepath=f"data/{namespace}.pkl",
        layer="models",
        namespace=namespace,
        in_catalog=True,
        pattern="{namespace}.model",
        defined_at=_configured("catalog.yml", 20),
    )


def _configured(file: str, line: int) -> Place:
    return Place(file=f"conf/base/{file}", line=line, environment="base")


def runs() -> tuple[Run, ...]:
    """Newest first: one that failed in `report`, and one of `cleaning` alone."""
    return (
        Run(
            id="2026-11-23T06:40:03",
            started_at=STARTED,
            finished_at=STARTED.replace(second=10),
            status="failed",
            pipeline="__default__",
            origin="info.log:12",
            node_runs=(
                NodeRun(
                    node_id="node:clean_ships",
                    status="succeeded",
                    started=0.0,
                    load=0.25,
                    compute=1.0,
                    save=0.25,
                ),
                NodeRun(
                    node_id="node:models.linear.train",
                    status="succeeded",
                    started=1.5,
                    load=0.5,
                    compute=4.0,
                    save=0.5,
                    certain=False,
                    reason="two nodes ran at the same time",
                ),
                NodeRun(
                    node_id="node:report",
                    status="failed",
                    started=6.5,
                    load=0.1,
                    error=f"ValueError: {HOSTILE}",
                ),
            ),
        ),
        Run(
            id="2026-11-22T06:40:03",
            started_at=STARTED.replace(day=22),
            finished_at=STARTED.replace(day=22, second=5),
            status="succeeded",
            pipeline="cleaning",
            origin="info.log:1",
            node_runs=(
                NodeRun(
                    node_id="node:clean_ships",
                    status="succeeded",
                    started=0.0,
                    load=0.2,
                    compute=1.1,
                    save=0.2,
                ),
            ),
        ),
    )
