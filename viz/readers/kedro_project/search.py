"""Which folders are Kedro projects: the one above a folder, and those below it. Links are not followed."""

from __future__ import annotations

import os
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from viz.readers.kedro_project.project_files import UnreadableError, read_text

PYPROJECT = "pyproject.toml"
OLD_FILES = (".kedro.yml", ".kedro.yaml")
PACKAGE_FILES = ("pipeline_registry.py", "settings.py", "hooks.py", "run.py", "pipeline.py")
"""What tells the project's package from other folders in the source folder, strongest first."""
MAX_SEARCH_DEPTH = 5
MAX_FOLDERS = 4000
MAX_PROJECTS = 100
_SKIPPED = frozenset({"node_modules", "site-packages", "__pycache__", "venv", "env", "build", "dist"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """The projects that were found, sorted, and whether the search went as deep and as far as it goes."""

    projects: tuple[Path, ...]
    cut: bool = False


def find_root(folder: Path) -> Path | None:
    """The root of the Kedro project that `folder` is, or lies in, or None."""
    start = folder.resolve()
    return next((place for place in (start, *start.parents) if is_project(place)), None)


def find_projects(folder: Path) -> Search:
    """The Kedro projects at or below `folder`, the near ones first looked for; none inside of another."""
    found: list[Path] = []
    waiting = deque([(folder.resolve(), 0)])
    seen = 0
    while waiting and len(found) < MAX_PROJECTS and seen < MAX_FOLDERS:
        place, depth = waiting.popleft()
        seen += 1
        if is_project(place):
            found.append(place)
        elif depth < MAX_SEARCH_DEPTH:
            waiting.extend((below, depth + 1) for below in folders_in(place))
    return Search(projects=tuple(sorted(found)), cut=bool(waiting))


def folders_in(folder: Path) -> list[Path]:
    """The folders that may hold something of a project's: no hidden ones, no environments, no links."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    wanted = (folder / name for name in sorted(names) if not name.startswith(".") and name not in _SKIPPED)
    return [below for below in wanted if not is_file(below / "pyvenv.cfg")]


def is_project(folder: Path) -> bool:
    """Whether a Kedro project has its root here: its description, or failing that the shape of one."""
    return _is_described(folder) or _has_the_shape(folder)


def _is_described(folder: Path) -> bool:
    if any(is_file(folder / name) for name in OLD_FILES):
        return True
    try:
        return is_file(folder / PYPROJECT) and "tool.kedro" in read_text(folder, folder / PYPROJECT)
    except UnreadableError:
        return False


def _has_the_shape(folder: Path) -> bool:
    base = folder / "conf" / "base"
    if not is_dir(base):
        return False
    return _has_a_catalog(base) or any(is_package(below) for below in folders_in(folder / "src"))


def _has_a_catalog(base: Path) -> bool:
    try:
        return any(base.glob("catalog*"))
    except OSError:
        return False


def is_package(folder: Path) -> bool:
    """Whether a folder looks like a project's package."""
    return any(is_file(folder / name) for name in PACKAGE_FILES)


def is_file(path: Path) -> bool:
    """Whether there is such a file and it may be looked at."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_dir(path: Path) -> bool:
    """Whether there is such a folder and it may be looked at."""
    try:
        return path.is_dir()
    except OSError:
        return False
