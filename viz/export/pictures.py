"""A picture of one view as a file: SVG, PNG or PDF, all three the same."""

from __future__ import annotations

import re

from viz.errors import UsageError
from viz.export.choice import Choice, chosen_view
from viz.export.svg import Drawn, svg_text, svg_tree
from viz.picture import draw
from viz.readers import Opened
from viz.selection import run_named

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def export_picture(
    opened: Opened,
    format_: str,
    *,
    choice: Choice | None = None,
    run: str | None = None,
    drawn: Drawn | None = None,
    scale: float = 2.0,
) -> bytes:
    """The file's content; `run` is the id of the run to overlay ("latest" for the newest), `scale` counts for PNG.

    UsageError where something named is not there, a number makes no sense, or a library is missing.
    """
    drawn = drawn or Drawn()
    _check_page(drawn.page)
    view = chosen_view(opened.project, choice or Choice())
    chosen = run_named(opened.runs().runs, run) if run is not None else None
    tree = svg_tree(opened.project, draw(opened.project, view), run=chosen, drawn=drawn)
    if format_ == "svg":
        return svg_text(tree).encode("utf-8")
    from viz.export.images import pdf_bytes, png_bytes

    return pdf_bytes(tree) if format_ == "pdf" else png_bytes(tree, scale=scale)


def _check_page(page: str | None) -> None:
    scheme = _SCHEME.match(page or "")
    if scheme and scheme[0].lower() not in ("http:", "https:", "file:"):
        wanted = "the address of a page (https://..., or a file beside the picture)"
        raise UsageError(f"--link-to takes {wanted}, not {page!r}.")
