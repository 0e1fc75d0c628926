"""Tiny projects written where the test reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from viz.readers.kedro_project.config import read_configuration
from viz.readers.kedro_project.facts import Configuration, Settings
from viz.readers.kedro_project.locate import locate

Write = Callable[[Mapping[str, str]], Path]
Read = Callable[..., Configuration]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes files, by their path in the project, and gives the project's folder."""

    def write_files(files: Mapping[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write_files


@pytest.fixture
def read(write: Write) -> Read:
    """The configuration of a project of these files; `conf/base` and `conf/local` are always there."""

    def read_files(
        files: Mapping[str, str],
        *,
        env: str | None = None,
        params: Mapping[str, Any] | None = None,
        loader: str = "OmegaConfigLoader",
        **loader_args: Any,
    ) -> Configuration:
        root = write({"conf/base/.gitkeep": "", "conf/local/.gitkeep": "", **files})
        settings = Settings(loader=loader, loader_args=loader_args)
        return read_configuration(locate(root), settings, env=env, params=params or {})

    return read_files
