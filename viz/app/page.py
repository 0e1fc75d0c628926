"""The page as it first arrives: its frame, its stores, and the first picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_cytoscape as cyto
from dash import dcc, html

from viz.app.assets import scripts, styles
from viz.app.context import Context
from viz.app.elements import scene_data
from viz.app.index import pipeline_entries, search_entries
from viz.app.legend import legend
from viz.app.overlay import STATUS_WORDS, run_duration, run_title
from viz.app.panels.gap import LEFT_OUT, empty_stages
from viz.app.panels.parts import icon
from viz.app.panels.reading import badge
from viz.app.stylesheet import stylesheet
from viz.app.tools import tools
from viz.icons import css_icons
from viz.model import Run
from viz.picture import Pictures
from viz.scene import View, default_view, view_key
from viz.theme import THEMES, css_themes


def page(context: Context, runs: Sequence[Run], pictures: Pictures, opens_with: Run | None) -> html.Div:
    """Everything of the page. The stores: `boot` is read once, `scene` and `overlay` are answers of the server,
    `view`, `selected` and `run` are what the page's scripts ask it for. A store that begins with None asks at once."""
    view = first_view(context)
    scene = scene_data(pictures.draw(view)) if context.project.pipelines else None
    return html.Div(
        [
            dcc.Store(id="boot", data=_boot(context, view, runs, opens_with)),
            dcc.Store(id="view", data=view_key(view)),
            dcc.Store(id="scene", data=scene),
            dcc.Store(id="selected", data=""),
            dcc.Store(id="run", data=""),
            dcc.Store(id="overlay", data={}),
            _bar(context, runs),
            html.Div([_outline(), _stage(context), tools(), _panel()], className="workplace"),
            html.Div(id="toast", role="status", **{"aria-live": "polite"}),
        ],
        id="pipeviz",
    )


def first_view(context: Context) -> View:
    """How the page opens; UsageError where the wanted pipeline is not registered."""
    return default_view(context.project, context.options.pipeline)


def _boot(context: Context, view: View, runs: Sequence[Run], opens_with: Run | None) -> dict[str, Any]:
    return {
        "project": context.project.name,
        "pipelines": pipeline_entries(context),
        "pipeline": view.pipeline,
        "direction": view.direction,
        "run": opens_with.id if opens_with else None,
        "runs": {run.id: run_title(run) for run in runs},
        "styles": {name: stylesheet(theme) for name, theme in THEMES.items()},
        "index": search_entries(context),
        "legend": legend(),
        "frozen": context.options.frozen,
        "edition": context.options.edition,
    }


def _bar(context: Context, runs: Sequence[Run]) -> html.Header:
    project = context.project
    return html.Header(
        [
            _icon_button("outline-toggle", "outline", "Outline (o)", expanded=False),
            *_overview_link(context),
            html.Div([html.Span(className="logo"), html.Strong(project.name, title=project.name)], className="brand"),
            _pipeline_menu(context),
            _run_menu(runs),
            html.Div(id="search-place", className="search-place"),
            html.Button(
                [icon("parameter"), html.Span("Parameters")],
                id="parameters-toggle",
                className="button toggle",
                title="Show parameters on the canvas (p)",
                **{"aria-pressed": "false"},
            ),
            badge(context),
            _icon_button("theme-toggle", "moon", "Switch between light and dark (t)"),
        ],
        className="bar",
    )


def _overview_link(context: Context) -> list[html.A]:
    """The way back to the list of projects, where there is one."""
    if not context.options.overview:
        return []
    words = "All projects"
    link = html.A(
        icon("back"),
        id="overview",
        href=context.options.overview,
        className="icon-button",
        title=words,
        **{"aria-label": words},
    )
    return [link]


def _icon_button(id_: str, symbol: str, words: str, *, expanded: bool | None = None) -> html.Button:
    aria = {} if expanded is None else {"aria-expanded": str(expanded).lower()}
    return html.Button(icon(symbol), id=id_, className="icon-button", title=words, **{"aria-label": words, **aria})


def _menu(name: str, symbol: str, words: str, options: list[html.Button]) -> html.Div:
    """A button that opens a list to choose from; the page's scripts work it."""
    button = html.Button(
        [icon(symbol), html.Span(id=f"{name}-chosen", className="menu-chosen"), icon("chevron-down", "small")],
        id=f"{name}-menu",
        className="button menu-button",
        title=words,
        **{"aria-haspopup": "listbox", "aria-expanded": "false", "aria-label": words, "data-menu": f"{name}-list"},
    )
    listed = html.Div(options, id=f"{name}-list", className="menu", role="listbox", **{"aria-label": words})
    return html.Div([button, listed], className="menu-place")


def _option(store: str, value: str, children: list[Any], extra: str = "") -> html.Button:
    return html.Button(
        children,
        className=f"option {extra}".strip(),
        role="option",
        tabIndex="-1",
        **{"data-choose": store, "data-value": value, "aria-selected": "false"},
    )


def _pipeline_menu(context: Context) -> html.Div:
    options = [
        _option(
            "pipeline",
            pipeline.name,
            [
                html.Span(pipeline.name, className="option-name"),
                *_doubt(context, pipeline.name),
                html.Span(_nodes(len(pipeline.node_ids)), className="option-detail"),
            ],
        )
        for pipeline in context.project.pipelines
    ]
    return _menu("pipeline", "pipeline", "Pipeline", [*options, *map(_left_out, context.left_out)])


def _doubt(context: Context, name: str) -> list[html.Span]:
    """A mark beside a pipeline that may not be as it is shown."""
    return [icon("warning", "doubt")] if name in context.troubles else []


def _left_out(name: str) -> html.Button:
    """In the place of a pipeline that could not be read: choosing it tells why."""
    words = [
        html.Span(name, className="option-name"),
        icon("error", "doubt"),
        html.Span("left out", className="option-detail"),
    ]
    return _option("left-out", f"{LEFT_OUT}{name}", words, "option-left-out")


def _nodes(number: int) -> str:
    return f"{number} node" if number == 1 else f"{number} nodes"


def _run_menu(runs: Sequence[Run]) -> html.Div:
    nothing = html.Div(
        "No run was found in the project's logs. Run the pipeline, then open this page again.", className="menu-empty"
    )
    none = _option("run", "", [html.Span("No run", className="option-name")])
    options = [none, *(_run_option(run) for run in runs)] if runs else [nothing]
    return _menu("run", "clock", "Run", options)


def _run_option(run: Run) -> html.Button:
    details = [STATUS_WORDS[run.status], run_duration(run), run.pipeline]
    return _option(
        "run",
        run.id,
        [
            html.Span(className=f"dot dot-{run.status}"),
            html.Span(run_title(run), className="option-name"),
            html.Span(" · ".join(filter(None, details)), className="option-detail"),
        ],
    )


def _outline() -> html.Nav:
    return html.Nav(id="outline", className="outline", hidden=True, **{"aria-label": "Outline"})


def _stage(context: Context) -> html.Main:
    """The canvas with the bands of the layers below it, their names and the legend above it."""
    return html.Main(
        [
            html.Div(id="bands", **{"aria-hidden": "true"}),
            cyto.Cytoscape(
                id="graph",
                elements=[],
                stylesheet=[],
                layout={"name": "preset", "fit": False},
                autoRefreshLayout=False,
                autoungrabify=True,
                boxSelectionEnabled=False,
                minZoom=0.04,
                maxZoom=2.5,
                style={"width": "100%", "height": "100%", "position": "absolute", "inset": "0"},
            ),
            html.Div(id="band-names", **{"aria-hidden": "true"}),
            html.Div(id="hover-name", role="tooltip"),
            html.Nav(id="crumbs", className="crumbs", hidden=True, **{"aria-label": "Namespace in focus"}),
            html.Div(id="hint", role="note", hidden=True),
            html.Div(id="minimap", hidden=True),
            html.Div(id="legend", className="legend"),
            html.Div(id="legend-card", className="legend-card", role="dialog", hidden=True, **{"aria-label": "Legend"}),
            *empty_stages(context),
        ],
        id="stage",
        **{"aria-label": "Graph of the pipeline"},
    )


def _panel() -> html.Aside:
    close = html.Button(
        icon("close"), id="panel-close", className="icon-button", title="Close (Esc)", **{"aria-label": "Close"}
    )
    return html.Aside(
        [close, html.Div(id="panel"), html.Div(id="bundle")],
        id="panel-frame",
        className="panel",
        hidden=True,
        **{"aria-label": "Details of the selection"},
    )


def index_string(context: Context) -> str:
    """The HTML around the page. Colours and icons stand in it, so that the first paint is right."""
    theme = context.options.theme
    chosen = f' data-theme="{theme}" data-theme-given' if theme else ""
    return f"""<!DOCTYPE html>
<html lang="en"{chosen}>
<head>
{{%metas%}}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{{%title%}}</title>
{{%favicon%}}
{{%css%}}
<style>
{css_themes()}
{css_icons()}
{styles()}
</style>
</head>
<body>
{{%app_entry%}}
<footer>
{{%config%}}
{scripts()}
{{%scripts%}}
{{%renderer%}}
</footer>
</body>
</html>
"""
