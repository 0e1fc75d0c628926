"""The panel of a parameter: its value, where that came from, and who uses it."""

from __future__ import annotations

from typing import Any

from viz.app.context import Context
from viz.app.panels.parts import facts, header, links, node_link, note, place_shown, section, tree
from viz.model import Parameter


def parameter_panel(context: Context, parameter: Parameter) -> list[Any]:
    users = context.consumers.get(parameter.id, ())
    return [
        header("Parameter", "parameter", parameter.name),
        facts([("Defined at", place_shown(parameter.defined_at))]),
        None if parameter.defined_at else note(_undefined(parameter), "warning"),
        section("Value", _value(context, parameter)),
        section("Used by", links([node_link(node) for node in users]), count=len(users)),
    ]


def _undefined(parameter: Parameter) -> str:
    if parameter.id == "parameters":
        return "All parameters of the project together."
    return "No configuration file of this environment defines it."


def _value(context: Context, parameter: Parameter) -> Any:
    if not context.options.include_parameter_values:
        return note("The values were left out of this page.")
    if parameter.value is None and parameter.defined_at is None:
        return None
    return tree(parameter.value)
