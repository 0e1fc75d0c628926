"""The app: one page, that a server serves and that an export freezes into a file."""

from __future__ import annotations

from html import escape

from dash import Dash

from viz.app.assets import assets_folder
from viz.app.callbacks import register
from viz.app.context import Context
from viz.app.options import AppOptions
from viz.app.page import index_string, page
from viz.app.panels import panel_ids
from viz.picture import Pictures
from viz.readers import Opened
from viz.runs import RunReading
from viz.selection import run_named

__all__ = ["AppOptions", "assets_folder", "create_app", "panel_ids"]


NO_RUNS = RunReading(runs=())


def create_app(opened: Opened, *, runs: RunReading = NO_RUNS, options: AppOptions | None = None) -> Dash:
    """The Dash app of an opened project.

    UsageError where `options` name a pipeline that is not registered or a run that is not among `runs`.
    """
    context = Context(opened=opened, options=options or AppOptions(), log_notes=runs.diagnostics)
    opens_with = run_named(runs.runs, context.options.run)
    pictures = Pictures(opened.project)
    app = Dash(
        "viz.app",
        title=escape(f"{opened.project.name} · pipeviz"),
        update_title=None,
        assets_folder=str(assets_folder()),
        assets_ignore=".",
        url_base_pathname=context.options.base_path,
        serve_locally=True,
        suppress_callback_exceptions=True,
        compress=False,
    )
    app.index_string = index_string(context)
    app.layout = page(context, runs.runs, pictures, opens_with)
    register(app, context, runs.runs, pictures)
    return app
