"""pipeviz opens any Kedro project in the browser: its pipelines as a clickable graph, the code, the data, the runs.

    import viz

    project = viz.read("path/to/project")
    runs = viz.read_runs("path/to/project", project)

Everything here is loaded when it is first used, so that importing `viz` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from viz.errors import PipevizError, ReadError, UsageError, WriteError
    from viz.model import Project, Run
    from viz.readers import ReadOptions, read, read_runs

__version__ = "0.1.0"

_HOMES = {
    "PipevizError": "viz.errors",
    "ReadError": "viz.errors",
    "UsageError": "viz.errors",
    "WriteError": "viz.errors",
    "Project": "viz.model",
    "Run": "viz.model",
    "ReadOptions": "viz.readers",
    "read": "viz.readers",
    "read_runs": "viz.readers",
}

__all__ = [
    "PipevizError",
    "Project",
    "ReadError",
    "ReadOptions",
    "Run",
    "UsageError",
    "WriteError",
    "__version__",
    "read",
    "read_runs",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'viz' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
