"""One HTML file that holds the whole page: the app itself, frozen with all its answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from viz.export.freezing import Domains, page, record
from viz.export.views import recorded_views
from viz.model import Run
from viz.previews import preview
from viz.readers import Opened
from viz.scene import view_key
from viz.selection import run_named
from viz.theme import ThemeName

if TYPE_CHECKING:
    from viz.app.context import Context
    from viz.app.options import Previews

SCENE = "scene.data"
"""The output of the callback that answers a view."""

MAX_RUNS = 50


def export_html(
    opened: Opened,
    *,
    pipeline: str | None = None,
    run: str | None = None,
    theme: str | None = None,
    include_code: bool = True,
    include_previews: bool = False,
    include_parameter_values: bool = True,
) -> str:
    """The page as one text: it opens from disk, needs no network, and asks for none.

    `pipeline` is the one to open with, `run` the id of the run to overlay ("latest" for the newest); UsageError
    where there is none such. The newest MAX_RUNS runs go in. Previews are of files inside the project only.
    The same project gives the same bytes.
    """
    from viz.app import AppOptions, create_app
    from viz.app.context import Context

    runs = opened.runs()
    chosen = run_named(runs.runs, run)
    kept = tuple(one for number, one in enumerate(runs.runs) if number < MAX_RUNS or one is chosen)
    options = AppOptions(
        include_code=include_code,
        include_parameter_values=include_parameter_values,
        previews=_previews(opened) if include_previews else None,
        pipeline=pipeline,
        run=chosen.id if chosen else None,
        theme=cast("ThemeName | None", theme),
        frozen=True,
    )
    app = create_app(opened, runs=replace(runs, runs=kept), options=options)
    client = app.server.test_client()
    domains = _domains(Context(opened=opened, options=options), kept)
    return page(client, record(client, domains), view=SCENE)


def _domains(context: Context, runs: Sequence[Run]) -> Domains:
    """Everything that the stores of the page can hold."""
    from viz.app import panel_ids

    return {
        "view.data": [view_key(view) for view in recorded_views(context.project)],
        "selected.data": [None, *panel_ids(context)],
        "preview-of.data": list(context.datasets) if context.options.previews else [],
        "run.data": [None, *(run.id for run in runs)],
    }


def _previews(opened: Opened) -> Previews | None:
    """Previews of files inside the project: what lies outside of it is nobody's to pass on."""
    return partial(preview, root=opened.root, allow_outside=False) if opened.root else None
