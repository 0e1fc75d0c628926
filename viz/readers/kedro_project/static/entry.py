"""Where a project registers its pipelines, version by version, and calling that."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from viz.model import Place
from viz.readers.kedro_project.static.kedro_rules.pipelines import KedroPipeline
from viz.readers.kedro_project.static.library.paths import PathValue
from viz.readers.kedro_project.static.values import (
    ClassValue,
    FunctionValue,
    InstanceValue,
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

REGISTRY = "pipeline_registry"
FUNCTIONS = (("pipeline", "create_pipelines"), ("nodes.pipeline", "create_pipelines"), ("pipeline", "create_pipeline"))
METHODS = ("_get_pipelines", "pipelines", "pipeline")
"""What `ProjectContext` of Kedro 0.15 and 0.16 defines, newest first: methods and properties."""
NOWHERE = Site(None, None)
Found = tuple[Value, Place | None]


def registered_pipelines(machine: Machine, package: str) -> Found | None:
    """What the project registers and where, None where it registers nothing anywhere."""
    if not machine.rules.at_least(0, 17):
        for module, method in contexts(machine, package, METHODS[:2]):
            return _called(machine, method, Place(file=module.file, line=1))
    found = _from_registry(machine, package)
    hooked = _from_hooks(machine, package)
    if found is not None or hooked is not None:
        return _merged(machine, found, hooked)
    for module, method in contexts(machine, package, METHODS):
        place = Place(file=module.file, line=1)
        return _called(machine, method, place)
    for name, function in FUNCTIONS:
        module_value = _module(machine, f"{package}.{name}")
        if module_value is not None and function in module_value.names:
            _own_error(machine, module_value)
            return _called(machine, module_value.names[function], Place(file=module_value.file, line=1))
    return None


def _module(machine: Machine, name: str) -> ModuleValue | None:
    """A module of the project that is there, read as far as it can be."""
    from viz.readers.kedro_project.static.modules import import_module

    if machine.sources.find_module(name) is None:
        return None
    try:
        module = import_module(machine, name, None)
    except (PyRaise, Undecided, LimitReached) as error:
        machine.fail(error, None)
        return None
    return module if isinstance(module, ModuleValue) else None


def _own_error(machine: Machine, module: ModuleValue) -> None:
    if isinstance(module.error, PyRaise):
        machine.fail(module.error, module.error.place)


def _from_registry(machine: Machine, package: str) -> Found | None:
    """`register_pipelines()` of `pipeline_registry.py`, since Kedro 0.17.2."""
    module = _module(machine, f"{package}.{REGISTRY}")
    if module is None:
        return None
    _own_error(machine, module)
    start = Place(file=module.file, line=1)
    if "register_pipelines" not in module.names:
        if module.error is None:
            message = f"module '{module.name}' has no attribute 'register_pipelines'"
            machine.fail(machine.error(AttributeError, message, start), start)
        return None, start
    return _called(machine, module.names["register_pipelines"], start)


def _called(machine: Machine, function: Value, place: Place) -> Found:
    """What a function gives when it is called so that one failing statement does not take the others with it."""
    from viz.readers.kedro_project.static.calls import call
    from viz.readers.kedro_project.static.functions import describe

    if isinstance(function, (dict, KedroPipeline, Opaque)):
        return _as_mapping(function), place
    place = describe(function).place or place
    inner = getattr(function, "function", function)
    machine.tolerant_function = inner if isinstance(inner, FunctionValue) else None
    try:
        return _as_mapping(call(machine, function, [], {}, NOWHERE)), place
    except (PyRaise, Undecided, LimitReached) as error:
        machine.budget.renew()
        machine.fail(error, place)
        return None, place


def _as_mapping(value: Value) -> Value:
    return {"__default__": value} if isinstance(value, KedroPipeline) else value


def _merged(machine: Machine, first: Found | None, second: Found | None) -> Found:
    """What two places register together; what cannot be told of one leaves the whole unsure."""
    if first is None or second is None or first[0] is None or second[0] is None:
        chosen = [found for found in (first, second) if found is not None]
        return next((found for found in chosen if found[0] is not None), chosen[0])
    known = [found[0] for found in (first, second) if isinstance(found[0], dict)]
    if not known:
        return first
    both = {name: value for registered in known for name, value in registered.items()}
    doubt = machine.doubt(first[0]) or machine.doubt(second[0])
    if doubt is None and len(known) < 2:
        doubt = Reason("unsupported", "what one of several hooks registers", second[1])
    if doubt is not None:
        machine.mark_unsure(both, doubt)
    return both, first[1]


# -- hooks of 0.16.5 to 0.17 -----------------------------------------------------------------------------------


def _from_hooks(machine: Machine, package: str) -> Found | None:
    """What the project's hooks register, until Kedro 0.17."""
    if machine.rules.at_least(0, 18):
        return None
    result: Found | None = None
    for module, hook in reversed(list(hooks(machine, package))):  # the one registered first has the last word
        from viz.readers.kedro_project.static.classes import bind, find_in_class

        method = find_in_class(hook.kind, "register_pipelines")
        if isinstance(method, Opaque) or not _is_method(method):
            continue
        _own_error(machine, module)
        _ask_for_loader(machine, hook)
        found = _called(machine, bind(machine, method, hook, hook.kind, NOWHERE), Place(file=module.file, line=1))
        result = _merged(machine, result, found)
    return result


def _ask_for_loader(machine: Machine, hook: InstanceValue) -> None:
    """Kedro asks a hook for the configuration loader first, and some keep it to register pipelines from."""
    from viz.readers.kedro_project.static.calls import call
    from viz.readers.kedro_project.static.classes import bind, find_in_class

    method = find_in_class(hook.kind, "register_config_loader")
    if not isinstance(method, FunctionValue):
        return
    bound = bind(machine, method, hook, hook.kind, NOWHERE)
    offered: dict[str, Value] = {"conf_paths": ["conf/base", "conf/local"], "env": None, "extra_params": None}
    given = {name: offered.get(name) for name in argument_names(bound)}
    with contextlib.suppress(PyRaise, Undecided, LimitReached):  # what it then lacks is told where it is missed
        call(machine, bound, [], given, NOWHERE)


def _is_method(value: Value) -> bool:
    return isinstance(value, FunctionValue) or hasattr(value, "function")


def hooks(machine: Machine, package: str) -> Iterator[tuple[ModuleValue, InstanceValue]]:
    """The objects that the settings, the project's context or its `hooks.py` name, each of them once."""
    seen: set[int] = set()
    for module, value in _hook_candidates(machine, package):
        kind = value.kind if isinstance(value, InstanceValue) else value
        if isinstance(kind, ClassValue) and id(kind) not in seen:
            seen.add(id(kind))
            yield module, value if isinstance(value, InstanceValue) else InstanceValue(kind)


def argument_names(method: Value) -> list[str]:
    """The names of the arguments of a project's method, without `self`."""
    function = getattr(method, "function", method)
    if not isinstance(function, FunctionValue):
        return []
    arguments = function.node.args
    return [one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)][1:]


def _hook_candidates(machine: Machine, package: str) -> Iterator[tuple[ModuleValue, Value]]:
    settings = _module(machine, f"{package}.settings")
    if settings is not None:
        yield from ((settings, hook) for hook in _listed(settings.names.get("HOOKS")))
        if "HOOKS" in settings.names and machine.rules.at_least(0, 17):
            return
    if machine.rules.at_least(0, 18):
        return
    run, kinds = _context_classes(machine, package)
    for kind in kinds:
        yield from ((run, hook) for hook in _listed(kind.attributes.get("hooks")) if run is not None)
    module = _module(machine, f"{package}.hooks")
    if module is not None:
        yield from ((module, value) for value in list(module.names.values()) if isinstance(value, InstanceValue))
        yield from ((module, kind) for kind in _classes(module))


def _listed(value: Value) -> list[Value]:
    return list(value) if isinstance(value, (list, tuple)) else []


def _classes(module: ModuleValue | None) -> list[ClassValue]:
    """The classes that a module defines itself."""
    if module is None:
        return []
    return [value for value in list(module.names.values()) if isinstance(value, ClassValue) and value.module is module]


# -- the context of 0.15 and 0.16 ------------------------------------------------------------------------------


def contexts(machine: Machine, package: str, names: Iterable[str]) -> Iterator[tuple[ModuleValue, Value]]:
    """What the project's context class has under `names`: a bound method to call, or what a property gave."""
    from viz.readers.kedro_project.static.classes import MISSING, bind, find_in_class

    module, kinds = _context_classes(machine, package)
    for kind in kinds:
        for name in names:
            found = find_in_class(kind, name)
            if found is MISSING or isinstance(found, Opaque) or module is None:
                continue
            _own_error(machine, module)
            try:
                yield module, bind(machine, found, _context(machine, kind), kind, NOWHERE)
            except (PyRaise, Undecided, LimitReached) as error:
                machine.budget.renew()
                machine.fail(error, Place(file=module.file, line=1))
                return


def _context_classes(machine: Machine, package: str) -> tuple[ModuleValue | None, list[ClassValue]]:
    """The class that the project's description names, else all those of `run.py`."""
    path = (machine.location and machine.location.context_path) or f"{package}.run.ProjectContext"
    name, _, own = path.rpartition(".")
    module = _module(machine, name) or _module(machine, f"{package}.run")
    kind = module.names.get(own) if module is not None else None
    return module, [kind] if isinstance(kind, ClassValue) else _classes(module)


def _context(machine: Machine, kind: ClassValue) -> InstanceValue:
    """The context as Kedro makes it, of which only what is the same for every project is known."""
    context = InstanceValue(kind)
    root = PathValue(machine.sources.root.as_posix())
    context.attributes.update(_extra_params=None, env="local", _project_path=root, project_path=root)
    return context
