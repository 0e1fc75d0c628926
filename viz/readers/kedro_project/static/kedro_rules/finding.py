"""`find_pipelines()`: the pipelines that Kedro finds by the folders of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.model import Diagnostic, Place
from viz.readers.kedro_project.static.kedro_rules.pipelines import KedroPipeline
from viz.readers.kedro_project.static.values import (
    LimitReached,
    ModuleValue,
    Opaque,
    PyRaise,
    Reason,
    Site,
    Undecided,
    Value,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

HINT = "Kedro leaves it out with no more than a warning: repair it, or delete the folder."


def find_pipelines(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """A pipeline for each folder of `pipelines/` whose module has `create_pipeline`, and `__default__`."""
    package = machine.sources.package_name
    if package is None:
        return machine.opaque(
            site.place, "no-package", "`find_pipelines`, and which package is the project's is not known"
        )
    found: dict[Value, Value] = {}
    simple = _created(machine, f"{package}.pipeline", site, missing_ok=True)
    found["__default__"] = KedroPipeline(()) if simple is None else simple
    for name in _folders(machine, package):
        pipeline = _created(machine, f"{package}.pipelines.{name}", site, missing_ok=False)
        if pipeline is not None:
            found[name] = pipeline
    return found


def _folders(machine: Machine, package: str) -> list[str]:
    located = machine.sources.find_module(f"{package}.pipelines")
    if located is None:
        return []
    inside = machine.sources.inside(machine.sources.source_dir / package.replace(".", "/") / "pipelines")
    if located[0] is not None:
        inside = located[0].parent
    if inside is None or not inside.is_dir():
        return []
    names = (path.name for path in sorted(inside.iterdir()) if path.is_dir())
    return [name for name in names if name != "__pycache__" and not name.startswith(".")]


def _created(machine: Machine, name: str, site: Site, *, missing_ok: bool) -> Value:
    """What `create_pipeline()` of a module gives, None where Kedro would leave it out."""
    from viz.readers.kedro_project.static.modules import check, import_module

    located = machine.sources.find_module(name)
    if located is None or not machine.sources.owns(name):
        return None
    if located[0] is None and not missing_ok:
        return None
    try:
        module = import_module(machine, name, site.place)
        check(module, machine)
    except PyRaise as error:
        _left_out(machine, name, f"cannot be imported ({error.title})", error.place, "error")
        return None
    return _call_create(machine, name, module, site)


def _call_create(machine: Machine, name: str, module: Value, site: Site) -> Value:
    from viz.readers.kedro_project.static.access import MISSING, find_attribute
    from viz.readers.kedro_project.static.calls import call

    create = find_attribute(machine, module, "create_pipeline", site)
    place = Place(file=module.file, line=1) if isinstance(module, ModuleValue) and module.file else None
    if create is MISSING:
        _left_out(machine, name, "has no function `create_pipeline`", place, "warning")
        return None
    try:
        result = call(machine, create, [], {}, site)
    except (Undecided, LimitReached) as error:
        machine.budget.renew()
        return KedroPipeline(
            (), Reason(error.reason.code, error.reason.text, error.reason.place or place, error.reason.hint)
        )
    if isinstance(result, Opaque):
        return KedroPipeline((), result.reason)
    if not isinstance(result, KedroPipeline):
        _left_out(machine, name, "has a `create_pipeline` that gives no pipeline", place, "warning")
        return None
    return result


def _left_out(machine: Machine, name: str, why: str, place: Place | None, level: str) -> None:
    machine.note(
        Diagnostic(
            level="error" if level == "error" else "warning",
            code="pipeline-left-out",
            message=f"The pipeline {name.rpartition('.')[2]!r} is left out: {name} {why}.",
            hint=HINT,
            place=place,
        )
    )
