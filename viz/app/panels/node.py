"""The panel of a node: what it does, reads and writes, its code, and the command that runs it."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import dedent
from typing import Any

from dash import html

from viz.app.code import code_block, excerpt
from viz.app.context import Context
from viz.app.panels.parts import (
    chips,
    command,
    dataset_link,
    facts,
    header,
    link,
    links,
    note,
    place_shown,
    section,
)
from viz.graph import element_id, is_parameter
from viz.model import Node
from viz.scene import display_name


def node_panel(context: Context, node: Node) -> list[Any]:
    inputs = [name for name in node.inputs if not is_parameter(name)]
    parameters = [name for name in node.inputs if is_parameter(name)]
    return [
        header("Node", "node", display_name(node), _function(node), chips(node.tags, "tag")),
        html.Div(className="run-slot", **{"data-run-of": node.id}),
        html.P(node.docstring, className="docstring") if node.docstring else None,
        section("Inputs", _datasets(context, inputs), count=len(inputs)),
        section("Outputs", _datasets(context, node.outputs), count=len(node.outputs)),
        section("Parameters", _parameters(context, parameters), count=len(parameters)),
        section("Run only this", command(context.run_command([node]))),
        section("Code", *_code(context, node)),
        section("About", _about(context, node), _declaration(context, node)),
    ]


def _function(node: Node) -> html.Div | None:
    return html.Div(html.Code(f"{node.function}()"), className="subtitle") if node.function else None


def _datasets(context: Context, names: Iterable[str]) -> html.Div | None:
    return links([_dataset(context, name) for name in dict.fromkeys(names)])


def _dataset(context: Context, name: str) -> html.Button:
    dataset = context.datasets[element_id(name)]
    way = name.partition("@")[2]
    return dataset_link(dataset, f"@{way}" if way else None)


def _parameters(context: Context, names: Iterable[str]) -> html.Div | None:
    return links([_parameter(context, name) for name in dict.fromkeys(names)])


def _parameter(context: Context, id_: str) -> html.Button:
    parameter = context.parameters[id_]
    shown = _brief(parameter.value) if context.options.include_parameter_values else None
    return link(id_, "parameter", parameter.name, shown)


def _brief(value: Any) -> str | None:
    """A value that fits beside a name; larger ones are for their own panel."""
    if isinstance(value, (dict, list, tuple)):
        return f"{len(value)} values"
    text = "null" if value is None else str(value)
    return text if len(text) <= 40 else None


def _code(context: Context, node: Node) -> list[Any]:
    place = place_shown(node.source)
    if not context.options.include_code:
        return [place, note("The code was left out of this page.") if place else None]
    text = excerpt(context.root, node.source)
    if text is None:
        return [place]
    return [place, code_block(text, first_line=node.source.line if node.source else None)]


def _declaration(context: Context, node: Node) -> html.Details | None:
    """The `node(...)` call itself, folded: what the node is given there is seen at a glance."""
    text = excerpt(context.root, node.declared_at) if context.options.include_code else None
    if not text or node.declared_at is None:
        return None
    code = code_block(dedent(text), first_line=node.declared_at.line)
    return html.Details([html.Summary("The call that declares it"), code], className="more")


def _about(context: Context, node: Node) -> html.Dl | None:
    namespace = node.namespace
    return facts(
        [
            ("Full name", html.Code(node.name)),
            ("Namespace", link(f"namespace:{namespace}", "namespace", namespace) if namespace else None),
            ("Declared at", place_shown(node.declared_at)),
            ("In pipelines", ", ".join(context.pipelines_of.get(node.id, ()))),
        ]
    )
