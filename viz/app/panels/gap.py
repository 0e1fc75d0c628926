"""What stands where a pipeline cannot be shown: its reasons as cards, in the panel and on an empty canvas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from viz.app.context import Context
from viz.app.panels.parts import dataset_link, header, links, section
from viz.app.panels.reading import LEVELS, card
from viz.model import Diagnostic, Pipeline

LEFT_OUT = "left-out:"
"""Before the name of a pipeline that is missing, it is the id of its panel."""
MOST_CARDS = 5


def left_out_ids(context: Context) -> tuple[str, ...]:
    return tuple(f"{LEFT_OUT}{name}" for name in context.left_out)


def left_out_panel(context: Context, name: str) -> list[Any]:
    """Why a pipeline that the project means to have is not among those shown."""
    return [
        header("Pipeline left out", "error", name),
        html.P("The project has this pipeline, and it could not be read.", className="docstring"),
        *map(card, context.troubles[name]),
    ]


def empty_stages(context: Context) -> list[html.Div]:
    """What stands on the canvas for each pipeline without nodes; the page's scripts show the right one."""
    project = context.project
    if not project.pipelines:
        return [_stage("", [html.H2("There is no pipeline to show"), *_reasons(context, None), *_datasets(context)])]
    return [
        _stage(pipeline.name, [html.H2(f"{pipeline.name} has no nodes to show"), *_reasons(context, pipeline)])
        for pipeline in project.pipelines
        if not pipeline.node_ids
    ]


def _stage(name: str, words: Sequence[Any]) -> html.Div:
    return html.Div(list(words), className="empty", hidden=name != "", **{"data-empty-of": name})


def _reasons(context: Context, pipeline: Pipeline | None) -> list[Any]:
    """The gravest diagnostics, of the pipeline where it has some, else of the project."""
    own = context.troubles.get(pipeline.name, ()) if pipeline is not None else ()
    found = own or tuple(one for one in context.project.diagnostics if _explains(one))
    ordered = [one for level in LEVELS for one in found if one.level == level]
    if ordered:
        return [card(one) for one in ordered[:MOST_CARDS]]
    return [html.P("The project registers it without a node in it." if pipeline else "The project registers none.")]


def _explains(diagnostic: Diagnostic) -> bool:
    """Remarks on datasets and parameters do not tell why there are no nodes."""
    return diagnostic.level != "info" or diagnostic.code.startswith(("registry", "live", "catalog-only"))


def _datasets(context: Context) -> list[Any]:
    """Without pipelines, the catalog is all there is to look at."""
    found = [dataset_link(dataset) for dataset in context.project.datasets]
    shown = section("Datasets of the catalog", links(found), count=len(found))
    return [shown] if shown is not None else []
