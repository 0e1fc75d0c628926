"""marimo's notebooks are modules that a project may import from: `@app.function` leaves a function what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.values import Builtin, Opaque, Reason, Site, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

KEEPING = ("function", "class_definition")


class AppValue:
    """`marimo.App()`."""

    type_name = "App"

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        if name in KEEPING:
            return Builtin(f"marimo.App.{name}", _kept)
        machine.opaque_events += 1
        return Opaque(Reason("library-value", f"`marimo.App.{name}`, which comes from a library", site.place))


def _kept(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return args[0] if args else Builtin("marimo.App.function()", _kept)


NOTEBOOKS: dict[str, dict[str, Value]] = {
    "marimo": {"App": Builtin("marimo.App", lambda machine, args, kwargs, site: AppValue())}
}
