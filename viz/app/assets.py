"""The styles and scripts of the page, as they stand in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from viz.errors import PipevizError


def assets_folder() -> Path:
    """The styles and scripts of the page: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_assets", package.parent / "assets"):
        if (folder / "pipeviz.css").is_file():
            return folder
    raise PipevizError(f"The page's styles and scripts are missing beside {package}; install pipeviz again.")


@cache
def styles() -> str:
    """All style sheets in the order of their names. They stand in the page itself: forty more requests take longer
    than all the rest of a small page."""
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(assets_folder().glob("*.css")))


@cache
def scripts() -> str:
    """All scripts in the order of their names, each an element of its own, so that one that fails stops no other."""
    files = sorted(assets_folder().glob("*.js"))
    return "\n".join(
        f"<script>\n{file.read_text(encoding='utf-8')}\n//# sourceURL={file.name}\n</script>" for file in files
    )
