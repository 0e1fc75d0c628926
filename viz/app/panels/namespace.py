"""The panel of a namespace: its nodes, and what goes in and out of it."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import dedent
from typing import Any

from dash import html

from viz.app.code import code_block, excerpt
from viz.app.context import Context
from viz.app.panels.parts import command, dataset_link, header, icon, link, links, node_link, place_shown, section
from viz.graph import element_id, is_parameter, parent_namespace
from viz.model import Node

MAX_DECLARATIONS = 12


def namespace_panel(context: Context, name: str) -> list[Any]:
    nodes = context.nodes_in(name)
    inputs, outputs = _borders(context, nodes)
    parameters = sorted({one for node in nodes for one in node.inputs if is_parameter(one)})
    inner = [one for one in context.namespaces if parent_namespace(one) == name]
    return [
        header("Namespace", "namespace", name, _parent(name), _buttons(name)),
        html.Div(className="run-slot", **{"data-run-of": f"namespace:{name}"}),
        section("Nodes", links([node_link(node) for node in nodes]), count=len(nodes)),
        section("Namespaces inside", links([_namespace(one) for one in inner]), count=len(inner)),
        section("Inputs", _datasets(context, inputs), count=len(inputs)),
        section("Outputs", _datasets(context, outputs), count=len(outputs)),
        section("Parameters", links([_parameter(context, one) for one in parameters]), count=len(parameters)),
        section("Run only this", command(context.run_command(nodes))),
        section("Declared at", *_declarations(context, name)),
    ]


def _declarations(context: Context, name: str) -> Iterable[Any]:
    """Where the calls stand that make the namespace, with their code."""
    places = next((one.declared_at for one in context.project.namespaces if one.name == name), ())
    for place in places[:MAX_DECLARATIONS]:
        yield place_shown(place)
        text = excerpt(context.root, place) if context.options.include_code else None
        if text:
            yield code_block(dedent(text), first_line=place.line)
    if len(places) > MAX_DECLARATIONS:
        yield html.P(f"and {len(places) - MAX_DECLARATIONS} more places", className="muted")


def _borders(context: Context, nodes: tuple[Node, ...]) -> tuple[list[str], list[str]]:
    """Datasets that come from outside, and those made inside that are used outside, or by nobody."""
    inside = {node.id for node in nodes}
    written = {element_id(name) for node in nodes for name in node.outputs}
    read = {element_id(name) for node in nodes for name in node.inputs if not is_parameter(name)}
    readers = {id_: {node.id for node in context.consumers.get(id_, ())} for id_ in written}
    return sorted(read - written), sorted(id_ for id_ in written if not readers[id_] or readers[id_] - inside)


def _datasets(context: Context, ids: Iterable[str]) -> html.Div | None:
    return links([dataset_link(context.datasets[id_]) for id_ in ids])


def _parameter(context: Context, id_: str) -> html.Button:
    return link(id_, "parameter", context.parameters[id_].name)


def _namespace(name: str) -> html.Button:
    return link(f"namespace:{name}", "namespace", name)


def _parent(name: str) -> html.Div | None:
    parent = parent_namespace(name)
    return html.Div([html.Span("in"), _namespace(parent)], className="subtitle") if parent else None


def _buttons(name: str) -> html.Div:
    """What they say and whether they make sense just now, the page's scripts know."""
    toggle = html.Button([icon("collapse"), html.Span()], className="button", **{"data-toggle-namespace": name})
    focus = html.Button(
        [icon("focus"), html.Span("Focus")],
        className="button",
        title="Show only this namespace (i)",
        **{"data-focus-on": name},
    )
    return html.Div([toggle, focus], className="buttons")
