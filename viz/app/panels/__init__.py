"""The panel of one element, by its id: what is known of it, as Dash components."""

from __future__ import annotations

from typing import Any

from dash import html

from viz.app.context import Context
from viz.app.panels.dataset import dataset_panel
from viz.app.panels.gap import LEFT_OUT, left_out_ids, left_out_panel
from viz.app.panels.namespace import namespace_panel
from viz.app.panels.node import node_panel
from viz.app.panels.parameter import parameter_panel
from viz.app.panels.parts import header, note
from viz.app.panels.reading import READING, reading_panel

__all__ = ["READING", "panel", "panel_ids"]


def panel_ids(context: Context) -> tuple[str, ...]:
    """Every id that has a panel: the finite domain of the panel's callback."""
    namespaces = (f"namespace:{name}" for name in context.namespaces)
    return (READING, *left_out_ids(context), *context.nodes, *context.datasets, *context.parameters, *namespaces)


def panel(context: Context, id_: str) -> list[Any]:
    """The children of the panel; an id that the project does not know gets a panel that says so."""
    if id_ == READING:
        parts = reading_panel(context)
    elif id_.removeprefix(LEFT_OUT) in context.left_out:
        parts = left_out_panel(context, id_.removeprefix(LEFT_OUT))
    elif node := context.nodes.get(id_):
        parts = node_panel(context, node)
    elif dataset := context.datasets.get(id_):
        parts = dataset_panel(context, dataset)
    elif parameter := context.parameters.get(id_):
        parts = parameter_panel(context, parameter)
    elif id_.removeprefix("namespace:") in context.namespaces:
        parts = namespace_panel(context, id_.removeprefix("namespace:"))
    else:
        parts = [header("Not found", "question", id_), note("The project has no such element any more.")]
    return [html.Div([part for part in parts if part is not None], **{"data-panel-of": id_})]
