"""What the page asks its server: four questions, each with one input of a finite domain and no memory.

That is what lets a page be frozen: every answer can be recorded beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output
from dash.exceptions import PreventUpdate

from viz.app.context import Context
from viz.app.elements import scene_data
from viz.app.overlay import overlay_data
from viz.app.panels import panel
from viz.app.preview import preview_children
from viz.errors import UsageError
from viz.model import Run
from viz.picture import Pictures
from viz.scene import parse_view_key


def register(app: Dash, context: Context, runs: Sequence[Run], pictures: Pictures) -> None:
    """Tie the stores of the page to their answers, and the answers to the page's scripts."""
    _answer_scene(app, context, pictures)
    _answer_panel(app, context)
    _answer_preview(app, context)
    _answer_overlay(app, context, {run.id: run for run in runs})
    for name, store in (("start", "boot"), ("show", "scene"), ("filled", "panel"), ("overlay", "overlay")):
        prop = "children" if store == "panel" else "data"
        app.clientside_callback(ClientsideFunction("pipeviz", name), Input(store, prop))


def _answer_scene(app: Dash, context: Context, pictures: Pictures) -> None:
    known = {pipeline.name for pipeline in context.project.pipelines}

    def scene(key: str) -> dict[str, Any]:
        try:
            view = parse_view_key(key)
        except UsageError as error:
            raise PreventUpdate from error
        if view.pipeline not in known:
            raise PreventUpdate
        return scene_data(pictures.draw(view))

    app.callback(Output("scene", "data"), Input("view", "data"), prevent_initial_call=True)(scene)


def _answer_panel(app: Dash, context: Context) -> None:
    def show_panel(id_: str | None) -> list[Any]:
        return panel(context, id_) if id_ else []

    app.callback(Output("panel", "children"), Input("selected", "data"), prevent_initial_call=True)(show_panel)


def _answer_preview(app: Dash, context: Context) -> None:
    def show_preview(id_: str | None) -> Any:
        dataset = context.datasets.get(id_ or "")
        if dataset is None or context.options.previews is None:
            raise PreventUpdate
        return preview_children(context.options.previews(dataset))

    app.callback(Output("preview", "children"), Input("preview-of", "data"))(show_preview)


def _answer_overlay(app: Dash, context: Context, runs: dict[str, Run]) -> None:
    def overlay(id_: str | None) -> dict[str, Any] | None:
        run = runs.get(id_ or "")
        return overlay_data(context, run) if run else None

    app.callback(Output("overlay", "data"), Input("run", "data"), prevent_initial_call=True)(overlay)
