"""What can be said of a callable without calling it: its name, where it is written, its docstring, its signature."""

from __future__ import annotations

import ast
import builtins
import functools
import inspect
from dataclasses import dataclass
from inspect import Parameter, Signature

from viz.model import Place
from viz.readers.kedro_project.static.values import (
    BoundMethod,
    Builtin,
    ClassValue,
    FunctionValue,
    HostMethod,
    InstanceValue,
    Opaque,
    PartialValue,
    Reason,
    Value,
    Wrapped,
    place_of,
)

NAMED_AS_IMPORTED = frozenset(
    [
        *("pandas.concat", "pandas.merge", "pandas.get_dummies", "pandas.DataFrame", "pandas.read_csv", "pandas.melt"),
        *("sklearn.model_selection.train_test_split", "sklearn.model_selection.cross_validate", "copy.deepcopy"),
        *("sklearn.model_selection.cross_val_score", "numpy.concatenate", "json.loads", "json.dumps", "copy.copy"),
        *("operator.add", "operator.sub", "operator.mul", "os.path.join", "os.path.basename", "os.path.exists"),
    ]
)
"""Functions whose `__name__` is known to be the last part of the name that projects import them by."""
ANY_SIGNATURE = Signature([Parameter("args", Parameter.VAR_POSITIONAL), Parameter("kwargs", Parameter.VAR_KEYWORD)])


@dataclass(frozen=True, slots=True)
class FunctionFacts:
    """What is known of a callable. `name` is None where it has no `__name__`, `doubt` says what is not certain.

    `module` is None where a library would have to be asked; `assumed` is the name that it was imported by where `name`
    is taken from that.
    """

    name: str | None
    module: str | None = None
    place: Place | None = None
    raw_doc: str | None = None
    doubt: Reason | None = None
    shown: str = ""
    assumed: str | None = None

    @property
    def docstring(self) -> str | None:
        """The docstring without its indentation."""
        return inspect.cleandoc(self.raw_doc) if isinstance(self.raw_doc, str) else None

    @property
    def readable(self) -> str:
        """The name as Kedro prints it."""
        return self.name if self.name is not None else self.shown


def describe(value: Value) -> FunctionFacts:
    """The facts of any callable."""
    if isinstance(value, FunctionValue):
        return _function(value)
    if isinstance(value, BoundMethod):
        return describe(value.function)
    if isinstance(value, ClassValue):
        return FunctionFacts(value.name, value.module.name, _place(value), ast.get_docstring(value.node, clean=False))
    if isinstance(value, PartialValue):
        return _partial(value)
    if isinstance(value, Wrapped):
        return _wrapped(value)
    if isinstance(value, InstanceValue):
        shown = f"<{value.kind.module.name}.{value.kind.qualname} object>"
        return FunctionFacts(None, value.kind.module.name, _place(value.kind), None, None, shown)
    if isinstance(value, Opaque):
        return _opaque(value)
    if isinstance(value, (Builtin, HostMethod, type)):
        return _of_python(value)
    return FunctionFacts(None, None, None, None, None, type(value).__name__)


def _function(value: FunctionValue) -> FunctionFacts:
    own = value.attributes
    doc = None if isinstance(value.node, ast.Lambda) else ast.get_docstring(value.node, clean=False)
    module = own.get("__module__", value.module.names.get("__name__", value.module.name))
    name = own.get("__name__", value.name)
    doubt = name.reason if isinstance(name, Opaque) else None
    wrapped = own.get("__wrapped__")
    place = describe(wrapped).place if wrapped is not None else None
    return FunctionFacts(
        name if isinstance(name, str) else value.name,
        module if isinstance(module, str) else None,
        place or _place(value),
        own.get("__doc__", doc),
        doubt,
    )


def _place(value: FunctionValue | ClassValue) -> Place | None:
    place = place_of(value.module, value.node)
    decorators = getattr(value.node, "decorator_list", None)
    if place is not None and decorators:
        return Place(file=place.file, line=decorators[0].lineno, end_line=place.end_line)
    return place


def _partial(value: PartialValue) -> FunctionFacts:
    inner = describe(value.function)
    name = value.attributes.get("__name__")
    module = value.attributes.get("__module__")
    doc = value.attributes.get("__doc__", None)
    return FunctionFacts(
        name if isinstance(name, str) else None,
        module if isinstance(module, str) else None,
        inner.place,
        doc if isinstance(doc, str) else inner.raw_doc,
        inner.doubt,
        "<partial>",
    )


def _wrapped(value: Wrapped) -> FunctionFacts:
    inner = describe(value.function)
    doubt = inner.doubt
    if value.signature == "unknown":
        text = f"the decorator `{value.decorator}`, which comes from a library"
        doubt = Reason("decorator-opaque", text, inner.place)
    return FunctionFacts(inner.name, inner.module, inner.place, inner.raw_doc, doubt)


def _opaque(value: Opaque) -> FunctionFacts:
    if value.path is None:
        return FunctionFacts("?", None, None, None, value.reason)
    name = value.path.rpartition(".")[2]
    if value.path in NAMED_AS_IMPORTED:
        return FunctionFacts(name)
    return FunctionFacts(name, assumed=value.path)


def _of_python(value: Builtin | HostMethod | type) -> FunctionFacts:
    """A function of Python itself; of a type it is not known whether its Python tells Kedro what it takes."""
    name = value.__name__ if isinstance(value, type) else value.name
    path = value.path if isinstance(value, Builtin) else name
    function = getattr(builtins, name, None) if path == f"builtins.{name}" else None
    if isinstance(value, HostMethod) and value.receiver is not None:
        return FunctionFacts(name)
    if inspect.isbuiltin(function):
        return FunctionFacts(name, "builtins")
    if isinstance(value, Builtin) and path in NAMED_AS_IMPORTED:
        return FunctionFacts(name)
    text = f"`{path}` of Python, of which Kedro may not find out what it takes"
    return FunctionFacts(name, None, None, None, Reason("library-function", text))


def signature(value: Value) -> Signature | None:
    """The signature as `inspect.signature(value, follow_wrapped=False)` gives it, None where it is not known."""
    if isinstance(value, FunctionValue):
        return _of_arguments(value.node.args)
    if isinstance(value, BoundMethod):
        return _without_first(signature(value.function))
    if isinstance(value, PartialValue):
        return _of_partial(value)
    if isinstance(value, Wrapped):
        inner = signature(value.function)
        return inner if value.signature == "same" else ANY_SIGNATURE if value.signature == "any" else None
    if isinstance(value, ClassValue):
        return _of_class(value)
    if isinstance(value, InstanceValue):
        method = _method(value.kind, "__call__")
        return _without_first(signature(method)) if method is not None else None
    return None


def has_no_signature(value: Value) -> bool:
    """Whether Python cannot tell what a callable takes: `functools.lru_cache` hides it."""
    if isinstance(value, (PartialValue, BoundMethod)):
        return has_no_signature(value.function)
    return isinstance(value, Wrapped) and value.results is not None


def _of_arguments(args: ast.arguments) -> Signature:
    parameters: list[Parameter] = []
    positional = [*args.posonlyargs, *args.args]
    first_default = len(positional) - len(args.defaults)
    for index, arg in enumerate(positional):
        kind = Parameter.POSITIONAL_ONLY if index < len(args.posonlyargs) else Parameter.POSITIONAL_OR_KEYWORD
        default = None if index >= first_default else Parameter.empty
        parameters.append(Parameter(arg.arg, kind, default=default))
    if args.vararg is not None:
        parameters.append(Parameter(args.vararg.arg, Parameter.VAR_POSITIONAL))
    for arg, preset in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        default = Parameter.empty if preset is None else None
        parameters.append(Parameter(arg.arg, Parameter.KEYWORD_ONLY, default=default))
    if args.kwarg is not None:
        parameters.append(Parameter(args.kwarg.arg, Parameter.VAR_KEYWORD))
    return Signature(parameters)


def _without_first(full: Signature | None) -> Signature | None:
    if full is None:
        return None
    parameters = list(full.parameters.values())
    if parameters and parameters[0].kind is not Parameter.VAR_POSITIONAL:
        parameters = parameters[1:]
    return Signature(parameters)


def _of_partial(value: PartialValue) -> Signature | None:
    inner = signature(value.function)
    if inner is None:
        return None

    def stand_in() -> None:
        """Carries the signature that Python's own rules for partials are applied to."""

    stand_in.__signature__ = inner  # type: ignore[attr-defined]
    bound = functools.partial(stand_in, *([None] * len(value.args)), **dict.fromkeys(value.kwargs))
    try:
        return inspect.signature(bound)
    except (TypeError, ValueError):
        return None


def _of_class(value: ClassValue) -> Signature | None:
    method = _method(value, "__init__")
    if method is not None:
        return _without_first(signature(method))
    if "dataclass" in value.traits:
        shown = [item for item in value.fields if item.init]
        ordered = sorted(shown, key=lambda item: item.keyword_only)
        return Signature([_field_parameter(item.name, item.keyword_only, item.has_default) for item in ordered])
    return None if any(not isinstance(base, ClassValue) for base in value.mro[1:-1]) else Signature([])


def _field_parameter(name: str, keyword_only: bool, optional: bool) -> Parameter:
    kind = Parameter.KEYWORD_ONLY if keyword_only else Parameter.POSITIONAL_OR_KEYWORD
    return Parameter(name, kind, default=None if optional else Parameter.empty)


def _method(kind: ClassValue, name: str) -> Value | None:
    for base in kind.mro:
        if isinstance(base, ClassValue) and name in base.attributes:
            return base.attributes[name]
    return None
