"""Statements: one small function a kind of syntax node."""

from __future__ import annotations

import ast
from collections import deque
from typing import TYPE_CHECKING

from viz.model import Place
from viz.readers.kedro_project.static.access import delete_item
from viz.readers.kedro_project.static.branches import BREAK, CONTINUE, Flow, Return, Split, refill, then
from viz.readers.kedro_project.static.calls import call, make_function
from viz.readers.kedro_project.static.importing import import_what_is_there, run_import, run_import_from
from viz.readers.kedro_project.static.loops import run_for, run_if, run_while
from viz.readers.kedro_project.static.matching import run_match
from viz.readers.kedro_project.static.names import declare_global, declare_nonlocal, delete, store
from viz.readers.kedro_project.static.operators import BINARY, binary
from viz.readers.kedro_project.static.targets import as_load, assign, forget
from viz.readers.kedro_project.static.trying import run_raise, run_try
from viz.readers.kedro_project.static.values import (
    InstanceValue,
    LimitReached,
    Opaque,
    PyRaise,
    Reason,
    Undecided,
    Value,
    place_of,
)
from viz.readers.kedro_project.static.withs import run_with

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Evaluate, Frame, Machine


def run(machine: Machine, frame: Frame, body: list[ast.stmt], start: int = 0) -> Flow | None:
    """Run statements; how they ended, None if they ran to the end."""
    for index in range(start, len(body)):
        flow = _statement(machine, frame, body[index])
        if flow is not None:
            if isinstance(flow, Split):
                return then(machine, flow, lambda index=index: run(machine, frame, body, index + 1))  # type: ignore[misc]
            return flow
    return None


def _statement(machine: Machine, frame: Frame, node: ast.stmt) -> Flow | None:
    machine.budget.spend()
    frame.line = node
    evaluate = machine.statements.get(type(node))
    if evaluate is None:
        return None
    if not frame.tolerant or machine.handlers:
        flow: Flow | None = evaluate(machine, frame, node)
        return flow
    return _tolerate(machine, frame, node, evaluate)


def _tolerate(machine: Machine, frame: Frame, node: ast.stmt, evaluate: Evaluate) -> Flow | None:
    """Run a statement of a module or of the registry: if it fails, the statements after it are still read."""
    handlers, machine.handlers = machine.handlers, 0
    try:
        flow: Flow | None = evaluate(machine, frame, node)
    except (PyRaise, LimitReached, Undecided) as error:
        machine.handlers = handlers
        if machine.exploring and isinstance(error, PyRaise):
            raise
        _give_up(machine, frame, node, error)
        return None
    finally:
        machine.handlers = handlers
    return flow


def _give_up(machine: Machine, frame: Frame, node: ast.stmt, error: PyRaise | LimitReached | Undecided) -> None:
    place = place_of(frame.module, node)
    if isinstance(error, PyRaise):
        reason = Reason("project-error", f"code that fails ({error.title})", error.place or place)
        if frame.function is None:
            frame.module.error = frame.module.error or error
        else:
            machine.fail(error, place)
    else:
        machine.budget.renew()
        reason = error.reason
        machine.fail(error, place)
    _forget_names(machine, frame, node, Opaque(reason))


def _forget_names(machine: Machine, frame: Frame, node: ast.stmt, value: Opaque) -> None:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        import_what_is_there(machine, frame, node, value)
        return
    for child in ast.walk(node):
        if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store) and child.id not in frame.scope.names:
            store(machine, frame.scope, child.id, value)
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name not in frame.scope.names:
        store(machine, frame.scope, node.name, value)
    for target in getattr(node, "targets", []):
        forget(machine, frame, target, value)


# -- simple statements ----------------------------------------------------------------------------------------


def _expression(machine: Machine, frame: Frame, node: ast.Expr) -> Flow | None:
    value = node.value
    if isinstance(value, ast.Constant):
        return None
    result = machine.eval(frame, value)
    if isinstance(value, ast.Call) and type(result) is Opaque and result.reason.code == "library-value":
        _taint_arguments(machine, frame, value, result.reason)
    return None


HARMLESS = ("print", "log", "logger", "logging", "warnings", "warn", "sys", "pprint", "time", "_logger", "LOGGER")


def _taint_arguments(machine: Machine, frame: Frame, node: ast.Call, reason: Reason) -> None:
    """A library's function that is called for its effect may have changed what it was given."""
    root: ast.AST = node.func
    while isinstance(root, (ast.Attribute, ast.Call)):
        root = root.value if isinstance(root, ast.Attribute) else root.func
    if isinstance(root, ast.Name) and root.id in HARMLESS:
        return
    for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
        if isinstance(argument, ast.Name):
            value = machine.eval(frame, argument)
            if isinstance(value, (list, dict, set)):
                machine.mark_unsure(value, reason)


def _assign(machine: Machine, frame: Frame, node: ast.Assign) -> Flow | None:
    value = machine.eval(frame, node.value)
    for target in node.targets:
        assign(machine, frame, target, value)
    return None


def _annotated(machine: Machine, frame: Frame, node: ast.AnnAssign) -> Flow | None:
    if node.value is not None:
        assign(machine, frame, node.target, machine.eval(frame, node.value))
    return None


def _augmented(machine: Machine, frame: Frame, node: ast.AugAssign) -> Flow | None:
    load = as_load(node.target)
    old = machine.eval(frame, load)
    value = machine.eval(frame, node.value)
    assign(machine, frame, node.target, in_place(machine, type(node.op), old, value, frame.place(node)))
    return None


def in_place(machine: Machine, kind: type[ast.operator], old: Value, value: Value, place: Place | None) -> Value:
    """`old += value` and the like: lists, sets and dicts change themselves."""
    if isinstance(old, (list, deque)) and kind is ast.Add:
        _extend(machine, old, value)
        return old
    if type(old) in (set, dict) and kind is ast.BitOr and isinstance(value, (set, frozenset, dict)):
        machine.touch(old)
        for part in (old, value):
            doubt = machine.doubt(part)
            if doubt is not None:
                machine.mark_unsure(old, doubt)
        old.update(value)
        return machine.in_same_order(value, old)
    if type(old) is list and kind is ast.Mult and type(value) is int:
        result = binary(machine, kind, old, value, place)
        machine.touch(old)
        old[:] = machine.certain(result)
        return old
    if type(old) is set and kind in IN_PLACE and isinstance(value, (set, frozenset)):
        result = binary(machine, kind, old, value, place)
        machine.touch(old)
        refill(old, machine.certain(result))
        return old
    return in_place_object(machine, kind, old, value, place)


IN_PLACE = (ast.BitAnd, ast.Sub, ast.BitXor)


def in_place_object(machine: Machine, kind: type[ast.operator], old: Value, value: Value, place: Place | None) -> Value:
    """`old += value` of an object: its own method for that, if its class has one."""
    if isinstance(old, InstanceValue):
        from viz.readers.kedro_project.static.classes import special

        name = BINARY[kind][1]
        found, result = special(machine, old, f"__i{name[2:]}", [value])
        if found and result is not NotImplemented:
            return result
    return binary(machine, kind, old, value, place)


def _extend(machine: Machine, old: list[Value] | deque[Value], value: Value) -> None:
    machine.touch(old)
    try:
        old.extend(machine.items(value))
        machine.in_same_order(value, old)
    except Undecided as undecided:
        machine.mark_unsure(old, undecided.reason)
    machine.budget.size(len(old))


def _return(machine: Machine, frame: Frame, node: ast.Return) -> Flow | None:
    return Return(None if node.value is None else machine.eval(frame, node.value))


def _delete(machine: Machine, frame: Frame, node: ast.Delete) -> Flow | None:
    for target in node.targets:
        if isinstance(target, ast.Name):
            delete(machine, frame, target)
        elif isinstance(target, ast.Subscript):
            container = machine.eval(frame, target.value)
            delete_item(machine, container, machine.eval(frame, target.slice), frame.site(target))
    return None


def _assert(machine: Machine, frame: Frame, node: ast.Assert) -> Flow | None:
    try:
        holds = machine.truth(machine.eval(frame, node.test))
    except Undecided:
        machine.dropped_raises += 1
        return None
    if not holds:
        message = "" if node.msg is None else machine.eval(frame, node.msg)
        raise machine.error(AssertionError, message if isinstance(message, str) else "", frame.place(node))
    return None


def _global(machine: Machine, frame: Frame, node: ast.Global) -> Flow | None:
    declare_global(frame, node.names)
    return None


def _nonlocal(machine: Machine, frame: Frame, node: ast.Nonlocal) -> Flow | None:
    declare_nonlocal(frame, node.names)
    return None


def _break(machine: Machine, frame: Frame, node: ast.Break) -> Flow | None:
    return BREAK


def _continue(machine: Machine, frame: Frame, node: ast.Continue) -> Flow | None:
    return CONTINUE


def _type_alias(machine: Machine, frame: Frame, node: ast.stmt) -> Flow | None:
    name = getattr(node, "name", None)
    if isinstance(name, ast.Name):
        store(machine, frame.scope, name.id, machine.opaque(frame.place(node), "unsupported", "a type alias"))
    return None


# -- definitions ----------------------------------------------------------------------------------------------


def _function(machine: Machine, frame: Frame, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Flow | None:
    value: Value = make_function(machine, frame, node)
    for decorator in reversed(node.decorator_list):
        value = decorate(machine, frame, decorator, value)
    store(machine, frame.scope, node.name, value)
    return None


def decorate(machine: Machine, frame: Frame, decorator: ast.expr, value: Value) -> Value:
    """`@decorator` on a function or class."""
    from viz.readers.kedro_project.static.decorators import known_decorator

    function = machine.eval(frame, decorator)
    known = known_decorator(function, value)
    if known is not None:
        return known
    return call(machine, function, [value], {}, frame.site(decorator))


def _class(machine: Machine, frame: Frame, node: ast.ClassDef) -> Flow | None:
    from viz.readers.kedro_project.static.class_making import make_class

    value: Value = make_class(machine, frame, node)
    for decorator in reversed(node.decorator_list):
        value = decorate(machine, frame, decorator, value)
    store(machine, frame.scope, node.name, value)
    return None


STATEMENTS: dict[type[ast.AST], Evaluate] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Return: _return,
    ast.Delete: _delete,
    ast.Assert: _assert,
    ast.Global: _global,
    ast.Nonlocal: _nonlocal,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Import: run_import,
    ast.ImportFrom: run_import_from,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.If: run_if,
    ast.For: run_for,
    ast.While: run_while,
    ast.Match: run_match,
    ast.Try: run_try,
    ast.With: run_with,
    ast.Raise: run_raise,
}
if hasattr(ast, "TypeAlias"):
    STATEMENTS[ast.TypeAlias] = _type_alias
