"""Where the sample project lies: inside the package when installed, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

from viz.errors import ReadError


def sample_project() -> Path:
    """The folder of the sample project; ReadError where this installation has none."""
    package = Path(__file__).resolve().parent
    for folder in (package / "_sample_project", package.parent / "sample_project"):
        if (folder / "pyproject.toml").is_file():
            return folder
    raise ReadError(f"The sample project is missing beside {package}; install pipeviz again.")
