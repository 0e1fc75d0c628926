"""The versions of a dataset that are on disk: `<filepath>/<version>/<file name>`, as Kedro keeps them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from viz.model import Dataset

MAX_ENTRIES = 5_000
MAX_SHOWN = 50
_NOT_LOCAL = re.compile(r"^[A-Za-z][A-Za-z0-9+.\-]+:|[{}*?]")
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d)\.(\d\d)\.(\d\d)(?:\.\d+)?Z$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version: the name of its folder, when it was saved in UTC where the name says so, and its bytes.

    `size` is None for a folder of files.
    """

    name: str
    saved: datetime | None
    size: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The newest versions, newest first, and how many there are; `at_least` where no more were counted."""

    shown: tuple[Version, ...]
    count: int
    at_least: bool = False


NONE = Versions(shown=(), count=0)


def versions_of(dataset: Dataset, root: Path, *, allow_outside: bool = True) -> Versions:
    """The versions on disk of a versioned dataset with a local path; none where they cannot be listed.

    Without `allow_outside`, no folder that lies or leads outside of `root` is looked into.
    """
    filepath = dataset.filepath
    if not dataset.versioned or filepath is None or _NOT_LOCAL.search(filepath):
        return NONE
    folder = root / filepath
    try:
        if not allow_outside and not folder.resolve().is_relative_to(root.resolve()):
            return NONE
        with os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, MAX_ENTRIES) if entry.is_dir()]
        found = sorted((name for name in names if (folder / name / folder.name).exists()), reverse=True)
    except (OSError, ValueError):
        return NONE
    shown = tuple(_version(folder, name) for name in found[:MAX_SHOWN])
    return Versions(shown=shown, count=len(found), at_least=len(names) >= MAX_ENTRIES)


def _version(folder: Path, name: str) -> Version:
    return Version(name=name, saved=_saved(name), size=_size(folder / name / folder.name))


def _saved(name: str) -> datetime | None:
    """The time in a version that Kedro named: `2026-11-23T06.40.03.308Z`."""
    found = _STAMP.match(name)
    try:
        return datetime.fromisoformat(f"{found[1]}T{found[2]}:{found[3]}:{found[4]}") if found else None
    except ValueError:
        return None


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size if path.is_file() else None
    except OSError:
        return None
