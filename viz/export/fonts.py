"""Fonts for pictures that are drawn without a browser: the well-known sans-serifs that this machine has."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from viz.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A family with the files of its regular and its bold face."""

    family: str
    regular: Path
    bold: Path


KNOWN = (
    ("Noto Sans", "NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("Liberation Sans", "LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("Arial", "Arial.ttf", "Arial Bold.ttf"),
    ("Arial", "arial.ttf", "arialbd.ttf"),
    ("Roboto", "Roboto-Regular.ttf", "Roboto-Bold.ttf"),
    ("Ubuntu", "Ubuntu-R.ttf", "Ubuntu-B.ttf"),
    ("DejaVu Sans", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
)
"""Family, regular and bold, in the order of preference."""


@lru_cache(maxsize=1)
def fonts() -> tuple[Font, ...]:
    """The fonts of KNOWN that are installed; UsageError where there is none."""
    files = {path.name: path for folder in _folders() for path in sorted(folder.rglob("*.ttf"), reverse=True)}
    found = tuple(
        Font(family=family, regular=files[regular], bold=files.get(bold, files[regular]))
        for family, regular, bold in KNOWN
        if regular in files
    )
    if not found:
        raise UsageError(
            "No font was found to write labels with; install one (on Debian and Ubuntu: apt-get install "
            "fonts-dejavu-core), or export an SVG, which needs none."
        )
    return found


def _folders() -> Iterator[Path]:
    home = Path.home()
    if sys.platform == "win32":
        folders = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    elif sys.platform == "darwin":
        folders = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    else:
        folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts"]
    return (folder for folder in folders if folder.is_dir())
