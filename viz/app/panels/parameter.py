"""The panel of a parameter: its value, where that came from, and who uses it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dash import html

from viz.app.context import Context
from viz.app.panels.origin import (
    brief,
    flat,
    hidden_entries,
    overrides_shown,
    place_in_environment,
    settings_sections,
    unresolved_note,
)
from viz.app.panels.parts import facts, header, links, node_link, note, section, tree
from viz.model import Parameter


def parameter_panel(context: Context, parameter: Parameter) -> list[Any]:
    users = context.consumers.get(parameter.id, ())
    with_values = context.options.include_parameter_values
    return [
        header("Parameter", "parameter", parameter.name),
        facts(
            [("Defined at", place_in_environment(parameter.defined_at)), *(_written(parameter) if with_values else ())]
        ),
        None if parameter.defined_at else note(*_undefined(parameter)),
        unresolved_note(parameter.unresolved),
        section("Value", _value(context, parameter)),
        section("Used by", links([node_link(node) for node in users]), count=len(users)),
        *(_settings(parameter) if with_values else ()),
    ]


def _written(parameter: Parameter) -> Iterable[tuple[str, Any]]:
    now = parameter.value if parameter.raw is None else parameter.raw
    shown = overrides_shown(parameter.overrides, now, parameter.defined_at)
    yield "Overrides", hidden_entries(parameter.overrides) if parameter.settings else shown
    yield "Written as", None if parameter.raw is None else html.Code(brief(parameter.raw))


def _settings(parameter: Parameter) -> Iterable[html.Section | None]:
    values = flat(parameter.value) if isinstance(parameter.value, Mapping) else {}
    return settings_sections(parameter.settings, values, parameter.defined_at)


def _undefined(parameter: Parameter) -> tuple[str, str]:
    if parameter.id == "parameters":
        return "All parameters of the project together.", "info"
    if parameter.value is not None or parameter.overrides:
        return "Given with --params.", "info"
    return "No configuration file of this environment defines it.", "warning"


def _value(context: Context, parameter: Parameter) -> Any:
    if not context.options.include_parameter_values:
        return note("The values were left out of this page.")
    if parameter.value is None and parameter.defined_at is None:
        return None
    return tree(parameter.value)
