"""Asks a real Kedro again what the projects of `tests/projects/kedro_features` register, and keeps its answers there.

    python -m tests.readers.static.record_features PYTHON_WITH_KEDRO [PROJECT ...]

Each project is made for one version of Kedro; without names, those of the interpreter's own version are asked for.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.readers.static.differential.oracle import Oracle
from viz.readers.kedro_project.locate import locate

FEATURES = Path(__file__).parents[2] / "projects" / "kedro_features"
ANSWER = "kedro.json"


def record(python: Path, names: Sequence[str]) -> None:
    """Write the answers of this interpreter's Kedro."""
    with Oracle(python) as oracle:
        for project in sorted(path for path in FEATURES.iterdir() if path.is_dir()):
            location = locate(project)
            if project.name not in names and location.kedro_version != oracle.version:
                continue
            pipelines = oracle.ask(project, str(location.package_name))
            if isinstance(pipelines, str):
                raise SystemExit(f"{project.name}: Kedro raises {pipelines}")
            text = json.dumps({"kedro": oracle.version, "pipelines": pipelines}, indent=1)
            (project / ANSWER).write_text(text + "\n", encoding="utf-8")
            print(project.name, "by Kedro", oracle.version)


if __name__ == "__main__":
    record(Path(sys.argv[1]), sys.argv[2:])
