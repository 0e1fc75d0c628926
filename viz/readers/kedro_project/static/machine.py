"""The evaluator's state and the few operations everything else is built from."""

from __future__ import annotations

import ast
from collections import ChainMap, deque
from collections.abc import Callable, ItemsView, Iterator, KeysView, ValuesView
from typing import TYPE_CHECKING, Any

from viz.model import Diagnostic, Place
from viz.readers.kedro_project.static.branches import Journal
from viz.readers.kedro_project.static.limits import ITEMS, Budget
from viz.readers.kedro_project.static.values import (
    ClassValue,
    FunctionValue,
    InstanceValue,
    IteratorValue,
    LimitReached,
    ModuleValue,
    Opaque,
    PyRaise,
    Reason,
    Scope,
    Site,
    Undecided,
    Value,
    place_of,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.facts import Location
    from viz.readers.kedro_project.static.kedro_rules.versions import Rules
    from viz.readers.kedro_project.static.sources import Sources

HOST_ERRORS = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RuntimeError)
VIEWS = (KeysView, ValuesView, ItemsView)
ITERABLE = (list, tuple, dict, set, frozenset, str, bytes, range, deque, ChainMap, *VIEWS)
Evaluate = Callable[["Machine", "Frame", Any], Value]
Construct = Callable[[str, list[Value], dict[str, Value], Site], Value | None]
"""What a call of a library's name gives, None where nothing is known of it."""


class Frame:
    """One running function body, class body or module: its names, and where it stands."""

    __slots__ = ("first", "function", "line", "module", "owner", "scope", "tolerant")

    def __init__(self, scope: Scope, module: ModuleValue) -> None:
        self.scope = scope
        self.module = module
        self.function: FunctionValue | None = None
        self.owner: ClassValue | None = None
        self.first: Value = None
        self.tolerant = False
        self.line: ast.AST | None = None

    def site(self, node: ast.AST) -> Site:
        """The place of a node in this frame's file."""
        return Site(self.module, node)

    def place(self, node: ast.AST | None = None) -> Place | None:
        """The place of a node, or of the statement that runs now."""
        return place_of(self.module, node if node is not None else self.line)


class Machine:
    """Evaluates a project's code. `expressions` and `statements` say how each kind of syntax node is evaluated."""

    def __init__(
        self,
        sources: Sources,
        rules: Rules,
        *,
        expressions: dict[type[ast.AST], Evaluate],
        statements: dict[type[ast.AST], Evaluate],
        library: dict[str, dict[str, Value]],
        builtins: dict[str, Value],
        location: Location | None = None,
    ) -> None:
        self.location = location
        self.sources = sources
        self.rules = rules
        self.expressions = expressions
        self.statements = statements
        self.library = library
        self.builtins = builtins
        self.budget = Budget()
        self.modules: dict[str, ModuleValue] = {}
        self.journals: list[Journal] = []
        self.unsure: dict[int, tuple[Value, Reason]] = {}
        self.unordered: dict[int, Value] = {}
        self.environment: dict[str, Value] = {}
        self.handlers = 0
        self.handled: list[PyRaise] = []
        self.opaque_events = 0
        self.dropped_raises = 0
        self.forks = 0
        self.exploring = 0
        self.guards = 0
        self.needed: set[str] = set()
        self.optional_imports = 0
        self.assumptions = 0
        self.insisted: list[Reason] = []
        self.notes: dict[tuple[str, str], Diagnostic] = {}
        self.failures: dict[int, tuple[Exception, Diagnostic]] = {}
        self.tolerant_function: FunctionValue | None = None
        self.construct: Construct | None = None

    # -- evaluating -------------------------------------------------------------------------------------------

    def eval(self, frame: Frame, node: ast.expr) -> Value:
        """The value of an expression."""
        budget = self.budget
        budget.left -= 1
        if budget.left < 0:
            budget.spend(0)
        evaluate = self.expressions.get(type(node))
        if evaluate is None:
            return self.opaque(frame.place(node), "unsupported", f"`{type(node).__name__}`, which is not followed")
        try:
            return evaluate(self, frame, node)
        except Undecided as undecided:
            return Opaque(undecided.reason)
        except (RecursionError, MemoryError):
            raise LimitReached(Reason("limit", "code that is nested too deeply", frame.place(node))) from None

    # -- not knowing ------------------------------------------------------------------------------------------

    def opaque(self, place: Place | None, code: str, text: str, hint: str = "", path: str | None = None) -> Opaque:
        """A value that is not known, and why."""
        return Opaque(Reason(code, text, place, hint), path)

    def mark_unsure(self, value: Value, reason: Reason) -> None:
        """Say of a list, dict, set or iterator that its content is not certain."""
        self.unsure.setdefault(id(value), (value, reason))

    def doubt(self, value: Value) -> Reason | None:
        """Why this value itself is not certain, None if it is."""
        if type(value) is Opaque:
            return value.reason
        if self.unsure:
            entry = self.unsure.get(id(value))
            if entry is not None:
                return entry[1]
        return None

    def deep_doubt(self, value: Value, depth: int = 0) -> Reason | None:
        """Why this value, or anything in it, is not certain."""
        reason = self.doubt(value)
        if reason is not None or depth > 20:
            return reason
        if isinstance(value, (dict, ChainMap)):
            children: Iterator[Value] = iter([*value.keys(), *value.values()])
        elif isinstance(value, (list, tuple, set, frozenset, deque, *VIEWS)):
            children = iter(value)
        else:
            return None
        for child in children:
            self.budget.spend()
            found = self.deep_doubt(child, depth + 1)
            if found is not None:
                return found
        return None

    def settled(self, value: Value) -> Value:
        """The value to compare: None for an environment variable without a default, which is taken not to be set."""
        if type(value) is not Opaque or value.variable is None:
            return value
        self.assumptions += 1
        self.note(
            Diagnostic(
                level="info",
                code="environment-unset",
                message=f"The environment variable {value.variable} is taken not to be set.",
                hint="Read the project with --reader live to see it with your environment.",
                place=value.reason.place,
            )
        )
        return None

    def walk(self, value: Value) -> None:
        """Charge for everything inside of a value that is about to be compared or printed as a whole."""
        stack = [value]
        while stack:
            item = stack.pop()
            if isinstance(item, dict):
                stack += [*item.keys(), *item.values()]
            elif isinstance(item, (list, tuple, set, frozenset, deque)):
                stack += item
            self.budget.spend()

    def certain(self, value: Value) -> Value:
        """The value itself; raises `Undecided` if it is not known."""
        reason = self.doubt(value)
        if reason is not None:
            raise Undecided(reason)
        return value

    # -- looking at values ------------------------------------------------------------------------------------

    def truth(self, value: Value) -> bool:
        """Whether the value is true in a condition; raises `Undecided`."""
        if value is True or value is False:
            return bool(value)
        value = self.certain(self.settled(value))
        if isinstance(value, InstanceValue):
            return self.instance_truth(value)
        return bool(value)

    def instance_truth(self, value: InstanceValue) -> bool:
        """Whether an object is true: `__bool__`, then `__len__`, then yes."""
        from viz.readers.kedro_project.static.classes import special

        for name in ("__bool__", "__len__"):
            found, result = special(self, value, name, [])
            if found:
                return self.truth(result)
        return True

    def iterate(self, value: Value) -> Iterator[Value]:
        """The items of a value, each of them charged; raises `Undecided` or the project's TypeError."""
        self.certain(value)
        size = len(value) if isinstance(value, (dict, set)) else None
        try:
            for item in self.host_iterator(value):
                self.budget.spend()
                yield item
                if size is not None and len(value) != size:
                    raise self.error(RuntimeError, f"{type(value).__name__} changed size during iteration", None)
        except Undecided as undecided:
            if isinstance(value, IteratorValue):
                self.mark_unsure(value, undecided.reason)
            raise
        except RecursionError:
            raise LimitReached(Reason("limit", "code that is nested too deeply")) from None
        except HOST_ERRORS as error:
            raise self.host_error(error, None) from None

    def items(self, value: Value) -> list[Value]:
        """The items of a value as a list."""
        result: list[Value] = []
        for item in self.iterate(value):
            result.append(item)
            if len(result) > ITEMS:
                break
        self.budget.size(len(result))
        return result

    def in_order(self, value: Value) -> Value:
        """The value, of which the order of the items is known; raises `Undecided` for a set."""
        if self.is_unordered(value):
            raise Undecided(Reason("set-order", "the order of a set, which differs from run to run"))
        return value

    def in_same_order(self, source: Value, result: Value) -> Value:
        """The list, tuple, dict or iterator made from `source`, whose order it has."""
        if isinstance(result, (list, tuple, dict, deque, IteratorValue, *VIEWS)) and self.is_unordered(source):
            self.unordered[id(result)] = result
        return result

    def is_unordered(self, value: Value) -> bool:
        """Whether the items come in an order that nobody knows."""
        return (isinstance(value, (set, frozenset)) and len(value) > 1) or id(value) in self.unordered

    def host_iterator(self, value: Value) -> Iterator[Value]:
        """What Python's `iter` would give for a value of any kind."""
        if isinstance(value, IteratorValue):
            return self.entered(value).source
        if isinstance(value, ITERABLE):
            return iter(value)
        if hasattr(value, "iterate_value"):
            return iter(value.iterate_value(self))
        from viz.readers.kedro_project.static.classes import iterate_object

        return iterate_object(self, value)

    def entered(self, value: IteratorValue) -> IteratorValue:
        """An iterator that is about to be moved on; where that may not happen at all, it is not certain any more."""
        if self.forks > value.depth:
            self.mark_unsure(value, Reason("branch", "an iterator used in a branch that may not be taken"))
        return value

    # -- changing values --------------------------------------------------------------------------------------

    def touch(self, value: Value, *, names: bool = False) -> None:
        """Called before a list, dict or set changes, so that a branch that was not taken can be undone."""
        if self.journals:
            self.journals[-1].remember(value, names=names)

    def bind(self, names: dict[str, Value], name: str, value: Value) -> None:
        """Give a name of a scope, module, class or object its value."""
        if self.journals:
            self.journals[-1].remember(names, names=True)
        names[name] = value

    # -- what went wrong --------------------------------------------------------------------------------------

    def error(self, kind: Value, message: str, place: Place | None, args: tuple[Value, ...] | None = None) -> PyRaise:
        """The exception that Python would raise here; its arguments are the message where it has no others."""
        from viz.readers.kedro_project.static.values import ExceptionValue

        return PyRaise(kind, ExceptionValue(kind, (message,) if args is None else args), message, place)

    def host_error(self, error: Exception, place: Place | None) -> PyRaise:
        """What Python itself raised when it was asked on the project's behalf, as the project's exception."""
        message = repr(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
        return self.error(type(error), message, place, error.args)

    def note(self, diagnostic: Diagnostic) -> None:
        """Remember a remark, once."""
        self.notes.setdefault((diagnostic.code, diagnostic.message), diagnostic)

    def fail(self, cause: Exception, place: Place | None) -> None:
        """Remember what stopped a part of the project from being read; the result is not complete any more."""
        from viz.readers.kedro_project.static.diagnostics import failure

        self.failures.setdefault(id(cause), (cause, failure(cause, place)))

    def new_iterator(self, source: Iterator[Value]) -> IteratorValue:
        """An iterator over values."""
        return IteratorValue(source, self.forks)
