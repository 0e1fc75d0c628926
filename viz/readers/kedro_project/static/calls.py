"""Calling: functions of the project, methods, classes, partials, and what has its behaviour written down here."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.branches import Flow, Return, Split, then
from viz.readers.kedro_project.static.functions import describe
from viz.readers.kedro_project.static.methods import call_host_method
from viz.readers.kedro_project.static.names import own_names
from viz.readers.kedro_project.static.operators import ERRORS
from viz.readers.kedro_project.static.values import (
    BoundMethod,
    Builtin,
    ClassValue,
    Descriptor,
    FunctionValue,
    HostMethod,
    InstanceValue,
    LimitReached,
    Opaque,
    PartialValue,
    Reason,
    Scope,
    Site,
    Undecided,
    Value,
    Wrapped,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Frame, Machine

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def make_function(machine: Machine, frame: Frame, node: Definition) -> FunctionValue:
    """The function that a definition makes; defaults are evaluated now."""
    defaults = [machine.eval(frame, default) for default in node.args.defaults]
    keyword_defaults = [None if d is None else machine.eval(frame, d) for d in node.args.kw_defaults]
    scope: Scope | None = frame.scope
    while scope is not None and (scope.is_class or scope.names is scope.globals):
        scope = scope.parent
    name = "<lambda>" if isinstance(node, ast.Lambda) else node.name
    prefix = ""
    if frame.owner is not None and frame.scope.is_class:
        prefix = frame.owner.qualname + "."
    elif frame.function is not None:
        prefix = frame.function.qualname + ".<locals>."
    function = FunctionValue(node, frame.module, scope, defaults, keyword_defaults, prefix + name)
    function.owner = frame.owner if frame.scope.is_class else (frame.function.owner if frame.function else None)
    return function


def call(machine: Machine, callee: Value, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`callee(*args, **kwargs)`."""
    machine.budget.spend()
    if isinstance(callee, FunctionValue):
        return call_function(machine, callee, args, kwargs, site)
    if isinstance(callee, Builtin):
        try:
            if not callee.path.startswith("kedro."):
                machine.in_order(args)
            return callee.run(machine, args, kwargs, site)
        except Undecided as undecided:
            return Opaque(undecided.reason)
        except ERRORS:
            # What is written down here covers the ways it is called in projects; any other is not known.
            return machine.opaque(
                site.place, "unsupported", f"`{callee.path}(...)`, called in a way that is not followed"
            )
    if isinstance(callee, BoundMethod):
        return call(machine, callee.function, [callee.receiver, *args], kwargs, site)
    if isinstance(callee, HostMethod):
        return call_host_method(machine, callee, args, kwargs, site)
    if type(callee) is Opaque:
        return call_opaque(machine, callee, args, kwargs, site)
    return _call_other(machine, callee, args, kwargs, site)


def _call_other(machine: Machine, callee: Value, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    if isinstance(callee, PartialValue):
        return call(machine, callee.function, [*callee.args, *args], {**callee.kwargs, **kwargs}, site)
    if isinstance(callee, Wrapped) and callee.results is not None:
        return _call_once(machine, callee, args, kwargs, site)
    if isinstance(callee, Wrapped):
        return (
            call(machine, callee.function, args, kwargs, site)
            if callee.signature != "unknown"
            else Opaque(Reason("decorator-opaque", f"`{callee.decorator}`, a decorator of a library", site.place))
        )
    if isinstance(callee, ClassValue):
        from viz.readers.kedro_project.static.classes import instantiate

        return instantiate(machine, callee, args, kwargs, site)
    if isinstance(callee, type):
        from viz.readers.kedro_project.static.library.types import construct

        return construct(machine, callee, args, kwargs, site)
    if isinstance(callee, InstanceValue):
        from viz.readers.kedro_project.static.classes import special

        found, result = special(machine, callee, "__call__", args, kwargs)
        if found:
            return result
    if isinstance(callee, Descriptor) and callee.kind == "staticmethod":
        return call(machine, callee.function, args, kwargs, site)
    runner = getattr(callee, "call_value", None)
    if runner is not None:
        return runner(machine, args, kwargs, site)
    raise machine.error(TypeError, f"{type(callee).__name__!r} object is not callable", site.place)


def _call_once(machine: Machine, callee: Wrapped, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """A function that keeps its results: called once for the same arguments."""
    assert callee.results is not None
    if machine.deep_doubt([*args, *kwargs.values()]) is not None:
        return call(machine, callee.function, args, kwargs, site)
    key = (tuple(args), tuple(kwargs.items()))
    try:
        known = key in callee.results
    except TypeError as error:
        raise machine.error(TypeError, str(error), site.place) from None
    if not known:
        result = call(machine, callee.function, args, kwargs, site)
        machine.touch(callee.results)
        callee.results[key] = result
    return callee.results[key]


def is_callable(value: Value) -> bool:
    """Whether `callable(value)` holds; an opaque value is taken to be one."""
    if isinstance(value, InstanceValue):
        return any("__call__" in base.attributes for base in value.kind.mro if isinstance(base, ClassValue)) or any(
            isinstance(base, Opaque) for base in value.kind.mro
        )
    kinds = (FunctionValue, Builtin, BoundMethod, HostMethod, Opaque, PartialValue, Wrapped, ClassValue, type)
    return isinstance(value, kinds) or hasattr(value, "call_value")


def call_opaque(machine: Machine, callee: Opaque, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """A call into a library: nothing is known of what it gives."""
    machine.opaque_events += 1
    if callee.known is not None:
        result = call(machine, callee.known, args, kwargs, site)
        return result.either(None, callee.reason) if hasattr(result, "either") else Opaque(callee.reason)
    if callee.path is None:
        return Opaque(callee.reason)
    if len(args) == 1 and not kwargs and isinstance(args[0], (FunctionValue, ClassValue)) and _decorates(site, args[0]):
        return Wrapped(args[0], callee.path, "unknown") if isinstance(args[0], FunctionValue) else Opaque(callee.reason)
    made = machine.construct(callee.path, args, kwargs, site) if machine.construct is not None else None
    if made is not None:
        return made
    text = f"`{callee.path}(...)`, which comes from a library"
    return Opaque(Reason("library-value", text, site.place))


def _decorates(site: Site, target: Value) -> bool:
    return site.node in getattr(target.node, "decorator_list", ())


def call_function(
    machine: Machine, function: FunctionValue, args: list[Value], kwargs: dict[str, Value], site: Site
) -> Value:
    """Run a function of the project and give what it returns."""
    names = bind_arguments(machine, function, args, kwargs, site)
    node = function.node
    if isinstance(node, ast.AsyncFunctionDef):
        return machine.opaque(site.place, "unsupported", "an asynchronous function")
    from viz.readers.kedro_project.static.machine import Frame

    frame = Frame(Scope(names, function.scope, function.module), function.module)
    frame.scope.own = own_names(node)
    frame.function = function
    frame.owner = function.owner
    frame.first = args[0] if args else None
    frame.tolerant = function is machine.tolerant_function
    machine.budget.enter()
    try:
        if isinstance(node, ast.Lambda):
            return machine.eval(frame, node.body)
        return _run_body(machine, frame, node)
    except Undecided as undecided:
        # What the rest of the function would have changed is not known, whatever becomes of its result.
        machine.fail(undecided, frame.place())
        return Opaque(undecided.reason)
    except RecursionError:
        raise LimitReached(Reason("limit", "code that is nested too deeply", site.place)) from None
    finally:
        machine.budget.leave()


def _run_body(machine: Machine, frame: Frame, node: ast.FunctionDef) -> Value:
    from viz.readers.kedro_project.static.generators import is_generator, start
    from viz.readers.kedro_project.static.statements import run

    if is_generator(node):
        return start(machine, frame, node)
    return _returned(machine, run(machine, frame, node.body))


def _returned(machine: Machine, flow: Flow | None) -> Value:
    if isinstance(flow, Split):
        for way in flow.ways:
            way.flow = way.flow or Return(None)
        flow = then(machine, flow, lambda: None)
    return flow.value if isinstance(flow, Return) else None


def bind_arguments(
    machine: Machine, function: FunctionValue, args: list[Value], kwargs: dict[str, Value], site: Site
) -> dict[str, Value]:
    """The function's names at the start of a call; raises the project's TypeError."""
    spec = function.node.args
    if spec.posonlyargs or spec.args:
        machine.in_order(args)
    positional = [arg.arg for arg in (*spec.posonlyargs, *spec.args)]
    names = dict(zip(positional, args, strict=False))
    if len(args) > len(positional) and spec.vararg is None:
        raise _mismatch(
            machine, function, f"takes {len(positional)} positional arguments but {len(args)} were given", site
        )
    if spec.vararg is not None:
        names[spec.vararg.arg] = machine.in_same_order(args, tuple(args[len(positional) :]))
    allowed = {*positional[len(spec.posonlyargs) :], *(arg.arg for arg in spec.kwonlyargs)}
    extra: dict[str, Value] = {}
    for name, value in kwargs.items():
        if name not in allowed:
            extra[name] = value
        elif name in names:
            raise _mismatch(machine, function, f"got multiple values for argument '{name}'", site)
        else:
            names[name] = value
    if spec.kwarg is not None:
        names[spec.kwarg.arg] = extra
    elif extra:
        raise _mismatch(machine, function, f"got an unexpected keyword argument '{next(iter(extra))}'", site)
    _fill_defaults(machine, function, positional, names, site)
    return names


def _fill_defaults(
    machine: Machine, function: FunctionValue, positional: list[str], names: dict[str, Value], site: Site
) -> None:
    spec = function.node.args
    first = len(positional) - len(function.defaults)
    for index, name in enumerate(positional):
        if name not in names:
            if index < first:
                raise _mismatch(machine, function, f"missing a required argument: '{name}'", site)
            names[name] = function.defaults[index - first]
    for arg, preset, default in zip(spec.kwonlyargs, spec.kw_defaults, function.keyword_defaults, strict=True):
        if arg.arg not in names:
            if preset is None:
                raise _mismatch(machine, function, f"missing a required argument: '{arg.arg}'", site)
            names[arg.arg] = default


def _mismatch(machine: Machine, function: FunctionValue, message: str, site: Site) -> Exception:
    return machine.error(TypeError, f"{describe(function).readable}() {message}", site.place)
