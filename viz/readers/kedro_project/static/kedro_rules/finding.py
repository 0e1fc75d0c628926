"""`find_pipelines()`: the pipelines that Kedro finds by the folders of a project."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from viz.model import Diagnostic, Level, Place
from viz.readers.kedro_project.static.kedro_rules.pipelines import KedroPipeline
from viz.readers.kedro_project.static.modules import is_raised_import
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

OTHER_PYTHON = (
    f"It was read as Python {sys.version_info.major}.{sys.version_info.minor}. If the project runs on another one, "
    "start with --reader live; else repair the file: Kedro leaves the pipeline out with no more than a warning."
)
TAKES = ("raise_errors", "pipelines_to_find")
SET_IT = "Set it before Kedro runs; the pipeline is shown as it is then."
STOPS = "Kedro stops over it: repair it, or delete the folder."
HINT = "Kedro leaves it out with no more than a warning: repair it, or delete the folder."


def find_pipelines(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """A pipeline for each folder of `pipelines/` whose module has `create_pipeline`, and `__default__`."""
    package = machine.sources.package_name
    if package is None:
        return machine.opaque(
            site.place, "no-package", "`find_pipelines`, and which package is the project's is not known"
        )
    given = {**dict(zip(TAKES, args, strict=False)), **kwargs}
    unknown = next((name for name in given if name not in TAKES), None)
    if unknown is not None:
        message = f"find_pipelines() got an unexpected keyword argument '{unknown}'"
        machine.fail(machine.error(TypeError, message, site.place), site.place)
    strict = machine.truth(given.get("raise_errors", False))
    wanted = given.get("pipelines_to_find")
    names = None if wanted is None else {name for name in machine.items(wanted) if isinstance(name, str)}
    found: dict[Value, Value] = {}
    if names is None or "__default__" in names:
        names = None
        simple = _created(machine, f"{package}.pipeline", site, strict=False)
        found["__default__"] = KedroPipeline(()) if simple is None else simple
    for name in _folders(machine, package):
        if names is None or name in names:
            pipeline = _created(machine, f"{package}.pipelines.{name}", site, strict=strict)
            if pipeline is not None:
                found[name] = pipeline
    if len(found) > 2:
        machine.unordered[id(found)] = found  # folders come in the order that the system lists them
    return found


def pipelines_by_folder(machine: Machine, package: str) -> dict[Value, Value]:
    """What each folder of `pipelines/` makes, for a project whose registry fails: one that fails itself is told of."""
    found: dict[Value, Value] = {}
    nowhere = Site(None, None)
    for name in _folders(machine, package):
        try:
            pipeline = _created(machine, f"{package}.pipelines.{name}", nowhere, strict=False)
        except PyRaise as error:
            _left_out(machine, f"{package}.pipelines.{name}", f"fails ({error.title})", error.place, False, STOPS)
            continue
        except (Undecided, LimitReached) as error:
            machine.budget.renew()
            machine.fail(error, None)
            continue
        if pipeline is not None:
            found[name] = pipeline
    if found:
        message = "The registry cannot be read as a whole: what each folder of pipelines/ makes is shown instead."
        machine.note(Diagnostic(level="info", code="registry-by-folder", message=message))
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


def _created(machine: Machine, name: str, site: Site, *, strict: bool) -> Value:
    """What `create_pipeline()` of a module gives, None where Kedro would leave it out."""
    from viz.readers.kedro_project.static.modules import check, import_module

    located = machine.sources.find_module(name)
    if located is None or located[0] is None:
        return None
    insisted = len(machine.insisted)
    try:
        module = import_module(machine, name, site.place)
        check(module, machine)
    except PyRaise as error:
        if strict:
            machine.fail(error, site.place)
        _left_out(machine, name, f"cannot be imported ({error.title})", error.place, is_raised_import(error))
        return None
    pipeline = _call_create(machine, name, module, site)
    if pipeline is None and strict and machine.rules.at_least(1, 3):
        machine.fail(machine.error(KeyError, f"Pipeline '{name.rpartition('.')[2]}' not found", site.place), site.place)
    if isinstance(pipeline, KedroPipeline) and len(machine.insisted) > insisted:
        reason = machine.insisted[insisted]
        why = Reason(reason.code, f"{reason.text}, without which Kedro leaves it out", reason.place, SET_IT)
        return KedroPipeline(pipeline.nodes, pipeline.doubt or why, pipeline.problems)
    return pipeline


def _call_create(machine: Machine, name: str, module: Value, site: Site) -> Value:
    from viz.readers.kedro_project.static.access import MISSING, find_attribute
    from viz.readers.kedro_project.static.calls import call

    create = find_attribute(machine, module, "create_pipeline", site)
    place = Place(file=module.file, line=1) if isinstance(module, ModuleValue) and module.file else None
    if create is MISSING:
        _left_out(machine, name, "has no function `create_pipeline`", place, True)
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
        _left_out(machine, name, "has a `create_pipeline` that gives no pipeline", place, True)
        return None
    return result


def _left_out(
    machine: Machine, name: str, why: str, place: Place | None, certain: bool, hint: str | None = None
) -> None:
    """A remark on a pipeline that is missing; `certain` is whether Kedro would do without it, too."""
    pipeline = name.rpartition(".")[2]
    message = f"The pipeline {pipeline!r} is left out: {name} {why}."
    code = "pipeline-left-out" if certain else "pipeline-unreadable"
    level: Level = "error" if "imported" in why else "warning"
    hint = hint or (HINT if certain else OTHER_PYTHON)
    machine.note(Diagnostic(level=level, code=code, message=message, hint=hint, place=place, pipelines=(pipeline,)))
