"""What an expression evaluates to.

Plain data (numbers, strings, lists, dicts, sets, tuples, classes of exceptions) are Python's own objects, so that
Python's own operators decide what they do. Everything that a project defines (functions, classes, instances,
modules) and everything a library would give has a class here. Nothing in this module runs code of a project.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from viz.model import Place

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

Value = Any


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a value is not known: `text` is a noun phrase that completes "this depends on ..."."""

    code: str
    text: str
    place: Place | None = None
    hint: str = ""


class Undecided(Exception):  # noqa: N818 - an answer, not an error
    """Raised where a value that is not known would have to be looked at."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.text)
        self.reason = reason


class LimitReached(Exception):  # noqa: N818 - an answer, not an error
    """Raised when a program takes more steps, depth or memory than it is given."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.text)
        self.reason = reason


class Opaque:
    """A value nobody can know without running a library; every attempt to look at it raises `Undecided`.

    `path` is the dotted name where it is an attribute of a library module ("pandas.concat"), else None. `variable` is
    the name where it is an environment variable without a default, `known` a function of the project where it is that
    function or nothing.
    """

    __slots__ = ("known", "path", "reason", "variable")

    def __init__(
        self, reason: Reason, path: str | None = None, variable: str | None = None, known: Value = None
    ) -> None:
        self.reason = reason
        self.path = path
        self.variable = variable
        self.known = known

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise Undecided(self.reason)

    __bool__ = __len__ = __iter__ = __next__ = __contains__ = __getitem__ = __index__ = __int__ = _refuse
    __float__ = __str__ = __repr__ = __format__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __add__ = __radd__ = __or__ = __ror__ = __and__ = __sub__ = __mul__ = __mod__ = __rmod__ = _refuse
    __call__ = __enter__ = __reversed__ = __fspath__ = __bytes__ = _refuse

    def __eq__(self, other: object) -> bool:
        raise Undecided(self.reason)

    def __ne__(self, other: object) -> bool:
        raise Undecided(self.reason)

    def __hash__(self) -> int:
        raise Undecided(self.reason)


class Scope:
    """Names of one function call, class body or comprehension; `parent` is where free names are looked up next.

    `own` are the names that a function binds somewhere: nowhere else they are looked up, bound or not.
    """

    __slots__ = ("elsewhere", "globals", "is_class", "is_comprehension", "names", "own", "parent")

    def __init__(
        self, names: dict[str, Value], parent: Scope | None, module: ModuleValue, *, is_class: bool = False
    ) -> None:
        self.names = names
        self.parent = parent
        self.globals = module.names
        self.is_class = is_class
        self.is_comprehension = False
        self.elsewhere: dict[str, dict[str, Value]] = {}
        self.own: frozenset[str] = frozenset()


class ModuleValue:
    """A module of the project, evaluated as far as it could be; `error` is what stopped Python from importing it."""

    __slots__ = ("error", "file", "is_package", "name", "names", "opaque_stars", "path", "tree")

    def __init__(self, name: str, path: str, file: str, tree: ast.Module, *, is_package: bool) -> None:
        self.name = name
        self.path = path
        self.file = file
        self.tree = tree
        self.is_package = is_package
        self.names: dict[str, Value] = {}
        self.error: Exception | None = None
        self.opaque_stars: Reason | None = None


class LibraryModule:
    """A module outside the project, known by its name only."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class FunctionValue:
    """A function or lambda of the project with what it closes over."""

    __slots__ = ("attributes", "defaults", "keyword_defaults", "module", "node", "owner", "qualname", "scope")

    def __init__(
        self,
        node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
        module: ModuleValue,
        scope: Scope | None,
        defaults: list[Value],
        keyword_defaults: list[Value],
        qualname: str,
    ) -> None:
        self.node = node
        self.module = module
        self.scope = scope
        self.defaults = defaults
        self.keyword_defaults = keyword_defaults
        self.qualname = qualname
        self.owner: ClassValue | None = None
        self.attributes: dict[str, Value] = {}

    @property
    def name(self) -> str:
        """The name of the definition, "<lambda>" for a lambda."""
        return "<lambda>" if isinstance(self.node, ast.Lambda) else self.node.name


@dataclass(slots=True, eq=False)
class BoundMethod:
    """A method together with the object it was looked up on."""

    function: Value
    receiver: Value


@dataclass(slots=True, eq=False)
class HostMethod:
    """A method of a plain value (`"a".upper`), or of a plain type (`str.upper`, receiver None)."""

    kind: type
    name: str
    receiver: Value


Implementation = Callable[["Machine", list[Value], dict[str, Value], "Site"], Value]


@dataclass(slots=True, eq=False)
class Builtin:
    """A function of Python, its standard library or Kedro whose behaviour is written down here."""

    path: str
    run: Implementation

    @property
    def name(self) -> str:
        """The last part of its dotted path."""
        return self.path.rpartition(".")[2]


@dataclass(slots=True, eq=False)
class PartialValue:
    """`functools.partial(function, *args, **kwargs)`; `attributes` is what `update_wrapper` set on it."""

    function: Value
    args: list[Value]
    kwargs: dict[str, Value]
    attributes: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Wrapped:
    """A function behind a decorator of a library that keeps its name; `signature` tells what callers see.

    `signature` is "same", "any" (`*args, **kwargs`) or "unknown"; `results` are those of earlier calls, by arguments,
    where the decorator keeps them.
    """

    function: Value
    decorator: str
    signature: str
    results: dict[Value, Value] | None = None


class ClassValue:
    """A class of the project. `bases` may hold Python's own classes and opaque ones of libraries.

    `options` are those of `@dataclass` where it stands on this very class.
    """

    __slots__ = (
        *(
            "attributes",
            "bases",
            "fields",
            "machine",
            "members",
            "module",
            "mro",
            "name",
            "node",
            "options",
            "qualname",
        ),
        *("subclasses", "traits"),
    )

    def __init__(
        self,
        machine: Machine,
        name: str,
        node: ast.ClassDef,
        module: ModuleValue,
        bases: list[Value],
        qualname: str,
    ) -> None:
        self.machine = machine
        self.name = name
        self.node = node
        self.module = module
        self.bases = bases
        self.qualname = qualname
        self.attributes: dict[str, Value] = {}
        self.mro: list[Value] = []
        self.traits: set[str] = set()
        self.fields: list[FieldValue] = []
        self.members: dict[str, Value] = {}
        self.options: dict[str, Value] | None = None
        self.subclasses: list[ClassValue] = []

    def generates(self, option: str, *, default: bool = False) -> bool:
        """Whether `@dataclass` on this very class generates the methods of an option."""
        return self.options is not None and self.options.get(option, default) is True


@dataclass(slots=True, eq=False)
class FieldValue:
    """A field of a dataclass or a named tuple: `factory` makes its default where it is not None."""

    name: str
    default: Value = None
    has_default: bool = False
    factory: Value = None
    init: bool = True
    keyword_only: bool = False
    compared: bool = True
    shown_in_text: bool = True

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        """What `dataclasses.fields(...)` tells of it."""
        known = {"name": self.name, "init": self.init, "repr": self.shown_in_text, "kw_only": self.keyword_only}
        if name == "default" and self.has_default and self.factory is None:
            return self.default
        return known[name] if name in known else machine.opaque(site.place, "unsupported", f"`.{name}` of a field")


class InstanceValue:
    """An object of a class of the project; Python's own operators compare it as its class says."""

    __slots__ = ("attributes", "kind")

    def __init__(self, kind: ClassValue) -> None:
        self.kind = kind
        self.attributes: dict[str, Value] = {}

    def __eq__(self, other: object) -> Value:
        from viz.readers.kedro_project.static.instances import equal

        return equal(self, other)

    def __hash__(self) -> int:
        from viz.readers.kedro_project.static.instances import hashed

        return hashed(self)

    def _ordered(self, name: str, other: object) -> Value:
        from viz.readers.kedro_project.static.instances import ordered_by

        return ordered_by(self, name, other)

    def __lt__(self, other: object) -> Value:
        return self._ordered("__lt__", other)

    def __le__(self, other: object) -> Value:
        return self._ordered("__le__", other)

    def __gt__(self, other: object) -> Value:
        return self._ordered("__gt__", other)

    def __ge__(self, other: object) -> Value:
        return self._ordered("__ge__", other)


class EnumText(str):
    """A member of an enumeration that is a string as well (`class Name(str, Enum)`)."""

    __slots__ = ("kind", "member")
    kind: ClassValue
    member: str


class EnumNumber(int):
    """A member of an enumeration that is a number as well (`enum.IntEnum`)."""

    kind: ClassValue
    member: str


MEMBERS = (EnumText, EnumNumber)
"""Members of enumerations that are plain values as well; those of others are instances."""


class TupleValue(tuple[Value, ...]):
    """An instance of a named tuple."""

    kind: ClassValue


@dataclass(slots=True, eq=False)
class Descriptor:
    """A function behind `staticmethod`, `classmethod`, `property` or `functools.cached_property`."""

    kind: str
    function: Value
    setter: Value = None


@dataclass(slots=True, eq=False)
class SuperValue:
    """What `super()` gives: lookups start after `start` in the classes of `receiver`."""

    start: ClassValue
    receiver: Value


class IteratorValue:
    """An iterator: consumed once. `source` is one of Python's own, or a generator that follows the project's."""

    __slots__ = ("depth", "source")

    def __init__(self, source: Iterator[Value], depth: int) -> None:
        self.source = source
        self.depth = depth


class ExceptionValue:
    """An exception of a Python or library class; those of project classes are instances."""

    __slots__ = ("args", "kind")

    def __init__(self, kind: Value, args: tuple[Value, ...]) -> None:
        self.kind = kind
        self.args = args


class PyRaise(Exception):  # noqa: N818 - the project's exception, not ours
    """An exception of the project on its way up; `place` is where it was raised."""

    def __init__(self, kind: Value, value: Value, message: str, place: Place | None) -> None:
        super().__init__(message)
        self.kind = kind
        self.value = value
        self.message = message
        self.place = place
        self.file: str | None = place.file if place else None
        self.code = "project-error"

    @property
    def title(self) -> str:
        """The exception as Python would print it: `KeyError: 'a'`."""
        named = "__name__" if isinstance(self.kind, type) else "name"
        name = getattr(self.kind, named, None) or "Exception"
        return f"{name}: {self.message}" if self.message else str(name)


@dataclass(frozen=True, slots=True)
class Site:
    """Where a call is written."""

    module: ModuleValue | None
    node: ast.AST | None

    @property
    def place(self) -> Place | None:
        """The file and lines of the call, None for calls nobody wrote."""
        return place_of(self.module, self.node)


def place_of(module: ModuleValue | None, node: ast.AST | None) -> Place | None:
    """The place of a syntax node of a module, None where that is a library's."""
    if module is None or not module.file:
        return None
    line = getattr(node, "lineno", None)
    return Place(file=module.file, line=line, end_line=getattr(node, "end_lineno", None))
